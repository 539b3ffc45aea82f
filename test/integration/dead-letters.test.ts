// What ended badly: acts set aside, texts that failed, outcomes that nobody knows. All of it is
// listed with its reason, given back by an operator, and never sent past a gate or a second time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { loadConfig } from '../../src/config.js';
import type { Scope } from '../../src/store/access.js';
import type { TextEffectDocument } from '../../src/store/effects.js';
import { startWorkers } from '../../workers/start.js';
import { runAssent } from '../support/command.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { randomSid } from '../support/twilio-request.js';
import { holds, until } from '../support/until.js';
import { openWholeIngress, type WholeIngress } from '../support/whole-ingress.js';

const scratch = useScratch();
const SOON = { timeoutMs: 20_000 };
let sending: Sending;
let ingress: WholeIngress;
let workers: Awaited<ReturnType<typeof startWorkers>> | undefined;
let people = 0;
const newPhone = () => `+1602559${String(1_000 + (people += 1))}`;

beforeAll(async () => {
  sending = await openSending(scratch);
  ingress = await openWholeIngress(scratch, { ...ACCOUNT, tokens: [ACCOUNT.authToken] });
});
afterAll(async () => {
  await workers?.close();
  await ingress?.close();
  await sending?.close();
});

async function work(names: ('consent' | 'sms')[]): Promise<void> {
  await workers?.close();
  const config = loadConfig({ ...sending.environment, LOG_LEVEL: 'silent' });
  const { store } = sending.road;
  const log = pino({ level: 'silent' });
  workers = await startWorkers({ config, store, redisUrl: scratch.redisUrl, log, names });
}

async function keyFor(workspace: string, scopes?: readonly Scope[]): Promise<string> {
  const { accounts } = sending.road.store;
  return (await accounts.addKey(workspace, { test: true, ...(scopes && { scopes }) })).plaintext;
}

async function call(method: 'GET' | 'POST', path: string, body?: object, key?: string) {
  const authorization = `Bearer ${key ?? (await keyFor(scratch.workspace))}`;
  const answer = await ingress.app.inject({
    ...{ method, url: `/v1${path}`, headers: { authorization } },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

const assent = (...command: string[]) => runAssent(command, scratch.environment);
const failed = async (queue: string) =>
  (await call('GET', `/queues/${queue}/failed`)).body['data'] as Record<string, unknown>[];

/** A STOP that no version of the program could have written down so. */
async function brokenStop(phone: string) {
  const contact = await sending.road.contactOf(phone);
  const event = {
    _id: `${scratch.workspace}/twilio/${ACCOUNT.accountSid}/${randomSid('SM')}`,
    ...({ workspace: scratch.workspace, contact, type: 'text', intent: 'opt_out' } as const),
    ...{ fence: true, sender: SENDER, raw: '', digest: '' },
    receivedAt: sending.road.store.clock.now(),
  };
  await sending.road.store.inbox.insert([event]);
  for (let failure = 0; failure < 5; failure += 1) await ingress.decideAll();
  return event;
}

describe('an act that was set aside', () => {
  test('is listed with reason and fence, given back, and keeps its fence until decided', async () => {
    const phone = newPhone();
    const { _id: id, contact } = await brokenStop(phone);
    const listed = JSON.parse((await assent('inbox', 'list', '--json')).stdout) as object;
    const shown = { id, fence: true, contact, reason: expect.stringMatching(/^it cannot be read/) };
    expect(listed).toEqual({ setAside: [expect.objectContaining({ ...shown, type: 'text' })] });
    expect((await assent('inbox', 'list')).stdout).toContain('FENCE: nothing is sent');
    expect(await failed('inbound')).toEqual([
      expect.objectContaining({ ...shown, result: 'set_aside', redrivable: true }),
    ]);
    const { body } = await call('GET', '/queues');
    expect(body['data']).toContainEqual({ name: 'inbound', waiting: 0, failed: 1 });

    // Redis has no part in it.
    await sending.road.queues.inbound.obliterate({ force: true });
    const again = await call('POST', '/queues/inbound/redrive', { ids: [id] });
    expect(again.body).toEqual({ redriven: [id], refused: [] });
    expect((await sending.check(phone)).reason).toBe('opt_out_waiting');
    for (let failure = 0; failure < 5; failure += 1) await ingress.decideAll();
    expect(await failed('inbound')).toHaveLength(1);
    expect((await sending.check(phone)).reason).toBe('opt_out_waiting');

    // Whatever was wrong with it is mended: here, the words are there after all.
    const { AccountSid, ...form } = { AccountSid: ACCOUNT.accountSid, From: phone, To: SENDER };
    const raw = new URLSearchParams({ AccountSid, ...form, Body: 'STOP', MessageSid: 'SM1' });
    const inbox = sending.road.store.connection.collection<{ _id: string }>('inbox');
    await inbox.updateOne({ _id: id }, { $set: { raw: raw.toString() } });
    const retried = await assent('inbox', 'retry', id);
    expect(retried).toMatchObject({ code: 0, stdout: expect.stringContaining('1 given back') });
    await work(['consent']);
    await until('it to be decided', async () => (await failed('inbound')).length === 0);
    await until(
      'the opt-out',
      async () => (await sending.check(phone)).reason === 'opted_out',
      SOON,
    );
    expect((await assent('inbox', 'list')).stdout).toBe('nothing is set aside\n');
    expect((await assent('inbox', 'retry', id)).code).toBe(1);
    expect((await assent('inbox', 'retry')).code).toBe(2);
  });

  test('of a number that nobody has: giving it back says what helps', async () => {
    const to = '+16025550177';
    expect(await sending.road.text(newPhone(), 'Hello?', { to })).toBe(200);
    const { store } = sending.road;
    const [act] = (await store.setAside.list('-', { limit: 1 })).data;
    const id = act?._id ?? '';
    // It begins like an option.
    const retried = await assent('inbox', 'retry', '--', id);
    expect(retried.stdout).toContain('1 of them came to a number of nobody and will fail again');
    expect(retried.stdout).toContain('assent reconcile --since');
    await store.connection.collection<{ _id: string }>('inbox').deleteOne({ _id: id });
  });

  test('invariant 14: is neither seen nor given back with another key', async () => {
    const { _id: id } = await brokenStop(newPhone());
    await sending.road.store.workspaces.create('other', {
      brand: {
        ...{ name: 'Other', legalName: 'Other LLC', postalAddress: '1 Main St' },
        ...{ supportPhone: '(602) 555-0198', supportEmail: 'help@other.example' },
      },
    });
    const other = await keyFor('other');
    const seen = await call('GET', '/queues/inbound/failed', undefined, other);
    expect(seen.body).toEqual({ data: [], hasMore: false });
    const { body } = await call('POST', '/queues/inbound/redrive', { ids: [id] }, other);
    expect(body).toMatchObject({ redriven: [], refused: [{ id }] });
    expect(await failed('inbound')).toHaveLength(1);
    const reader = await keyFor(scratch.workspace, ['queues:read']);
    expect((await call('GET', '/queues', undefined, reader)).status).toBe(200);
    const denied = await call('POST', '/queues/inbound/redrive', { ids: [id] }, reader);
    expect(denied.status).toBe(403);
    const { status, body: wrong } = await call('POST', '/queues/inbound/redrive', { all: true });
    expect([status, wrong['detail']]).toEqual([400, expect.stringContaining('reason')]);
    const all = await call('POST', '/queues/inbound/redrive', { all: true, reason: 'mended' });
    expect(all.body).toEqual({ redriven: [id], refused: [] });
  });
});

/** Lets a text end as the provider's answers would have let it end. */
async function end(effect: TextEffectDocument, result: 'failed' | 'unknown'): Promise<void> {
  const { effects, messages } = sending.road.store;
  const [claim, reason] = ['cl_test', 'The provider did not say.'];
  const by = { workspace: scratch.workspace, id: effect._id, claim };
  const claimed = await until('the claim', () => effects.claim('sms', by));
  await effects.startCall(claimed, claim);
  await messages.progress(scratch.workspace, effect.message, result, { reason });
  await effects.settle({ ...claimed, state: 'calling' }, claim, { result, reason });
}

describe('a text that ended badly', () => {
  const bodies = async (phone: string) => (await sending.received(phone)).map(({ body }) => body);
  const unsent = async (phone: string, body: string, result: 'failed' | 'unknown') => {
    await workers?.close();
    workers = undefined;
    const message = await sending.submit(phone, body);
    await end(await sending.effectOf(message), result);
    return { message, id: (await sending.effectOf(message))._id };
  };

  async function joined(): Promise<string> {
    await workers?.close();
    workers = undefined;
    const phone = newPhone();
    await sending.join([phone]);
    return phone;
  }

  test('for a country that is not switched on is listed as such, and leaves once when given back', async () => {
    const phone = await joined();
    await sending.faults({ failWith: { code: 21_408 } });
    await work(['sms']);
    const message = await sending.submit(phone, 'Your quote is ready');
    const failure = await until('the failure', async () => (await failed('sms'))[0], SOON);
    expect(failure).toMatchObject({
      ...{ kind: 'message', result: 'failed', code: '21408', message: message.id },
      ...{ redrivable: true, reason: expect.stringContaining('country') },
    });
    await sending.faults({});
    const id = String(failure['id']);
    const { body } = await call('POST', '/queues/sms/redrive', { ids: [id, 'fx_none'] });
    expect(body).toEqual({
      redriven: [id],
      refused: [{ id: 'fx_none', reason: expect.any(String) }],
    });
    await until('the text', async () => (await bodies(phone)).length === 2, SOON);
    await until('its effect to be settled', async () => (await sending.effectOf(message)).outcome);
    expect(await failed('sms')).toEqual([]);
    expect((await sending.message(message.id)).status).not.toBe('failed');
    expect(await bodies(phone)).toEqual([expect.any(String), 'Your quote is ready']);
  });

  test('invariant 6: does not leave when its person has stopped meanwhile', async () => {
    const phone = await joined();
    const { message, id } = await unsent(phone, 'Too late', 'failed');
    await sending.road.text(phone, 'STOP');
    await work(['consent', 'sms']);
    await until(
      'the opt-out',
      async () => (await sending.check(phone)).reason === 'opted_out',
      SOON,
    );
    const given = await assent('redrive', 'sms', id, '--json');
    expect(JSON.parse(given.stdout)).toEqual({ redriven: [id], refused: [] });
    await until(
      'it to be blocked',
      async () => (await sending.message(message.id)).status === 'blocked',
      SOON,
    );
    expect(await bodies(phone)).not.toContain('Too late');
  });

  test('invariant 11: whose outcome is unknown is looked up, and adopted where it is found', async () => {
    const phone = await joined();
    await sending.faults({ acceptThenDropRate: 1 });
    await work(['sms']);
    const message = await sending.submit(phone, 'Did it arrive?');
    await until('the text', async () => (await bodies(phone)).includes('Did it arrive?'), SOON);
    await workers?.close();
    workers = undefined;
    await sending.faults({});
    const { store } = sending.road;
    const { _id: id } = await sending.effectOf(message);
    await store.effects.settle(
      await sending.effectOf(message),
      (await sending.effectOf(message)).claim ?? '',
      { result: 'unknown', reason: 'nobody could be asked' },
    );
    await store.messages.progress(scratch.workspace, message.id, 'unknown', {});
    await work(['sms']);
    await holds(
      'it not to be sent by itself',
      async () => !(await sending.effectOf(message)).dueAt,
      3_000,
    );
    expect((await assent('redrive', 'sms', id)).stdout).toContain('1 given back');
    await until(
      'it to be adopted',
      async () => (await sending.effectOf(message)).outcome?.result === 'sent',
      SOON,
    );
    expect((await bodies(phone)).filter((body) => body === 'Did it arrive?')).toHaveLength(1);
  });

  test('invariant 11: whose outcome is unknown is sent once more only after two looks', async () => {
    const phone = await joined();
    const { message, id } = await unsent(phone, 'It never left', 'unknown');
    expect((await assent('redrive', 'sms', id)).code).toBe(0);
    await work(['sms']);
    await until(
      'the first look',
      async () => (await sending.effectOf(message)).lookups === 1,
      SOON,
    );
    expect(await bodies(phone)).not.toContain('It never left');
    await sending.makeDue(id);
    await until('the text', async () => (await bodies(phone)).includes('It never left'), SOON);
    await until('its outcome', async () => (await sending.effectOf(message)).outcome, SOON);
    expect((await bodies(phone)).filter((body) => body === 'It never left')).toHaveLength(1);
  });

  test('that was to confirm an opt-out stays, and says why; it can be taken off the list', async () => {
    const { store } = sending.road;
    const now = store.clock.now().getTime();
    const reply = async (name: string, askedAgoMs: number, result: 'failed' | 'unknown') => {
      const askedAt = new Date(now - askedAgoMs).toISOString();
      const effect = {
        ...({
          _id: `fx_${name}`,
          channel: 'sms',
          workspace: scratch.workspace,
          sender: SENDER,
        } as const),
        ...{ contact: await sending.road.contactOf(newPhone()), program: 'updates' },
        text: { kind: 'reply', template: 'opt_out_confirmation', asked: '', askedAt } as const,
        ...{ message: `msg_${name}`, dueAt: store.clock.now() },
      };
      await store.effects.record([effect]);
      await end({ ...effect, state: 'open' } as unknown as TextEffectDocument, result);
    };
    await workers?.close();
    workers = undefined;
    await reply('unknown', 60_000, 'unknown');
    await reply('late', 301_000, 'failed');
    await reply('fresh', 1_000, 'failed');
    const all = await assent('redrive', 'sms', '--all', '--reason', 'try', '--json');
    const report = JSON.parse(all.stdout) as { redriven: string[]; refused: { id: string }[] };
    expect(report.redriven).toEqual(['fx_fresh']);
    expect(report.refused.map(({ id }) => id).sort()).toEqual(['fx_late', 'fx_unknown']);
    const list = (await assent('redrive')).stdout;
    expect(list).toContain('stays: An opt-out is confirmed within five minutes or not at all');
    expect(list).toContain('stays: A reply whose outcome is unknown is not repeated');
    const off = await assent('redrive', 'sms', 'fx_late', '--dismiss', '--reason', 'seen');
    expect(off).toMatchObject({ code: 0, stdout: '1 taken off the list\n' });
    expect((await assent('redrive', 'sms', '--all')).code).toBe(2);
    expect((await assent('redrive', 'fax')).code).toBe(2);
    expect((await failed('sms')).map(({ id }) => id)).toEqual(['fx_unknown']);
  });
});
