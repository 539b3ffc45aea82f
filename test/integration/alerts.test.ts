// Alerts as an operator meets them: found by the lookout, kept once, told once by mail, told again
// after a day or when over. With Redis or MongoDB away, too.
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { openStore, type Store } from '../../src/store/store.js';
import { startWorkers } from '../../workers/start.js';
import { runAssent } from '../support/command.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { inFrontOf, type Proxied } from '../support/proxied.js';
import { openRoad, type Road, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { holds, until } from '../support/until.js';

const OPERATOR = 'ops@brightside.example';
const scratch = useScratch();
let road: Road;
let mailbox: Mailbox;
let redis: Proxied;
let mongodb: Proxied;
let distant: Store;
let workers: Awaited<ReturnType<typeof startWorkers>>;

beforeAll(async () => {
  [road, mailbox, redis, mongodb] = await Promise.all([
    openRoad(scratch),
    startMailbox(),
    inFrontOf(scratch.redisUrl),
    inFrontOf(scratch.mongodbUri),
  ]);
  distant = await openStore({ uri: mongodb.url, secret: scratch.secret });
  workers = await startWorkers({
    config: loadConfig({
      ...scratch.environment,
      ALERT_EMAIL: `On duty <${OPERATOR}>`,
      SMTP_URL: mailbox.url,
    }),
    ...{ store: distant, redisUrl: redis.url, names: [], log: pino({ level: 'silent' }) },
    lookout: { everyMs: 200, mongodbAwayMs: 500 },
  });
});
afterEach(() => {
  redis.proxy.set('pass');
  mongodb.proxy.set('pass');
});
afterAll(async () => {
  await workers?.close();
  await distant?.close();
  await road?.close();
  await mailbox?.close();
});

const alerts = () => road.store.connection.collection<{ _id: string }>('alerts');
const standing = async () => (await road.store.alerts.standing()).map(({ _id }) => _id);
const isStanding = (id: string) =>
  until(`${id} to stand`, async () => (await standing()).includes(id), { timeoutMs: 15_000 });
const isOver = (id: string) =>
  until(`${id} to be over`, async () => !(await standing()).includes(id), { timeoutMs: 15_000 });
const subjects = () => mailbox.mailsTo(OPERATOR).map(({ subject }) => subject ?? '');
const mailed = (text: string) => subjects().filter((subject) => subject.includes(text)).length;
const untilMailed = (text: string, count: number) =>
  until(`${count} mails of ${text}`, () => mailed(text) === count, { timeoutMs: 15_000 });
const hoursAgo = (hours: number) => new Date(road.store.clock.now().getTime() - hours * 3_600_000);

let events = 0;
async function anAct(more: object): Promise<string> {
  const id = `${scratch.workspace}/act/${(events += 1)}`;
  const contact = await road.contactOf('+16025550142');
  await road.store.inbox.insert([
    {
      ...{ _id: id, workspace: scratch.workspace, contact, type: 'text', intent: 'opt_out' },
      ...{ fence: true, sender: SENDER, raw: '', digest: '' },
      ...{ receivedAt: road.store.clock.now(), ...more },
    },
  ]);
  return id;
}

const TITLE = 'Acts could not be decided';

describe('an alert', () => {
  const id = `acts_set_aside/${scratch.workspace}`;
  let act: string;

  test('begins as one mail that says where to begin, and is told of once', async () => {
    act = await anAct({ state: 'set_aside', reason: 'it cannot be read' });
    await isStanding(id);
    const mail = await mailbox.mailTo(OPERATOR);
    expect(mail.subject).toBe(`[Assent] ${TITLE}`);
    expect(mail.text).toContain(`1 in workspace ${scratch.workspace}`);
    expect(mail.text).toContain('Begin with: assent inbox list');
    expect(mail.headers.map(({ key }) => key)).not.toContain('list-unsubscribe');
    await anAct({ state: 'set_aside', reason: 'it cannot be read' });
    await until('the figure to be told anew', async () =>
      (await road.store.alerts.standing())[0]?.details.startsWith('2 in'),
    );
    await holds('one mail', () => subjects().length === 1, 1_500);
  });

  test('is told of again after a day', async () => {
    await alerts().updateOne({ _id: id }, { $set: { 'told.at': hoursAgo(25) } });
    await untilMailed(TITLE, 2);
  });

  test('stands in assent alerts, which ends with 1 while something does', async () => {
    const { code, stdout } = await runAssent(['alerts', '--json'], scratch.environment);
    const listed = JSON.parse(stdout) as { alerts: object[] };
    expect(listed.alerts).toEqual([
      expect.objectContaining({ id, kind: 'acts_set_aside', title: TITLE, times: 1 }),
    ]);
    expect(code).toBe(1);
    const { stdout: said } = await runAssent(['alerts'], scratch.environment);
    expect(said).toContain('begin with: assent inbox list');
  });

  test('that comes and goes sends no mail each time', async () => {
    const state = (to: string) =>
      road.store.connection
        .collection<{ _id: string }>('inbox')
        .updateOne({ _id: act }, { $set: { state: to } });
    await road.store.connection.collection('inbox').deleteMany({ _id: { $ne: act } as never });
    for (let round = 0; round < 3; round += 1) {
      await state('done');
      await isOver(id);
      await state('set_aside');
      await isStanding(id);
    }
    await state('done');
    await isOver(id);
    await holds('no further mail', () => subjects().length === 2, 1_000);
  });

  test('that is over for a while is told to be over, and begins anew after an hour', async () => {
    await alerts().updateOne({ _id: id }, { $set: { resolvedAt: hoursAgo(0.2) } });
    await untilMailed(`over: ${TITLE}`, 1);
    await alerts().updateOne({ _id: id }, { $set: { resolvedAt: hoursAgo(2) } });
    await anAct({ state: 'set_aside', reason: 'it cannot be read' });
    await untilMailed(TITLE, 4);
    const [alert] = await road.store.alerts.standing();
    expect(alert).toMatchObject({ _id: id, times: 2 });
  });

  test('whose mail does not leave is told of later', async () => {
    await alerts().updateOne({ _id: id }, { $unset: { told: 1 } });
    mailbox.fail({ at: 'recipient', code: 451, says: 'later' });
    await alerts().updateOne({ _id: id }, { $unset: { told: 1 } });
    await until('the mail to have failed', async () =>
      Boolean(await alerts().findOne({ _id: id, 'told.as': 'failed' } as object)),
    );
    mailbox.fail(undefined);
    const before = mailed(TITLE);
    await alerts().updateOne({ _id: id }, { $set: { 'told.at': hoursAgo(1) } });
    await untilMailed(TITLE, before + 1);
  });
});

describe('is found', () => {
  test('an act that waits too long', async () => {
    await anAct({ receivedAt: hoursAgo(0.1) });
    await isStanding('acts_waiting');
  });

  test('an outcome that nobody knows, and a provider that refuses us', async () => {
    const { effects } = road.store;
    const settled = async (name: string, outcome: object) => {
      const effect = {
        ...({ _id: `fx_${name}`, channel: 'questions', workspace: scratch.workspace } as const),
        ...{ contact: 'ct_1', question: {} as never, dueAt: road.store.clock.now() },
      };
      await effects.record([effect]);
      const by = { workspace: scratch.workspace, id: effect._id, claim: 'cl_1' };
      const claimed = await until('the claim', () => effects.claim('questions', by));
      await effects.settle(claimed, 'cl_1', outcome as never);
    };
    await settled('unknown', { result: 'unknown', reason: 'nobody could be asked' });
    const reason = 'The provider refuses our credentials.';
    await settled('refused', { result: 'failed', reason, code: '20003', alert: true });
    await isStanding(`outcome_unknown/questions/${scratch.workspace}`);
    await isStanding(`provider_refuses/${scratch.workspace}/20003`);
    await until('the mail', () =>
      mailbox.mailsTo(OPERATOR).some(({ text }) => text?.includes(`${reason} Code 20003, 1 texts`)),
    );
  });

  test('a provider that refuses the account, or is away, and that it is back', async () => {
    const { breakers, connection } = road.store;
    const reason = 'The provider refuses our credentials.';
    await breakers.fail('AC1', reason, '20003');
    await isStanding('provider_refuses/AC1/20003');
    for (let failure = 0; failure < 5; failure += 1) await breakers.fail('AC2', 'It is down.');
    const opened = { openedAt: hoursAgo(0.1) };
    await connection
      .collection<{ _id: string }>('breakers')
      .updateOne({ _id: 'AC2' }, { $set: opened });
    await isStanding('provider_away/AC2');
    await Promise.all(['AC1', 'AC2'].map((id) => breakers.close(id)));
    await isOver('provider_refuses/AC1/20003');
    await isOver('provider_away/AC2');
  });

  test('Redis that hangs, without its help, and that it is back', async () => {
    redis.proxy.set('hang');
    await isStanding('redis_away');
    await untilMailed('Redis does not answer', 1);
    redis.proxy.set('pass');
    await isOver('redis_away');
    // A real Redis, as it is started here, has nothing to be told of.
    expect((await standing()).filter((id) => id.startsWith('redis'))).toEqual([]);
  });

  test('MongoDB that hangs, although nothing can be kept, and that it is back', async () => {
    mongodb.proxy.set('hang');
    await untilMailed('MongoDB does not answer', 1);
    await holds('one mail', () => mailed('MongoDB does not answer') === 1, 1_500);
    mongodb.proxy.set('pass');
    await untilMailed('over: MongoDB does not answer', 1);
  });
});
