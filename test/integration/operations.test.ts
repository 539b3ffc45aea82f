// The operators' page: what it shows of failures, queues and what is held back, what can be done
// there, and who may; what it counts; and the dashboard of the queues beside it.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRates, RATE_STEP_MS } from '../../src/queues/rates.js';
import type { Role } from '../../src/store/access.js';
import { effectIdOf, type NewEffect } from '../../src/store/effects.js';
import { type Projector, startProjector } from '../../workers/projector.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { SENDER, setUp, useApi } from './api-fixture.js';

const api = useApi();
const PAGE = '/console/operations';
const PHONE = '+16025550171';
const PERSON = /5550171|dana@/;
const visitors = new Map<Role, Visitor>();
let letters = 0;

beforeAll(async () => {
  for (const role of ['admin', 'agent', 'operator', 'auditor'] as const) {
    const email = `${role}@example.com`;
    await api.store.accounts.addUser(api.scratch.workspace, {
      ...{ email, role, password: 'correct horse' },
    });
    const visitor = new Visitor(api.app);
    await visitor.submit('/console/login', '/console/login', { email, password: 'correct horse' });
    visitors.set(role, visitor);
  }
});

const as = (role: Role) => visitors.get(role) ?? expect.fail(`nobody is ${role}`);
const page = async (role: Role = 'operator') => (await as(role).get(PAGE)).body;
const act = (what: string, fields: Record<string, string> = {}, role: Role = 'operator') =>
  as(role).submit('/console', `${PAGE}/${what}`, fields);
/** The page once it shows, or no longer shows, these words: a look is used for a second. */
const shows = (words: string, wanted = true) =>
  until(`the page ${wanted ? 'to show' : 'not to show'} ${words}`, async () => {
    const body = await page();
    return body.includes(words) === wanted ? body : undefined;
  });

/** A text that ended badly. */
async function deadText(reason: string, result: 'failed' | 'unknown' = 'failed'): Promise<string> {
  const { store, scratch } = api;
  const { workspace } = scratch;
  const contact = await store.people.contactOf(workspace, PHONE);
  letters += 1;
  const _id = effectIdOf(workspace, `event ${letters}`, 'message');
  const effect = {
    ...{ _id, workspace, channel: 'sms', contact, sender: SENDER, program: 'updates' },
    text: { kind: 'message', purpose: 'informational', body: Buffer.from('sealed') },
    ...{ message: `msg_${letters}`, dueAt: store.clock.now() },
  } as unknown as NewEffect;
  await store.effects.record([effect]);
  const held = await store.effects.claim('sms', { workspace, id: _id, claim: 'test' });
  if (!held) throw new Error('nobody else claims here');
  await store.effects.settle(held, 'test', { result, reason });
  return _id;
}

/** An act that no version of the program can read, set aside. */
async function brokenAct(): Promise<string> {
  const { store, scratch, queues } = api;
  const { workspace } = scratch;
  const _id = `${workspace}/twilio/AC/broken`;
  const event = {
    ...{ _id, workspace, contact: await store.people.contactOf(workspace, PHONE) },
    ...({ type: 'text', intent: 'opt_out', fence: true } as const),
    ...{ sender: SENDER, raw: '', digest: '', receivedAt: store.clock.now() },
  };
  await store.inbox.insert([event]);
  for (let failure = 0; failure < 5; failure += 1) await api.decideAll();
  await queues.inbound.obliterate({ force: true });
  return _id;
}

const button = (name: string, value: string) => `name="${name}" value="${value}"`;
const troubleOf = (body: string, reason: string): string => {
  const [, id] =
    new RegExp(`id="trouble-([0-9a-f]{16})">(?:(?!</li>)[^])*?${reason}`).exec(body) ?? [];
  return id ?? expect.fail(`no trouble with “${reason}”`);
};

describe('a fresh install', () => {
  test('shows that nothing waits, and what will stand there', async () => {
    const body = await page();
    expect(body).toContain('Nothing waits for you');
    expect(body).toContain('Nobody joined or left in this time');
    expect(body).toContain('None yet');
    expect(body).toContain('(602) 555-0100');
    expect(body).toContain('no worker is connected');
  });
});

describe('what ended badly', () => {
  test('is told by reason, and one of it or all of it is given back', async () => {
    const [first, second] = [await deadText('No route there.'), await deadText('No route there.')];
    const other = await deadText('The answer was lost.', 'unknown');
    const body = await shows('The answer was lost.');
    expect(body).not.toMatch(PERSON);
    expect(body).toContain('Outcome unknown');
    expect(body).toMatch(/<b>2<\/b> · Texts · Failed/);
    expect(body).toContain(button('id', first));
    expect((await act('redrive', { queue: 'sms', id: first })).headers.location).toBe(
      `${PAGE}?done=redriven&count=1&stayed=0`,
    );
    const after = await as('operator').get(`${PAGE}?done=redriven&count=1&stayed=2`);
    expect(after.body).toContain('1 given back. Every gate is asked again. 2 stay as they are');
    expect(after.body).not.toContain(first);
    const trouble = troubleOf(after.body, 'No route there');
    await act('redrive', { queue: 'sms', trouble });
    const gone = await page();
    expect(gone).not.toContain('No route there.');
    expect(gone).toContain('The answer was lost.');
    const { store, scratch } = api;
    const given = await store.effects.many(scratch.workspace, [first, second, other]);
    expect(given.map(({ state }) => state).sort()).toEqual(['open', 'open', 'settled']);
    expect(given.find(({ _id }) => _id === second)?.handled?.reason).toMatch(/console by usr_/);
    const [, asked] = [trouble, await act('redrive', { queue: 'sms', trouble })];
    expect(asked.headers.location).toBe(`${PAGE}?done=redriven&count=0&stayed=0`);
  });

  test('is taken off the list as it is', async () => {
    const id = await deadText('It was mended by hand.');
    const trouble = troubleOf(await shows('It was mended by hand.'), 'It was mended by hand');
    await act('dismiss', { queue: 'sms', trouble });
    expect(await page()).not.toContain('It was mended by hand.');
    const { store, scratch } = api;
    expect((await store.effects.get(scratch.workspace, id))?.state).toBe('settled');
  });

  test('as an act that was set aside: with its fence told, never dismissed, tried again', async () => {
    const id = await brokenAct();
    const body = await shows('One of them keeps every text from its person');
    expect(body).toContain('Try again');
    expect((await act('dismiss', { queue: 'inbound', id })).statusCode).toBe(404);
    const { store, scratch } = api;
    const trouble = troubleOf(body, 'It cannot be read');
    expect((await act('redrive', { queue: 'inbound', trouble })).headers.location).toContain('=1&');
    expect(await store.setAside.which(scratch.workspace, [id])).toEqual([]);
    const fences = await store.inbox.fences(
      scratch.workspace,
      await store.people.contactOf(scratch.workspace, PHONE),
    );
    expect(fences).toHaveLength(1);
  });
});

describe('sending', () => {
  test('is held back and goes on, all of it or one sender’s', async () => {
    const { pauses } = api.store;
    const { workspace } = api.scratch;
    await act('pause');
    expect(await page()).toContain('All sending is paused');
    expect(await pauses.isPaused(workspace, SENDER)).toBe(true);
    await act('resume');
    const [, sender = ''] = /name="sender" value="(snd_[0-9a-f]+)">Pause/.exec(await page()) ?? [];
    await act('pause', { sender });
    expect(await page()).toContain(`value="${sender}">Resume`);
    expect(await pauses.list()).toMatchObject([{ workspace, sender: SENDER }]);
    await act('resume', { sender });
    expect(await pauses.list()).toEqual([]);
    expect((await act('pause', { sender: `snd_${'0'.repeat(32)}` })).statusCode).toBe(404);
    // As the command line does it, for everything there is.
    await pauses.pause({});
    await shows('All sending is paused');
    await act('resume');
    expect(await pauses.list()).toEqual([]);
  });

  test('shows whom the provider does not answer, and since when', async () => {
    const id = `AC${'a1'.repeat(16)}/${SENDER}`;
    for (let failure = 1; failure <= 5; failure += 1)
      await api.store.breakers.fail(id, 'It is full.');
    expect(await shows('Left alone')).toContain('It is full.');
    await api.store.breakers.close(id);
    await shows('Left alone', false);
  });

  test('shows alerts of the workspace with the way into the runbook', async () => {
    const finding = { kind: 'disk_low', subject: 'here', details: '0.4 GB are free.' } as const;
    await api.store.alerts.raise(finding);
    expect(await shows('0.4 GB are free.')).toContain(
      'href="/console/operations/runbook#disk_low"',
    );
    const { body } = await as('auditor').get(`${PAGE}/runbook`);
    expect(body).toContain('id="disk_low"');
    await api.store.alerts.resolve(['disk_low/here']);
    await shows('0.4 GB are free.', false);
  });
});

describe('counted', () => {
  let projector: Projector;
  beforeAll(() => {
    projector = startProjector({
      store: api.store,
      tell: async () => undefined,
      precedence: { giveWay: async () => undefined },
      log: pino({ level: 'silent' }),
      faultPoint: () => undefined,
      holder: 'test',
    });
  });
  afterAll(() => projector.stop());

  test('is each change of consent once, however many count at the same time', async () => {
    const { store, scratch } = api;
    const people = Array.from({ length: 12 }, (_, index) => `+1602555${3_000 + index}`);
    for (const phone of people) await api.keepText(phone, 'START');
    await api.decideAll();
    // Of whom was in, three leave; a second STOP changes nothing.
    for (const phone of people.slice(0, 3)) await api.keepText(phone, 'STOP');
    await api.decideAll();
    await api.text(people[0] ?? '', 'stop');
    const sums = async () => {
      const looks = await Promise.all([1, 2, 3].map(() => store.tallies.hours(scratch.workspace)));
      return looks.map((hours) => [
        hours.reduce((sum, { optIns }) => sum + optIns, 0),
        hours.reduce((sum, { optOuts }) => sum + optOuts, 0),
      ]);
    };
    await until('every one to be counted', async () => (await sums())[0]?.join() === '12,3');
    expect(await sums()).toEqual([1, 2, 3].map(() => [12, 3]));
    const stops = await store.tallies.stopTimes(scratch.workspace, new Date(0));
    expect(stops?.count).toBe(4);
    expect(stops?.p99Ms).toBeLessThan(60_000);
  });

  test('is what workers did in the last minute, in whole steps and of all processes', async () => {
    const { connection } = api.queues;
    let now = Date.UTC(2026, 2, 12);
    const clock = { now: () => new Date(now) };
    const prefix = `${api.scratch.redisPrefix}:rates-test`;
    const [one, other] = [1, 2].map(() => createRates({ connection, prefix, clock }));
    one?.note('inbound', 500);
    other?.note('inbound', 20);
    other?.note('sms', 1);
    await Promise.all([one?.handIn(), other?.handIn()]);
    // The step under way is not over, and a number that grows would look like a pace that does.
    expect(await one?.lastMinute()).toEqual(new Map());
    now += RATE_STEP_MS;
    const all = new Map([
      ['inbound', 520],
      ['sms', 1],
    ]);
    expect(await one?.lastMinute()).toEqual(all);
    now += 5 * RATE_STEP_MS;
    expect(await one?.lastMinute()).toEqual(all);
    now += RATE_STEP_MS;
    expect(await one?.lastMinute()).toEqual(new Map());
  });
});

describe('who may', () => {
  test('look and act: operators and admins; auditors look; agents neither', async () => {
    const trouble = await deadText('For everybody to see.');
    await shows('For everybody to see.');
    for (const role of ['operator', 'admin'] as const) {
      expect(await page(role)).toContain(button('id', trouble));
    }
    const looked = await page('auditor');
    expect(looked).toContain('For everybody to see.');
    expect(looked).not.toContain(`action="${PAGE}`);
    expect((await as('agent').get(PAGE)).statusCode).toBe(403);
    for (const role of ['auditor', 'agent'] as const) {
      const refused = await act('redrive', { queue: 'sms', id: trouble }, role);
      expect([role, refused.statusCode]).toEqual([role, 403]);
    }
    expect(await page('auditor')).toContain(trouble);
  });

  test('see the dashboard: operators and admins, and no number or word in it', async () => {
    const { sms } = api.queues;
    const data = { workspace: 'w', effect: 'fx_9', note: 'Hi Dana', to: PHONE, list: [PHONE] };
    await sms.add('effect', data as never, { jobId: 'leaky' });
    for (const role of ['operator', 'admin'] as const) {
      const board = await as(role).get('/queues/api/queues?activeQueue=sms&page=1&jobsPerPage=10');
      expect([role, board.statusCode]).toEqual([role, 200]);
      expect(board.body).toContain('fx_9');
      expect(board.body).not.toMatch(/5550171|Dana/);
      expect((await as(role).get('/queues/')).statusCode).toBe(200);
    }
    for (const role of ['auditor', 'agent'] as const) {
      for (const path of ['/queues/', '/queues/api/queues']) {
        expect([role, path, (await as(role).get(path)).statusCode]).toEqual([role, path, 403]);
      }
    }
    const pausing = await as('operator').post('/queues/api/queues/sms/pause', {});
    expect(pausing.statusCode).toBeGreaterThanOrEqual(400);
    expect(await sms.isPaused()).toBe(false);
    await sms.obliterate({ force: true });
  });

  test('see nothing of other workspaces, nor of what all of them share', async () => {
    const { store } = api;
    await store.alerts.raise({ kind: 'clock_off', subject: 'h', details: 'A clock is off.' });
    await shows('A clock is off.');
    await setUp(store, 'stranger', '+16025550109');
    const details = 'It is of the stranger.';
    await store.alerts.raise({
      kind: 'acts_set_aside',
      subject: 's',
      workspace: 'stranger',
      details,
    });
    await store.pauses.pause({ workspace: 'stranger' });
    await shows('A clock is off.', false);
    const body = await page();
    expect(body).not.toContain(details);
    expect(body).not.toContain('555-0109');
    expect(body).not.toContain('All sending is paused');
    expect(body).toContain('shared by several workspaces');
    expect((await as('operator').get('/queues/')).statusCode).toBe(403);
  });
});
