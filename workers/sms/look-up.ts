// A call whose answer was lost: the provider is asked whether it took the text, before anything is
// sent again. One candidate is ours; two, or no answer, are for a person to look at. Never a second
// text on a guess.
import type { Logger } from 'pino';
import type { TextProvider } from '../../src/senders/provider.js';
import type { TextEffectDocument, EffectOutcome } from '../../src/store/effects.js';
import { open } from '../../src/store/keyring.js';
import type { Store } from '../../src/store/store.js';
import type { Claimed } from './compose.js';
import { conclude, isConfirmation } from './conclude.js';

export interface LookUpDeps {
  readonly store: Pick<Store, 'clock' | 'breakers' | 'effects' | 'messages' | 'sentTexts'>;
  readonly provider: Pick<TextProvider, 'find'>;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * The provider's own time-out is about 26 s, so one early look may miss a text it is still taking.
 */
const SECOND_LOOK_MS = 120_000;
const UNANSWERED_MAX = 5;
const UNANSWERED_PAUSE_MS = 60_000;
const DOWN_MAX_MS = 86_400_000;
const ATTEMPTS_MAX = 3;

/** Name under which the words of a call are sealed. */
export const saidName = ({ _id }: Pick<TextEffectDocument, '_id'>): string => `${_id}/said`;

/** The words as they were called: the brand or the program may have another name by now. */
function saidWords({ effect, key, body }: Claimed): string {
  if (!effect.said) return body;
  return open(key, saidName(effect), Buffer.from(effect.said.buffer)).toString();
}

/**
 * A text that was called before and has its id at the provider by now is not asked about or called
 * again: whoever called it died before the last step, or a status callback said so.
 * @returns false when nothing is known of it.
 */
export async function settleShown(
  store: LookUpDeps['store'],
  effect: TextEffectDocument,
  claim: string,
): Promise<boolean> {
  if (effect.attempts === 0) return false;
  const providerSid = await store.messages.sidOf(effect.workspace, effect.message);
  if (!providerSid) return false;
  const outcome: EffectOutcome = { result: 'sent', providerSid, status: 'sent' };
  await conclude(store, effect, claim, outcome, 'sending', { providerSid });
  return true;
}

export async function lookUp(deps: LookUpDeps, text: Claimed): Promise<void> {
  const { store } = deps;
  const { effect, claim, sender, phone } = text;
  const sent = (providerSid: string, status: string) => {
    const outcome: EffectOutcome = { result: 'sent', providerSid, status };
    return conclude(store, effect, claim, outcome, 'sending', { providerSid });
  };
  const body = saidWords(text);
  const since = effect.callingAt ?? effect.createdAt;
  const at = (pauseMs: number) => new Date(store.clock.now().getTime() + pauseMs);
  const asked = { from: sender.number, to: phone, body, since };
  const found = await deps.provider.find(sender.accountSid, asked);
  if (!found) {
    if (await isKnownDown(deps, text)) {
      return void (await store.effects.postponeLookUp(effect, claim, at(UNANSWERED_PAUSE_MS)));
    }
    if (effect.lookups >= UNANSWERED_MAX) return giveToPerson(deps, text, 'nobody could be asked');
    await store.effects.lookAgain(effect, claim, at(UNANSWERED_PAUSE_MS));
    return;
  }
  const sids = found.map(({ providerSid }) => providerSid);
  const bound = await store.messages.boundSids(effect.workspace, sids);
  const [first, second] = found.filter(({ providerSid }) => !bound.has(providerSid));
  if (second) return giveToPerson(deps, text, 'the provider knows two texts that may be this one');
  if (first) return sent(first.providerSid, first.status);
  if (effect.lookups === 0) {
    await store.effects.lookAgain(effect, claim, at(SECOND_LOOK_MS));
    return;
  }
  // A missing confirmation of an opt-out harms nobody; a second one breaks the rule.
  if (isConfirmation(effect) || effect.attempts >= ATTEMPTS_MAX) {
    return giveToPerson(deps, text, 'the provider does not know the text');
  }
  await store.effects.postpone(effect, claim, store.clock.now());
}

/**
 * While the provider is left alone by everybody, that it does not answer says nothing of this text.
 * For a day: a breaker stays open where nobody sends any more.
 */
async function isKnownDown({ store }: LookUpDeps, { effect, sender }: Claimed): Promise<boolean> {
  const since = effect.callingAt ?? effect.createdAt;
  if (store.clock.now().getTime() - since.getTime() > DOWN_MAX_MS) return false;
  const known = await store.breakers.known();
  return known.some(({ _id, openUntil }) => _id === sender.accountSid && openUntil !== undefined);
}

async function giveToPerson(deps: LookUpDeps, text: Claimed, reason: string): Promise<void> {
  const { effect, claim } = text;
  deps.log.error({ effect: effect._id }, `the outcome of a text stays unknown: ${reason}`);
  const outcome: EffectOutcome = { result: 'unknown', reason };
  await conclude(deps.store, effect, claim, outcome, 'unknown', { reason });
}
