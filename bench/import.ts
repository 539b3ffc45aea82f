// An import of consent against `insertMany` of the very documents that it leaves, on the same
// mongod in the same run: same batches, same indexes, same write concern.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { mongo } from 'mongoose';
import { pino } from 'pino';
import { startEmbedded } from '../src/embedded/start-embedded.js';
import { openImport } from '../src/store/open-import.js';
import { openStore } from '../src/store/store.js';
import { runImport } from '../workers/imports/run.js';
import { watchCpu } from './cpu.js';
import { withDatabase } from './database.js';
import { report } from './report.js';

const SECRET = 'a-secret-of-a-benchmark-and-of-nothing-else';
const WORKSPACE = 'bench';
const COLLECTIONS = ['people', 'ledger', 'heads'] as const;
const BATCH = 500;
/** About as much as a socket or a file gives at a time. */
const PIECE_ROWS = 700;
const NUMBERS_PER_AREA = 700_000;
const AREAS = [602, 480, 520, 213, 310, 415, 619, 702, 720, 303] as const;

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
const rows = Number(options.rows);

/** A file of people who agreed, one in fifty of whom said stop; in pieces, as files arrive. */
function* file(): Generator<Buffer> {
  yield Buffer.from('phone,status,method,occurred_at,wording,reference\n');
  for (let start = 0; start < rows; start += PIECE_ROWS) {
    const length = Math.min(PIECE_ROWS, rows - start);
    yield Buffer.from(Array.from({ length }, (_, index) => lineOf(start + index)).join(''));
  }
}

function lineOf(index: number): string {
  const area = AREAS[Math.floor(index / NUMBERS_PER_AREA)];
  const phone = `+1${area}${2_000_000 + (index % NUMBERS_PER_AREA) * 11}`;
  const agreed = `opted_in,web_form,2026-03-02T17:20:00Z,I agree to get texts.,form ${index}`;
  return `${phone},${index % 50 === 49 ? 'opted_out,,,,' : agreed}\n`;
}

async function measureRound(round: number) {
  const dataDir = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const servers = await startEmbedded({ dataDir, report: () => undefined });
  const uri = servers.mongodbUri ?? '';
  try {
    const ours = await timed(() => importAll(uri));
    const baseline = await measureInserts(uri);
    const figures = [ours, baseline].map(({ perSecond, cpuMicros }) => {
      return `${perSecond.toFixed(0)} rows/s (CPU ${cpuMicros.toFixed(0)} µs a row)`;
    });
    console.log(`round ${round}: ours ${figures[0]}, insertMany ${figures[1]}`);
    return { ours, baseline };
  } finally {
    await servers.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** From the file's first byte to the last row's head. */
async function importAll(uri: string): Promise<() => Promise<void>> {
  const store = await openStore({ uri, secret: SECRET });
  await store.ensureIndexes();
  const texts = { name: 'Bench', legalName: 'Bench LLC', postalAddress: '1 Main St' };
  const brand = { ...texts, supportPhone: '+16025550199', supportEmail: 'help@bench.example' };
  await store.workspaces.create(WORKSPACE, { brand });
  await store.workspaces.addProgram(WORKSPACE, {
    ...{ id: 'updates', name: 'Updates', topic: 'your order', purpose: 'informational' },
    ...{ frequency: 'About 4 msgs a month', frequencySpoken: 'about four texts a month' },
    disclosure: 'By texting START you agree to get texts.',
  });
  const deps = {
    ...{ store, log: pino({ level: 'silent' }), faultPoint: () => undefined },
    giveWay: async () => undefined,
  };
  // The documents of the baseline lie ready, too.
  const pieces = [...file()];
  return async () => {
    const sent = { workspace: WORKSPACE, options: { program: 'updates' }, by: { ip: 'bench' } };
    const { import: made } = await openImport(store, { ...sent, source: Readable.from(pieces) });
    await runImport(deps, { workspace: WORKSPACE, id: made.id, holder: 'bench' });
    const done = await store.imports.get(WORKSPACE, made.id);
    if (done?.state !== 'done' || done.counts.refused > 0) throw new Error('it was not taken over');
    await store.close();
  };
}

async function measureInserts(uri: string) {
  const safely = { writeConcern: { w: 'majority', journal: true } } as const;
  const client = await mongo.MongoClient.connect(uri, safely);
  const plain = await mongo.MongoClient.connect(withDatabase(uri, 'baseline'), safely);
  try {
    const documents = new Map<string, mongo.Document[]>();
    for (const name of COLLECTIONS) {
      const source = client.db().collection(name);
      documents.set(name, await source.find({}, { promoteBuffers: false }).toArray());
      for (const { key, name: index = '_id_', v: _v, ...how } of await source.indexes()) {
        if (index === '_id_') continue;
        await plain
          .db()
          .collection(name)
          .createIndex(key, { ...how, name: index });
      }
    }
    return await timed(async () => async () => {
      for (let start = 0; start < rows; start += BATCH) {
        // All collections at once, as the import has them under way at once.
        await Promise.all(
          COLLECTIONS.map((name) => {
            const batch = documents.get(name)?.slice(start, start + BATCH) ?? [];
            return plain.db().collection(name).insertMany(batch, { ordered: false });
          }),
        );
      }
    });
  } finally {
    await Promise.all([client.close(), plain.close()]);
  }
}

/** @param prepare what is not counted; what it gives is. */
async function timed(prepare: () => Promise<() => Promise<void>>) {
  const work = await prepare();
  const cpu = watchCpu();
  const startedAt = performance.now();
  await work();
  const tookMs = performance.now() - startedAt;
  const spent = Object.values(cpu()).reduce((sum, seconds) => sum + seconds, 0);
  return { perSecond: (rows / tookMs) * 1_000, cpuMicros: (spent / rows) * 1e6 };
}

const rounds = [];
for (let round = 1; round <= Number(options.rounds); round += 1) {
  rounds.push(await measureRound(round));
}
await report(
  {
    benchmark: 'import against insertMany of the same documents',
    unit: 'rows/s',
    ours: rounds.map(({ ours }) => ours.perSecond),
    baseline: rounds.map(({ baseline }) => baseline.perSecond),
    details: { rows, rounds },
  },
  options.json,
);
