// Moving chains: what a pass is about is read, decided and appended, and the heads follow. Passes
// append in turn and move heads in turn; while one moves its heads the next one appends, going on
// from the heads that the one before worked out.
import type { HandOver } from '../../src/batcher.js';
import { chunks } from '../../src/chunks.js';
import type { FaultPoint } from '../../src/fault-points.js';
import { groupBy } from '../../src/group-by.js';
import type { InboxEntry } from '../../src/store/inbox.js';
import type { SealingKey } from '../../src/store/keyring.js';
import type { Store } from '../../src/store/store.js';
import type { Workspace } from '../../src/store/workspaces.js';
import type { Act, Notice } from './act.js';
import { type Prepared, prepare } from './prepare.js';
import type { KnownHeads } from './recent-heads.js';
import { answersRequests, moveRequests } from './record.js';
import type { Turns } from './turns.js';
import { appendInWaves, type WavesOutcome } from './waves.js';

/**
 * Contacts whose chains are moved together: while MongoDB stores those of one part, the process
 * decides the next.
 */
const PART_CONTACTS = 500;

export interface MoveDeps {
  readonly store: Store;
  readonly faultPoint: FaultPoint;
  readonly turns: Turns;
  /** Told when this pass begins to append: the next one may read meanwhile. */
  readonly handOver: HandOver;
  readonly workspace: Workspace;
  readonly entries: readonly InboxEntry[];
}

/** What a pass came to: all of it is in ledger and heads. */
export interface Moved extends Pick<WavesOutcome, 'settled' | 'failed'> {
  readonly notices: readonly Notice[];
  readonly keys: ReadonlyMap<string, SealingKey>;
}

/**
 * Ledger, then heads, then the requests by which the next pass decides.
 * @throws when MongoDB failed, or an entry that cannot be decided took the others with it; what was
 *   appended by then is taken as stored by the next try.
 */
export async function moveChains(deps: MoveDeps): Promise<Moved> {
  const { turns } = deps;
  const seen = turns.requestMoves;
  const early = await readActs(deps);
  const endAppending = await turns.appending.take();
  const advancing = turns.advancing.take();
  try {
    deps.handOver();
    // A pass before this one may have answered requests that this one still took for open.
    const read = seen === turns.requestMoves ? early : await readActs(deps);
    const parts = partsOf(read).map((part) => appendPart(deps, read, part));
    const moves = Promise.allSettled(parts.map((part) => advancePart(deps, advancing, part)));
    const settled = (await Promise.allSettled(parts)).flatMap((part) =>
      part.status === 'fulfilled' ? part.value.waves.settled : [],
    );
    const { notices, keys } = read;
    const answers = answersRequests({ settled, notices });
    if (!answers) endAppending();
    const failed = [...read.failed];
    // All parts end before the turns do, however one of them ends.
    for (const part of await moves) {
      if (part.status === 'rejected') throw part.reason;
      failed.push(...part.value.failed);
    }
    if (answers) {
      await moveRequests({ store: deps.store }, deps.workspace.id, { settled, notices });
      turns.requestMoves += 1;
    }
    return { settled, failed, notices, keys };
  } finally {
    endAppending();
    (await advancing)();
  }
}

interface Read extends Prepared {
  readonly contacts: readonly string[];
  readonly keys: ReadonlyMap<string, SealingKey>;
  /** Heads of the contacts, up to what was appended by the time of asking. */
  readonly knownHeads: () => KnownHeads;
}

/** What the entries say, with keys and heads of everybody they are about. */
async function readActs(deps: MoveDeps): Promise<Read> {
  const { store, turns, workspace } = deps;
  const prepared = await prepare(store, workspace, deps.entries);
  const contacts = [...new Set(prepared.acts.map(({ contact }) => contact))];
  const bringUp = turns.recent.watch();
  const [keys, heads] = await Promise.all([
    keysOf(deps, contacts, prepared.acts),
    store.heads.many(workspace.id, contacts),
  ]);
  deps.faultPoint('consent.prepared');
  return { ...prepared, contacts, keys, knownHeads: () => bringUp(workspace.id, heads) };
}

/**
 * Keys of all contacts; numbers behind new ones are kept, sealed, before anything refers to them.
 */
async function keysOf(
  { store, workspace }: MoveDeps,
  contacts: readonly string[],
  acts: readonly Act[],
): Promise<Map<string, SealingKey>> {
  const known = acts.flatMap(({ contact, phone }) => (phone ? [{ contact, phone }] : []));
  const remembered = await store.people.remember(workspace.id, known);
  const missing = contacts.filter((contact) => !remembered.has(contact));
  if (missing.length === 0) return remembered;
  return new Map([...remembered, ...(await store.people.keysOf(workspace.id, missing))]);
}

/** Acts by contact, some contacts at a time: chains know nothing of each other. */
function partsOf({ acts, contacts }: Read): Act[][] {
  const byContact = groupBy(acts, ({ contact }) => contact);
  const parts = chunks(contacts, PART_CONTACTS);
  return parts.map((part) => part.flatMap((contact) => byContact.get(contact) ?? []));
}

interface Appended {
  readonly waves: WavesOutcome;
  /** Contacts that may have no head of their own in the store. */
  readonly fresh: ReadonlySet<string>;
  /** To be called when the heads are written, or will not be. */
  readonly written: () => void;
}

async function appendPart(
  { store, faultPoint, turns, workspace }: MoveDeps,
  { knownHeads, keys }: Read,
  acts: readonly Act[],
): Promise<Appended> {
  const known = knownHeads();
  const waves = await appendInWaves(store, { workspace, acts, heads: known.heads, keys });
  faultPoint('consent.appended');
  const fresh = new Set([...waves.fresh, ...known.fresh]);
  const written = turns.recent.appended({ workspace: workspace.id, heads: waves.heads, fresh });
  return { waves, fresh, written };
}

async function advancePart(
  { store, faultPoint, workspace }: MoveDeps,
  turn: Promise<unknown>,
  part: Promise<Appended>,
): Promise<WavesOutcome> {
  const { waves, fresh, written } = await part;
  try {
    await turn;
    await store.heads.advance(workspace.id, waves.heads, fresh);
  } finally {
    written();
  }
  faultPoint('consent.advanced');
  return waves;
}
