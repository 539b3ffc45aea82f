// A batch of rows on the one road: read, decided, appended and in the heads, many at a time. Their
// acts need no entry of the inbox: until a row is behind the import's place, the file is what keeps
// it, and coming twice it makes the same entries.
import { decide } from '../../src/consent/decide.js';
import { emptyHead } from '../../src/consent/fold.js';
import type { ConsentEvent, EntryDraft, Head, IsoTime, Stamp } from '../../src/consent/types.js';
import type { FaultPoint } from '../../src/fault-points.js';
import type { CsvRow } from '../../src/imports/csv-rows.js';
import { type RowAct, type RowReading, readRow } from '../../src/imports/rows.js';
import {
  type Import,
  type ImportCounts,
  NO_COUNTS,
  type RefusedRow,
  rowEventId,
} from '../../src/store/imports.js';
import { isServerTrouble } from '../../src/store/server-trouble.js';
import type { Store } from '../../src/store/store.js';
import { wordingsOf } from '../../src/store/wordings-in-force.js';
import type { Workspace } from '../../src/store/workspaces.js';
import type { Act } from '../consent/act.js';
import { moveRequests, recordFollowing } from '../consent/record.js';
import { appendInWaves, type WavesOutcome } from '../consent/waves.js';

/** What rows of one import have in common. */
export interface BatchContext {
  readonly import: Pick<Import, 'id' | 'file' | 'by' | 'options'>;
  readonly workspace: Workspace;
  readonly reading: RowReading;
  /** Where the acts lie in the order of all. */
  readonly stamp: Stamp;
}

export interface BatchDeps {
  readonly store: Store;
  readonly faultPoint: FaultPoint;
}

/** What became of the rows of a batch. */
export interface BatchOutcome {
  readonly counts: ImportCounts;
  readonly refused: readonly RefusedRow[];
}

/** A row that says something, and the act that it is. */
interface RowWithAct {
  readonly row: CsvRow;
  readonly act: Act;
}

/**
 * Takes over every row; one that cannot be is refused alone.
 * @throws when MongoDB failed: nothing is wrong with the rows, and the batch may come again.
 */
export async function takeOver(
  deps: BatchDeps,
  context: BatchContext,
  rows: readonly CsvRow[],
): Promise<BatchOutcome> {
  const { acts, refused } = await readBatch(deps, context, rows);
  const outcome = context.import.options.dryRun
    ? await foresee(deps, context, acts)
    : await keepAll(deps, context, acts);
  const all = [...refused, ...outcome.refused].sort((a, b) => a.row - b.row);
  const counts = { ...tally(outcome.kinds), rows: rows.length, refused: all.length };
  return { counts, refused: all };
}

async function readBatch(
  deps: BatchDeps,
  context: BatchContext,
  rows: readonly CsvRow[],
): Promise<{ acts: RowWithAct[]; refused: RefusedRow[] }> {
  const read: { row: CsvRow; act: RowAct }[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const act = readRow(row.cells, context.reading);
    if (act.kind === 'refused') refused.push(refuse(row, act.code, act.detail));
    else read.push({ row, act });
  }
  const phones = read.map(({ act }) => act.phone);
  const contacts = await deps.store.people.contactsOf(context.workspace.id, phones);
  const told = { ...context, receivedAt: context.reading.now.toISOString() };
  const acts = read.map(({ row, act }, index) => {
    return { row, act: actOf(act, row, contacts[index] ?? '', told) };
  });
  return { acts, refused };
}

/** The act of a row as a reader makes one of an inbox entry; told like what the API is told. */
function actOf(
  read: RowAct,
  { row, line }: CsvRow,
  contact: string,
  context: BatchContext & { readonly receivedAt: IsoTime },
): Act {
  const { import: of, workspace, stamp, receivedAt } = context;
  const { phone, phoneAsGiven, program, occurredAt } = read;
  const id = rowEventId(workspace.id, of.id, row);
  const base = { id, contact, stamp, receivedAt, program, occurredAt };
  // What is spread comes last, which is far the faster way.
  const event: ConsentEvent =
    read.kind === 'opt_in'
      ? { type: 'consent_attested', method: read.method, basis: read.basis, ...base }
      : { type: 'revocation_recorded', method: 'import', ...base };
  const evidence = {
    phone,
    phoneAsGiven,
    method: event.method,
    program,
    occurredAt,
    by: of.by,
    evidence: read.evidence,
    receivedAt,
    importedFrom: { import: of.id, file: of.file.digest, row, line },
  };
  return { id, contact, event, phone, siblings: [], evidence };
}

interface Taken {
  readonly kinds: readonly EntryDraft['kind'][];
  readonly refused: readonly RefusedRow[];
}

/** What the rows would come to as things are; nothing is written. */
async function foresee(
  deps: BatchDeps,
  { workspace }: BatchContext,
  rows: readonly RowWithAct[],
): Promise<Taken> {
  const contacts = [...new Set(rows.map(({ act }) => act.contact))];
  const heads = await deps.store.heads.many(workspace.id, contacts);
  const headOf = (contact: string): Head => heads.get(contact) ?? emptyHead(contact);
  const kinds = rows.flatMap(({ act }) => {
    return decide(headOf(act.contact), act.event, workspace.policy).entry?.kind ?? [];
  });
  return { kinds, refused: [] };
}

/** What fails for a reason of its own is found by halving, as among the acts of the inbox. */
async function keepAll(
  deps: BatchDeps,
  context: BatchContext,
  rows: readonly RowWithAct[],
): Promise<Taken> {
  if (rows.length === 0) return { kinds: [], refused: [] };
  try {
    return await keepTogether(deps, context, rows);
  } catch (error) {
    if (isServerTrouble(error)) throw error;
    const [first] = rows;
    if (rows.length === 1 && first) {
      const detail = `It cannot be decided: ${(error as Error).message}.`;
      return { kinds: [], refused: [refuse(first.row, 'not_decided', detail)] };
    }
    const half = rows.length >> 1;
    const before = await keepAll(deps, context, rows.slice(0, half));
    const after = await keepAll(deps, context, rows.slice(half));
    return {
      kinds: [...before.kinds, ...after.kinds],
      refused: [...before.refused, ...after.refused],
    };
  }
}

/** The order is the safety, as for every act: ledger, heads, what follows; the place comes last. */
async function keepTogether(
  deps: BatchDeps,
  { workspace }: BatchContext,
  rows: readonly RowWithAct[],
): Promise<Taken> {
  const { store } = deps;
  const acts = rows.map(({ act }) => act);
  const known = acts.flatMap(({ contact, phone }) => (phone ? [{ contact, phone }] : []));
  const contacts = [...new Set(acts.map(({ contact }) => contact))];
  await store.wordings.keep(workspace.id, wordingsOf(workspace));
  const [keys, heads] = await Promise.all([
    store.people.remember(workspace.id, known),
    store.heads.many(workspace.id, contacts),
  ]);
  const waves = await appendInWaves(store, { workspace, acts, heads, keys });
  deps.faultPoint('import.appended');
  await store.heads.advance(workspace.id, waves.heads, waves.fresh);
  // A row is no text of anybody: something follows from it only where a rule says so, and the relay
  // hints at that.
  const settled = waves.settled.filter(({ effects }) => effects.length > 0);
  if (settled.length > 0) {
    const following = { settled, notices: [], keys };
    await moveRequests(deps, workspace.id, following);
    await recordFollowing(deps, workspace, following);
  }
  return {
    kinds: waves.settled.flatMap(({ entry }) => entry?.kind ?? []),
    refused: refuseFailed(rows, waves.failed),
  };
}

function refuseFailed(
  rows: readonly RowWithAct[],
  failed: WavesOutcome['failed'],
): readonly RefusedRow[] {
  if (failed.length === 0) return [];
  const rowOf = new Map(rows.map(({ row, act }) => [act.id, row]));
  return failed.flatMap(({ id, reason }) => {
    const row = rowOf.get(id);
    return row ? [refuse(row, 'not_stored', `It was not taken over: ${reason}.`)] : [];
  });
}

const refuse = ({ row, line, cells }: CsvRow, code: string, detail: string): RefusedRow => {
  return { row, line, code, detail, cells };
};

const COUNTED_AS: Readonly<Partial<Record<EntryDraft['kind'], keyof ImportCounts>>> = {
  opted_in: 'optedIn',
  opt_in_renewed: 'renewed',
  opted_out: 'optedOut',
  superseded: 'superseded',
};

function tally(kinds: readonly EntryDraft['kind'][]): ImportCounts {
  const counts: { -readonly [Name in keyof ImportCounts]: number } = { ...NO_COUNTS };
  for (const kind of kinds) {
    const name = COUNTED_AS[kind];
    if (name) counts[name] += 1;
  }
  return counts;
}
