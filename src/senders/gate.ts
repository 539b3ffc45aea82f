// The gate's eyes: reads what the rule needs, in the order in which it must be read, and fails
// closed. The rule itself is `consent/gate.ts`; every sender and the API's check ask through here.
import { capsOf, reachedCap } from '../consent/frequency.js';
import { CIRCUMSTANCES_UNREAD, gate } from '../consent/gate.js';
import { localTimesOf } from '../consent/places.js';
import type { Circumstances, GateQuestion, SendPurpose, Verdict } from '../consent/types.js';
import { placeOfNumber } from '../phone-places.js';
import { personsOf } from '../store/persons.js';
import type { Store } from '../store/store.js';
import { type CircumstancesStore, readCircumstances } from './circumstances.js';
import { createGateReads } from './gate-reads.js';
import { mapInTurns } from '../in-turns.js';

export interface GateDeps {
  readonly store: Pick<Store, 'inbox' | 'heads' | 'clock' | 'aliases' | 'workspaces' | 'pauses'> &
    CircumstancesStore;
  /**
   * Whether an operator keeps this sender from sending; asked of the store when left out. An error
   * is an answer that could not be read, and nothing is sent.
   */
  readonly isPaused?: (workspace: string, sender: string) => boolean | Promise<boolean>;
}

export type Gate = ReturnType<typeof createGate>;

/** What a caller may know already, so that it is not read again. */
export interface Known {
  /** E.164 numbers by contact; all that are asked about, or none. */
  readonly phones?: ReadonlyMap<string, string>;
  /** Effect of the message that asks, which does not count against itself. */
  readonly effect?: string;
}

const CANNOT_READ: Verdict = {
  allowed: false,
  status: 'none',
  reason: 'cannot_read',
  rule: 'gate.cannot_read',
};

export function createGate({ store, isPaused = store.pauses.isPaused }: GateDeps) {
  const reads = createGateReads(store);

  /** Settings are a second old at most: how long consent holds, caps, which days count. */
  async function policyOf(workspace: string) {
    const settings = await store.workspaces.get(workspace);
    if (!settings) throw new Error(`there is no workspace ${workspace}`);
    return settings.policy;
  }

  /** The answers, and the questions as they were asked last. */
  async function judge(
    workspace: string,
    contacts: readonly string[],
    { send, sender, known }: { send: SendPurpose; sender: string; known: Known },
  ) {
    const policy = await policyOf(workspace);
    const persons = await personsOf(store, workspace, contacts);
    const seen = await reads.see(workspace, persons);
    const paused = await isPaused(workspace, sender);
    const ask = (index: number, circumstances?: Circumstances) => {
      const { fences = [], head = null } = seen[index] ?? {};
      const about = { fences, head, send, sender, policy, paused, now: store.clock.iso() };
      const question: GateQuestion = { ...about, ...(circumstances && { circumstances }) };
      return { question, verdict: gate(question) };
    };
    const answers = await mapInTurns(persons, (_, index) => ask(index));
    const unread = answers.flatMap(({ verdict }, index) =>
      verdict.rule === CIRCUMSTANCES_UNREAD ? [index] : [],
    );
    if (unread.length === 0) return answers;
    const lacking = unread.map((index) => persons[index] ?? []);
    const { phones, effect: except } = known;
    const read = await readCircumstances(store, workspace, lacking, {
      ...(phones && { phones }),
      ...(except !== undefined && { except }),
    });
    const asked = await mapInTurns(unread, (index, at) => ask(index, read[at]));
    for (const [at, index] of unread.entries()) answers[index] = asked[at] ?? ask(index, read[at]);
    return answers;
  }

  /** Takes the message's place under its caps; the last one goes to whoever is first. */
  async function takePlace(
    workspace: string,
    { contact, effect }: { contact: string; effect: string },
    { question, verdict }: { question: GateQuestion; verdict: Verdict },
  ): Promise<Verdict> {
    const { send, circumstances, policy, now } = question;
    if (send.kind !== 'message') return verdict;
    const { program, purpose } = send;
    const caps = circumstances ? capsOf(send, circumstances.places, policy) : [];
    const text = { effect, program, purpose };
    const { taken, sent } = await store.sentTexts.take(workspace, contact, { text, caps });
    if (taken) return verdict;
    const full = reachedCap(caps, sent, now);
    const rule = `frequency_cap.${full?.by ?? 'taken'}`;
    const retryAt = full?.until ?? now;
    return { ...verdict, allowed: false, reason: 'frequency_cap', rule, retryAt };
  }

  return {
    /** Whether this text may leave now. Never throws: what cannot be read is not sent. */
    async check(
      workspace: string,
      contact: string,
      send: SendPurpose,
      sender: string,
      known: Known = {},
    ): Promise<Verdict> {
      try {
        const [answer] = await judge(workspace, [contact], { send, sender, known });
        return answer?.verdict ?? CANNOT_READ;
      } catch {
        return CANNOT_READ;
      }
    },

    /**
     * The same for a text that leaves if it may: it then counts against the caps, once however
     * often it asks. Of texts that ask at once no more pass than there are places.
     */
    async checkToSend(
      workspace: string,
      { contact, effect, phone }: { contact: string; effect: string; phone: string },
      send: SendPurpose,
      sender: string,
    ): Promise<Verdict> {
      try {
        const known = { effect, phones: new Map([[contact, phone]]) };
        const [answer] = await judge(workspace, [contact], { send, sender, known });
        if (!answer?.verdict.allowed) return answer?.verdict ?? CANNOT_READ;
        const verdict = await takePlace(workspace, { contact, effect }, answer);
        const { circumstances, now } = answer.question;
        // Where only the number is known, its own clocks: nothing more is read for that.
        const places = circumstances?.places ?? zonesOfNumber(phone);
        return { ...verdict, localTimes: localTimesOf(places, now) };
      } catch {
        return CANNOT_READ;
      }
    },

    /**
     * The same for many contacts, in two reads; verdicts come in the order of the contacts. A
     * contact that is named twice is asked about once, and others get their turn in between.
     */
    async checkMany(
      workspace: string,
      contacts: readonly string[],
      send: SendPurpose,
      sender: string,
      known: Known = {},
    ): Promise<Verdict[]> {
      try {
        const distinct = [...new Set(contacts)];
        const answers = await judge(workspace, distinct, { send, sender, known });
        const verdicts = new Map(distinct.map((one, index) => [one, answers[index]?.verdict]));
        return contacts.map((contact) => verdicts.get(contact) ?? CANNOT_READ);
      } catch {
        return contacts.map(() => CANNOT_READ);
      }
    },
  };
}

const zonesOfNumber = (phone: string) => placeOfNumber(phone).zones.map((zone) => ({ zone }));
