// Giving dead letters back: which of them may leave once more, and what has to be shown before.
// Sends nothing itself: the relay queues what was given back, and every gate is asked again.
import { newId } from '../ids.js';
import type { DeadLetter, Handling } from '../store/dead-letters.js';
import type { Store } from '../store/store.js';

export interface RedriveDeps {
  readonly store: Pick<Store, 'clock' | 'deadLetters' | 'messages'>;
}

export interface Redriven {
  /** Given back by this call. */
  readonly redriven: string[];
  readonly refused: { readonly id: string; readonly reason: string }[];
}

/** An opt-out's confirmation that comes later is worse than none (47 CFR 64.1200(a)(12)). */
const CONFIRMATION_VALID_MS = 300_000;

/**
 * Gives dead letters of one workspace back. A text whose outcome is unknown is looked up first and
 * sent once more only when the provider does not know it.
 * @param reason of the person who asks for it; kept with each of them.
 */
export async function redrive(
  { store }: RedriveDeps,
  workspace: string,
  { ids, reason }: { readonly ids: readonly string[]; readonly reason: string },
): Promise<Redriven> {
  const letters = await store.deadLetters.many(workspace, ids);
  const found = new Set(letters.map(({ _id }) => _id));
  const now = store.clock.now();
  const judged = letters.map((letter) => ({ letter, no: whyNot(letter, now) }));
  const fit = judged.flatMap(({ letter, no }) => (no === undefined ? [letter] : []));
  const handling: Handling = { id: newId('hd'), reason };
  // The message first: an effect that is under way under a failed message would not be seen.
  await store.messages.reopen(
    workspace,
    fit.flatMap((letter) => (letter.channel === 'sms' ? [letter.message] : [])),
  );
  const idsOf = (result: DeadLetter['outcome']['result']) =>
    fit.filter(({ outcome }) => outcome.result === result).map(({ _id }) => _id);
  const redriven = [
    ...(await store.deadLetters.tryAgain(workspace, idsOf('failed'), handling)),
    ...(await store.deadLetters.lookAgain(workspace, idsOf('unknown'), handling)),
  ];
  return {
    redriven,
    refused: [
      ...judged.flatMap(({ letter, no }) =>
        no === undefined ? [] : [{ id: letter._id, reason: no }],
      ),
      ...ids
        .filter((id) => !found.has(id))
        .map((id) => ({ id, reason: 'It is not on the list (any more).' })),
    ],
  };
}

/** Why a dead letter must not leave once more; undefined when it may. */
export function whyNot(letter: DeadLetter, now: Date): string | undefined {
  const isUnknown = letter.outcome.result === 'unknown';
  if (letter.channel === 'email') {
    return isUnknown
      ? undefined
      : 'Its request is over. Ask the person once more with a new opt-in request.';
  }
  if (letter.channel !== 'sms' || letter.text.kind === 'message') return undefined;
  if (isUnknown) {
    return 'A reply whose outcome is unknown is not repeated: it may have arrived.';
  }
  const askedMs = now.getTime() - Date.parse(letter.text.askedAt);
  const isLate = askedMs > CONFIRMATION_VALID_MS;
  return letter.text.template === 'opt_out_confirmation' && isLate
    ? 'An opt-out is confirmed within five minutes or not at all. The opt-out itself stands.'
    : undefined;
}

/** What a letter was to be, in a word. */
export const kindOf = (letter: DeadLetter): string => {
  if (letter.channel === 'email') return 'invitation';
  if (letter.channel === 'questions') return 'order_question';
  if (letter.channel === 'webhooks') return 'webhook';
  return letter.text.kind === 'message' ? 'message' : letter.text.template;
};
