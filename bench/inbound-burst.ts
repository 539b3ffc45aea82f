// A burst of signed webhooks: from the first request to the last ledger entry, against a plain
// Express webhook that writes event and contact before it answers. Both run on a fresh house of
// their own, started as `assent up` starts it, one after the other, and take the same texts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { type House, startHouse } from '../test/support/house.js';
import { checkLedger } from '../test/support/ledger-check.js';
import { freePort, killProcesses, startProcess } from '../test/support/processes.js';
import { until } from '../test/support/until.js';
import { type Burst, signedBurst } from './burst-texts.js';
import { watchCpu } from './cpu.js';
import { withDatabase } from './database.js';
import { flood, type FloodResult } from './flood.js';
import { report } from './report.js';

const NAIVE = fileURLToPath(new URL('naive-webhook.js', import.meta.url));
const PATH = '/webhooks/twilio/messages';
const DRAIN_TIMEOUT_MS = 180_000;
/** Looking for one open text is one cheap command; done more often it would itself be load. */
const POLL_MS = 20;

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    numbers: { type: 'string', default: '8000' },
    connections: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});
const events = Number(options.events);
const numbers = Number(options.numbers);
const connections = Number(options.connections);
const rounds = Number(options.rounds);

interface Round {
  readonly eventsPerSecond: number;
  readonly answeredPerSecond: number;
  readonly p99Ms: number;
  readonly entries?: number;
  /** CPU time of an event by process, in microseconds. */
  readonly cpuMicros: Readonly<Record<string, number>>;
}

async function inFreshHouse<T>(measure: (house: House) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const house = await startHouse(folder);
  try {
    return await measure(house);
  } finally {
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The naive webhook has written everything when it has answered: its clock stops with the last
 * answer.
 */
async function measureNaive(house: House, burst: Burst): Promise<Round> {
  const url = new URL(`http://127.0.0.1:${await freePort()}${PATH}`);
  const { twilio, sender, mongodbUri } = house.connection;
  const server = await startProcess(
    [withDatabase(mongodbUri, 'naive'), twilio.authToken, url.href],
    {
      program: [process.execPath, NAIVE],
      environment: { NODE_ENV: 'production' },
      ready: (running) => running.output().includes('ready'),
    },
  );
  const requests = signedBurst(burst, { url, ...twilio, sender });
  const cpu = watchCpu();
  const result = await flood(url, requests, connections);
  const spent = cpu();
  assertAllTaken(result);
  await server.stop();
  return summary(result, result.tookMs, spent);
}

/**
 * Ours answers before it decides: the clock stops when no text waits for its entry any more. Acts
 * that follow from the burst (the provider's answers on which text was later) come after it.
 */
async function measureOurs(house: House, burst: Burst): Promise<Round> {
  const { twilio, sender, mongodbUri, baseUrl } = house.connection;
  const url = new URL(baseUrl + PATH);
  const requests = signedBurst(burst, { url, ...twilio, sender });
  const client = await new mongoose.mongo.MongoClient(mongodbUri).connect();
  try {
    const ledger = client.db().collection('ledger');
    const inbox = client.db().collection('inbox');
    const before = await ledger.estimatedDocumentCount();
    const cpu = watchCpu();
    const startedAt = performance.now();
    const result = await flood(url, requests, connections);
    assertAllTaken(result);
    await until(
      'every text to be decided',
      async () => !(await inbox.findOne({ state: 'open', type: 'text' })),
      { timeoutMs: DRAIN_TIMEOUT_MS, stepMs: POLL_MS },
    );
    const tookMs = performance.now() - startedAt;
    const spent = cpu();
    const entries = (await ledger.estimatedDocumentCount()) - before;
    await assertSound(mongodbUri);
    return { ...summary(result, tookMs, spent), entries };
  } finally {
    await client.close();
  }
}

/** Answers still come in while the ledger is read: a chain is broken if two looks say the same. */
async function assertSound(mongodbUri: string): Promise<void> {
  const first = new Set((await checkLedger(mongodbUri)).faults);
  if (first.size === 0) return;
  const faults = (await checkLedger(mongodbUri)).faults.filter((fault) => first.has(fault));
  if (faults.length > 0) throw new Error(`the ledger is broken: ${faults.slice(0, 5).join('; ')}`);
}

function assertAllTaken({ statuses }: FloodResult): void {
  const taken = statuses.get(200) ?? 0;
  if (taken !== events) {
    throw new Error(`${taken} of ${events} were answered with 200: ${[...statuses].join(' ')}`);
  }
}

function summary(
  result: FloodResult,
  tookMs: number,
  spent: Readonly<Record<string, number>>,
): Round {
  const micros = Object.entries(spent).map(([name, seconds]) => [name, (seconds / events) * 1e6]);
  return {
    cpuMicros: Object.fromEntries(micros) as Record<string, number>,
    eventsPerSecond: (events / tookMs) * 1_000,
    answeredPerSecond: (events / result.tookMs) * 1_000,
    p99Ms: result.latenciesMs[Math.floor(result.latenciesMs.length * 0.99)] ?? 0,
  };
}

async function main(): Promise<void> {
  console.log(`${events} signed webhooks, ${numbers} numbers, ${connections} connections`);
  const ours: Round[] = [];
  const baseline: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const burst = { events, numbers, seed: round };
    baseline.push(await inFreshHouse((house) => measureNaive(house, burst)));
    show(`round ${round} naive`, baseline.at(-1));
    ours.push(await inFreshHouse((house) => measureOurs(house, burst)));
    show(`round ${round} ours `, ours.at(-1));
  }
  const rates = (measured: readonly Round[]) => measured.map((round) => round.eventsPerSecond);
  const details = { events, numbers, connections, rounds: { ours, baseline } };
  await report(
    {
      benchmark: 'inbound burst, first request to last ledger entry',
      unit: 'events/s',
      ours: rates(ours),
      baseline: rates(baseline),
      details,
    },
    options.json,
  );
}

function show(name: string, round: Round | undefined): void {
  if (!round) return;
  const { eventsPerSecond, answeredPerSecond, p99Ms, entries, cpuMicros } = round;
  console.log(
    `${name}  ${eventsPerSecond.toFixed(0)} events/s, answered at ${answeredPerSecond.toFixed(0)}/s,` +
      ` p99 ${p99Ms.toFixed(0)} ms${entries === undefined ? '' : `, ${entries} ledger entries`}`,
  );
  const used = Object.entries(cpuMicros).filter(([, micros]) => micros >= 1);
  const total = used.reduce((sum, [, micros]) => sum + micros, 0);
  const parts = used.map(([process, micros]) => `${process} ${micros.toFixed(0)}`).join(', ');
  console.log(`  CPU ${total.toFixed(0)} µs an event: ${parts}`);
}

try {
  await main();
} finally {
  await killProcesses();
}
