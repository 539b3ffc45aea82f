// `assent import FILE`: takes over consent and opt-outs from a CSV file. Killed at any moment, it
// goes on where it was: with the next call, or by a worker that runs.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { takeOver } from '../../workers/imports/batch.js';
import { BATCH_ROWS, readingOf, runImport } from '../../workers/imports/run.js';
import type { Config } from '../config.js';
import { createFaultPoint } from '../fault-points.js';
import { FIELDS, type Field } from '../imports/columns.js';
import { HEADER_BYTES_MAX, readCsvBatches } from '../imports/csv-rows.js';
import { refusedCsv } from '../imports/refused-csv.js';
import { METHODS, type ImportMethod } from '../imports/rows.js';
import { createLogger } from '../log.js';
import {
  type Import,
  type ImportCounts,
  type ImportOptions,
  importIdOf,
  NO_COUNTS,
  type RefusedRow,
} from '../store/imports.js';
import { checkOptions, headerOf, ImportFault, openImport } from '../store/open-import.js';
import type { Store } from '../store/store.js';
import { say, withStore, workspaceIn } from './in-workspace.js';
import { openProgress, type Progress } from './progress.js';
import { UsageFault, WrongCall } from './usage-fault.js';

export interface ImportCommand {
  readonly workspace?: string;
  readonly map?: readonly string[];
  readonly status?: string;
  readonly program?: string;
  readonly method?: string;
  readonly wording?: string;
  readonly disclosure?: string;
  readonly timezone?: string;
  readonly refused?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** What there is to say in the end. */
interface Said {
  readonly state: Import['state'];
  readonly id?: string;
  readonly counts: ImportCounts;
  readonly ignored: readonly string[];
  readonly reason?: string | undefined;
}

/** Who told us, for the evidence: somebody at a terminal of this machine. */
const BY_COMMAND = { ip: hostname(), userAgent: 'assent import' };
const LOOK_EVERY_MS = 500;
const LINE_BREAK = 10;

export async function runImportCommand(
  config: Config,
  file: string,
  command: ImportCommand,
): Promise<void> {
  const options = readOptions(command);
  const startedAt = performance.now();
  await withStore(config, async (store) => {
    const workspace = await workspaceIn(store, command.workspace);
    try {
      const { lines, digest, bytes } = await lookThrough(file);
      const progress = openProgress('rows', Math.max(0, lines - 1));
      const task = { store, config, workspace, file, options, progress, command };
      const said = command.dryRun
        ? await foresee(task)
        : await importFile(task, { digest, bytes }).finally(progress.end);
      print(said, command, performance.now() - startedAt);
      const isDone = said.state === 'done';
      if (!isDone) process.exitCode = 1;
    } catch (error) {
      throw error instanceof ImportFault ? new UsageFault(error.message, { cause: error }) : error;
    }
  });
}

interface Task {
  readonly store: Store;
  readonly config: Config;
  readonly workspace: string;
  readonly file: string;
  readonly options: ImportOptions;
  readonly progress: Progress;
  readonly command: ImportCommand;
}

async function importFile(task: Task, whole: { digest: string; bytes: number }): Promise<Said> {
  const { store, workspace, progress } = task;
  const begun = await begin(task, whole);
  progress.add(begun.counts.rows);
  const ended = await workOn(task, begun);
  if (ended.counts.refused > 0) {
    await writeRefused(task, ended.header.names, store.imports.refused(workspace, ended.id));
  }
  return ended;
}

/** The import of this file, noted if it is not yet. */
async function begin(task: Task, whole: { digest: string; bytes: number }): Promise<Import> {
  const { store, workspace, file, options } = task;
  const there = await store.imports.get(workspace, importIdOf({ workspace, options, file: whole }));
  if (there && (there.state === 'waiting' || there.state === 'running' || there.state === 'done')) {
    return there;
  }
  const source = createReadStream(file) as AsyncIterable<Buffer>;
  return (await openImport(store, { workspace, options, source, by: BY_COMMAND })).import;
}

/** Works on an import until it is over, or watches whoever has it in hand. */
async function workOn(task: Task, begun: Import): Promise<Import> {
  const { store, config, workspace, progress } = task;
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const { signal } = stopping;
  const log = createLogger(config, { write: (line) => void process.stderr.write(line) });
  const faultPoint = createFaultPoint(config.faultPoint);
  const deps = { store, log, faultPoint, giveWay: async () => undefined };
  const holder = `${hostname()}/${process.pid}`;
  let seen = begun;
  while (isOpen(seen) && !signal.aborted) {
    const { id } = begun;
    const onProgress = progress.add;
    const outcome = await runImport(deps, { workspace, id, holder, signal, onProgress });
    if (outcome === 'elsewhere') await setTimeout(LOOK_EVERY_MS);
    const now = await store.imports.get(workspace, id);
    if (!now) throw new Error(`import ${id} is gone`);
    if (outcome === 'elsewhere') progress.add(now.counts.rows - seen.counts.rows);
    seen = now;
  }
  for (const one of ['SIGINT', 'SIGTERM'] as const) process.off(one, stop);
  return seen;
}

const isOpen = ({ state }: Import) => state === 'waiting' || state === 'running';

/** Everything but the writing; of the store nothing but settings and heads is read. */
async function foresee(task: Task): Promise<Said> {
  const { store, workspace: id, file, options, progress } = task;
  await checkOptions(store, id, options);
  const header = await headerOf(await beginningOf(file), options);
  const { workspace, reading } = await readingOf(store, { workspace: id, options, ...header });
  const of = {
    ...{ id: 'dry', by: BY_COMMAND, options: { ...options, dryRun: true } },
    file: { upload: '', digest: '', bytes: 0 },
  };
  const context = { import: of, workspace, reading, stamp: DRY_STAMP };
  const counts: { -readonly [Name in keyof ImportCounts]: number } = { ...NO_COUNTS };
  const bytes = createReadStream(file, { start: header.place.bytes }) as AsyncIterable<Buffer>;
  const { delimiter } = header.header;
  const batches = readCsvBatches(bytes, { delimiter, from: header.place, size: BATCH_ROWS });
  async function* refused(): AsyncGenerator<RefusedRow> {
    for await (const batch of batches) {
      const outcome = await takeOver({ store, faultPoint: () => undefined }, context, batch);
      for (const name of Object.keys(counts) as (keyof ImportCounts)[]) {
        counts[name] += outcome.counts[name];
      }
      progress.add(batch.length);
      yield* outcome.refused;
    }
  }
  if (task.command.refused === undefined) for await (const _row of refused());
  else await writeRefused(task, header.header.names, refused());
  progress.end();
  return { state: 'done', counts, ignored: header.ignored };
}

/** Later than every act: what is there is what a row would meet. */
const DRY_STAMP = '9999999999.0000000000';

function print({ state, id, counts, ignored, reason }: Said, command: ImportCommand, ms: number) {
  const { json, dryRun } = command;
  if (json) return say(JSON.stringify({ state, id, dryRun, counts, ignored, reason }));
  const number = (count: number) => count.toLocaleString('en');
  const { rows, optedIn, renewed, optedOut, superseded, refused } = counts;
  const seconds = (ms / 1_000).toFixed(1);
  const would = dryRun ? 'would be ' : '';
  say(`${number(rows)} rows (${seconds} s)${dryRun ? ', nothing written' : ''}`);
  say(
    `  ${would}opted in ${number(optedIn)}, renewed ${number(renewed)}, opted out ${number(optedOut)}`,
  );
  say(`  without effect ${number(superseded)}: the person said stop, or it is too old`);
  say(`  refused ${number(refused)}`);
  if (ignored.length > 0) say(`  columns without a meaning: ${ignored.join(', ')}`);
  if (reason !== undefined) say(`  ended early: ${reason}`);
  if (state === 'cancelled') say('  it was cancelled; what was taken over stays');
  if (state === 'waiting' || state === 'running') {
    say('  stopped; the same command goes on here, and so does a worker that runs');
  }
}

async function writeRefused(
  { command, file }: Task,
  header: readonly string[],
  rows: AsyncIterable<RefusedRow>,
): Promise<void> {
  const name = command.refused ?? `${file}.refused.csv`;
  // It holds numbers: nobody else on this machine reads it.
  await pipeline(Readable.from(refusedCsv(header, rows)), createWriteStream(name, { mode: 0o600 }));
  process.stderr.write(`refused rows, each with its reason: ${name}\n`);
}

/** Reads the file once: what it is, and about how many rows it has. */
async function lookThrough(file: string) {
  const hash = createHash('sha256');
  let [bytes, lines, last] = [0, 0, LINE_BREAK];
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(LINE_BREAK); at >= 0; at = chunk.indexOf(LINE_BREAK, at + 1)) {
        lines += 1;
      }
      last = chunk.at(-1) ?? last;
    }
  } catch (error) {
    throw new UsageFault(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  }
  return { digest: hash.digest('hex'), bytes, lines: last === LINE_BREAK ? lines : lines + 1 };
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(HEADER_BYTES_MAX);
    const { bytesRead } = await handle.read(buffer, 0, HEADER_BYTES_MAX, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function readOptions(command: ImportCommand): ImportOptions {
  const { status, program, method, wording, disclosure, timezone } = command;
  if (status !== undefined && status !== 'opted_in' && status !== 'opted_out') {
    throw new WrongCall(`--status ${status}: wanted opted_in or opted_out`);
  }
  if (method !== undefined && !isMethod(method)) {
    throw new WrongCall(`--method ${method}: wanted one of ${METHODS.join(', ')}`);
  }
  if (disclosure !== undefined && !/^[1-9]\d{0,5}$/.test(disclosure)) {
    throw new WrongCall(`--disclosure ${disclosure}: wanted the number of a version`);
  }
  const map = Object.fromEntries((command.map ?? []).map(readMapping));
  return {
    ...(Object.keys(map).length > 0 && { map }),
    ...(status !== undefined && { status }),
    ...(program !== undefined && { program }),
    ...(method !== undefined && { method }),
    ...(wording !== undefined && { wording }),
    ...(disclosure !== undefined && { disclosure: Number(disclosure) }),
    ...(timezone !== undefined && { timezone }),
  };
}

const isMethod = (method: string): method is ImportMethod =>
  (METHODS as readonly string[]).includes(method);

function readMapping(given: string): readonly [Field, string] {
  const [field = '', ...name] = given.split('=');
  const known = FIELDS.find((one) => one === field);
  if (known && name.length > 0) return [known, name.join('=')];
  throw new WrongCall(`--map ${given}: wanted FIELD=COLUMN, FIELD one of ${FIELDS.join(', ')}`);
}
