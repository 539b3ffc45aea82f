// Files come in and go out: every row once whatever dies in between, nothing over a person's own
// stop, and no more memory for a long file than for a short one.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvOf } from '../../src/csv.js';
import type { ImportCounts } from '../../src/store/imports.js';
import { rebuildHeads } from '../../src/store/rebuild-heads.js';
import { verifyExport } from '../../src/store/verification/exported-ledger.js';
import { runImport } from '../../workers/imports/run.js';
import { runAssent } from '../support/command.js';
import { checkLedger } from '../support/ledger-check.js';
import { startProcess, startWorker } from '../support/processes.js';
import { until } from '../support/until.js';
import { setUp, useApi } from './api-fixture.js';

const api = useApi();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-imports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const HEADER = ['Mobile', 'SMS consent', 'Method', 'Consent date', 'Consent text', 'Name'];
const WORDING = 'I agree to get texts about my quote.';
const agreed = (phone: string, name = 'Nora') => {
  return [phone, 'opted_in', 'web_form', '2026-03-02T17:20:00Z', WORDING, name];
};
const stopped = (phone: string) => [phone, 'opted_out', '', '', '', ''];
const fileOf = (rows: readonly (readonly string[])[]) => csvOf([HEADER, ...rows]);
/** Numbers of one test are its own. */
const phoneOf = (exchange: number, index: number) =>
  `+1602${exchange}${String(1_000 + index).padStart(4, '0')}`;

async function post(file: string, query = '') {
  const headers = { 'content-type': 'text/csv' };
  const { status, body } = await api.call('POST', `/v1/imports${query}`, file, headers);
  return { status, id: String(body['id']), body };
}

/** What a worker does with the job of an import. */
async function work(id: string, workspace = api.scratch.workspace): Promise<void> {
  const log = pino({ level: 'silent' });
  const { store } = api;
  const nothing = () => undefined;
  const deps = { store, log, faultPoint: nothing, giveWay: async () => undefined };
  await runImport(deps, { workspace, id, holder: 'test' });
}

async function importFile(file: string, query = '') {
  const { id, status } = await post(file, query);
  await work(id);
  const { body } = await api.call('GET', `/v1/imports/${id}`);
  return { id, posted: status, body, counts: body['counts'] as ImportCounts };
}

async function statusOf(phone: string): Promise<unknown> {
  return (await api.call('POST', '/v1/consents/check', { phone })).body['status'];
}

const refusedOf = async (id: string) =>
  (await api.call('GET', `/v1/imports/${id}/refused.csv`)).text;

/** All that an act would leave behind. */
async function traces(): Promise<number[]> {
  const db = api.store.connection;
  const names = ['ledger', 'heads', 'people', 'inbox', 'effects', 'wordings'];
  return Promise.all(names.map((name) => db.collection(name).countDocuments()));
}

describe('a file', () => {
  test('is taken over, and its refused rows come in when they are mended', async () => {
    const [nora, omar, lena] = [phoneOf(201, 1), phoneOf(201, 2), phoneOf(201, 3)];
    const bad = agreed('=cmd()', '=HYPERLINK("x")');
    const undated = agreed(lena).with(3, '');
    const file = fileOf([agreed(nora), stopped(omar), undated, bad]);
    const { id, posted, body, counts } = await importFile(file);
    expect(posted).toBe(202);
    expect(body).toMatchObject({ status: 'done', dryRun: false, ignoredColumns: ['Name'] });
    expect(counts).toEqual({
      ...{ rows: 4, optedIn: 1, renewed: 0, optedOut: 1, superseded: 0, refused: 2 },
    });
    expect(await statusOf(nora)).toBe('opted_in');
    expect(await statusOf(omar)).toBe('opted_out');

    const text = await refusedOf(id);
    const [, first, second] = parse(text);
    expect(first?.slice(0, 3)).toEqual(['4', 'occurred_at_missing', expect.any(String)]);
    expect(second?.slice(0, 2)).toEqual(['5', 'phone_invalid']);
    expect(second?.[3]).toBe("'=cmd()");

    const mended = await importFile(text.replace(',,', ',2026-03-02,'));
    expect(mended.counts).toMatchObject({ rows: 2, optedIn: 1, refused: 1 });
    expect(await statusOf(lena)).toBe('opted_in');
    const [, again] = parse(await refusedOf(mended.id));
    // As it stood in the first file, but for what was said of it.
    expect(again?.slice(-HEADER.length)).toEqual(second?.slice(3));
  });

  test('has its first answer again by its key, and no other file has', async () => {
    const phone = phoneOf(219, 1);
    const send = (rows: readonly string[], key = 'file-219') => {
      const headers = { 'content-type': 'text/csv', 'idempotency-key': key };
      return api.call('POST', '/v1/imports', fileOf([rows]), headers);
    };
    const first = await send(agreed(phone));
    const again = await send(agreed(phone));
    expect([first.status, first.headers['idempotency-replayed']]).toEqual([202, undefined]);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([202, 'true']);
    expect(again.body).toEqual(first.body);
    const kept = () => api.store.connection.collection('import_files').countDocuments();
    const before = await kept();
    const codes = [await send(stopped(phone)), await send(stopped(phone), 'no key')];
    expect(codes.map(({ body }) => body['code'])).toEqual([
      ...['idempotency_key_reused', 'invalid_idempotency_key'],
    ]);
    expect(await kept()).toBe(before);
    await work(String(first.body['id']));
  });

  test('twice is once, by the API and by the command', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => agreed(phoneOf(202, index)));
    const file = fileOf(rows);
    const first = await importFile(file);
    const before = await traces();
    const again = await importFile(file);
    expect([again.posted, again.id, again.counts]).toEqual([200, first.id, first.counts]);
    const path = join(folder, 'twice.csv');
    await writeFile(path, file);
    const { workspace, environment } = api.scratch;
    const said = await runAssent(['import', path, '--workspace', workspace, '--json'], environment);
    expect(JSON.parse(said.stdout)).toMatchObject({ id: first.id, counts: first.counts });
    expect(await traces()).toEqual(before);
  });

  test('keeps with each act what a proof has to show', async () => {
    const phone = phoneOf(203, 1);
    const { id } = await importFile(fileOf([agreed(phone)]));
    const contact = await api.store.people.contactOf(api.scratch.workspace, phone);
    const { text } = await api.call('GET', `/v1/contacts/${contact}/proof`);
    const { entries } = JSON.parse(text) as { entries: { evidence: { opened: unknown } }[] };
    expect(entries[0]?.evidence.opened).toMatchObject({
      ...{ phone, method: 'web_form', occurredAt: '2026-03-02T17:20:00.000Z' },
      evidence: { wording: WORDING },
      importedFrom: { import: id, row: 1, line: 2 },
      circumstances: { program: { id: 'updates' } },
    });
  });

  test.each([
    ['Name,City\n', '', /^no column is a phone number/],
    ['Mobile\n+16025550100\n', '', /^no column says who is opted_in/],
    ['Mobile\n', '?status=opted_in&program=nothing', /^there is no program "nothing"/],
    ['Mobile\n', '?status=opted_in&timezone=Moon', /^"Moon" is no time zone/],
    ['', '?status=opted_in', /^the file is empty/],
  ])('%j%s is refused as a whole', async (file, query, detail) => {
    const { status, body } = await post(file, query);
    expect([status, body['code']]).toEqual([422, 'invalid_import']);
    expect(body['detail']).toMatch(detail);
    expect(await api.store.connection.collection('import_files').countDocuments()).toBe(0);
  });

  test('ends where it is no CSV any more, with the rows before that', async () => {
    const file = `${fileOf([agreed(phoneOf(204, 1))])}"${'x'.repeat(40_000)}`;
    const { body, counts } = await importFile(file);
    expect(body).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^line 3 is no/),
    });
    expect(counts).toMatchObject({ rows: 1, optedIn: 1 });
  });

  test('that was cancelled goes no further, and goes on when it comes again', async () => {
    const file = fileOf([agreed(phoneOf(204, 2))]);
    const { id } = await post(file);
    const cancelled = await api.call('POST', `/v1/imports/${id}/cancel`);
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
    await work(id);
    expect(await statusOf(phoneOf(204, 2))).toBe('none');
    expect(await importFile(file)).toMatchObject({ posted: 202, counts: { optedIn: 1 } });
  });

  test('tried out first writes nothing, and says what would come of it', async () => {
    const known = phoneOf(205, 0);
    await api.text(known, 'STOP');
    const rows = [agreed(known), agreed(phoneOf(205, 1)), stopped(phoneOf(205, 2)), ['none']];
    const before = await traces();
    const { counts, id, body } = await importFile(fileOf(rows), '?dryRun=true');
    const expected = { rows: 4, optedIn: 1, optedOut: 1, superseded: 1, refused: 1 };
    expect(body).toMatchObject({ dryRun: true, status: 'done' });
    expect(counts).toMatchObject(expected);
    expect(await refusedOf(id)).toMatch(/^refused_line.*\r\n5,status_missing,.*,none\r\n$/);
    const path = join(folder, 'dry.csv');
    await writeFile(path, fileOf(rows));
    const { workspace, environment } = api.scratch;
    const command = ['import', path, '--workspace', workspace, '--dry-run', '--json'];
    const refused = join(folder, 'refused.csv');
    const said = await runAssent([...command, '--refused', refused], environment);
    expect(JSON.parse(said.stdout)).toMatchObject({ dryRun: true, counts: expected });
    expect(await readFile(refused, 'utf8')).toBe(await refusedOf(id));
    expect(await traces()).toEqual(before);
  });
});

describe('a person’s own stop', () => {
  test('is lifted by no row, whenever it came and whatever time the row claims', async () => {
    const [before, between] = [phoneOf(206, 0), phoneOf(206, 1)];
    await api.text(before, 'STOP');
    const rows = [before, between].map((phone) => agreed(phone).with(3, '2026-05-01'));
    const { id } = await post(fileOf(rows));
    // It is taken, and nobody has decided it when the rows are.
    await api.keepText(between, 'STOP');
    await work(id);
    const { body } = await api.call('GET', `/v1/imports/${id}`);
    expect(body['counts']).toMatchObject({ optedIn: 1, superseded: 1 });
    await api.decideAll();
    expect(await Promise.all([before, between].map(statusOf))).toEqual(['opted_out', 'opted_out']);
    // Only the person comes back, and an opt-out of a file ends that again.
    await api.text(before, 'START');
    expect(await statusOf(before)).toBe('opted_in');
    await importFile(fileOf([stopped(before)]));
    expect(await statusOf(before)).toBe('opted_out');
  });

  test('wins in a file that says both, whichever row comes first', async () => {
    const [one, other] = [phoneOf(206, 8), phoneOf(206, 9)];
    await importFile(fileOf([stopped(one), agreed(one), agreed(other), stopped(other)]));
    expect(await Promise.all([one, other].map(statusOf))).toEqual(['opted_out', 'opted_out']);
  });
});

describe('a process that is killed', () => {
  test.each([
    ['import.appended:2', '+14805550101'],
    ['import.stored:2', '+14805550102'],
  ])('at %s leaves each row to be taken over once', async (point, sender) => {
    const workspace = `killed-${point.replace(/[.:]/g, '-')}`;
    const { store, scratch } = api;
    await setUp(store, workspace, sender);
    const rows = Array.from({ length: 1_200 }, (_, index) => {
      if (index % 100 === 99) return agreed('nobody');
      const phone = phoneOf(300 + (index % 400), index);
      return index % 10 === 0 ? stopped(phone) : agreed(phone);
    });
    const path = join(folder, `${workspace}.csv`);
    await writeFile(path, fileOf(rows));
    const command = ['import', path, '--workspace', workspace, '--json'];
    const environment = { ...scratch.environment, FAULT_POINT: point };
    const dying = await startProcess(command, { environment, mayDie: true });
    expect(await dying.ended(60_000)).toBe('SIGKILL');
    // Whoever had it in hand is given up after a while.
    const imports = store.connection.collection('imports');
    await imports.updateOne({ workspace }, { $set: { leaseUntil: new Date(0) } });
    const said = await runAssent(command, scratch.environment);
    expect(JSON.parse(said.stdout)).toMatchObject({
      state: 'done',
      counts: { rows: 1_200, optedIn: 1_068, renewed: 0, optedOut: 120, refused: 12 },
    });
    const ledger = await checkLedger(scratch.mongodbUri, workspace);
    expect(ledger).toMatchObject({ entries: 1_188, chains: 1_188, faults: [] });
    expect(await rebuildHeads(store, { workspace, dryRun: true })).toMatchObject({
      differing: 0,
    });
    const refused = (await readFile(`${path}.refused.csv`, 'utf8')).trim().split('\r\n');
    expect(refused).toHaveLength(13);
  });
});

describe('fifty thousand rows', () => {
  const LONG = { rows: 50_000, taken: 2_000 };
  const exported = async (url: string) => {
    const headers = { authorization: `Bearer ${api.key}` };
    return (await api.app.inject({ method: 'GET', url, headers })).body;
  };
  // All rows together would take more than that.
  const HEAP = { NODE_OPTIONS: '--max-old-space-size=112' };

  test('hold up no stop, and take no memory', async () => {
    const environment = { ...api.scratch.environment, ...HEAP };
    const worker = await startWorker(environment, ['consent', 'imports']);
    const [early, late] = [0, LONG.taken - 1].map((index) => longPhone(index));
    const before = await peakMegabytes(worker.pid);
    const { id } = await post(csvOf([HEADER, ...longRows(LONG)]));
    const rowsOf = async () => {
      const { body } = await api.call('GET', `/v1/imports/${id}`);
      return { rows: (body['counts'] as ImportCounts).rows, status: body['status'] };
    };
    await until('the import to be under way', async () => (await rowsOf()).rows > 0);
    for (const phone of [early, late]) await api.keepText(phone ?? '', 'STOP');
    const isOut = async () => {
      const inbox = api.store.connection.collection('inbox');
      return (await inbox.countDocuments({ state: 'open' })) === 0;
    };
    await until('both stops to be decided', isOut, { timeoutMs: 60_000, stepMs: 20 });
    // The stops were decided in the middle of it, and not behind it.
    const decided = await rowsOf();
    expect(decided.status).toBe('running');
    expect(decided.rows).toBeLessThan(LONG.rows);
    const isDone = async () => (await rowsOf()).status === 'done';
    await until('the import to be done', isDone, { timeoutMs: 200_000, stepMs: 200 });
    const grown = (await peakMegabytes(worker.pid)) - before;
    process.stdout.write(`      its worker grew by ${grown.toFixed(0)} MB\n`);
    expect(grown).toBeLessThan(160);
    expect(await Promise.all([early ?? '', late ?? ''].map(statusOf))).toEqual([
      'opted_out',
      'opted_out',
    ]);
    await worker.stop();
  }, 240_000);

  test('come out again: contacts as CSV, the ledger as a file that verifies', async () => {
    const contacts = parse(await exported('/v1/exports/contacts?program=updates'));
    expect(contacts[0]).toEqual([
      ...['contact', 'phone', 'program', 'status', 'basis', 'since', 'entry', 'flags'],
    ]);
    const late = contacts.find((row) => row[1] === longPhone(LONG.taken - 1));
    expect(late?.slice(2, 4)).toEqual(['updates', 'opted_out']);
    expect(contacts.length).toBeGreaterThan(LONG.taken);
    const ledger = await exported('/v1/exports/ledger?format=ndjson');
    const lines = Readable.from(ledger.trim().split('\n'));
    expect(await verifyExport(lines)).toMatchObject({ ok: true });
    const since = new Date().toISOString();
    const none = await exported(`/v1/exports/ledger?status=opted_out&since=${since}`);
    expect(parse(none)).toHaveLength(1);
  });

  test('are not read on for somebody who hangs up', async () => {
    const address = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const headers = { authorization: `Bearer ${api.key}`, connection: 'close' };
    const answer = await fetch(`${address}/v1/exports/ledger?format=ndjson`, { headers });
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    const cursors = () => cursorsOn('ledger');
    await until('the reading to be under way', async () => (await cursors()) > 0);
    await reader?.cancel();
    await until('the reading to end', async () => (await cursors()) === 0);
  });
});

test('no cell of an export is a formula', async () => {
  const phone = phoneOf(207, 1);
  await api.text(phone, '=HYPERLINK("http://x.example")');
  const { text, headers } = await api.call('GET', '/v1/exports/messages?status=received');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  const rows = parse(text);
  const row = rows.find((cells) => cells.includes(phone));
  expect(row?.[5]).toBe(`'=HYPERLINK("http://x.example")`);
  expect(rows.flat().filter((cell) => /^[=\-@\t\r]|^\+(?!\d{7,15}$)/.test(cell))).toEqual([]);
});

/** Numbers of three area codes, so that none is used twice. */
function longPhone(index: number): string {
  const [area, line] = [[520, 480, 623][Math.floor(index / 8_000)], index % 8_000];
  return `+1${area}2${String(210_000 + line * 7).padStart(6, '0')}`;
}

/** So many rows, of which only some are taken over: refusing the others costs no writing. */
function* longRows({ rows, taken }: { rows: number; taken: number }): Generator<string[]> {
  const every = Math.floor(rows / taken);
  for (let index = 0; index < rows; index += 1) {
    const phone = index % every === 0 ? longPhone(Math.floor(index / every)) : 'nobody';
    yield agreed(phone, `${index} ${'x'.repeat(1_000)}`);
  }
}

/** The most that a process ever had in memory. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function cursorsOn(collection: string): Promise<number> {
  const { connection } = api.store;
  const ns = `${connection.name}.${collection}`;
  const stages = [{ $currentOp: { allUsers: true, idleCursors: true } }, { $match: { ns } }];
  const readConcern = { level: 'local' } as const;
  const found = connection.getClient().db('admin').aggregate(stages, { readConcern });
  return (await found.toArray()).length;
}
