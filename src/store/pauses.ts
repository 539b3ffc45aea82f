// Pauses: whose sending stands still until somebody lets it go on. An operator's brake: it holds
// in every process within a second, and what cannot be read counts as paused.
import { performance } from 'node:perf_hooks';
import { type Connection, type mongo, Schema } from 'mongoose';
import { createBriefCache } from './brief-cache.js';
import type { MongoClock } from './clock.js';

/** What a pause covers: one sender of a workspace, a whole workspace, or everything. */
export interface PauseScope {
  readonly workspace?: string | undefined;
  /** E.164; of the workspace that is named with it. */
  readonly sender?: string | undefined;
}

export type Pause = PauseScope & { readonly since: Date };

interface PauseDocument {
  readonly _id: string;
  readonly workspace?: string;
  readonly sender?: string;
  readonly since: Date;
}

const ALL = 'all';
/** With the time of a send between the question and the first byte still below a second. */
const KEPT_MS = 250;
/** A list that was long on its way may lack a pause that was made meanwhile. */
const OLDEST_MS = 750;

const schema = new Schema(
  { _id: String, workspace: String, sender: String, since: Date },
  { collection: 'pauses', versionKey: false },
);

const idOf = ({ workspace, sender }: PauseScope): string =>
  JSON.stringify([workspace ?? null, sender ?? null]);

export type PauseStore = ReturnType<typeof createPauseStore>;

export function createPauseStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('pauses', schema);
  const collection = () => model.collection as unknown as mongo.Collection<PauseDocument>;
  const list = async (): Promise<Pause[]> => {
    const found = await collection()
      .find({}, { sort: { since: 1 } })
      .toArray();
    return found.map(({ _id, ...pause }) => pause);
  };
  // The whole list is a handful of documents, and every text that leaves asks for it.
  const recent = createBriefCache(async () => ({ askedAt: performance.now(), all: await list() }), {
    keptMs: KEPT_MS,
  });

  return {
    /** Every pause that stands, oldest first. */
    list,

    /** Stops the sending of this scope; one that stands already stays as it is. */
    async pause(scope: PauseScope): Promise<void> {
      if (scope.sender !== undefined && scope.workspace === undefined) {
        throw new TypeError('a sender is paused together with its workspace');
      }
      const { workspace, sender } = scope;
      const covers = { ...(workspace && { workspace }), ...(sender && { sender }) };
      await collection().updateOne(
        { _id: idOf(scope) },
        { $setOnInsert: { ...covers, since: clock.now() } },
        { upsert: true },
      );
      recent.forget(ALL);
    },

    /**
     * Lifts the pause of exactly this scope; wider and narrower ones stay.
     * @returns false when there was none.
     */
    async resume(scope: PauseScope): Promise<boolean> {
      const { deletedCount } = await collection().deleteOne({ _id: idOf(scope) });
      recent.forget(ALL);
      return deletedCount === 1;
    },

    /**
     * Whether nothing may leave from this sender now; a quarter of a second old at most.
     * @throws when it cannot be read in time: the caller must not send then.
     */
    async isPaused(workspace: string, sender: string): Promise<boolean> {
      const { askedAt, all } = await recent.get(ALL);
      const ageMs = performance.now() - askedAt;
      if (ageMs > OLDEST_MS) {
        throw new Error(`the list of pauses was ${Math.round(ageMs)} ms on its way`);
      }
      return covers(all, workspace, sender);
    },

    /** The same for whoever only shows it. */
    async showsPaused(workspace: string, sender: string): Promise<boolean> {
      return covers((await recent.get(ALL)).all, workspace, sender);
    },
  };
}

const covers = (pauses: readonly Pause[], workspace: string, sender: string): boolean =>
  pauses.some(
    (pause) => (pause.workspace ?? workspace) === workspace && (pause.sender ?? sender) === sender,
  );
