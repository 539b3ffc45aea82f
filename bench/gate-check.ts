// Concurrent consent checks over HTTP, one number each, against a Fastify route with one mongoose
// findOne; and the same once 200,000 people have opted out lately (invariant 19). Both sides on the
// same mongod in the same run, each with one process.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sha256 } from '../src/digest.js';
import { startEmbedded } from '../src/embedded/start-embedded.js';
import type { InboxEvent } from '../src/store/inbox.js';
import { openStore, type Store } from '../src/store/store.js';
import { freePort, killProcesses, MAIN, startProcess } from '../test/support/processes.js';
import { phoneNumber } from './burst-texts.js';
import { watchCpu } from './cpu.js';
import { withDatabase } from './database.js';
import { flood, rawRequest } from './flood.js';
import { openKnownPeople } from './known-people.js';
import { median, report } from './report.js';

const NAIVE = fileURLToPath(new URL('naive-check.js', import.meta.url));
const PREFIX = 'bench';
const SECRET = 'a-secret-of-a-benchmark-and-of-nothing-else';
const WORKSPACE = 'bench';
const TOGETHER = 5_000;
const WARM_UP_ROUNDS = 3;

const { values: options } = parseArgs({
  options: {
    checks: { type: 'string', default: '20000' },
    people: { type: 'string', default: '5000' },
    connections: { type: 'string', default: '64' },
    'opt-outs': { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
const checks = Number(options.checks);
const people = Number(options.people);
const connections = Number(options.connections);
const optOuts = Number(options['opt-outs']);
const rounds = Number(options.rounds);

const numbers = Array.from({ length: people }, (_, at) => phoneNumber(at));

async function measure(
  name: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const requests = Array.from({ length: checks }, (_, at) => {
    // Spread over everybody, so that neighbours in time are no neighbours in the index.
    const phone = numbers[(at * 7_919) % people];
    return rawRequest(
      url,
      { ...headers, 'content-type': 'application/json' },
      JSON.stringify({ phone }),
    );
  });
  const cpu = watchCpu();
  const { tookMs, statuses, latenciesMs } = await flood(url, requests, connections);
  if (statuses.get(200) !== checks) {
    throw new Error(`${name}: not everything was answered with 200: ${[...statuses].join(' ')}`);
  }
  const perSecond = (checks / tookMs) * 1_000;
  const p99 = latenciesMs[Math.floor(checks * 0.99)] ?? 0;
  const spent = Object.entries(cpu())
    .map(([process, seconds]) => [process, (seconds / checks) * 1e6] as const)
    .filter(([, micros]) => micros >= 1)
    .map(([process, micros]) => `${process} ${micros.toFixed(0)}`);
  console.log(
    `  ${name}  ${perSecond.toFixed(0)} checks/s, p99 ${p99.toFixed(1)} ms; CPU µs a check:` +
      ` ${spent.join(', ')}`,
  );
  return perSecond;
}

/** Opt-outs that were fences a moment ago and are decided: what the fences' index has to carry. */
async function optOutMany(store: Store): Promise<void> {
  for (let start = 0; start < optOuts; start += TOGETHER) {
    const length = Math.min(TOGETHER, optOuts - start);
    const events = Array.from({ length }, (_, at): InboxEvent => {
      const id = `SM${(start + at).toString(16).padStart(32, '0')}`;
      return {
        _id: `${WORKSPACE}/twilio/AC/${id}`,
        workspace: WORKSPACE,
        contact: `ct_${sha256(id).slice(0, 32)}`,
        type: 'text',
        fence: true,
        intent: 'opt_out',
        sender: '+16025550100',
        raw: 'Body=STOP',
        digest: sha256(id),
        receivedAt: store.clock.now(),
      };
    });
    await store.inbox.insert(events);
    await store.inbox.markDone(events.map(({ _id }) => _id));
  }
}

async function measureAll(dataDir: string) {
  const servers = await startEmbedded({ dataDir, report: () => undefined });
  const { mongodbUri = '', redisUrl = '' } = servers;
  const environment = {
    ...{ MONGODB_URI: mongodbUri, REDIS_URL: redisUrl, REDIS_PREFIX: PREFIX, LOG_LEVEL: 'warn' },
    ...{ ASSENT_SECRET: SECRET, DATA_DIR: dataDir, NODE_ENV: 'production' },
  };
  const known = await openKnownPeople({ mongodbUri, redisUrl, secret: SECRET, prefix: PREFIX });
  const store = await openStore({ uri: mongodbUri, secret: SECRET });
  try {
    await known.know(0, people);
    const { plaintext } = await store.accounts.addKey(WORKSPACE, { test: true });
    const port = await freePort();
    const list = JSON.stringify(numbers);
    const naive = await startProcess(
      [withDatabase(mongodbUri, 'naive'), String(port), String(people), list],
      {
        program: [process.execPath, NAIVE],
        environment: { NODE_ENV: 'production' },
        ready: (running) => running.output().includes('ready'),
      },
    );
    const ourPort = String(await freePort());
    const publicUrl = `http://127.0.0.1:${ourPort}`;
    const ingress = await startProcess(['ingress'], {
      // As `assent up` starts it.
      program: [process.execPath, '--max-semi-space-size=32', MAIN],
      environment: { ...environment, PORT: ourPort, PUBLIC_URL: publicUrl },
      ready: async () => (await fetch(`${publicUrl}/readyz`)).ok,
    });
    const ours = () =>
      measure('ours    ', new URL(`${publicUrl}/v1/consents/check`), {
        authorization: `Bearer ${plaintext}`,
      });
    const theirs = () => measure('baseline', new URL(`http://127.0.0.1:${port}/check`), {});
    // Unmeasured: both have compiled what they run and opened what they need. A server runs for
    // weeks, and compilers are at it for its first ten seconds.
    for (let round = 1; round <= WARM_UP_ROUNDS; round += 1) {
      await theirs();
      await ours();
    }
    const results: { ours: number; baseline: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      console.log(`round ${round}`);
      results.push({ baseline: await theirs(), ours: await ours() });
    }
    console.log(`${optOuts} people opt out`);
    await optOutMany(store);
    const full: number[] = [];
    for (let round = 1; round <= rounds; round += 1) full.push(await ours());
    await ingress.stop();
    await naive.stop();
    return { results, full };
  } finally {
    await store.close();
    await known.close();
    await servers.stop();
  }
}

const dataDir = await mkdtemp(join(tmpdir(), 'assent-bench-'));
try {
  console.log(`${checks} checks of ${people} people over ${connections} connections`);
  const { results, full } = await measureAll(dataDir);
  const ours = results.map((round) => round.ours);
  const baseline = results.map((round) => round.baseline);
  const dearer = median(ours) / median(full);
  await report(
    {
      benchmark: 'consent checks over HTTP, each of one number',
      unit: 'checks/s',
      ...{ ours, baseline },
      details: { checks, people, connections, optOuts, full, dearer },
    },
    options.json,
  );
  console.log(`  after ${optOuts} opt-outs a check costs ${dearer.toFixed(2)} times as much`);
} finally {
  await killProcesses();
  await rm(dataDir, { recursive: true, force: true });
}
