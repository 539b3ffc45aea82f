// The probe of a worker process, for whoever watches and restarts it. Ready means that a canary
// went round in every worker of this process, not that the workers call themselves running.
import { createServer, type Server } from 'node:http';
import { within } from '../src/deadline.js';
import { CANARY_WITHIN_MS, type Canary } from './canary.js';
import type { Watchdog } from './watchdog.js';

export interface ProbeDeps {
  readonly workers: readonly {
    readonly watchdog: Pick<Watchdog, 'name' | 'stuckForMs'>;
    readonly canary: Pick<Canary, 'round'>;
  }[];
  /** Whether MongoDB answers. */
  readonly ping: () => Promise<void>;
  readonly port: number;
  readonly host: string;
}

const PING_WITHIN_MS = 1_500;
/** Well past the time in which the watchdog mends what can be mended from within. */
const STUCK_FOR_MS = 60_000;

export interface Probe {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens for `GET /livez` and `GET /readyz`. */
export async function startProbe(deps: ProbeDeps): Promise<Probe> {
  const server = createServer((request, response) => {
    void answer(deps, request.url ?? '').then(({ code, body }) => {
      response.writeHead(code, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(`${JSON.stringify(body)}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(deps.port, deps.host, resolve);
  });
  return { port: portOf(server), close: () => closed(server) };
}

async function answer(deps: ProbeDeps, url: string): Promise<{ code: number; body: object }> {
  if (url === '/livez') return live(deps);
  if (url === '/readyz') return ready(deps);
  return { code: 404, body: { status: 'not found', paths: ['/livez', '/readyz'] } };
}

function live({ workers }: ProbeDeps) {
  const stuck = workers
    .filter(({ watchdog }) => (watchdog.stuckForMs() ?? 0) > STUCK_FOR_MS)
    .map(({ watchdog }) => watchdog.name);
  const alive = stuck.length === 0;
  return { code: alive ? 200 : 503, body: { status: alive ? 'ok' : 'stuck', stuck } };
}

async function ready({ workers, ping }: ProbeDeps) {
  const parts = await Promise.all([
    said(
      'mongodb',
      within(PING_WITHIN_MS, ping()).then(() => true),
    ),
    ...workers.map(({ watchdog, canary }) =>
      said(watchdog.name, within(CANARY_WITHIN_MS + PING_WITHIN_MS, canary.round())),
    ),
  ]);
  const isReady = parts.every(([, state]) => state === 'ok');
  return {
    code: isReady ? 200 : 503,
    body: { status: isReady ? 'ok' : 'unavailable', parts: Object.fromEntries(parts) },
  };
}

/** What a part says of itself, in one word or one sentence. */
async function said(name: string, asked: Promise<boolean>): Promise<[string, string]> {
  try {
    return [name, (await asked) ? 'ok' : `no canary went round in ${CANARY_WITHIN_MS / 1_000} s`];
  } catch {
    return [name, 'no answer'];
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
