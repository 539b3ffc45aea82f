// Invariant 18: after an erasure nothing that is stored yields number, name, address or words; the
// chain verifies, and whoever said stop is still refused. First it is shown that all can be seen.
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import mongoose from 'mongoose';
import { open } from '../../src/store/keyring.js';
import type { Proof } from '../../src/store/proof/proof-format.js';
import { verifyProof } from '../../src/store/proof/verify-proof.js';
import { verifyStore } from '../../src/store/verification/verify-store.js';
import { finishErasures } from '../../workers/schedule/finish-erasures.js';
import { decidingOn } from '../support/deciding.js';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const deciding = decidingOn(() => api);

beforeAll(() => deciding.start());
afterAll(() => deciding.stop());

const post = async (path: string, body: object) =>
  (await api.call('POST', `/v1${path}`, body)).body;
const erase = (contact: string, query = '', headers = {}) =>
  api.call('DELETE', `/v1/contacts/${contact}/personal-data${query}`, undefined, headers);
const check = (phone: string) => post('/consents/check', { phone });

/** What must not be left of somebody, in any spelling that was stored. */
const marksOf = ({ n, phone }: Person) => [
  ...[phone, phone.slice(2), `Marked-${n}`, `marked${n}@example.com`, `words-${n}`],
  ...[`Marked street ${n}`, `evidence-${n}`, `note-${n}`],
];

interface Person {
  readonly n: number;
  readonly phone: string;
  readonly record: string;
  readonly contact: string;
}

/** Somebody of whom there is one of everything. */
async function somebody(n: number, ...acts: readonly string[]): Promise<Person> {
  const [phone, record] = [`+1602555${6_000 + n}`, `crm-${n}`];
  const told = { name: `Marked-${n} Beck`, phone, email: `marked${n}@example.com` };
  const more = { address: `Marked street ${n}`, customFields: { note: `note-${n}` } };
  await api.call('PUT', `/v1/records/${record}`, { ...told, ...more });
  for (const method of ['email', 'qr', 'text_to_join']) {
    await post('/opt-in-requests', { record: { externalId: record }, method });
  }
  const occurredAt = '2026-01-02T03:04:05Z';
  const evidence = { wording: `I agree, evidence-${n}` };
  const attested = await post('/contacts/attest', { phone, method: 'paper', occurredAt, evidence });
  await post('/messages', { to: phone, body: `Hello Marked-${n}, words-${n}` });
  for (const body of acts) await said(phone, body);
  return { n, phone, record, contact: String(attested['contact']) };
}

async function said(phone: string, body: string): Promise<void> {
  await api.keepText(phone, body);
  await until('the text to be decided', async () => (await api.store.inbox.counts()).open === 0);
}

/** Every document that there is, with every seal open that a key of this moment opens. */
async function legible(person: Person, retained = false): Promise<string> {
  const { store, scratch } = api;
  const known = await store.people.known(scratch.workspace, [person.contact]);
  const kept = retained ? await store.erasures.retained(scratch.workspace, person.contact) : null;
  const keys = [known.get(person.contact)?.key, kept?.key].flatMap((key) => key ?? []);
  const opened = (value: unknown, contexts: readonly string[]): unknown => {
    if (value instanceof mongoose.mongo.Binary) {
      const sealed = Buffer.from(value.buffer);
      const ways = keys.flatMap((key) => contexts.map((context) => ({ key, context })));
      const found = ways.map(({ key, context }) => tryOpen(key, context, sealed));
      return found.find((one) => one !== undefined) ?? sealed.toString('latin1');
    }
    if (Array.isArray(value)) return value.map((one) => opened(one, contexts));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, opened(one, contexts)]),
    );
  };
  const db = store.connection.db ?? expect.fail('not connected');
  const documents = await Promise.all(
    (await db.collections()).map((one) => one.find({}).toArray()),
  );
  return JSON.stringify(
    documents.flat().map((document) => {
      const id = String(document._id);
      return opened(document, [id, `${id}/media`, String(document['contact'])]);
    }),
  );
}

function tryOpen(key: Buffer, context: string, sealed: Buffer): string | undefined {
  try {
    return open(key, context, sealed).toString();
  } catch {
    return undefined;
  }
}

const left = async (person: Person, retained = false) => {
  const text = await legible(person, retained);
  return marksOf(person).filter((mark) => text.includes(mark));
};

describe('of somebody who opted out', () => {
  let nora: Person;

  test('there is a number, a name, an address and words to be seen', async () => {
    nora = await somebody(1, 'START', 'where are you, words-1', 'STOP');
    expect(await left(nora)).toEqual(marksOf(nora));
    expect(await check(nora.phone)).toMatchObject({ allowed: false, reason: 'opted_out' });
  });

  test('everything goes but what the law asks to be kept, and the answer says which', async () => {
    const { status, body } = await erase(nora.contact);
    expect(status).toBe(202);
    expect(body).toMatchObject({ contact: nora.contact, state: 'done' });
    expect(body['erased']).toEqual(
      expect.arrayContaining(['records', 'messages', 'opt_in_requests', 'number']),
    );
    const kept = body['kept'] as { what: string; until: string | null; basis: string }[];
    expect(kept.map(({ what }) => what)).toEqual([
      ...['suppression', 'ledger', 'evidence', 'answers_for_repeats'],
    ]);
    const evidence = kept.find(({ what }) => what === 'evidence');
    expect(evidence?.until).toBe(body['retainUntil']);
    const years = new Date(String(evidence?.until)).getFullYear() - new Date().getFullYear();
    expect(years).toBe(5);
    expect(kept.every(({ basis }) => basis.length > 20)).toBe(true);
  });

  test('nothing of it is left that anybody but an auditor can read', async () => {
    expect(await left(nora)).toEqual([]);
    const found = await Promise.all([
      api.call('GET', `/v1/records/${nora.record}`),
      api.call('GET', '/v1/records?limit=100'),
      api.call('GET', `/v1/messages?contact=${nora.contact}`),
      api.call('GET', `/v1/contacts/${nora.contact}`),
      api.call('GET', `/v1/contacts/${nora.contact}/ledger`),
      api.call('GET', `/v1/contacts/${nora.contact}/proof`),
      api.call('GET', '/v1/opt-in-requests?limit=100'),
      api.call('GET', '/v1/events?limit=100'),
    ]);
    const [record, ...others] = found;
    expect(record?.status).toBe(404);
    for (const { status, text } of others) {
      expect(status).toBe(200);
      expect(marksOf(nora).filter((mark) => text.includes(mark))).toEqual([]);
    }
  });

  test('the number is still refused, in every form, and the chain verifies', async () => {
    for (const phone of [nora.phone, '(602) 555-6001', '1-602-555-6001']) {
      expect(await check(phone)).toMatchObject({ allowed: false, reason: 'opted_out' });
    }
    const sent = await api.call('POST', '/v1/messages', { to: nora.phone, body: 'Hello' });
    expect(sent.body).toMatchObject({ status: 409, code: 'opted_out' });
    const report = await verifyStore(api.store);
    expect(report).toMatchObject({ ok: true, erased: 1 });
    const { body } = await api.call('GET', `/v1/contacts/${nora.contact}/ledger`);
    const last = (body['data'] as object[]).at(-1);
    expect(last).toMatchObject({ kind: 'erased', program: '*', status: 'opted_out' });
  });

  test('an auditor opens the evidence, and nobody with less', async () => {
    const url = `/v1/contacts/${nora.contact}/proof?retained=true`;
    const { key } = await api.newKey(['consents:read']);
    const less = await api.call('GET', url, undefined, { authorization: `Bearer ${key}` });
    expect(less.status).toBe(403);
    const { body, text } = await api.call('GET', url);
    expect(text).toContain('evidence-1');
    expect(verifyProof(body as unknown as Proof)).toMatchObject({ ok: true, erased: 1 });
  });

  test('asking again answers the same and adds nothing', async () => {
    const before = (await api.call('GET', `/v1/contacts/${nora.contact}/ledger`)).text;
    const { status, body } = await erase(nora.contact);
    expect([status, body['state']]).toEqual([202, 'done']);
    expect((await api.call('GET', `/v1/contacts/${nora.contact}/ledger`)).text).toBe(before);
  });

  test('who comes back starts anew, and what was before stays shut', async () => {
    await said(nora.phone, 'START');
    expect(await check(nora.phone)).toMatchObject({ allowed: true });
    expect(await verifyStore(api.store)).toMatchObject({ ok: true, erased: 1 });
    const { body } = await api.call('GET', `/v1/contacts/${nora.contact}/proof`);
    const opened = (body as unknown as Proof).entries.map(({ evidence }) => evidence?.opened);
    expect(opened.slice(0, -1).every((one) => one === null)).toBe(true);
    expect(opened.at(-1)).toMatchObject({ words: 'START' });
    expect(verifyProof(body as unknown as Proof)).toMatchObject({ ok: true });
    const thread = await api.call('GET', `/v1/messages?contact=${nora.contact}`);
    expect(thread.status).toBe(200);
    expect(thread.text).not.toContain('words-1');
  });
});

describe('at once', () => {
  let omar: Person;

  test('is for admins who say why', async () => {
    omar = await somebody(2, 'START');
    expect(await check(omar.phone)).toMatchObject({ allowed: true });
    const { key } = await api.newKey(['records:read', 'records:write']);
    const agent = { authorization: `Bearer ${key}` };
    expect((await erase(omar.contact, '?mode=now&reason=x', agent)).status).toBe(403);
    expect((await erase(omar.contact, '?mode=now')).body).toMatchObject({ status: 422 });
    expect(await left(omar)).toEqual(marksOf(omar).filter((mark) => mark !== 'words-0'));
  });

  test('evidence goes, too, and consent ends with it', async () => {
    const { body } = await erase(omar.contact, '?mode=now&reason=art.+17');
    expect(body).toMatchObject({ state: 'done', retainUntil: null });
    expect(body['erased']).toContain('evidence');
    expect(await left(omar, true)).toEqual([]);
    expect(await check(omar.phone)).toMatchObject({ allowed: false, status: 'none' });
    expect(await verifyStore(api.store)).toMatchObject({ ok: true, erased: 2 });
  });
});

test('rows of imported files that may name the person are named, with their end', async () => {
  const { contact } = await somebody(9, 'START');
  const file = Readable.from([Buffer.from('phone,status\n')]);
  await api.store.importFiles.keep(api.scratch.workspace, 'up_1', file, 100);
  const { body } = await erase(contact);
  const imported = { what: 'imported_rows', until: expect.stringMatching(/^\d{4}-/) };
  expect(body['kept']).toContainEqual(expect.objectContaining(imported));
  await api.store.importFiles.remove(api.scratch.workspace, 'up_1');
  const again = await erase(contact);
  expect(JSON.stringify(again.body['kept'])).not.toContain('imported_rows');
});

test('what was retained goes with a second asking', async () => {
  const dana = await somebody(3, 'START');
  await erase(dana.contact);
  expect(await left(dana, true)).toContain('evidence-3');
  const { body } = await erase(dana.contact, '?mode=now&reason=she+insists');
  expect(body['kept']).not.toContainEqual(expect.objectContaining({ what: 'evidence' }));
  expect(await left(dana, true)).toEqual([]);
});

test('without a worker it is kept, and a worker that comes later finishes it', async () => {
  const kim = await somebody(4, 'START');
  await deciding.stop();
  const { status, body } = await erase(kim.contact);
  expect([status, body['state'], body['erased']]).toEqual([202, 'pending', []]);
  await deciding.start();
  const log = api.app.log as never;
  const task = finishErasures({ store: api.store, queues: api.queues, log });
  // Asked for earlier than all others, and nobody can carry it out.
  const erasures = api.store.connection.collection<{ _id: string }>('erasures');
  await erasures.insertOne({ _id: 'bad', state: 'open', requestedAt: new Date(0) } as never);
  await until('the erasure to be done', async () => {
    await expect(task.run()).rejects.toThrow('erasures that failed: 1');
    return (await api.store.erasures.get(api.scratch.workspace, kim.contact))?.state === 'done';
  });
  await erasures.deleteOne({ _id: 'bad' });
  await task.run();
  expect(await left(kim)).toEqual([]);
  expect(await verifyStore(api.store)).toMatchObject({ ok: true });
});

test('another workspace’s person, and nobody, are not found', async () => {
  expect((await erase(`ct_${'0'.repeat(32)}`)).status).toBe(404);
});
