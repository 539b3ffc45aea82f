// The gate's eyes: reads what the rule needs, in the order in which it must be read, and fails
// closed. The rule itself is `consent/gate.ts`; every sender and the API's check ask through here.
import { gate } from '../consent/gate.js';
import type { SendPurpose, Verdict } from '../consent/types.js';
import type { Store } from '../store/store.js';

export interface GateDeps {
  readonly store: Pick<Store, 'inbox' | 'heads' | 'clock'>;
}

export type Gate = ReturnType<typeof createGate>;

const CANNOT_READ: Verdict = {
  allowed: false,
  status: 'none',
  reason: 'cannot_read',
  rule: 'gate.cannot_read',
};

export function createGate({ store }: GateDeps) {
  return {
    /**
     * Whether this text may leave now. Never throws: what cannot be read is not sent.
     * Fences are read before the head and never beside it: a fence that falls in between has its
     * entry in the head by then, so one of the two reads shows the opt-out.
     */
    async check(
      workspace: string,
      contact: string,
      send: SendPurpose,
      sender: string,
    ): Promise<Verdict> {
      try {
        const fences = await store.inbox.fences(workspace, contact);
        const head = await store.heads.get(workspace, contact);
        return gate({ head, fences, send, sender, now: store.clock.iso() });
      } catch {
        return CANNOT_READ;
      }
    },

    /** The same for many contacts, in two reads; verdicts come in the order of the contacts. */
    async checkMany(
      workspace: string,
      contacts: readonly string[],
      send: SendPurpose,
      sender: string,
    ): Promise<Verdict[]> {
      try {
        const fences = await store.inbox.fencesOfMany(workspace, contacts);
        const heads = await store.heads.many(workspace, contacts);
        const now = store.clock.iso();
        return contacts.map((contact) =>
          gate({
            head: heads.get(contact) ?? null,
            fences: fences.get(contact) ?? [],
            send,
            sender,
            now,
          }),
        );
      } catch {
        return contacts.map(() => CANNOT_READ);
      }
    },
  };
}
