// One person, several forms of one number: every form meets the same fence and the same head, also
// where an older version knew the number under another form (invariant 16).
import mongoose from 'mongoose';
import { describe, expect, test } from 'vitest';
import { inboundEvents } from '../../src/senders/inbound-events.js';
import { createGate } from '../../src/senders/gate.js';
import { parseForm, readInboundText } from '../../src/senders/twilio/inbound.js';
import { createPeopleStore } from '../../src/store/people.js';
import { verifyStore } from '../../src/store/verification/verify-store.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { inboundForm } from '../support/twilio-request.js';
import { SENDER, useApi } from './api-fixture.js';

const api = useApi();
const send = { kind: 'message', program: 'updates', purpose: 'informational' } as const;

/** What the API says of a number, in whatever form it is asked. */
async function check(phone: string) {
  const { body } = await api.call('POST', '/v1/consents/check', { phone });
  return body as { allowed: boolean; reason?: string; contact: string };
}
const numberOf = async (form: string) => {
  const [id] = await api.store.people.idsOf(api.scratch.workspace, [form]);
  return id ?? '';
};
const gate = () => createGate({ store: api.store });
const installation = () => api.store.connection.collection<{ _id: string }>('installation');

/** A text as an older version took it: the contact is made of the number as it came. */
async function textAsBefore(from: string, body: string, { decide = true } = {}): Promise<string> {
  const { store, scratch } = api;
  const contact = await numberOf(from);
  const sender = (await store.senders.list(scratch.workspace))[0] ?? null;
  const raw = new URLSearchParams(
    inboundForm({ accountSid: sender?.accountSid ?? '', from, to: SENDER, body }),
  ).toString();
  const text = readInboundText(parseForm(raw));
  if (!text) throw new Error('the form is no text');
  const people = { ...store.people, contactOf: async () => contact };
  const before = { store: { ...store, people } };
  const events = await inboundEvents(before, text, raw, { sender, workspaces: [] });
  await store.inbox.insert(events);
  if (decide) {
    const { queues } = api;
    const log = { warn: () => {}, error: () => {} };
    const processor = createConsentProcessor({ store, queues, log, faultPoint: () => {} });
    await processor({ data: { ids: events.map(({ _id }) => _id), at: store.clock.iso() } });
  }
  return contact;
}

/** As after an update of the program: the mark is an older version's. */
async function migrate() {
  await installation().updateOne({ _id: 'phone_version' }, { $set: { value: 1 } });
  await api.store.ensureIndexes();
}

describe('every accepted form', () => {
  const families = [
    ['+525512300001', '+5215512300001', '+52 1 55 1230 0001'],
    ['+5491123400001', '+541123400001', '+54 11 15 2340 0001'],
    ['+5511987600001', '+551187600001', '+55 (11) 8760-0001'],
    ['+2250707600001', '+22507600001', '+225 07 60 00 01'],
    ['+2290197100001', '+22997100001', '+229 97 10 00 01'],
    ['+84701200001', '+841201200001', '+84 120 120 0001'],
    ['+16025550171', '6025550171', '(602) 555-0171 ext. 3'],
  ] as const;
  for (const [present, older, written] of families) {
    test(`of ${present} meets the same fence and head (invariant 16)`, async () => {
      await api.text(older, 'START');
      const { contact, allowed } = await check(present);
      expect(allowed).toBe(true);
      expect(await check(written)).toMatchObject({ allowed: true, contact });
      expect(await api.text(present, 'STOP')).toBe(contact);
      for (const form of [present, older, written]) {
        expect(await check(form)).toMatchObject({ allowed: false, reason: 'opted_out', contact });
      }
    });
  }
});

describe('a contact that an older version made of another form', () => {
  test('is found before and after the migration, also once it was erased', async () => {
    const [present, older] = ['+525512300002', '+5215512300002'];
    const contact = await textAsBefore(older, 'STOP');
    expect(contact).not.toBe(await numberOf(present));
    expect(await check(present)).toMatchObject({ reason: 'opted_out', contact });
    await migrate();
    expect(await check(present)).toMatchObject({ reason: 'opted_out', contact });
    const people = api.store.connection.collection<{ _id: string }>('people');
    const person = await people.findOne({ _id: contact });
    await people.deleteOne({ _id: contact });
    await api.store.connection.collection('aliases').deleteMany({ contact });
    expect(await check(present)).toMatchObject({ reason: 'opted_out', contact });
    if (person) await people.insertOne(person);
  });

  test('beside one of the present form is one person for the gate', async () => {
    const [present, older] = ['+525512300003', '+5215512300003'];
    const before = await textAsBefore(older, 'STOP');
    const now = await textAsBefore(present, 'START');
    expect(now).not.toBe(before);
    await migrate();
    const { workspace } = api.scratch;
    const ask = (contact: string) => gate().check(workspace, contact, send, SENDER);
    // START came later, so it counts, and whichever of the two is asked says the same.
    expect([await ask(now), await ask(before)]).toMatchObject([
      { allowed: true },
      { allowed: true },
    ]);
    expect(await api.text(older, 'STOP')).toBe(now);
    expect([await ask(now), await ask(before)]).toMatchObject([
      { reason: 'opted_out' },
      { reason: 'opted_out' },
    ]);
    for (const id of [now, before]) {
      const { body } = await api.call('GET', `/v1/contacts/${id}`);
      expect(body).toMatchObject({ id, consent: { status: 'opted_out' } });
    }
    const listed = (await api.call('GET', '/v1/contacts')).body['data'] as { id: string }[];
    const shown = listed.filter(({ id }) => id === now || id === before);
    const out = { consent: { status: 'opted_out' } };
    expect(shown).toMatchObject([out, out]);
    expect(await api.text(older, 'START')).toBe(now);
    expect(await check(older)).toMatchObject({ allowed: true, contact: now });
  });

  test('silences the present one by its fence, as long as that stands (invariant 5)', async () => {
    const [present, older] = ['+525512300004', '+5215512300004'];
    await textAsBefore(older, 'START');
    await textAsBefore(present, 'START');
    await migrate();
    expect(await check(present)).toMatchObject({ allowed: true });
    await textAsBefore(older, 'STOP', { decide: false });
    expect(await check(present)).toMatchObject({ allowed: false, reason: 'opt_out_waiting' });
  });

  test('leaves every chain as it was (invariant 1)', async () => {
    await migrate();
    expect(await verifyStore(api.store)).toMatchObject({ broken: 0 });
  });
});

test('a number with one form costs no read', async () => {
  const connection = mongoose.createConnection();
  const { clock, workspaces } = api.store;
  const people = createPeopleStore(connection, {
    clock,
    keyOf: workspaces.keyOf,
    aliases: { resolve: () => Promise.reject(new Error('asked for aliases')) },
  });
  const { workspace } = api.scratch;
  expect(await people.contactOf(workspace, '+16025550134')).toBe(await numberOf('+16025550134'));
  await expect(people.contactOf(workspace, '+525512345678')).rejects.toThrow('asked for aliases');
  await connection.close();
});
