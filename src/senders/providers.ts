// Which provider carries texts: the one place outside their own folders that knows them by name.
// There is one so far; everybody else asks through the seam (provider.ts, dialect.ts).
import type { Config } from '../config.js';
import type { Store } from '../store/store.js';
import type { ProviderDialect } from './dialect.js';
import type { ClaimedNumber, Ownership, TextProvider } from './provider.js';
import { twilioDialect } from './twilio/dialect.js';
import { askOwnership } from './twilio/ownership.js';
import { createTwilioProvider } from './twilio/provider.js';

/** How what we hear is read. */
export const dialect: ProviderDialect = twilioDialect;

export interface ProviderPlace {
  readonly config: Pick<Config, 'carrier' | 'carrierUrl' | 'publicUrl'>;
  readonly store: { readonly senders: Pick<Store['senders'], 'account'> };
}

/** The provider, or the simulated carrier in its place. */
export function openProvider({ config, store }: ProviderPlace): TextProvider {
  return createTwilioProvider({
    baseUrl: baseUrlOf(config),
    publicUrl: config.publicUrl,
    tokenOf: async (sid) => (await store.senders.account(sid))?.tokens[0] ?? null,
  });
}

/** Whether whoever names a number and its account has the account's token. */
export const ownershipOf = (
  config: Pick<Config, 'carrier' | 'carrierUrl'>,
  claimed: ClaimedNumber,
): Promise<Ownership> => askOwnership(baseUrlOf(config), claimed);

/** Whether texts reach real handsets, and not those of the simulated carrier. */
export const reachesHandsets = ({ carrier }: Pick<Config, 'carrier'>): boolean =>
  carrier !== 'simulated';

/** Who answers the provider's own words on a new sender where nobody says it. */
export const usualKeywordReplies = (config: Pick<Config, 'carrier'>): 'provider' | 'service' =>
  reachesHandsets(config) ? 'provider' : 'service';

const baseUrlOf = ({ carrier, carrierUrl }: Pick<Config, 'carrier' | 'carrierUrl'>) =>
  carrier === 'simulated' ? carrierUrl : undefined;
