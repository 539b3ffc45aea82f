// Fences and heads for everybody who asks at the same time, in two reads. A question joins reads
// that have not been sent yet, and none that have: nobody is answered from the past.
import { type Batcher, createBatcher, type HandOver } from '../batcher.js';
import type { Head, Stamp } from '../consent/types.js';
import { headsOfPersons, type Person } from '../store/persons.js';
import type { Store } from '../store/store.js';

export type GateReadsStore = Pick<Store, 'inbox' | 'heads'>;

/** What the gate sees of one person. */
export interface Seen {
  /** Oldest first. */
  readonly fences: readonly Stamp[];
  readonly head: Head | null;
}

/** One question: persons of one workspace, answered in their order. */
interface Look {
  readonly workspace: string;
  readonly persons: readonly Person[];
}

/** Most persons of one read; a longer question travels alone. */
const PERSONS_MAX = 1_000;
/** Persons who wait or are being read, beyond which nothing more is taken: the answer is no. */
const QUESTIONS_MAX = 20_000;
/** Fuller reads are less work for each question; past so many the gain is small. */
const SWEEP_MAX = 48;
/** While one is read the next is gathered and judged, so that neither side waits for the other. */
const TOGETHER_MAX = 2;
/** A read that hangs keeps the next one no longer than this. */
const HAND_OVER_MS = 300;

export function createGateReads(store: GateReadsStore) {
  /**
   * Fences are read before heads and never beside them: a fence that falls in between has its entry
   * in the head by then, so one of the two reads shows the opt-out. Contacts that are one person
   * are seen as one.
   */
  async function seeAll(workspace: string, persons: readonly Person[]): Promise<Seen[]> {
    const contacts = [...new Set(persons.flat())];
    const fences = await store.inbox.fencesOfMany(workspace, contacts);
    const heads = await headsOfPersons(store, workspace, persons);
    return persons.map((person, index) => ({
      fences: person.flatMap((one) => fences.get(one) ?? []).sort(),
      head: heads[index] ?? null,
    }));
  }

  async function readTogether(looks: readonly Look[]): Promise<Seen[][]> {
    const workspaces = [...new Set(looks.map(({ workspace }) => workspace))];
    const answers = new Map<Look, Seen[]>();
    await Promise.all(
      workspaces.map(async (workspace) => {
        const own = looks.filter((look) => look.workspace === workspace);
        const seen = await seeAll(
          workspace,
          own.flatMap(({ persons }) => persons),
        );
        let from = 0;
        for (const look of own) {
          answers.set(look, seen.slice(from, from + look.persons.length));
          from += look.persons.length;
        }
      }),
    );
    return looks.map((look) => answers.get(look) ?? []);
  }

  let underWay = 0;
  let next: HandOver = () => undefined;
  const batcher: Batcher<Look, Seen[]> = createBatcher({
    run(looks, handOver) {
      underWay += 1;
      next = handOver;
      const timer = setTimeout(handOver, HAND_OVER_MS);
      if (underWay < TOGETHER_MAX) handOver();
      return readTogether(looks).finally(() => {
        clearTimeout(timer);
        underWay -= 1;
        next();
      });
    },
    itemsMax: PERSONS_MAX,
    weightOf: ({ persons }) => persons.length,
    heldMax: QUESTIONS_MAX,
    sweep: { upTo: SWEEP_MAX },
    bytesMax: Number.POSITIVE_INFINITY,
    bytesOf: () => 0,
  });

  return {
    /**
     * What is known of these persons from now on: every read is sent after this was called.
     * @throws when it cannot be read, or too many wait for it already.
     */
    see: (workspace: string, persons: readonly Person[]): Promise<readonly Seen[]> =>
      batcher.add({ workspace, persons }),
  };
}
