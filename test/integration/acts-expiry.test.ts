// Consent that holds for a time: found by the clock, decided by the rules, never for an act that
// somebody renewed meanwhile.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireConsent } from '../../workers/schedule/expire-consent.js';
import { checkLedger } from '../support/ledger-check.js';
import { decidingOn } from '../support/deciding.js';
import { until } from '../support/until.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const deciding = decidingOn(() => api);
const log = pino({ level: 'silent' });
const VALID_FOR_DAYS = 365;
let people = 0;
const somebody = () => `+1602555${String(7_000 + (people += 1))}`;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

beforeAll(async () => {
  await holdsFor(VALID_FOR_DAYS);
  await deciding.start();
});

afterAll(() => deciding.stop());

/** Changes how long consent to `updates` holds. */
async function holdsFor(validForDays: number): Promise<void> {
  const { workspaces } = api.store;
  const known = await workspaces.get(api.scratch.workspace);
  const { disclosure, ...program } = known?.programs['updates'] ?? expect.fail('no program');
  await workspaces.addProgram(api.scratch.workspace, {
    ...{ ...program, validForDays },
    disclosure: disclosure.text,
  });
}

/** One run of the task, and everything that it found decided. */
async function run(): Promise<void> {
  const { store, queues } = api;
  await expireConsent({ store, queues, log }).run();
  await until('every act to be decided', async () => (await store.inbox.counts()).open === 0);
}

async function attest(phone: string, occurredAt: string, program = 'updates') {
  const told = { phone, program, method: 'paper', occurredAt, evidence: { wording: 'I agree.' } };
  const { status, body } = await api.call('POST', '/v1/contacts/attest', told);
  expect(status).toBe(200);
  return String(body['contact']);
}

/** Consent that counted when it was attested, and is too old by now. */
async function attestLongAgo(phone: string): Promise<string> {
  await holdsFor(VALID_FOR_DAYS + 2);
  const contact = await attest(phone, daysAgo(VALID_FOR_DAYS + 1));
  await holdsFor(VALID_FOR_DAYS);
  return contact;
}

const check = async (phone: string, program = 'updates') =>
  (await api.call('POST', '/v1/consents/check', { phone, program })).body;
const kindsOf = async (contact: string) => {
  const { body } = await api.call('GET', `/v1/contacts/${contact}/ledger`);
  return (body['data'] as { kind: string }[]).map(({ kind }) => kind);
};

describe('consent', () => {
  test('that is too old ends, and says so', async () => {
    const phone = somebody();
    const contact = await attestLongAgo(phone);
    // The gate reads the clock itself; the task only writes down what it found.
    expect(await check(phone)).toMatchObject({ allowed: false, reason: 'consent_expired' });
    await run();
    expect(await kindsOf(contact)).toEqual(['opted_in', 'expired']);
    expect(await check(phone)).toMatchObject({ allowed: false, reason: 'consent_expired' });
    const { body } = await api.call('GET', '/v1/contacts?status=none');
    expect(body['data']).toMatchObject([{ id: contact, consent: { status: 'none' } }]);
  });

  test('that is too old when it is attested never counts', async () => {
    const phone = somebody();
    const contact = await attest(phone, daysAgo(VALID_FOR_DAYS + 1));
    expect(await kindsOf(contact)).toEqual(['superseded']);
    expect(await check(phone)).toMatchObject({ allowed: false, reason: 'no_consent' });
  });

  test('that is young enough, or of a program without an end, stays', async () => {
    const [young, endless] = [somebody(), somebody()];
    await attest(young, daysAgo(VALID_FOR_DAYS - 1));
    await attest(endless, daysAgo(4_000), 'offers');
    await run();
    expect(await check(young)).toMatchObject({ allowed: true });
    // Whether a text of this program may leave now is also a question of the hour.
    expect(await check(endless, 'offers')).toMatchObject({ status: 'opted_in' });
  });

  test('found twice ends once', async () => {
    const contact = await attestLongAgo(somebody());
    await Promise.all([run(), run()]);
    await run();
    expect(await kindsOf(contact)).toEqual(['opted_in', 'expired']);
  });

  test('that somebody renews between finding and deciding stays', async () => {
    const phone = somebody();
    const contact = await attestLongAgo(phone);
    await deciding.stop();
    const { store, queues } = api;
    await expireConsent({ store, queues, log }).run();
    // The renewal is written after the expiry and decided together with it: expired, then in again.
    await api.text(phone, 'START');
    await deciding.start();
    await run();
    expect(await check(phone)).toMatchObject({ allowed: true });
    expect((await kindsOf(contact)).at(-1)).toBe('opted_in');
  });

  test('that is renewed first is not ended by an expiry that comes late', async () => {
    const phone = somebody();
    const contact = await attestLongAgo(phone);
    const { store, queues } = api;
    const { workspace } = api.scratch;
    const head = await store.heads.get(workspace, contact);
    await api.text(phone, 'START');
    // The same act as the task would have made from the head as it was.
    const stale = {
      ...store,
      heads: {
        ...store.heads,
        inSince: async function* () {
          if (head) yield head;
        },
      },
    };
    await expireConsent({ store: stale, queues, log }).run();
    await until('it to be decided', async () => (await store.inbox.counts()).open === 0);
    expect(await kindsOf(contact)).not.toContain('expired');
    expect(await check(phone)).toMatchObject({ allowed: true });
  });

  test('that ran out is not lifted by attesting what is as old', async () => {
    const phone = somebody();
    const contact = await attestLongAgo(phone);
    await run();
    await attest(phone, daysAgo(VALID_FOR_DAYS + 2));
    await run();
    expect(await check(phone)).toMatchObject({ allowed: false });
    expect((await kindsOf(contact)).filter((kind) => kind === 'expired').length).toBeGreaterThan(0);
  });

  test('that ran out begins again with a START, and a STOP stays a STOP', async () => {
    const phone = somebody();
    await attestLongAgo(phone);
    await run();
    await api.text(phone, 'START');
    expect(await check(phone)).toMatchObject({ allowed: true });
    await api.text(phone, 'STOP');
    await run();
    expect(await check(phone)).toMatchObject({ reason: 'opted_out' });
  });
});

test('the parts that runs look at are all contacts, each in one of them', async () => {
  const { store, scratch } = api;
  for (let person = 0; person < 20; person += 1) await attest(somebody(), daysAgo(1));
  const contactsOf = async (index: number, of: number) => {
    const found: string[] = [];
    for await (const { contact } of store.heads.consenting([scratch.workspace], { index, of })) {
      found.push(contact);
    }
    return found;
  };
  const all = await contactsOf(0, 1);
  const parts = await Promise.all([0, 1, 2].map((index) => contactsOf(index, 3)));
  expect(all.length).toBeGreaterThanOrEqual(20);
  expect(parts.flat().sort()).toEqual([...all].sort());
  expect(parts.filter(({ length }) => length > 0)).toHaveLength(3);
});

test('the ledger holds for a stranger who reads it', async () => {
  expect((await checkLedger(api.scratch.mongodbUri)).faults).toEqual([]);
});
