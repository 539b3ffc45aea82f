// One import from its place on: rows in batches, some of them under way at once, and the place
// after each in their order. Whoever runs it may be killed at any step; the next one goes on at the
// place.
import { performance } from 'node:perf_hooks';
import { canFail } from '../../src/can-fail.js';
import type { FaultPoint } from '../../src/fault-points.js';
import { readHeader } from '../../src/imports/columns.js';
import {
  CsvFault,
  type CsvPlace,
  type CsvRow,
  readCsvBatches,
} from '../../src/imports/csv-rows.js';
import type { KnownDisclosure, RowReading } from '../../src/imports/rows.js';
import type { HeldImport, Import } from '../../src/store/imports.js';
import { isServerTrouble } from '../../src/store/server-trouble.js';
import type { Store } from '../../src/store/store.js';
import type { Workspace } from '../../src/store/workspaces.js';
import { type BatchOutcome, takeOver } from './batch.js';
import type { Logger } from 'pino';

export interface RunDeps {
  readonly store: Store;
  readonly log: Pick<Logger, 'warn' | 'error' | 'info'>;
  readonly faultPoint: FaultPoint;
  /** Resolves when acts that came in by themselves have had their turn. */
  readonly giveWay: () => Promise<void>;
}

export interface Run {
  readonly workspace: string;
  readonly id: string;
  /** Names the process; it may come back to an import that it had in hand. */
  readonly holder: string;
  /** Ends the run after the batches under way. */
  readonly signal?: AbortSignal;
  /** The same after this time. */
  readonly forMs?: number;
  readonly onProgress?: (rows: number) => void;
}

/** `more`: it was stopped in time and is not finished. `elsewhere`: another process has it. */
export type RunOutcome = 'finished' | 'more' | 'elsewhere';

/**
 * Rows that are decided together: few enough to leave the process to others many times a second.
 */
export const BATCH_ROWS = 500;
/** Batches under way at once, so that one is computed while others are stored. */
const WINDOW = 3;

/** @throws what MongoDB threw; the import is let go of and goes on where it was. */
export async function runImport(deps: RunDeps, run: Run): Promise<RunOutcome> {
  const { store, log } = deps;
  const { workspace, id, holder } = run;
  const claimed = await store.imports.claim(workspace, id, holder);
  if (!claimed) return 'elsewhere';
  const place = { workspace, id, holder };
  try {
    const outcome = await takeRows(deps, run, claimed);
    if (outcome === 'more') await store.imports.release(workspace, id, holder);
    if (outcome === 'finished') {
      await store.imports.finish(place, 'done');
      await store.importFiles.remove(workspace, claimed.held.file.upload);
    }
    return outcome;
  } catch (error) {
    if (error instanceof CsvFault) {
      await store.imports.finish(place, 'failed', error.message);
      await store.importFiles.remove(workspace, claimed.held.file.upload);
      return 'finished';
    }
    const { message } = error as Error;
    if (!isServerTrouble(error)) {
      log.error({ err: error, import: id }, 'an import stumbled');
      await canFail(store.imports.recordFailure(place, message), 'a failure is not counted', log);
    }
    const released = store.imports.release(workspace, id, holder);
    await canFail(released, 'an import waits until its lease is over', log);
    throw error;
  }
}

/** A batch under way. */
interface UnderWay {
  readonly done: Promise<BatchOutcome>;
  readonly end: CsvPlace;
}

async function takeRows(deps: RunDeps, run: Run, claimed: HeldImport): Promise<RunOutcome> {
  const { store, faultPoint } = deps;
  const { held } = claimed;
  const until = performance.now() + (run.forMs ?? Number.POSITIVE_INFINITY);
  const underWay: UnderWay[] = [];
  let current: HeldImport | null = claimed;

  /** Waits for the oldest batch and keeps the place behind it. */
  async function settleOne(): Promise<boolean> {
    const [first] = underWay;
    if (!first || !current) return false;
    const outcome = await first.done;
    underWay.shift();
    faultPoint('import.stored');
    current = await store.imports.advance(run, { ...outcome, place: first.end });
    faultPoint('import.advanced');
    if (current) run.onProgress?.(outcome.counts.rows);
    return current !== null;
  }

  const bytes = store.importFiles.read(run.workspace, held.file.upload, held.place.bytes);
  const { delimiter } = held.header;
  const batches = readCsvBatches(bytes, { delimiter, from: held.place, size: BATCH_ROWS });
  let [stopped, fault]: [boolean, unknown] = [false, undefined];
  try {
    for await (const batch of untilFault(batches, (error) => (fault = error))) {
      await deps.giveWay();
      stopped = run.signal?.aborted === true || performance.now() >= until;
      if (stopped) break;
      underWay.push(await start(deps, current, batch));
      if (underWay.length >= WINDOW && !(await settleOne())) return 'elsewhere';
    }
    while (underWay.length > 0) if (!(await settleOne())) return 'elsewhere';
  } catch (error) {
    // What is under way ends before anybody else goes on, and fails on its own.
    await Promise.allSettled(underWay.map(({ done }) => done));
    throw error;
  }
  if (fault) throw fault as Error;
  return stopped ? 'more' : 'finished';
}

/** The rows before a fault are taken over like all others; it is told when they are. */
async function* untilFault(
  batches: AsyncIterable<CsvRow[]>,
  onFault: (error: CsvFault) => void,
): AsyncGenerator<CsvRow[]> {
  try {
    yield* batches;
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    onFault(error);
  }
}

async function start(
  deps: RunDeps,
  { held, stamp }: HeldImport,
  batch: readonly CsvRow[],
): Promise<UnderWay> {
  const last = batch.at(-1);
  if (!last) throw new Error('a batch of no rows');
  const { workspace, reading } = await readingOf(deps.store, held);
  const done = takeOver(deps, { import: held, workspace, reading, stamp }, batch);
  // Whoever waits for it hears of it, too; that may be a while after it failed.
  void canFail(done, 'a batch of rows failed', deps.log);
  return { done, end: { bytes: last.end, rows: last.row, lines: last.line } };
}

/** What rows are read against, as the settings are now. */
export async function readingOf(
  store: Pick<Store, 'workspaces' | 'disclosures' | 'clock'>,
  { workspace: id, options, header }: Pick<Import, 'workspace' | 'options' | 'header'>,
): Promise<{ workspace: Workspace; reading: RowReading }> {
  const workspace = await store.workspaces.get(id);
  if (!workspace) throw new Error(`there is no workspace ${id}`);
  const columns = readHeader(header.names, options.map);
  if ('faults' in columns) throw new CsvFault(columns.faults.join('; '));
  const [sender] = Object.values(workspace.senders);
  const programs = await disclosuresOf(store, workspace);
  const { map: _map, dryRun: _dryRun, ...defaults } = options;
  return {
    workspace,
    reading: {
      ...{ columns, defaults, programs, now: store.clock.now() },
      ...(sender && { defaultProgram: sender.defaultProgram }),
    },
  };
}

const known = new WeakMap<Workspace, Promise<RowReading['programs']>>();

/** Every version of every program's disclosure; asked once for settings that do not change. */
function disclosuresOf(
  { disclosures }: Pick<Store, 'disclosures'>,
  workspace: Workspace,
): Promise<RowReading['programs']> {
  const found = known.get(workspace);
  if (found) return found;
  const read = Promise.all(
    Object.values(workspace.programs).map(async ({ id, disclosure }) => {
      const past = await disclosures.list(workspace.id, id);
      const versions = [disclosure, ...past].map((one): [number, KnownDisclosure] => {
        return [one.version, one];
      });
      return [id, new Map(versions)] as const;
    }),
  ).then((programs) => new Map(programs));
  known.set(workspace, read);
  read.catch(() => known.delete(workspace));
  return read;
}
