// The gate's eyes: reads what the rule needs, in the order in which it must be read, and fails
// closed. The rule itself is `consent/gate.ts`; every sender and the API's check ask through here.
import { gate } from '../consent/gate.js';
import type { SendPurpose, Verdict } from '../consent/types.js';
import { headsOfPersons, type Person, personsOf } from '../store/persons.js';
import type { Store } from '../store/store.js';

export interface GateDeps {
  readonly store: Pick<Store, 'inbox' | 'heads' | 'clock' | 'aliases' | 'workspaces' | 'pauses'>;
  /**
   * Whether an operator keeps this sender from sending; asked of the store when left out. An error
   * is an answer that could not be read, and nothing is sent.
   */
  readonly isPaused?: (workspace: string, sender: string) => boolean | Promise<boolean>;
}

export type Gate = ReturnType<typeof createGate>;

const CANNOT_READ: Verdict = {
  allowed: false,
  status: 'none',
  reason: 'cannot_read',
  rule: 'gate.cannot_read',
};

export function createGate({ store, isPaused = store.pauses.isPaused }: GateDeps) {
  /**
   * Fences are read before heads and never beside them: a fence that falls in between has its entry
   * in the head by then, so one of the two reads shows the opt-out. Contacts that are one person
   * are seen as one.
   */
  async function seeMany(workspace: string, persons: readonly Person[]) {
    const contacts = [...new Set(persons.flat())];
    const fences = await store.inbox.fencesOfMany(workspace, contacts);
    const heads = await headsOfPersons(store, workspace, persons);
    return persons.map((person, index) => ({
      fences: person.flatMap((one) => fences.get(one) ?? []).sort(),
      head: heads[index] ?? null,
    }));
  }

  /** The same for one contact, which is almost always a person by itself. */
  async function see(workspace: string, contact: string) {
    const person = await store.aliases.samePerson(workspace, contact);
    if (person.length > 1) {
      const [seen] = await seeMany(workspace, [person]);
      if (seen) return seen;
    }
    const fences = await store.inbox.fences(workspace, contact);
    return { fences, head: await store.heads.get(workspace, contact) };
  }

  /** Settings are a second old at most; only how long consent holds is asked of them. */
  async function policyOf(workspace: string) {
    const settings = await store.workspaces.get(workspace);
    if (!settings) throw new Error(`there is no workspace ${workspace}`);
    return settings.policy;
  }

  return {
    /** Whether this text may leave now. Never throws: what cannot be read is not sent. */
    async check(
      workspace: string,
      contact: string,
      send: SendPurpose,
      sender: string,
    ): Promise<Verdict> {
      try {
        const policy = await policyOf(workspace);
        const seen = await see(workspace, contact);
        const paused = await isPaused(workspace, sender);
        return gate({ ...seen, send, sender, policy, paused, now: store.clock.iso() });
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
        const policy = await policyOf(workspace);
        const persons = await personsOf(store, workspace, contacts);
        const seen = await seeMany(workspace, persons);
        const paused = await isPaused(workspace, sender);
        const now = store.clock.iso();
        return seen.map((one) => gate({ ...one, send, sender, policy, paused, now }));
      } catch {
        return contacts.map(() => CANNOT_READ);
      }
    },
  };
}
