// Whatever hangs while a text is sent, its job is over before the lock of the job is, and nothing
// that was cut off sends anything later.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGate } from '../../src/senders/gate.js';
import { createTwilioProvider } from '../../src/senders/twilio/provider.js';
import { openStore, type Store } from '../../src/store/store.js';
import { createSmsProcessor } from '../../workers/sms.js';
import { BOUNDS, LOCK_MS } from '../../workers/sms/bounds.js';
import { createBreaker } from '../../workers/sms/breaker.js';
import { inFrontOf, type Proxied } from '../support/proxied.js';
import { ACCOUNT, PUBLIC_URL } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { holds, until } from '../support/until.js';

const log = pino({ level: 'silent' });
const SHORT = { turnMs: 300, prepareMs: 700, callMs: 700, lookUpMs: 700, recordMs: 700 };
const SLACK_MS = 1_000;
const HANGS_MS = 20_000;

const scratch = useScratch();
let sending: Sending;
let distant: Proxied;
let store: Store;

beforeAll(async () => {
  sending = await openSending(scratch);
  await sending.join(STEPS.map(({ phone }) => phone));
  distant = await inFrontOf(scratch.mongodbUri);
  store = await openStore({ uri: distant.url, secret: scratch.secret });
});

afterAll(async () => {
  distant?.proxy.set('pass');
  await store?.close();
  await sending?.close();
});

/** Where MongoDB or the provider stops answering, what stays, and what reaches the handset. */
const STEPS = [
  { at: 'sms.claimed', phone: '+16025557001', state: 'claimed', arrive: 0 },
  { at: 'sms.gated', phone: '+16025557002', state: 'claimed', arrive: 0 },
  { at: 'provider', phone: '+16025557003', state: 'calling', arrive: 0 },
  { at: 'sms.called', phone: '+16025557004', state: 'calling', arrive: 1 },
] as const;

test('the bounds of all steps together are below the lock', () => {
  const { turnMs, prepareMs, callMs, lookUpMs, recordMs } = BOUNDS;
  const giveWayMs = 5_000;
  const longest = Math.max(callMs + recordMs, lookUpMs, turnMs);
  expect(giveWayMs + turnMs + prepareMs + longest).toBeLessThan(LOCK_MS);
});

describe('what hangs', () => {
  test.each(STEPS)(
    'at $at ends in time and sends nothing later',
    async ({ at, phone, ...then }) => {
      const message = await sending.submit(phone, 'Is anybody there?');
      const { _id: effect } = await sending.effectOf(message);
      if (at === 'provider') await sending.faults({ latencyMs: HANGS_MS });
      const baseUrl = sending.carrier.url;
      const provider = createTwilioProvider({
        ...{ baseUrl, publicUrl: PUBLIC_URL },
        tokenOf: async () => ACCOUNT.authToken,
      });
      const send = createSmsProcessor(
        {
          ...{ store, provider, publicUrl: PUBLIC_URL, queues: sending.road.queues },
          ...{ gate: createGate({ store }), log, breaker: createBreaker({ store, log }) },
          faultPoint: (step) => {
            if (step === at) distant.proxy.set('hang');
          },
        },
        SHORT,
      );
      const { workspace } = scratch;
      const startedAt = performance.now();
      const data = { workspace, effect, urgent: false, at: store.clock.iso() };
      await send({ data }).catch((error: Error) => expect(error.name).toBe('DeadlinePassed'));
      const sum = SHORT.prepareMs + SHORT.callMs + SHORT.recordMs;
      expect(performance.now() - startedAt).toBeLessThan(sum + SLACK_MS);
      expect((await sending.effectOf(message)).state).toBe(then.state);
      distant.proxy.set('pass');
      await sending.faults({});
      const arrived = async () => (await sending.received(phone)).length - 1;
      await until('what left to arrive', async () => (await arrived()) === then.arrive);
      await holds('nothing more', async () => (await arrived()) === then.arrive, 1_500);
    },
  );
});
