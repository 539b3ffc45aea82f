// The monthly reminder of how to opt out, for programs that want one: added to the next message
// when none went to this person for thirty days. Counted like any other limit, in MongoDB.
import { saysHowToStop } from '../../src/consent/message-lint.js';
import { reminderText } from '../../src/consent/texts.js';
import type { Limit } from '../../src/store/limits.js';
import type { Store } from '../../src/store/store.js';
import { type Claimed, LOCALE } from './compose.js';

const A_MONTH: readonly Limit[] = [{ name: 'month', max: 1, seconds: 30 * 86_400 }];
/** What a provider takes as one text, without room for the longest reminder. */
const BODY_MAX = 1_600 - 40;

/**
 * Asked before the gate, so that nothing stands between its word and the call: who is refused a
 * message for good gets no other one either. A try that is repeated gets the same words.
 * @returns the text as it is to leave.
 */
export async function withReminder(
  store: Pick<Store, 'workspaces' | 'limits' | 'messages' | 'records'>,
  claimed: Claimed,
): Promise<Claimed> {
  const { effect, body } = claimed;
  const { workspace: id, contact, message, text } = effect;
  const settings = await store.workspaces.get(id);
  if (!settings?.programs[effect.program]?.optOutReminder) return claimed;
  const saysSo = saysHowToStop(body);
  // A confirmation that says it counts; nothing is ever added to one that does not.
  if (!saysSo && (text.kind === 'reply' || body.length > BODY_MAX)) return claimed;
  const subject = `reminder/${effect.program}/${contact}`;
  const { allowed } = await store.limits.take(id, subject, A_MONTH, { as: effect._id });
  if (!allowed || saysSo) return claimed;
  const known = await store.records.localeOf(id, contact);
  const reminder = reminderText(known ?? settings.brand.locale ?? LOCALE);
  await store.messages.append(id, message, reminder);
  return { ...claimed, body: `${body}\n${reminder}` };
}
