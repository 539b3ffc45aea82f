// What is kept of how somebody was asked: in the ledger's sealed evidence, and on the request.
import { mongo } from 'mongoose';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/digest.js';
import { createConsentProcessor } from '../../workers/consent.js';
import { useApi } from './api-fixture.js';

const api = useApi();
let numbers = 0;
const aPhone = () => `+1602555${String((numbers += 1)).padStart(4, '0')}`;

type Json = Record<string, unknown>;

async function ask(method: string, record: Json): Promise<Json> {
  const told = { name: 'Nora Beck', ...record };
  return (await api.call('POST', '/v1/opt-in-requests', { record: told, method })).body;
}

/** The opened evidence of a contact's last entry. */
async function evidenceOf(contact: string): Promise<Json> {
  const { text } = await api.call('GET', `/v1/contacts/${contact}/proof`);
  const { entries } = JSON.parse(text) as { entries: { evidence: { opened: Json } }[] };
  return entries.at(-1)?.evidence.opened ?? {};
}

const keyActor = { kind: 'api_key', id: expect.stringMatching(/./) };

describe('the evidence of a START', () => {
  test('asked for by an agent: what the agent was to say, who asked and when', async () => {
    const phone = aPhone();
    const person = { email: 'nora@example.com', timezone: 'America/Phoenix' };
    const asked = await ask('text_to_join', { externalId: 'said', phone, ...person });
    const script = asked['script'] as { text: string; hash: string; version: number };
    expect(script.text).toMatch(/Brightside Windows would like to text you about your windows/);
    expect(script.text).toContain('about four texts a month');
    expect(script.hash).toBe(sha256(script.text));
    const evidence = await evidenceOf(await api.text(phone, 'start'));
    expect(evidence).toMatchObject({
      words: 'start',
      circumstances: {
        brand: { name: 'Brightside Windows', legalName: 'Brightside Windows LLC' },
        program: { id: 'updates', purpose: 'informational' },
      },
      request: {
        ...{ id: asked['id'], method: 'text_to_join', record: 'said', token: asked['token'] },
        person: { name: 'Nora Beck', ...person },
        askedBy: keyActor,
        askedAt: asked['createdAt'],
        script,
        history: [{ status: 'pending', at: asked['createdAt'], by: keyActor }],
      },
      disclosure: { ...(asked['disclosure'] as Json), shown: false },
    });
    expect(String(evidence['raw'])).toContain(encodeURIComponent(phone));
  });

  test('in the language of the record', async () => {
    const asked = await ask('text_to_join', { externalId: 'dicho', locale: 'es-MX' });
    expect((asked['script'] as Json)['text']).toMatch(/quisiera enviarle mensajes/);
  });

  test('by a code: the disclosure that was shown with it, and when it was scanned', async () => {
    const phone = aPhone();
    const asked = await ask('qr', { externalId: 'scanned', phone });
    const landing = new URL(String(asked['joinUrl'])).pathname;
    const seen = await api.app.inject({ url: landing });
    expect(seen.statusCode, api.lines.slice(-3).join('')).toBe(200);
    const contact = await api.text(phone, `START ${asked['token']}`);
    const evidence = await evidenceOf(contact);
    expect(evidence).toMatchObject({
      words: `START ${asked['token']}`,
      request: { id: asked['id'], method: 'qr' },
      disclosure: { ...(asked['disclosure'] as Json), shown: true },
    });
    expect(evidence['request']).not.toHaveProperty('script');
    const { body } = await api.call('GET', `/v1/opt-in-requests/${asked['id']}`);
    expect(body).toMatchObject({
      status: 'completed',
      history: [{ status: 'pending', by: keyActor }, { status: 'opened' }, { status: 'completed' }],
    });
  });

  test('stays what it was when the wording changes, and so does the open request', async () => {
    const phone = aPhone();
    const asked = await ask('text_to_join', { externalId: 'frozen', phone });
    const { store, scratch } = api;
    const { programs } = (await store.workspaces.get(scratch.workspace)) ?? {};
    const program = programs?.['updates'];
    if (!program) throw new Error('there is no program');
    const words = { frequencySpoken: 'hourly', disclosure: 'Other words.' };
    await store.workspaces.addProgram(scratch.workspace, { ...program, ...words });
    const evidence = await evidenceOf(await api.text(phone, 'START'));
    expect(evidence).toMatchObject({
      request: { script: asked['script'] },
      disclosure: asked['disclosure'],
    });
    const before = { frequencySpoken: program.frequencySpoken };
    const disclosure = program.disclosure.text;
    await store.workspaces.addProgram(scratch.workspace, { ...program, ...before, disclosure });
  });
});

describe('a worker that loses MongoDB', () => {
  /** A processor whose store fails once where it is told to, as if MongoDB had gone there. */
  function failingAt(step: 'settle' | 'adopt' | 'offer') {
    const { store, queues } = api;
    const dead = () => Promise.reject(new mongo.MongoNetworkError('the socket died'));
    const { requests, records } = store;
    const broken = {
      ...store,
      requests: {
        ...requests,
        ...(step === 'settle' && { settle: dead }),
        ...(step === 'offer' && { offer: dead }),
      },
      records: { ...records, ...(step === 'adopt' && { adopt: dead }) },
    };
    const log = { warn: () => undefined, error: () => undefined };
    return createConsentProcessor({ store: broken, queues, log, faultPoint: () => undefined });
  }

  test.each(['settle', 'adopt', 'offer'] as const)(
    'at %s is made up for by the next try, once',
    async (step) => {
      const phone = aPhone();
      const asked = await ask('text_to_join', { externalId: `dies-${step}` });
      const body = step === 'offer' ? 'START' : `START ${asked['token']}`;
      await api.keepText(phone, body);
      const open = await api.store.connection.collection('inbox').find({ state: 'open' }).toArray();
      const job = { data: { ids: open.map(({ _id }) => String(_id)), at: api.store.clock.iso() } };
      await expect(failingAt(step)(job)).rejects.toThrow('the socket died');
      const request = async () => {
        return (await api.call('GET', `/v1/opt-in-requests/${asked['id']}`)).body;
      };
      expect((await request())['completedAt'] === null).toBe(step !== 'adopt');
      await api.decideAll();
      const after = await request();
      if (step === 'offer') {
        expect(after['candidates']).toHaveLength(1);
        await api.call('POST', `/v1/opt-in-requests/${asked['id']}/cancel`);
        return;
      }
      expect(after).toMatchObject({ status: 'completed', history: [{}, { status: 'completed' }] });
      const { body: record } = await api.call('GET', `/v1/records/dies-${step}`);
      expect(record).toMatchObject({ phone, consent: { status: 'opted_in' } });
    },
  );
});
