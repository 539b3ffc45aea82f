// How a text ends: its outcome shown in the conversation, then stored with the effect.
import type { TextEffectDocument, EffectOutcome } from '../../src/store/effects.js';
import type { MessageDecision, MessageStatus } from '../../src/store/message-status.js';
import type { Store } from '../../src/store/store.js';

/**
 * The message shows the outcome first, the effect is settled last: a crash in between is repeated.
 * What did not leave counts against no cap; what may have left does.
 */
export async function conclude(
  store: Pick<Store, 'messages' | 'effects' | 'sentTexts'>,
  effect: TextEffectDocument,
  claim: string,
  outcome: EffectOutcome,
  status: MessageStatus,
  details: {
    reason?: string;
    errorCode?: string;
    providerSid?: string;
    decision?: MessageDecision;
  },
): Promise<void> {
  await store.messages.progress(effect.workspace, effect.message, status, details);
  if (outcome.result === 'blocked' || outcome.result === 'failed') await leaveCount(store, effect);
  await store.effects.settle(effect, claim, outcome);
}

/** Gives back the place under frequency caps that a message may have taken; replies take none. */
export async function leaveCount(
  { sentTexts }: Pick<Store, 'sentTexts'>,
  { workspace, contact, text, _id }: TextEffectDocument,
): Promise<void> {
  if (text.kind === 'message') await sentTexts.giveBack(workspace, contact, _id);
}

export const isConfirmation = ({ text }: TextEffectDocument): boolean =>
  text.kind === 'reply' && text.template === 'opt_out_confirmation';
