// A proof of consent: self-contained, checked by a stranger's script that shares no code with us,
// and refused by it and by `assent verify` as soon as anything in it is another byte.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Proof } from '../../src/store/proof/proof-format.js';
import { digestOfProof } from '../../src/store/proof/proof-format.js';
import { verifyProof } from '../../src/store/proof/verify-proof.js';
import { runAssent } from '../support/command.js';
import {
  findForeignVerifier,
  type ForeignVerifier,
  type Judgement,
} from '../support/foreign-verifier.js';
import { SENDER, setUp, useApi } from './api-fixture.js';

const api = useApi();
const NORA = '+16025550134';
let contact: string;
let folder: string;
let proof: Proof;
let stranger: ForeignVerifier;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-proof-'));
  await api.call('PUT', '/v1/records/crm-1', { name: 'Nora', phone: NORA });
  await api.call(
    'POST',
    '/v1/opt-in-requests',
    { record: { externalId: 'crm-1' }, method: 'text_to_join' },
    { 'idempotency-key': 'ask-nora' },
  );
  contact = await api.text(NORA, 'START');
  for (const body of ['please stop texting me 🙏 "now" – ça', 'START', 'what time is it?']) {
    await api.text(NORA, body);
  }
  proof = (await api.call('GET', `/v1/contacts/${contact}/proof`)).body as unknown as Proof;
  stranger = await findForeignVerifier((line) => process.stderr.write(`\n!!! ${line}\n`));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the stranger says of each of these texts. */
async function strangerSays(texts: readonly string[]): Promise<Judgement[]> {
  const files = texts.map((_, index) => join(folder, `proof-${index}.json`));
  await Promise.all(texts.map((text, index) => writeFile(files[index] ?? '', text)));
  return stranger.verify(files);
}
const written = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

test('holds for a stranger who has nothing but the file (invariants 1 and 17)', async () => {
  const answer = await api.call('GET', `/v1/contacts/${contact}/proof`);
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  const [judged] = await strangerSays([answer.text]);
  expect(judged?.said).toBe('3 entries hold, 3 seals opened');
  expect(verifyProof(proof)).toMatchObject({ ok: true, entries: 3, opened: 3 });
});

test('shows the words, the disclosure, what followed and where the person stands', () => {
  const [first, second] = proof.entries;
  expect(proof.contact.phone).toBe(NORA);
  expect(proof.workspace.brand.legalName).toBe('Brightside Windows LLC');
  expect(first?.evidence?.opened).toMatchObject({
    words: 'START',
    act: 'texted these words from the handset',
    number: { given: NORA, read: NORA },
    textedTo: SENDER,
    message: expect.stringMatching(/^SM/),
    reading: { intent: 'opt_in', rule: 'keyword.en.start', confidence: 'exact' },
    request: { method: 'text_to_join', record: 'crm-1' },
    disclosure: { version: 1, text: expect.stringContaining('START') },
    circumstances: {
      brand: { name: 'Brightside Windows', legalName: 'Brightside Windows LLC' },
      program: { id: 'updates', purpose: 'informational', disclosure: { version: 1 } },
    },
  });
  expect(second?.evidence?.opened).toMatchObject({ words: 'please stop texting me 🙏 "now" – ça' });
  expect(second?.followed).toContainEqual(
    expect.objectContaining({
      kind: 'text',
      template: 'opt_out_confirmation',
      sent: expect.objectContaining({ state: 'open' }),
    }),
  );
  expect(proof.standing).toContainEqual(
    expect.objectContaining({ program: 'updates', status: 'opted_in' }),
  );
});

test('keeps to the person and to what concerns consent', async () => {
  await api.text('+16025550177', 'START');
  const text = written((await api.call('GET', `/v1/contacts/${contact}/proof`)).body);
  expect(text).not.toContain('6025550177');
  expect(text).not.toContain('what time is it?');
  expect(text).not.toContain(api.scratch.secret);
});

test('is given to the workspace of the contact and to no other (invariant 14)', async () => {
  await setUp(api.store, 'somebody-else', '+16025550101');
  const other = await api.newKey(undefined, 'somebody-else');
  const headers = { authorization: `Bearer ${other.key}` };
  const url = `/v1/contacts/${contact}/proof`;
  expect((await api.call('GET', url, undefined, headers)).status).toBe(404);
  const narrow = await api.newKey(['messages:read']);
  const few = { authorization: `Bearer ${narrow.key}` };
  expect((await api.call('GET', url, undefined, few)).status).toBe(403);
  const unknown = `/v1/contacts/ct_${'0'.repeat(32)}/proof`;
  expect((await api.call('GET', unknown)).status).toBe(404);
});

describe('the command', () => {
  test('writes the same proof, which verifies without a database', async () => {
    const file = join(folder, 'by-command.json');
    const command = ['proof', contact, '--output', file];
    expect((await runAssent(command, api.scratch.environment)).code).toBe(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await stranger.verify([file])).toMatchObject([{ holds: true }]);
    const { code, stdout } = await runAssent(['verify', file]);
    expect(stdout).toContain('3 entries in 1 chains');
    expect(code).toBe(0);
  });

  test('says what it wants instead of a number, and what it cannot find', async () => {
    expect(await runAssent(['proof', NORA], api.scratch.environment)).toMatchObject({ code: 2 });
    const unknown = ['proof', `ct_${'0'.repeat(32)}`];
    const { code, stderr } = await runAssent(unknown, api.scratch.environment);
    expect(stderr).toContain('has no entry in the ledger');
    expect(code).toBe(1);
  });
});

test('of an erased person holds as a chain and shows neither number nor words', async () => {
  const people = api.store.connection.collection<{ _id: string }>('people');
  const person = await people.findOne({ _id: contact });
  await people.deleteOne({ _id: contact });
  const { body, text } = await api.call('GET', `/v1/contacts/${contact}/proof`);
  if (person) await people.insertOne(person);
  expect(body['contact']).toEqual({ id: contact, phone: null, sealedPhone: null, key: null });
  expect(text).not.toContain('6025550134');
  expect(verifyProof(body as unknown as Proof)).toMatchObject({ ok: true, opened: 0, erased: 1 });
  expect(await strangerSays([text])).toMatchObject([{ holds: true }]);
});

describe('any other byte is noticed (invariant 17)', () => {
  type Mutable = Record<string, unknown>;
  const changedChar = (text: string) => (text.startsWith('0') ? '1' : '0') + text.slice(1);
  const another = (value: unknown): unknown => {
    if (typeof value === 'string') return value === '' ? 'x' : changedChar(value);
    if (typeof value === 'number') return value + 1;
    if (typeof value === 'boolean') return !value;
    return 'x';
  };
  /** Every value of the proof, by its path. */
  function* placesOf(value: unknown, path: string[] = []): Generator<string[]> {
    if (typeof value !== 'object' || value === null) return void (yield path);
    if (Object.keys(value).length === 0) yield path;
    for (const [name, inner] of Object.entries(value)) yield* placesOf(inner, [...path, name]);
  }
  function withAnother(path: readonly string[]): Proof {
    const copy = structuredClone(proof) as unknown as Mutable;
    const owner = path.slice(0, -1).reduce((at, name) => at[name] as Mutable, copy);
    const last = path.at(-1) ?? '';
    owner[last] = another(owner[last]);
    return copy as unknown as Proof;
  }

  test('by us, at every place of the file', () => {
    const places = [...placesOf(proof)];
    expect(places.length).toBeGreaterThan(80);
    const missed = places.filter((path) => verifyProof(withAnother(path)).ok);
    expect(missed.map((path) => path.join('.'))).toEqual([]);
  });

  test('by the stranger, in one place of each kind', async () => {
    const kinds = new Map(
      [...placesOf(proof)].map((path) => [
        path.map((name) => name.replace(/\d+/, 'n')).join('.'),
        path,
      ]),
    );
    expect(kinds.size).toBeGreaterThan(30);
    const judged = await strangerSays(
      [...kinds.values()].map((path) => written(withAnother(path))),
    );
    const missed = [...kinds.keys()].filter((_, index) => judged[index]?.holds !== false);
    expect(missed).toEqual([]);
  });

  test('by both, when the digest of the file was made good again', async () => {
    const forge = (
      change: (copy: { -readonly [K in keyof Proof]: Mutable[] & Mutable }) => void,
    ) => {
      const copy = structuredClone(proof) as never;
      change(copy);
      return { ...(copy as Proof), digest: digestOfProof(copy) };
    };
    const forgeries = {
      words: forge(({ entries }) => {
        const [first = {}] = entries;
        ((first['evidence'] as Mutable)['opened'] as Mutable)['words'] = 'STOP';
      }),
      number: forge(({ contact: whose }) => void (whose['phone'] = '+16025550999')),
      key: forge(({ contact: whose }) => void (whose['key'] = Buffer.alloc(32).toString('base64'))),
      order: forge(({ entries }) => void entries.reverse()),
      missing: forge(({ entries }) => void entries.shift()),
      within: forge(({ entries }) => void entries.splice(1, 1)),
      layout: forge(({ entries }) => void (entries[0] = {})),
      workspace: forge(({ workspace }) => void (workspace['id'] = 'other')),
    };
    const all = Object.values(forgeries);
    const judged = await strangerSays(all.map(written));
    for (const [index, what] of Object.keys(forgeries).entries()) {
      expect(all[index] && verifyProof(all[index]).ok, what).toBe(false);
      expect(judged[index]?.holds, what).toBe(false);
    }
  });
});
