// `assent rebuild`: heads folded anew are the workers' heads byte for byte, and none moves
// backwards.
import { beforeAll, describe, expect, test } from 'vitest';
import { rebuildHeads } from '../../src/store/rebuild-heads.js';
import { verifyStore } from '../../src/store/verification/verify-store.js';
import { runAssent } from '../support/command.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (person: number) => `+1602555${String(4_000 + person)}`;
/** Histories that touch every part of a head: programs, flags, lifted flags, pending agreements. */
const HISTORIES = [
  ['START'],
  ['START', 'STOP'],
  ['STOP', 'START', 'start'],
  ['START', 'can you stop the order?', 'STOP', 'UNSTOP'],
  ['please stop texting me', 'YES', 'START', 'AGREE', 'HELP', 'stop'],
  ['hello', 'START', 'go away', 'START', 'STOP'],
];

beforeAll(async () => {
  // Somebody of whom others told first: what a text adds to a head comes after all else.
  await api.call(
    'POST',
    '/v1/contacts/attest',
    {
      phone: phoneOf(1),
      method: 'verbal',
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
      evidence: {},
    },
    { 'idempotency-key': 'told' },
  );
  for (const [person, texts] of HISTORIES.entries()) {
    for (const text of texts) await api.text(phoneOf(person), text);
  }
});

type RawHead = { _id: string; seq: number; [field: string]: unknown };
const heads = () => api.store.connection.collection<RawHead>('heads');
/** The documents as they lie in MongoDB, field by field and byte by byte. */
async function bytesOfHeads(): Promise<string[]> {
  const raw = await heads()
    .find({}, { raw: true, sort: { _id: 1 } })
    .toArray();
  return raw.map((document) => (document as unknown as Buffer).toString('hex'));
}
const contactOf = (person: number) =>
  api.store.people.contactOf(api.scratch.workspace, phoneOf(person));
const rebuild = (...options: string[]) =>
  runAssent(['rebuild', ...options], api.scratch.environment);

test('finds nothing to do where the workers were whole (invariant 3)', async () => {
  const before = await bytesOfHeads();
  const { stdout, code } = await rebuild();
  expect(stdout).toMatch(/^6 heads of \d+ entries: 0 differ, 0 written\n$/);
  expect(code).toBe(0);
  expect(await bytesOfHeads()).toEqual(before);
});

test('makes every head anew with the same bytes (invariant 3)', async () => {
  const before = await bytesOfHeads();
  await heads().deleteMany({});
  const { stdout } = await rebuild('--json');
  expect(JSON.parse(stdout)).toMatchObject({ heads: 6, differing: 6, written: 6 });
  expect(await bytesOfHeads()).toEqual(before);
});

test('mends heads that are behind, edited or in another order of fields', async () => {
  const before = await bytesOfHeads();
  const [one, two, three] = await Promise.all([contactOf(1), contactOf(2), contactOf(3)]);
  await heads().updateOne({ _id: one }, { $set: { seq: 1, programs: {} } });
  await heads().updateOne({ _id: two }, { $set: { 'programs.updates.status': 'opted_out' } });
  const { _id, seq, ...rest } = (await heads().findOne({ _id: three })) as RawHead;
  await heads().replaceOne({ _id: three }, { ...rest, seq });
  const { stdout } = await rebuild();
  expect(stdout).toContain(`${one} in workspace ${api.scratch.workspace} has a head that stands`);
  expect(stdout).toContain(`${two} in workspace ${api.scratch.workspace} has a head that says`);
  expect(stdout).toContain('3 differ, 3 written');
  expect(await bytesOfHeads()).toEqual(before);
  expect(_id).toBe(three);
});

test('says with --dry-run what differs and writes nothing', async () => {
  const one = await contactOf(1);
  const good = await bytesOfHeads();
  await heads().updateOne({ _id: one }, { $set: { seq: 1 } });
  const before = await bytesOfHeads();
  const { stdout } = await rebuild('--dry-run');
  expect(stdout).toContain('1 differ, nothing written');
  expect(await bytesOfHeads()).toEqual(before);
  await rebuild('--contact', one);
  expect(await bytesOfHeads()).toEqual(good);
});

test('makes no head of a chain that is not whole: what is missing may be an opt-out', async () => {
  const one = await contactOf(2);
  const ledger = api.store.connection.collection<{ _id: string }>('ledger');
  const stop = await ledger.findOne({ contact: one, kind: 'opted_out' });
  if (!stop) throw new Error('there is no opt-out');
  const before = await bytesOfHeads();
  await ledger.deleteOne({ _id: stop._id });
  const gone = await rebuild();
  await ledger.insertOne({ ...stop, recordedAt: 'never' } as never);
  const garbled = await rebuild('--contact', one);
  await ledger.replaceOne({ _id: stop._id }, stop);
  for (const { code, stdout } of [gone, garbled]) {
    expect(stdout).toContain(
      `${one} in workspace ${api.scratch.workspace} has a chain that is not`,
    );
    expect(stdout).toContain('1 differ, 0 written');
    expect(code).toBe(1);
  }
  expect(await bytesOfHeads()).toEqual(before);
});

describe('beside running workers', () => {
  test('never moves a head backwards (invariant 3)', async () => {
    const one = await contactOf(1);
    const ahead = (await heads().findOne({ _id: one })) as RawHead;
    // A head that knows an entry which this ledger lacks: what it says may be an opt-out.
    await heads().updateOne({ _id: one }, { $set: { seq: ahead.seq + 1 } });
    const { stdout } = await rebuild();
    expect(stdout).toContain('entries that the ledger lacks; it stays');
    expect(stdout).toContain('1 differ, 0 written');
    expect((await heads().findOne({ _id: one }))?.seq).toBe(ahead.seq + 1);
    await heads().replaceOne({ _id: one }, ahead);
  });

  test('a stale write loses against a head that a worker moved meanwhile', async () => {
    const contact = await contactOf(0);
    const { workspace } = api.scratch;
    const stale = await api.store.heads.get(workspace, contact);
    await api.text(phoneOf(0), 'STOP');
    const moved = await bytesOfHeads();
    expect(stale && (await api.store.heads.replace(workspace, [stale]))).toBe(0);
    expect(await bytesOfHeads()).toEqual(moved);
  });

  test('acts that are decided meanwhile are all in their heads at the end', async () => {
    const deciding = { done: false };
    const rebuilding = (async () => {
      let rounds = 0;
      for (; !deciding.done || rounds === 0; rounds += 1) await rebuildHeads(api.store);
      return rounds;
    })();
    for (let round = 0; round < 10; round += 1) {
      for (const person of [0, 1, 2]) await api.text(phoneOf(person), round % 2 ? 'STOP' : 'START');
    }
    deciding.done = true;
    expect(await rebuilding).toBeGreaterThan(0);
    expect(await verifyStore(api.store)).toMatchObject({ ok: true, behind: 0 });
    expect(await rebuildHeads(api.store)).toMatchObject({ differing: 0 });
  });
});
