// The conversation as people read it: both directions in the order in which things happened, what
// came with a text as links that nobody of ours opens, and which text waits to be read.
import { mongo } from 'mongoose';
import { beforeAll, describe, expect, test } from 'vitest';
import { inboxOf } from '../../src/ingress/pages/talk/inbox-view.js';
import { eventIdOf } from '../../src/store/events.js';
import { messageIdOf } from '../../src/store/messages.js';
import { stampOf } from '../../src/store/stamps.js';
import { inboundForm, signedRequest } from '../support/twilio-request.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { SENDER, setUp, useApi } from './api-fixture.js';

const api = useApi();
const ACCOUNT = { accountSid: `AC${'a1'.repeat(16)}`, authToken: 'b2'.repeat(16) };
const NORA = '+16025550811';

interface Shown {
  readonly id: string;
  readonly body: string;
  readonly direction: string;
  readonly review?: string;
  readonly media?: readonly object[];
}

async function thread(contact: string, limit = 100): Promise<Shown[]> {
  const all: Shown[] = [];
  for (let more = true; more; ) {
    const after = all.at(-1)?.id;
    const page = `limit=${limit}${after === undefined ? '' : `&startingAfter=${after}`}`;
    const { body } = await api.call('GET', `/v1/messages?contact=${contact}&${page}`);
    all.push(...(body['data'] as Shown[]));
    more = body['hasMore'] === true;
  }
  return all.reverse();
}
const bodies = (shown: readonly Shown[]) => shown.map(({ body }) => body);

describe('the order of a conversation', () => {
  let contact: string;
  const said = ['START', 'one', 'two', 'our answer', 'three', 'four'];

  beforeAll(async () => {
    contact = await api.text(NORA, 'START');
    // Two within a second, kept and decided together.
    for (const body of ['one', 'two']) await api.keepText(NORA, body);
    await api.decideAll();
    await api.call('POST', '/v1/messages', { to: NORA, body: 'our answer' });
    // Two that are decided late: they lie where they arrived.
    await api.keepText(NORA, 'three');
    await api.keepText(NORA, 'four');
    const { inbox } = api.store.connection.collections;
    const at = new Date('2026-01-01T00:00:00Z');
    // Hosts differ about the time; it is the stamp that counts.
    await inbox?.updateMany({ state: 'open' }, { $set: { receivedAt: at } });
    await api.decideAll();
  });

  test('is that in which things arrived, in and out', async () => {
    expect(bodies(await thread(contact))).toEqual(said);
  });

  test.each([1, 2, 4])('does not depend on pages of %i', async (limit) => {
    expect(bodies(await thread(contact, limit))).toEqual(said);
  });

  test('is that of stamps where times are equal, then of ids', async () => {
    const { store, scratch } = api;
    const { workspace } = scratch;
    const other = 'ct_'.padEnd(35, '7');
    const key = (await store.people.keysOf(workspace, [other])).get(other);
    if (!key) throw new Error('nobody has a key');
    const createdAt = new Date('2026-01-01T00:00:00Z');
    const stamp = (i: number) => stampOf(new mongo.Timestamp({ t: 1_700_000_000, i }));
    const text = (body: string, i: number) => ({
      ...{ contact: other, sender: SENDER, body, key, createdAt, stamp: stamp(i) },
      ...({ id: messageIdOf(workspace, body), direction: 'inbound', status: 'received' } as const),
    });
    const made = [text('c', 12), text('a', 2), text('b', 10), text('x', 13), text('y', 13)];
    for (const message of made) await store.messages.add(workspace, [message]);
    const last = ['x', 'y'].sort((a, b) =>
      messageIdOf(workspace, a) < messageIdOf(workspace, b) ? -1 : 1,
    );
    expect(bodies(await thread(other))).toEqual(['a', 'b', 'c', ...last]);
    // One of an earlier version, which had no stamps, lies before all others.
    const messages = store.connection.collection('messages');
    await messages.updateOne({ _id: made[0]?.id as never }, { $unset: { stamp: '' } });
    for (const limit of [1, 2, 9]) {
      expect(bodies(await thread(other, limit))).toEqual(['c', 'a', 'b', ...last]);
    }
  });
});

describe('pictures', () => {
  test('are shown as links with their types, sealed, and nobody opens them', async () => {
    const phone = '+16025550812';
    const media = [
      { url: 'https://api.twilio.test/Media/ME1', contentType: 'image/jpeg' },
      { url: 'https://api.twilio.test/Media/ME2', contentType: 'video/mp4' },
    ];
    const sent = [...media, { url: 'javascript:alert(1)', contentType: 'text/html' }];
    const form = {
      ...inboundForm({ ...ACCOUNT, from: phone, to: SENDER, body: 'My window' }),
      NumMedia: String(sent.length),
      ...Object.fromEntries(sent.map(({ url }, index) => [`MediaUrl${index}`, url])),
      ...Object.fromEntries(
        sent.map(({ contentType }, index) => [`MediaContentType${index}`, contentType]),
      ),
    };
    const path = '/webhooks/twilio/messages';
    const signed = signedRequest(`http://127.0.0.1:3000${path}`, ACCOUNT.authToken, form);
    const { headers, body: payload } = signed;
    const answer = await api.app.inject({ method: 'POST', url: path, headers, payload });
    expect(answer.statusCode).toBe(200);
    await api.decideAll();
    const contact = await api.store.people.contactOf(api.scratch.workspace, phone);
    expect(await thread(contact)).toMatchObject([{ body: 'My window', media }]);
    const stored = await api.store.connection.collection('messages').findOne({ contact });
    expect(JSON.stringify(stored)).not.toContain('twilio.test');
    expect(api.lines.join('')).not.toContain('twilio.test');
  });
});

describe('a doubtful text', () => {
  const reviews = async (contact: string) =>
    (await thread(contact)).map(({ body, review }) => [body, review]);

  test('is marked until somebody says what it means', async () => {
    const phone = '+16025550813';
    await api.text(phone, 'START');
    const contact = await api.text(phone, 'too many texts');
    expect(await reviews(contact)).toEqual([
      ['START', undefined],
      ['too many texts', 'waiting'],
    ]);
    const id = (await thread(contact)).at(-1)?.id ?? '';
    expect((await api.call('GET', `/v1/messages/${id}`)).body).toMatchObject({ review: 'waiting' });
    const decided = api.call('POST', `/v1/messages/${id}/review`, { decision: 'none' });
    await decideWhile(decided);
    expect((await decided).status).toBe(200);
    expect(await reviews(contact)).toContainEqual(['too many texts', 'done']);
    await api.text(phone, 'too many texts again');
    expect((await reviews(contact)).slice(1)).toEqual([
      ['too many texts', 'done'],
      ['too many texts again', 'waiting'],
    ]);
  });

  test('needs nobody any more once the person said it plainly', async () => {
    const phone = '+16025550814';
    await api.text(phone, 'START');
    await api.text(phone, 'too many texts');
    const contact = await api.text(phone, 'STOP');
    expect(await reviews(contact)).toContainEqual(['too many texts', 'done']);
  });
});

describe('a START with a code answers its request', () => {
  let people = 0;
  const ask = async (phone?: string) => {
    people += 1;
    const record = { externalId: `code-${people}`, name: 'Nora Beck', ...(phone && { phone }) };
    const asked = { record, method: 'text_to_join' };
    return (await api.call('POST', '/v1/opt-in-requests', asked)).body as Record<string, string>;
  };
  const statusOf = async ({ id }: Record<string, string>) =>
    (await api.call('GET', `/v1/opt-in-requests/${id}`)).body['status'];
  const consentOf = async (phone: string) =>
    (await api.call('POST', '/v1/consents/check', { phone })).body['status'];

  test.each([
    ['as it stands', (code: string) => `START ${code}`],
    ['in small letters', (code: string) => `start ${code.toLowerCase()}`],
    ['with a full stop and blanks', (code: string) => `  Start   ${code}. `],
  ])('%s', async (_how, words) => {
    const phone = `+1602555083${people}`;
    const request = await ask(phone);
    await api.text(phone, words(request['token'] ?? ''));
    expect(await statusOf(request)).toBe('completed');
    expect(await consentOf(phone)).toBe('opted_in');
  });

  test('and is no opting in with further words, for that needs an exact match', async () => {
    const phone = '+16025550841';
    const request = await ask(phone);
    await api.text(phone, `START ${request['token']} if it is free`);
    expect(await consentOf(phone)).toBe('none');
    expect(await statusOf(request)).toBe('pending');
  });

  test('and with a code that nobody has is consent of that number alone', async () => {
    const request = await ask();
    const phone = '+16025550842';
    const unknown = request['token'] === 'K7Q2' ? 'K7Q3' : 'K7Q2';
    await api.text(phone, `START ${unknown}`);
    expect(await consentOf(phone)).toBe('opted_in');
    expect(await statusOf(request)).toBe('pending');
  });

  test('and means nothing in another workspace (invariant 14)', async () => {
    await setUp(api.store, 'neighbours', '+16025550188');
    const { key } = await api.newKey(undefined, 'neighbours');
    const headers = { authorization: `Bearer ${key}` };
    const record = { externalId: 'theirs', name: 'Omar' };
    const asked = { record, method: 'text_to_join' };
    const theirs = await api.call('POST', '/v1/opt-in-requests', asked, headers);
    const { id, token } = theirs.body as Record<string, string>;
    await api.text('+16025550843', `START ${token}`);
    const after = await api.call('GET', `/v1/opt-in-requests/${id}`, undefined, headers);
    expect(after.body).toMatchObject({ status: 'pending', completedAt: null, candidates: [] });
  });
});

describe('the page of a conversation', () => {
  const people = new Map<string, Visitor>();

  async function signedIn(role: 'agent' | 'auditor'): Promise<Visitor> {
    const known = people.get(role);
    if (known) return known;
    const fields = { email: `${role}@example.com`, password: 'correct horse' };
    await api.store.accounts.addUser(api.scratch.workspace, { ...fields, role });
    const visitor = new Visitor(api.app);
    await visitor.submit('/console/login', '/console/login', fields);
    people.set(role, visitor);
    return visitor;
  }

  const countOf = async (contact: string, body: string) =>
    bodies(await thread(contact)).filter((one) => one === body).length;
  const bubbles = (page: string) => page.match(/<li id="msg_/g)?.length ?? 0;

  test('takes a form that is sent twice as one text, and other words as another', async () => {
    const contact = await api.text('+16025550851', 'START');
    const agent = await signedIn('agent');
    const url = `/console/inbox/${contact}`;
    const draft = '11111111-2222-4333-8444-555555555555';
    const write = (body: string) =>
      agent.submit(url, `${url}/messages`, { draft, body, program: 'updates', act: 'send' });
    const [first, second] = [await write('twice'), await write('twice')];
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(first.headers.location).toBe(second.headers.location);
    expect(await countOf(contact, 'twice')).toBe(1);
    await write('not twice');
    expect(await countOf(contact, 'not twice')).toBe(1);
  });

  test('says what cannot be sent, and keeps the words', async () => {
    const contact = await api.text('+16025550852', 'START');
    const agent = await signedIn('agent');
    const url = `/console/inbox/${contact}`;
    const bell = await agent.submit(url, `${url}/messages`, { body: 'ring\u0007 twice' });
    expect(bell.statusCode).toBe(422);
    expect(bell.body).toContain('holds the control character U+0007');
    await api.text('+16025550852', 'STOP');
    const late = await agent.submit(url, `${url}/messages`, { body: 'half a <sentence' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('half a &lt;sentence</textarea>');
    expect(late.body).toContain('said stop on');
    expect(await countOf(contact, 'half a <sentence')).toBe(0);
  });

  test('pages back through older texts', async () => {
    const contact = await api.text('+16025550853', 'START');
    const key = (await api.store.people.keysOf(api.scratch.workspace, [contact])).get(contact);
    if (!key) throw new Error('nobody has a key');
    const createdAt = new Date();
    await api.store.messages.add(
      api.scratch.workspace,
      Array.from({ length: 60 }, (_, index) => ({
        ...{ contact, sender: SENDER, key, createdAt, body: `text ${index}` },
        ...{ id: messageIdOf(api.scratch.workspace, `page/${index}`) },
        ...({ direction: 'outbound', status: 'delivered', purpose: 'informational' } as const),
      })),
    );
    const agent = await signedIn('agent');
    const newest = await agent.get(`/console/inbox/${contact}`);
    expect(bubbles(newest.body)).toBe(50);
    const [, before] = /\?before=(msg_[0-9a-f]{32})"/.exec(newest.body) ?? [];
    const older = await agent.get(`/console/inbox/${contact}?before=${before}`);
    expect(bubbles(older.body)).toBe(11);
    expect(older.body).not.toContain('Older texts');
    expect(older.body).toContain('Newest messages');
  });

  test('says what time it is there, and holds what comes too early or too late', async () => {
    const phone = '+16025550854';
    const night = new Date().getUTCHours() - 2;
    // Wherever it is about two at night now.
    const timezone = `Etc/GMT${night > 12 ? `-${24 - night}` : `+${night}`}`.replace('+-', '-');
    await api.call('PUT', '/v1/records/night', { name: 'Nora Beck', phone, timezone });
    const attest = api.call('POST', '/v1/contacts/attest', {
      ...{ phone, method: 'paper', program: 'offers', occurredAt: new Date().toISOString() },
      evidence: { wording: 'I agree to get offers by text.' },
    });
    await decideWhile(attest);
    const contact = await api.store.people.contactOf(api.scratch.workspace, phone);
    const agent = await signedIn('agent');
    const url = `/console/inbox/${contact}`;
    expect((await agent.get(url)).body).toMatch(/It is .*[AP]M there; this will leave .*[AP]M/);
    await agent.submit(url, `${url}/messages`, { program: 'offers', body: 'New windows' });
    expect((await agent.get(url)).body).toMatch(/Held until .* there: quiet hours/);
  });

  test('lets an auditor read, and neither write nor decide', async () => {
    const contact = await api.text('+16025550855', 'START');
    const doubtful = await api.text('+16025550855', 'too many texts');
    expect(doubtful).toBe(contact);
    const auditor = await signedIn('auditor');
    const url = `/console/inbox/${contact}`;
    const page = await auditor.get(url);
    expect(page.body).toContain('You can read here, and not write');
    expect(page.body).toContain('Somebody with another role has to decide');
    for (const act of ['messages', 'review', 'read']) {
      const answer = await auditor.submit('/console', `${url}/${act}`, { body: 'x' });
      expect([act, answer.statusCode]).toEqual([act, 403]);
    }
  });
});

describe('the inbox', () => {
  /** Somebody texts, and it is told as the projector tells it. */
  async function heard(phone: string, body: string): Promise<void> {
    const contact = await api.text(phone, body);
    const message = (await thread(contact)).at(-1)?.id ?? '';
    const at = new Date();
    const told = { message, records: [], occurredAt: at.toISOString() };
    await api.store.events.append(api.scratch.workspace, [
      {
        ...{ _id: eventIdOf(api.scratch.workspace, message, 'message.received'), at, contact },
        ...({ type: 'message.received', subject: contact, data: told } as const),
      },
    ]);
  }

  /** The fewest of some looks: settings are read anew when they are a second old. */
  async function readsOfOneLook(): Promise<number> {
    const counts: number[] = [];
    for (let look = 0; look < 3; look += 1) counts.push(await countReads());
    return Math.min(...counts);
  }

  /** Reads that one look takes, as mongod counts them. */
  async function countReads(): Promise<number> {
    const { db } = api.store.connection;
    if (!db) throw new Error('not connected');
    await db.command({ profile: 2 });
    await inboxOf(api.store, api.scratch.workspace, { show: 'all' });
    await db.command({ profile: 0 });
    const reads = { 'command.profile': { $exists: false }, op: { $in: ['query', 'command'] } };
    const count = await db.collection('system.profile').countDocuments(reads);
    await db.collection('system.profile').drop();
    return count;
  }

  test('takes as many reads for thirty people as for three', async () => {
    const phoneOf = (n: number) => `+1602555${String(1_000 + n)}`;
    for (let n = 0; n < 3; n += 1) await heard(phoneOf(n), `hello ${n}`);
    const few = await readsOfOneLook();
    for (let n = 3; n < 30; n += 1) await heard(phoneOf(n), `hello ${n}`);
    const many = await readsOfOneLook();
    const { recent } = await inboxOf(api.store, api.scratch.workspace, { show: 'all' });
    expect(recent).toHaveLength(30);
    expect(few).toBeGreaterThan(5);
    expect(many).toBe(few);
  });

  test('marks what nobody has read, until somebody has', async () => {
    const phone = '+16025551060';
    await heard(phone, 'is anybody there');
    const { workspace } = api.scratch;
    const rowOf = async () =>
      (await inboxOf(api.store, workspace, { show: 'all' })).recent?.find(
        ({ words }) => words === 'is anybody there',
      );
    expect(await rowOf()).toMatchObject({ unread: true, mark: 'New' });
    const contact = await api.store.people.contactOf(workspace, phone);
    const message = (await thread(contact)).at(-1)?.id ?? '';
    const [now, earlier] = [new Date(), new Date(Date.now() - 60_000)];
    await api.store.seenMarks.move(workspace, contact, { message, at: now, by: 'usr_1' });
    // A page that was opened before and says so late takes nothing back.
    await api.store.seenMarks.move(workspace, contact, { message: 'x', at: earlier, by: 'usr_2' });
    expect(await rowOf()).toMatchObject({ unread: false, mark: 'Not answered' });
  });
});

/** The call waits for its act to be decided, so that is done meanwhile. */
async function decideWhile(call: Promise<unknown>): Promise<void> {
  const state = { answered: false };
  void call.finally(() => (state.answered = true));
  await until('the call to be answered', async () => {
    await api.decideAll();
    return state.answered;
  });
}
