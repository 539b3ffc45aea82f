// Appending in waves: one write holds at most one new entry per contact, so no chain can break.
// A contact that lost a race is folded again from the ledger; an act found there counts as stored.
import { decide } from '../../src/consent/decide.js';
import { emptyHead, evolve } from '../../src/consent/fold.js';
import type { Effect, EntryDraft, Head } from '../../src/consent/types.js';
import { groupBy } from '../../src/group-by.js';
import type { SealingKey } from '../../src/store/keyring.js';
import {
  entryIdOf,
  entryOf,
  type LedgerEntry,
  type NextRow,
  nextRow,
} from '../../src/store/ledger.js';
import type { Store } from '../../src/store/store.js';
import type { Settings } from '../../src/store/wordings-in-force.js';
import type { Workspace } from '../../src/store/workspaces.js';
import type { Act } from './act.js';
import { withCircumstances } from './circumstances.js';

/** What became of one act: its entry, if it made one, and what follows from it. */
export interface Settled {
  readonly act: Act;
  readonly entry?: LedgerEntry;
  readonly effects: readonly Effect[];
}

export interface WavesOutcome {
  readonly settled: readonly Settled[];
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  /** Heads that moved, as they are after the last wave. */
  readonly heads: readonly Head[];
  /** Contacts among them that had no head before. */
  readonly fresh: ReadonlySet<string>;
}

/** Rounds after which a contact that keeps losing is left to the next try of the job. */
const ROUNDS_MAX = 200;

interface Chain {
  head: Head;
  /** Acts that are not settled yet, in order of their stamps. */
  waiting: Act[];
  readonly key: SealingKey;
  moved: boolean;
}

export interface WavesInput {
  readonly workspace: Pick<Workspace, 'policy'> & Settings;
  /** In order of their stamps. */
  readonly acts: readonly Act[];
  readonly heads: ReadonlyMap<string, Head>;
  readonly keys: ReadonlyMap<string, SealingKey>;
}

interface Progress extends WavesInput {
  readonly store: Pick<Store, 'ledger' | 'clock'>;
  readonly settled: Settled[];
  /** Decided without an entry; what the ledger says of them is still to be asked. */
  readonly entryless: Settled[];
  readonly failed: { id: string; reason: string }[];
}

/** Decides and appends every act; what fails, fails alone and is named with its reason. */
export async function appendInWaves(
  store: Pick<Store, 'ledger' | 'clock'>,
  input: WavesInput,
): Promise<WavesOutcome> {
  const progress: Progress = { ...input, store, settled: [], entryless: [], failed: [] };
  const chains = chainsOf(input);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const wave = chains.flatMap((chain) => nextOf(chain, progress) ?? []);
    if (wave.length === 0) break;
    await appendWave(wave, progress);
  }
  await settleEntryless(progress);
  for (const { waiting } of chains) {
    for (const { id } of waiting) {
      progress.failed.push({ id, reason: 'other writers kept extending the same chain' });
    }
  }
  const heads = chains.filter(({ moved, head }) => moved && head.seq > 0).map(({ head }) => head);
  const fresh = new Set(
    heads.map(({ contact }) => contact).filter((contact) => !input.heads.has(contact)),
  );
  return { settled: progress.settled, failed: progress.failed, heads, fresh };
}

interface Step extends NextRow {
  readonly chain: Chain;
  readonly act: Act;
}

/** Decides a contact's acts in order, up to the first one that makes an entry. */
function nextOf(chain: Chain, progress: Progress): Step | undefined {
  for (let act = chain.waiting[0]; act; act = chain.waiting[0]) {
    try {
      const { entry: draft, effects } = decide(chain.head, act.event, progress.workspace.policy);
      const following = [...effects, ...siblingEffects(act, effects)];
      if (draft) return { chain, act, ...rowOf(chain, act, draft, following, progress) };
      progress.entryless.push({ act, effects: following });
    } catch (error) {
      const reason = `it cannot be decided: ${(error as Error).message}`;
      progress.failed.push({ id: act.id, reason });
    }
    chain.waiting.shift();
  }
  return undefined;
}

/**
 * An act that changes nothing may be one that changed it already, before a crash: on a head that
 * holds its entry, AGREE finds nothing to agree to. What is stored counts, with what follows.
 */
async function settleEntryless(progress: Progress): Promise<void> {
  const { entryless, settled, store } = progress;
  const { id: workspace } = progress.workspace;
  const ids = entryless.map(({ act }) => entryIdOf(workspace, act.contact, act.id));
  const rows = ids.length === 0 ? [] : await store.ledger.byIds(workspace, ids);
  const byId = new Map(rows.map((row) => [row._id, row]));
  for (const [index, { act, effects }] of entryless.entries()) {
    const row = byId.get(ids[index] ?? '');
    settled.push(row ? { act, entry: entryOf(row), effects: row.follows } : { act, effects });
  }
}

function rowOf(
  { head, key }: Chain,
  { evidence }: Act,
  draft: EntryDraft,
  effects: readonly Effect[],
  { workspace, store }: Progress,
): NextRow {
  return nextRow({
    workspace: workspace.id,
    head,
    draft,
    effects,
    evidence: withCircumstances(evidence, workspace, draft),
    key,
    recordedAt: store.clock.iso(),
  });
}

async function appendWave(wave: readonly Step[], progress: Progress): Promise<void> {
  const outcomes = await progress.store.ledger.append(wave.map(({ row }) => row));
  const lost: Chain[] = [];
  for (const [index, { chain, act, row, entry }] of wave.entries()) {
    const outcome = outcomes[index];
    if (outcome === 'there') {
      lost.push(chain);
      continue;
    }
    chain.waiting.shift();
    if (outcome === 'inserted') {
      take(chain, entry);
      progress.settled.push({ act, entry, effects: row.follows });
    } else {
      progress.failed.push({ id: act.id, reason: `it cannot be stored: ${outcome?.message}` });
    }
  }
  if (lost.length > 0) await foldAgain(lost, progress);
}

function take(chain: Chain, entry: LedgerEntry): void {
  chain.head = evolve(chain.head, entry);
  chain.moved = true;
}

/** Brings chains up to the ledger and settles those of their acts that are in it already. */
async function foldAgain(behind: readonly Chain[], progress: Progress): Promise<void> {
  const { store } = progress;
  const { id: workspace } = progress.workspace;
  const idOf = (act: Act) => entryIdOf(workspace, act.contact, act.id);
  const ids = behind.flatMap(({ waiting }) => waiting.map(idOf));
  const stored = await store.ledger.byIds(workspace, ids);
  const beyond = await store.ledger.beyond(
    workspace,
    behind.map(({ head }) => head),
  );
  const byContact = groupBy(beyond, ({ contact }) => contact);
  const byId = new Map([...stored, ...beyond].map((row) => [row._id, row]));
  for (const chain of behind) {
    for (const row of byContact.get(chain.head.contact) ?? []) take(chain, entryOf(row));
    for (const act of chain.waiting) {
      const row = byId.get(idOf(act));
      if (row) progress.settled.push({ act, entry: entryOf(row), effects: row.follows });
    }
    chain.waiting = chain.waiting.filter((act) => !byId.has(idOf(act)));
    // A crash may have left the head behind its ledger, so it is written again in any case.
    chain.moved = true;
  }
}

function chainsOf({ acts, heads, keys }: WavesInput): Chain[] {
  return [...groupBy(acts, ({ contact }) => contact)].map(([contact, waiting]) => {
    const key = keys.get(contact);
    if (!key) throw new Error(`contact ${contact} has no key`);
    return { head: heads.get(contact) ?? emptyHead(contact), waiting, key, moved: false };
  });
}

/** A person who was asked twice for the same thing answers both requests with one text. */
function siblingEffects(act: Act, effects: readonly Effect[]): Effect[] {
  const answered = effects.find((effect) => effect.kind === 'request');
  return answered ? act.siblings.map((request) => ({ ...answered, request })) : [];
}
