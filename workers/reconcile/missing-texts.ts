// Which texts of the provider's list the inbox lacks, as the events that their webhooks would have
// been. Reads only.
import { dialect } from '../../src/senders/providers.js';
import { inboundEvents } from '../../src/senders/inbound-events.js';
import type { ListedText } from '../../src/senders/provider.js';
import type { InboxEvent } from '../../src/store/inbox.js';
import type { Account } from '../../src/store/senders.js';
import type { Store } from '../../src/store/store.js';

export interface MissingTextsDeps {
  readonly store: Pick<Store, 'inbox' | 'senders' | 'people' | 'clock' | 'workspaces'>;
}

/** @returns events in the order of the texts; one text may be several, or none of ours. */
export async function missingTexts(
  deps: MissingTextsDeps,
  account: Account,
  texts: readonly ListedText[],
): Promise<InboxEvent[]> {
  const events: InboxEvent[] = [];
  for (const text of texts) events.push(...(await eventsOf(deps, account, text)));
  const known = await deps.store.inbox.states(events.map(({ _id }) => _id));
  return events.filter(({ _id }) => !known.has(_id));
}

async function eventsOf(
  { store }: MissingTextsDeps,
  { accountSid, workspaces }: Account,
  { raw }: ListedText,
): Promise<InboxEvent[]> {
  const text = dialect.readKept(raw);
  if (!text || text.accountSid !== accountSid) return [];
  const { to: number, messagingServiceSid } = text;
  const sender = await store.senders.forWebhook({ accountSid, number, messagingServiceSid });
  // A number of somebody else's account, as at the webhook.
  if (!sender && (await store.senders.accountsOf(number)).length > 0) return [];
  return inboundEvents({ store }, text, raw, { sender, workspaces });
}
