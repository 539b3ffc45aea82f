// Events: derived from what happened, told once and in order, listed and listened to. Everything
// is written by the worker's own functions and read over the API.
import { mongo } from 'mongoose';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ToldType } from '../../src/ingress/api/event-data.js';
import type { StoredEvent } from '../../src/store/events.js';
import { type Projector, startProjector } from '../../workers/projector.js';
import { eventsOf, gapsOf, untoldOf } from '../support/event-promises.js';
import { faultsOfEvent } from '../support/event-shape.js';
import { ACCOUNT } from '../support/road.js';
import { until } from '../support/until.js';
import { openWholeIngress } from '../support/whole-ingress.js';
import { type Api, useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (n: number) => `+1602555${String(n).padStart(4, '0')}`;
const running: Projector[] = [];

/** A projector of this file; `alone: false` for one that asks nobody whether it may run. */
function follow({ alone = true }: { alone?: boolean } = {}): Projector {
  const { store } = api;
  const always = { hold: async () => true, release: async () => undefined };
  const projector = startProjector({
    store: { ...store, leases: alone ? store.leases : always },
    tell: async () => undefined,
    precedence: { giveWay: async () => undefined },
    log: pino({ level: 'silent' }),
    faultPoint: () => undefined,
    holder: `test/${running.length}`,
  });
  running.push(projector);
  return projector;
}
afterEach(async () => {
  for (const projector of running.splice(0)) await projector.stop();
});

const ofContact = async (contact: string): Promise<StoredEvent[]> =>
  (await eventsOf(api.store.connection)).filter((event) => event.contact === contact);
const contactOf = (phone: string) => api.store.people.contactOf(api.scratch.workspace, phone);
const untilTold = () =>
  until('everything to be told', async () => {
    return (await untoldOf(api.store.connection)).length === 0;
  });
/** Waits until a contact has as many events, and returns them. */
const untilEvents = (contact: string, count: number) =>
  until(`${count} events`, async () => {
    const events = await ofContact(contact);
    return events.length >= count ? events : undefined;
  });

describe('an event', () => {
  test('tells what an act changed, with the number opened and the sequence counted', async () => {
    follow();
    const phone = phoneOf(150);
    await api.call('PUT', '/v1/records/lead-150', { name: 'Dana Ruiz', phone });
    await api.text(phone, 'START');
    await api.text(phone, 'Stop');
    await api.text(phone, 'STOP');
    const contact = await contactOf(phone);
    await untilEvents(contact, 6);
    const { body } = await api.call('GET', `/v1/events?contact=${contact}`);
    const events = (body['data'] as { sequence: number; type: string; data: object }[]).reverse();
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    const consents = events.filter(({ type }) => type.startsWith('consent.'));
    expect(consents).toMatchObject([
      {
        type: 'consent.granted',
        workspace: api.scratch.workspace,
        data: {
          ...{ contact, phone, records: ['lead-150'], program: 'updates', basis: 'express' },
          ...{ status: 'opted_in', previousStatus: 'none', channel: 'sms' },
        },
      },
      { type: 'consent.revoked', data: { status: 'opted_out', previousStatus: 'opted_in' } },
      { type: 'consent.revoked', data: { status: 'opted_out', previousStatus: 'opted_out' } },
    ]);
    const texts = events.filter(({ type }) => type === 'message.received');
    expect(texts.map(({ data }) => (data as { body: string }).body)).toEqual([
      'START',
      'Stop',
      'STOP',
    ]);
    const stored = JSON.stringify(await eventsOf(api.store.connection));
    expect(stored).not.toContain(phone);
    expect(stored).not.toContain('Stop');
  });

  test('tells a doubtful text as a flag and as a review', async () => {
    follow();
    const phone = phoneOf(101);
    await api.text(phone, 'START');
    await api.text(phone, 'is this ever going to end');
    await api.text(phone, 'STOP 3');
    const contact = await contactOf(phone);
    const events = await until('a review', async () => {
      const found = await ofContact(contact);
      return found.some(({ type }) => type === 'message.review') ? found : undefined;
    });
    const [flag] = events.filter(({ type }) => type === 'contact.flagged');
    expect(flag?.data).toMatchObject({ flags: ['in_review'], raised: ['in_review'], lifted: [] });
    const [review] = events.filter(({ type }) => type === 'message.review');
    const message = String(review?.data['message']);
    expect(await api.store.messages.get(api.scratch.workspace, message)).not.toBeNull();
  });

  test('tells each change of a request once, also while it has no number', async () => {
    follow();
    const record = { externalId: 'lead-102', name: 'Lee Park' };
    const made = await api.call('POST', '/v1/opt-in-requests', { record, method: 'qr' });
    const id = String(made.body['id']);
    await api.call('POST', `/v1/opt-in-requests/${id}/cancel`);
    const events = await until('both changes', async () => {
      const found = await eventsOf(api.store.connection);
      const own = found.filter(({ data }) => data['request'] === id);
      return own.length === 2 ? own : undefined;
    });
    expect(events.map(({ data }) => data['status'])).toEqual(['pending', 'cancelled']);
    expect(events.map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [1, id],
      [2, id],
    ]);
    const { body } = await api.call('GET', '/v1/events?type=opt_in_request.updated&limit=1');
    const newest = { data: { contact: null, phone: null, records: ['lead-102'] } };
    expect(body).toMatchObject({ data: [newest], hasMore: true });
  });
});

describe('the log', () => {
  test('has no gap and no repeat with two at it that both believe to be alone', async () => {
    const { events, connection } = api.store;
    const { workspace } = api.scratch;
    follow({ alone: false });
    follow({ alone: false });
    const begun = await events.lastPosition(workspace);
    const seen: string[] = [];
    const reader = { position: begun, done: false };
    const reading = (async () => {
      while (!reader.done) {
        const next = await events.after(workspace, reader.position, 50);
        reader.position = next.at(-1)?.position ?? reader.position;
        seen.push(...next.map(({ _id }) => _id));
      }
    })();
    const phones = Array.from({ length: 12 }, (_, n) => phoneOf(200 + n));
    for (const word of ['START', 'STOP', 'START']) {
      await Promise.all(phones.map((phone) => api.keepText(phone, word)));
      await api.decideAll();
    }
    await untilTold();
    const log = (await eventsOf(connection)).slice(begun).map(({ _id }) => _id);
    await until('the reader to have them all', () => seen.length >= log.length);
    reader.done = true;
    await reading;
    expect(await gapsOf(connection)).toEqual([]);
    // Whoever reads behind the last one that was seen has seen the log as it is.
    expect(seen).toEqual(log);
  });

  test('holds what happened while nobody followed and the place in the changes was lost', async () => {
    await api.text(phoneOf(300), 'START');
    const cursors = api.store.connection.collection<{ _id: string; token: object }>(
      'event_cursors',
    );
    const kept = await cursors.findOne({ _id: 'changes' });
    // A place that is well-formed and older than anything: the log cannot reach back to it.
    const { _data: data = '' } = (kept?.token ?? {}) as { _data?: string };
    const ancient = { _data: `${data.slice(0, 2)}00000001${data.slice(10)}` };
    await cursors.updateOne({ _id: 'changes' }, { $set: { token: ancient } });
    const before = (await eventsOf(api.store.connection)).length;
    follow();
    await untilTold();
    await until('a new place', async () => {
      const now = await cursors.findOne({ _id: 'changes' });
      return JSON.stringify(now?.token) !== JSON.stringify(ancient);
    });
    expect(await gapsOf(api.store.connection)).toEqual([]);
    expect((await eventsOf(api.store.connection)).length).toBe(before + 2);
  });

  test('goes on behind a row and a number that nobody can read', async () => {
    follow();
    const [broken, sealed, sound] = [phoneOf(310), phoneOf(311), phoneOf(312)];
    const { connection } = api.store;
    await api.text(sealed, 'START');
    await untilTold();
    const people = connection.collection<{ _id: string }>('people');
    await people.updateOne({ _id: await contactOf(sealed) }, { $set: { key: new mongo.Binary() } });
    const contact = await contactOf(broken);
    const { workspace } = api.scratch;
    const ledger = connection.collection<{ _id: string; [field: string]: unknown }>('ledger');
    await ledger.insertOne({ _id: 'le_broken', workspace, contact, seq: 1, core: '{' });
    await api.text(sound, 'START');
    await untilEvents(await contactOf(sound), 2);
    const told = await api.call('GET', '/v1/events?limit=10');
    const phones = (told.body['data'] as { data: { phone: string | null } }[]).map(
      ({ data }) => data.phone,
    );
    expect(phones).toContain(sound);
    expect(phones).toContain(null);
    await ledger.deleteOne({ _id: 'le_broken' });
  });

  test('is of one workspace', async () => {
    await api.store.workspaces.create('other', { brand: {} as never });
    const { key } = await api.newKey(undefined, 'other');
    const [event] = await eventsOf(api.store.connection);
    const as = { authorization: `Bearer ${key}` };
    const list = await api.call('GET', '/v1/events', undefined, as);
    expect(list.body).toEqual({ data: [], hasMore: false });
    const last = { ...as, 'last-event-id': event?._id };
    expect((await api.call('GET', '/v1/events/stream', undefined, last)).status).toBe(404);
  });
});

describe('a stream', () => {
  let address: string;
  beforeAll(async () => {
    address = await api.app.listen({ host: '127.0.0.1', port: 0 });
  });

  test('goes on behind the last event that was seen at another ingress, and skips none', async () => {
    follow();
    const other = await openWholeIngress(api.scratch, {
      accountSid: ACCOUNT.accountSid,
      tokens: [ACCOUNT.authToken],
    });
    const elsewhere = await other.app.listen({ host: '127.0.0.1', port: 0 });
    const contact = await contactOf(phoneOf(400));
    const first = await listen(address, api, {});
    await api.text(phoneOf(400), 'START');
    await until('two events', () => first.ids.length >= 2);
    first.leave();
    await api.text(phoneOf(400), 'STOP');
    await untilTold();
    const second = await listen(elsewhere, api, { 'last-event-id': first.ids[0] ?? '' });
    await api.text(phoneOf(400), 'START');
    await untilTold();
    const all = await ofContact(contact);
    await until('all of it', () => second.ids.length >= all.length - 1);
    second.leave();
    await other.close();
    expect([first.ids[0], ...second.ids]).toEqual(all.map(({ _id }) => _id));
  });

  test('ends when its key is revoked', async () => {
    const { key, id } = await api.newKey(['events:read']);
    const stream = await listen(address, api, { authorization: `Bearer ${key}` });
    await api.store.accounts.revokeKey(api.scratch.workspace, id);
    await until('the end', () => stream.ended());
  });

  test('names an id that it does not know', async () => {
    const wrong = { 'last-event-id': `evt_${'0'.repeat(32)}` };
    const answer = await api.call('GET', '/v1/events/stream', undefined, wrong);
    expect(answer.status).toBe(404);
    expect(answer.body['detail']).toContain('Leave Last-Event-ID out');
  });
});

test('events fit what the document says of their types', async () => {
  const { body } = await api.call('GET', '/v1/events?limit=100');
  const told = body['data'] as { type: ToldType }[];
  expect(new Set(told.map(({ type }) => type)).size).toBeGreaterThan(4);
  expect(told.flatMap(faultsOfEvent)).toEqual([]);
});

/** Listens as a CRM would, and keeps the ids in the order in which they came. */
async function listen(address: string, { key }: Api, headers: Record<string, string>) {
  const aborting = new AbortController();
  const answer = await fetch(`${address}/v1/events/stream`, {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: aborting.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const ids: string[] = [];
  let text = '';
  let ended = false;
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const id = /^id: (\S+)$/m.exec(frame)?.[1];
        if (id) ids.push(id);
      }
    }
  })();
  reading.then(
    () => (ended = true),
    () => (ended = true),
  );
  return { ids, ended: () => ended, leave: () => aborting.abort() };
}
