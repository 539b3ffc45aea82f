// `assent verify`: an honest ledger holds, and whatever is changed in it is named: which entry, and
// what is wrong with it. Of the store, and of an exported file without any database.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coreBytes } from '../../src/consent/entry.js';
import { newKey, seal } from '../../src/store/keyring.js';
import type { LedgerRow } from '../../src/store/ledger.js';
import { openStore } from '../../src/store/store.js';
import { verifyStore } from '../../src/store/verification/verify-store.js';
import { runAssent } from '../support/command.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const [NORA, OMAR, PIA] = ['+16025550134', '+16025550135', '+16025550136'];
let omar: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-verify-'));
  for (const phone of [NORA, OMAR, PIA]) {
    for (const body of ['START', 'STOP', 'start', 'please stop texting me']) {
      await api.text(phone ?? '', body);
    }
  }
  omar = await api.store.people.contactOf(api.scratch.workspace, OMAR ?? '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Raw = LedgerRow & { [field: string]: unknown };
const ledger = () => api.store.connection.collection<Raw>('ledger');
const heads = () => api.store.connection.collection<{ _id: string; seq: number }>('heads');
const people = () => api.store.connection.collection<{ _id: string }>('people');
const inbox = () => api.store.connection.collection<{ _id: string; state: string }>('inbox');
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

async function rowOf(seq: number): Promise<Raw> {
  const row = await ledger().findOne({ contact: omar, seq });
  if (!row) throw new Error(`entry ${seq} is not there`);
  return row;
}

/** Changes a row, verifies, and puts it back. */
async function verifyWith(seq: number, change: (row: Raw) => Partial<Raw>) {
  const row = await rowOf(seq);
  await ledger().updateOne({ _id: row._id }, { $set: change(row) as never });
  try {
    return { row, report: await verifyStore(api.store) };
  } finally {
    await ledger().replaceOne({ _id: row._id }, row);
  }
}

/** The same bytes with one thing changed and everything that one row can make good made good. */
function forged(row: Raw, change: (core: Record<string, unknown>) => void): Partial<Raw> {
  const core = JSON.parse(row.core) as Record<string, unknown>;
  change(core);
  const bytes = coreBytes(core as never);
  return { core: bytes, hash: sha256(bytes) };
}

test('an honest ledger holds, entry by entry (invariants 1, 3 and 17)', async () => {
  const report = await verifyStore(api.store);
  expect(report).toMatchObject({ ok: true, entries: 12, chains: 3, opened: 12, findings: [] });
  const { code, stdout } = await runAssent(['verify'], api.scratch.environment);
  expect(stdout).toMatch(/^12 entries in 3 chains \(.* s\): every one holds\n$/);
  expect(code).toBe(0);
});

test('beside a running `assent up` its databases are found without a setting', async () => {
  const { mongodbUri, secret } = api.scratch;
  await writeFile(join(folder, 'connection.json'), JSON.stringify({ mongodbUri }));
  await writeFile(join(folder, 'secret'), secret);
  const beside = await runAssent(['verify'], { DATA_DIR: folder });
  expect(beside).toMatchObject({ code: 0, stderr: '' });
  expect(beside.stdout).toContain('12 entries in 3 chains');
  const alone = await runAssent(['verify'], { DATA_DIR: join(folder, 'nowhere') });
  expect(alone).toMatchObject({ code: 1, stdout: '' });
  expect(alone.stderr).toContain('DATA_DIR');
});

describe('a changed entry is named with what is wrong (invariants 1 and 17)', () => {
  const sealedAnew = (row: Raw): Partial<Raw> => {
    const evidence = seal(newKey(), row._id, '{"words":"yes"}');
    const bytes = forged(row, (core) => {
      core['evidenceDigest'] = sha256(evidence);
    });
    return { ...bytes, evidence: new mongo.Binary(evidence) };
  };
  const flipped = ({ evidence }: Raw) => {
    const bytes = Buffer.from(evidence.buffer);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return { evidence: new mongo.Binary(bytes) };
  };
  const changes: readonly [string, (row: Raw) => Partial<Raw>, string][] = [
    ['core', ({ core }) => ({ core: core.replace('START', 'STOP').replace('2', '3') }), 'its hash'],
    [
      'hash',
      ({ hash }) => ({ hash: hash.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
      'its hash',
    ],
    [
      'core with its hash',
      (row) => forged(row, (core) => void (core['occurredAt'] = core['recordedAt'])),
      'does not carry the hash',
    ],
    ['spaces in core', ({ core }) => ({ core: ` ${core}`, hash: sha256(` ${core}`) }), 'canonical'],
    ['no JSON', () => ({ core: '{', hash: sha256('{') }), 'no JSON'],
    ['a later version', (row) => forged(row, (core) => void (core['v'] = 2)), 'another version'],
    ['seq in core', (row) => forged(row, (core) => void (core['seq'] = 7)), 'copy of seq'],
    ['kind beside it', () => ({ kind: 'opted_in' }), 'copy of kind'],
    ['status beside it', () => ({ status: 'opted_in' }), 'copy of status'],
    ['program beside it', () => ({ program: 'offers' }), 'copy of program'],
    ['recordedAt beside it', () => ({ recordedAt: new Date(0) }), 'copy of recordedAt'],
    ['no time beside it', () => ({ recordedAt: null as never }), 'not laid out as an entry'],
    ['no bytes at all', () => ({ core: null as never }), 'not laid out as an entry'],
    ['sealed evidence', flipped, 'evidence digest'],
    ['evidence sealed by another key', sealedAnew, 'does not open'],
    [
      'the act that it is of',
      (row) =>
        forged(row, (core) => void ((core['source'] as Record<string, unknown>)['event'] = 'x')),
      'its id',
    ],
  ];

  for (const [name, change, fault] of changes) {
    test(name, async () => {
      const { row, report } = await verifyWith(2, change);
      expect(report.first?.fault).toContain(fault);
      const named = fault.startsWith('does not carry') ? await rowOf(3) : row;
      expect(report.first).toMatchObject({ contact: omar, entry: named._id, seq: named.seq });
      expect(report).toMatchObject({ ok: false, broken: 1, entries: 12 });
    });
  }

  test('an entry that was taken out of the middle', async () => {
    const row = await rowOf(2);
    await ledger().deleteOne({ _id: row._id });
    const report = await verifyStore(api.store);
    await ledger().insertOne(row);
    expect(report.first).toMatchObject({ contact: omar, seq: 3 });
    expect(report.first?.fault).toContain('where entry 2 belongs');
  });
});

describe('head and ledger (invariant 3)', () => {
  async function verifyAfter(act: () => Promise<unknown>, undo: () => Promise<unknown>) {
    await act();
    try {
      return await verifyStore(api.store);
    } finally {
      await undo();
    }
  }
  const withHead = async (change: (head: object) => object | undefined) => {
    const head = await heads().findOne({ _id: omar });
    if (!head) throw new Error('there is no head');
    const changed = change(head);
    const act = () =>
      changed
        ? heads().replaceOne({ _id: omar }, changed as never)
        : heads().deleteOne({ _id: omar });
    return verifyAfter(act, () => heads().replaceOne({ _id: omar }, head, { upsert: true }));
  };

  test('a head that was edited', async () => {
    const report = await withHead((head) => ({ ...head, flags: { landline: { since: '' } } }));
    expect(report.first).toMatchObject({ contact: omar, seq: 4 });
    expect(report.first?.fault).toContain('the head is not what the entries');
  });

  test('a head that is gone, though its acts are done', async () => {
    const report = await withHead(() => undefined);
    expect(report.first).toMatchObject({ contact: omar, seq: 1, entry: (await rowOf(1))._id });
    expect(report.first?.fault).toContain('counts as done: run assent rebuild');
  });

  test('a head whose worker is still at it is behind, not broken', async () => {
    const event = (JSON.parse((await rowOf(1)).core) as { source: { event: string } }).source.event;
    await inbox().updateOne({ _id: event }, { $set: { state: 'open' } });
    const report = await withHead(() => undefined);
    await inbox().updateOne({ _id: event }, { $set: { state: 'done' } });
    expect(report).toMatchObject({ ok: true, behind: 1 });
  });

  test('a ledger whose last entry is gone', async () => {
    const row = await rowOf(4);
    const report = await verifyAfter(
      () => ledger().deleteOne({ _id: row._id }),
      () => ledger().insertOne(row),
    );
    expect(report.first?.fault).toBe('its head stands at entry 4, but its ledger ends at 3');
  });

  test('a ledger that is gone as a whole', async () => {
    const rows = await ledger().find({ contact: omar }).toArray();
    const report = await verifyAfter(
      () => ledger().deleteMany({ contact: omar }),
      () => ledger().insertMany(rows),
    );
    expect(report.first).toMatchObject({ contact: omar });
    expect(report.first?.fault).toBe('its head stands at entry 4, but its ledger is empty');
  });

  test("a contact's key that is gone although nobody was erased", async () => {
    const person = await people().findOne({ _id: omar });
    const report = await verifyAfter(
      () => people().deleteOne({ _id: omar }),
      () => people().insertOne(person as never),
    );
    expect(report.first).toMatchObject({ contact: omar, seq: 1 });
    expect(report.first?.fault).toContain('no entry says that the person was erased');
  });
});

describe("the workspace's key (invariant 16)", () => {
  const workspaces = () => api.store.connection.collection<{ _id: string }>('workspaces');

  /** A process that starts afresh: a key that was read once is kept. */
  async function contactAfresh() {
    const { mongodbUri, secret, workspace } = api.scratch;
    const fresh = await openStore({ uri: mongodbUri, secret });
    try {
      return await fresh.people.contactOf(workspace, NORA ?? '');
    } finally {
      await fresh.close();
    }
  }

  async function withKey(change: object, act: () => Promise<void>) {
    const { workspace } = api.scratch;
    const before = await workspaces().findOne({ _id: workspace });
    await workspaces().updateOne({ _id: workspace }, { $set: change });
    await act();
    await workspaces().replaceOne({ _id: workspace }, before as never);
  }

  test('is refused when it does not open, in words', async () => {
    const key = new mongo.Binary(seal(newKey(), api.scratch.workspace, newKey()));
    await withKey({ key }, async () => {
      await expect(contactAfresh()).rejects.toThrow('does not open with this ASSENT_SECRET');
      const { code, stdout } = await runAssent(['verify'], api.scratch.environment);
      expect(stdout).toContain(`BROKEN: in workspace ${api.scratch.workspace}: the key of`);
      expect(code).toBe(1);
    });
  });

  test('is refused when it is not the one that contacts were made with', async () => {
    await withKey({ keyCheck: '0'.repeat(64) }, () =>
      expect(contactAfresh()).rejects.toThrow('is not the one its contact ids were made with'),
    );
  });

  test('gets its check value from migrate where an older version made it', async () => {
    const { workspace } = api.scratch;
    const before = await workspaces().findOne({ _id: workspace });
    await workspaces().updateOne({ _id: workspace }, { $unset: { keyCheck: '' } });
    await api.store.ensureIndexes();
    expect(await workspaces().findOne({ _id: workspace })).toEqual(before);
  });
});

describe('an exported ledger', () => {
  async function exported(): Promise<string[]> {
    const { stdout } = await runAssent(['export', 'ledger'], api.scratch.environment);
    return stdout.trimEnd().split('\n');
  }
  async function verifyLines(lines: readonly string[]) {
    const file = join(folder, 'ledger.ndjson');
    await writeFile(file, `${lines.join('\n')}\n`);
    // Without any setting: no database is asked.
    const { code, stdout } = await runAssent(['verify', file, '--json']);
    return { code, report: JSON.parse(stdout) as { ok: boolean; first: { fault: string } | null } };
  }
  const changed = (line: string, change: (row: Record<string, string>) => object) =>
    JSON.stringify({ ...JSON.parse(line), ...change(JSON.parse(line)) });

  test('verifies without a database, and holds no key and no number', async () => {
    const lines = await exported();
    expect(await verifyLines(lines)).toMatchObject({
      code: 0,
      report: { ok: true, entries: 12, chains: 3 },
    });
    expect(await readFile(join(folder, 'ledger.ndjson'), 'utf8')).not.toContain('6025550134');
  });

  test('of one contact is a chain of its own', async () => {
    const which = ['export', 'ledger', '--contact', omar];
    const { stdout } = await runAssent(which, api.scratch.environment);
    const verified = await verifyLines(stdout.trimEnd().split('\n'));
    expect(verified.report).toMatchObject({ ok: true, entries: 4, chains: 1 });
  });

  test('is refused when a line is gone, at its end or within', async () => {
    const lines = await exported();
    const short = await verifyLines(lines.slice(0, -1));
    expect(short).toMatchObject({ code: 1, report: { ok: false } });
    expect(short.report.first?.fault).toContain('cut short');
    const torn = await verifyLines([...lines.slice(0, 5), ...lines.slice(6)]);
    expect(torn.report.first?.fault).toMatch(/where entry \d belongs/);
    const fewer = await verifyLines([...lines.slice(4)]);
    expect(fewer.report.first?.fault).toContain('its last line counts 12 entries of 3 chains');
  });

  test('is refused when anything in a line was changed', async () => {
    const lines = await exported();
    const changes: readonly ((row: Record<string, string>) => object)[] = [
      ({ core = '' }) => ({ core: core.replace('recorded', 'Recorded') }),
      ({ hash = '' }) => ({ hash: hash.toUpperCase() }),
      ({ evidence = '' }) => ({ evidence: evidence.replace(/^./, 'B') }),
      ({ evidence = '' }) => ({ evidence: `${evidence} ` }),
      () => ({ evidence: null }),
      () => ({ id: `le_${'0'.repeat(32)}` }),
      () => ({ workspace: 'other' }),
      () => ({ contact: `ct_${'0'.repeat(32)}` }),
      () => ({ seq: 9 }),
    ];
    for (const change of changes) {
      const [first = '', ...rest] = lines;
      const { report } = await verifyLines([changed(first, change), ...rest]);
      expect(report.first, change.toString()).toMatchObject({ fault: expect.any(String) });
    }
  });

  test('that is none is said to be none', async () => {
    const { report } = await verifyLines(['hello']);
    expect(report.first?.fault).toContain('line 1: it is no line of an exported ledger');
    const missing = await runAssent(['verify', join(folder, 'nowhere')]);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('cannot be read (ENOENT)');
    expect((await runAssent(['export', 'moon'])).code).toBe(2);
  });
});
