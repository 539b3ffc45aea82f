// The outbox: how a message of the workspace gets on its way. Stored first, queued as a hint after.
// It does not decide and does not send; the gate is asked again at the moment of release.
import { mongo } from 'mongoose';
import type { Logger } from 'pino';
import { canFail } from '../can-fail.js';
import type { Purpose, Verdict } from '../consent/types.js';
import { newId } from '../ids.js';
import type { Queues } from '../queues/queues.js';
import { hintOf, type NewEffect } from '../store/effects.js';
import { seal } from '../store/keyring.js';
import { decisionOf } from '../store/message-status.js';
import type { Message } from '../store/messages.js';
import type { Store } from '../store/store.js';

export interface OutboxDeps {
  readonly store: Pick<Store, 'clock' | 'effects' | 'messages' | 'people'>;
  readonly queues: Pick<Queues, 'hintEffects'>;
  readonly log: Pick<Logger, 'warn'>;
}

export interface Submission {
  readonly contact: string;
  /** The recipient's number, E.164. */
  readonly to: string;
  readonly body: string;
  readonly program: string;
  readonly purpose: Purpose;
  readonly sender: string;
  /** What the gate said of it already; when it said "later", the message is held until then. */
  readonly verdict?: Verdict;
}

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox({ store, queues, log }: OutboxDeps) {
  return {
    /**
     * Takes a message. When this returns it is stored at a majority and will be sent or visibly
     * refused.
     * @param id of the message, so that a request that is repeated makes the same one.
     */
    async submit(workspace: string, text: Submission, id = newId('msg')): Promise<Message> {
      const { contact, to, body, program, purpose, sender, verdict } = text;
      const keys = await store.people.remember(workspace, [{ contact, phone: to }]);
      const key = keys.get(contact);
      if (!key) throw new Error('a contact that was just remembered has no key');
      const createdAt = store.clock.now();
      const told = toldBy(verdict, createdAt);
      const effectId = id.replace(/^msg_/, 'fx_');
      const shown = { id, contact, direction: 'outbound', sender, body, key, program } as const;
      const sealed = new mongo.Binary(seal(key, effectId, body));
      const effect: NewEffect = {
        _id: effectId,
        channel: 'sms',
        workspace,
        contact,
        sender,
        program,
        text: { kind: 'message', purpose, body: sealed },
        message: id,
        dueAt: told.retryAt ?? createdAt,
      };
      await store.effects.record([effect]);
      // The effect is the record and comes first; the worker adds the message too if we die here.
      await store.messages.add(workspace, [{ ...shown, ...told, purpose, createdAt }]);
      // What is held is found by the relay when its time has come.
      if (!told.retryAt) {
        const hint = queues.hintEffects([hintOf(effect)], store.clock.iso());
        void canFail(hint, 'a message waits for the relay because Redis did not take it', log);
      }
      const { key: _key, ...message } = shown;
      return {
        ...message,
        ...told,
        from: sender,
        to,
        purpose,
        createdAt,
        updatedAt: createdAt,
      };
    },
  };
}

/** How a message stands in the conversation by what the gate said of it. */
function toldBy(
  verdict: Verdict | undefined,
  at: Date,
): Pick<Message, 'status' | 'reason' | 'retryAt' | 'decisions'> {
  if (!verdict) return { status: 'queued' };
  const decisions = [decisionOf(verdict, at)];
  if (verdict.allowed) return { status: 'queued', decisions };
  const { reason, retryAt } = verdict;
  return {
    ...{ status: 'held', decisions },
    ...(reason !== undefined && { reason }),
    ...(retryAt !== undefined && { retryAt: new Date(retryAt) }),
  };
}
