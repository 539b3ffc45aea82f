// How a text ends: its outcome shown in the conversation, then stored with the effect.
import type { TextEffectDocument, EffectOutcome } from '../../src/store/effects.js';
import type { MessageStatus } from '../../src/store/message-status.js';
import type { Store } from '../../src/store/store.js';

/**
 * The message shows the outcome first, the effect is settled last: a crash in between is repeated.
 */
export async function conclude(
  store: Pick<Store, 'messages' | 'effects'>,
  effect: TextEffectDocument,
  claim: string,
  outcome: EffectOutcome,
  status: MessageStatus,
  details: { reason?: string; providerSid?: string },
): Promise<void> {
  await store.messages.progress(effect.workspace, effect.message, status, details);
  await store.effects.settle(effect, claim, outcome);
}

export const isConfirmation = ({ text }: TextEffectDocument): boolean =>
  text.kind === 'reply' && text.template === 'opt_out_confirmation';
