// How many texts of one kind a person is answered with in a day. Somebody who texts START and STOP
// a thousand times, or a machine that answers ours with HELP, must not cost a text each. What they
// say is recorded all the same; only the answer stays out.
import type { TemplateName } from '../../src/consent/types.js';
import type { TextEffectDocument } from '../../src/store/effects.js';
import type { Limit, LimitStore } from '../../src/store/limits.js';

const aDay = (max: number): readonly Limit[] => [{ name: 'day', max, seconds: 86_400 }];

/** Far beyond what a person does, who opts out once and may change their mind. */
export const REPLIES: Readonly<Record<TemplateName, readonly Limit[]>> = {
  opt_in_confirmation: aDay(20),
  agreement: aDay(20),
  // A missing one harms nobody (47 CFR 64.1200(a)(12) allows one, and asks for none).
  opt_out_confirmation: aDay(20),
  help: aDay(20),
};

/**
 * Takes one of the day's answers of this kind. A text that is tried again takes none, and messages
 * of the workspace are not counted here.
 * @returns false when this person had enough of them.
 */
export async function mayReply(
  limits: LimitStore,
  { _id, workspace, contact, text }: TextEffectDocument,
): Promise<boolean> {
  if (text.kind !== 'reply') return true;
  const subject = `replies/${text.template}/${contact}`;
  const { allowed } = await limits.take(workspace, subject, REPLIES[text.template], { as: _id });
  return allowed;
}
