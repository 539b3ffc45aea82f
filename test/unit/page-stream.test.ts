// Open pages and who tells them: one look for all, an end when something is new, an end when the
// server stops.
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPageStream } from '../../src/ingress/pages/page-stream.js';
import { until } from '../support/until.js';

let app: FastifyInstance;
let address: string;
let shown: Map<string, string>;
/** The keys of each look. */
let looks: string[][];

beforeEach(async () => {
  shown = new Map();
  looks = [];
  const log = pino({ level: 'silent' });
  const stream = createPageStream({
    log,
    pagesMax: 3,
    lookEveryMs: 20,
    read: async (keys) => {
      looks.push([...keys].sort());
      if (shown.has('broken')) throw new Error('the database is away');
      return shown;
    },
  });
  app = Fastify();
  app.addHook('preClose', async () => stream.close());
  app.get<{ Params: { key: string } }>('/:key', async ({ params }, reply) => {
    stream.follow(reply, { key: params.key, shown: 'asking' });
    return reply;
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => app.close());

const follow = async (key: string) => (await fetch(`${address}/${key}`)).text();

test('pages that show the same thing share a look, and only what changed is told', async () => {
  shown.set('a', 'asking').set('b', 'asking');
  let ended = 0;
  const [first, second] = [follow('a'), follow('a')];
  for (const one of [first, second]) void one.then(() => (ended += 1));
  const other = follow('b');
  await until('a look for both keys', () => looks.some((keys) => keys.join() === 'a,b'));
  expect(ended).toBe(0);
  shown.set('a', 'done');
  expect(await first).toContain('event: changed');
  expect(await second).toContain('event: changed');
  shown.delete('b');
  expect(await other).toContain('event: changed');
  const before = looks.length;
  shown.set('c', 'done');
  await follow('c');
  // Nobody looks while nobody waits; the one look more is for the page that just came.
  expect(looks.length).toBe(before + 1);
});

test('a look that fails tells nobody, and the next one does', async () => {
  shown.set('a', 'asking').set('broken', '');
  const page = follow('a');
  await until('a look', () => looks.length > 0);
  shown.delete('broken');
  shown.set('a', 'done');
  expect(await page).toContain('event: changed');
});

test('a server that stops waits for no page', async () => {
  shown.set('a', 'asking');
  const page = follow('a');
  await until('a look', () => looks.length > 0);
  await app.close();
  expect(await page).not.toContain('event:');
});

test('a page too many is told to ask no more, until there is room again', async () => {
  shown.set('a', 'asking').set('b', 'asking');
  const [first, second] = [follow('a'), follow('b')];
  await until('both', () => looks.some((keys) => keys.join() === 'a,b'));
  const third = follow('a');
  await until('a third', async () => (await fetch(`${address}/c`)).status === 204);
  shown.set('a', 'done');
  await first;
  shown.set('b', 'done');
  expect((await fetch(`${address}/b`)).status).toBe(200);
  await Promise.all([second, third]);
});
