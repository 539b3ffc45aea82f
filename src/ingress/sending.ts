// Handing in a text to one person, for the API and for the console alike: chosen, asked of the
// gate, taken or refused. It is asked again when the text leaves.
import type { Purpose } from '../consent/types.js';
import type { Message } from '../store/messages.js';
import { mayWait, refusal, requireSendable } from './api/message-shapes.js';
import { choose, workspaceOf } from './choices.js';
import type { IngressRoomDeps } from './deps.js';
import { type MessageWarning, warningsOf } from './message-warnings.js';

export type SendingDeps = Pick<IngressRoomDeps, 'store' | 'gate' | 'outbox' | 'config'>;

/** A text as it was asked for; what is left out is the workspace's default. */
export interface TextAsked {
  /** E.164. */
  readonly to: string;
  readonly body: string;
  readonly program?: string;
  readonly purpose?: Purpose;
  readonly sender?: string;
}

/**
 * Takes a text when the gate lets it leave now, or later by itself.
 * @param id of the message; a call that is repeated with the same one makes no second text.
 * @returns what was taken, with what carriers may refuse in it.
 * @throws Problem 422 for what cannot be sent, 409 with the gate's reason, 503 when nothing could
 *   be read.
 */
export async function handIn(
  { store, gate, outbox, config }: SendingDeps,
  workspace: string,
  { to, body, ...wanted }: TextAsked,
  id?: string,
): Promise<{ message: Message; warnings: MessageWarning[] }> {
  requireSendable(body);
  const settings = await workspaceOf(store, workspace);
  const choice = choose(settings, wanted);
  const { purpose } = choice;
  const [program, sender] = [choice.program.id, choice.sender.number];
  const contact = await store.people.contactOf(workspace, to);
  const send = { kind: 'message', program, purpose } as const;
  const known = { phones: new Map([[contact, to]]) };
  const [verdict, written] = await Promise.all([
    gate.check(workspace, contact, send, sender, known),
    store.messages.hasWritten(workspace, contact),
  ]);
  if (!mayWait(verdict)) throw refusal(verdict);
  const text = { contact, to, body, program, purpose, sender, verdict };
  const message = await outbox.submit(workspace, text, id);
  const warned = { body, brand: settings.brand, program: choice.program, isFirst: !written };
  return { message, warnings: warningsOf(config, warned) };
}
