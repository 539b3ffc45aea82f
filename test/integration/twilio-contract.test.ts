// Twilio as a provider, held to the contract of every provider: the SDK as it is published, against
// the simulated carrier.
import { expect, test } from 'vitest';
import { dialect } from '../../src/senders/providers.js';
import { createTwilioProvider } from '../../src/senders/twilio/provider.js';
import { freePort } from '../support/processes.js';
import * as bench from './carrier-bench.js';
import { type ProviderBench, providerContract, type Trouble } from './provider-contract.js';

const FAULTS: Readonly<Record<Trouble, object>> = {
  down: { errorRate: 1 },
  slow_down: { failWith: { code: 20_429 } },
  answer_lost: { acceptThenDropRate: 1 },
  blocked: { failWith: { code: 21_610 } },
  undeliverable: { failWith: { code: 30_005 } },
};

async function open(): Promise<ProviderBench> {
  const receiver = await bench.startReceiver();
  const carrier = await bench.startTestCarrier([bench.numberAt(receiver)]);
  const { call, text, thread, faults } = bench.control(carrier);
  const provider = createTwilioProvider({
    baseUrl: carrier.url,
    publicUrl: receiver.url,
    tokenOf: async (sid) => (sid === bench.ACCOUNT_SID ? bench.AUTH_TOKEN : null),
  });
  return {
    ...{ provider, dialect, accountSid: bench.ACCOUNT_SID, token: bench.AUTH_TOKEN },
    ...{ sender: bench.SENDER, publicUrl: receiver.url },
    get posted() {
      return receiver.received.map(({ path: target, headers, fields }) => {
        const raw = new URLSearchParams(fields).toString();
        return { target, headers, fields, raw };
      });
    },
    failNextPosts(count) {
      let left = count;
      receiver.answer = (response, received) => {
        left -= 1;
        const answer = left >= 0 ? bench.status(503) : bench.emptyTwiml;
        answer(response, received);
      };
    },
    text: async (from, body) => (await text(body, from)).body.sid,
    received: async (phone) => (await thread(phone)).map(({ body }) => body),
    async trouble(what) {
      await call('DELETE', '/faults');
      if (what) await faults(FAULTS[what]);
    },
    async takeOutOfService(numbers, day) {
      await call('POST', '/deactivations', { numbers, day });
    },
    async close() {
      await carrier.close();
      await receiver.close();
    },
  };
}

providerContract('Twilio', open);

test('Twilio that cannot be reached took nothing, and people read why', async () => {
  const provider = createTwilioProvider({
    baseUrl: `http://127.0.0.1:${await freePort()}`,
    publicUrl: 'https://assent.example',
    tokenOf: async () => 'token',
  });
  const ids = { workspace: 'ws-1', effect: 'fx_1', message: 'msg_1', contact: 'ct_1' };
  const text = { from: bench.SENDER, to: bench.HANDSET, body: 'Hello', ids, mayLeave: () => true };
  expect(await provider.send(bench.ACCOUNT_SID, text)).toMatchObject({
    ...{ result: 'not_taken', trouble: 'account' },
    reason: 'The provider cannot be reached (ECONNREFUSED).',
  });
});
