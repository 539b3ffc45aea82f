// Requests that do not arrive, or never become one: no connection is held by them, and a file on a
// slow line is none of them.
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitSlowBodies } from '../../src/ingress/slow-bodies.js';
import { answerUnread } from '../../src/ingress/unread-requests.js';

const PUBLIC_URL = 'https://assent.example';
let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify({
    http: { headersTimeout: 300, connectionsCheckingInterval: 10 },
    clientErrorHandler: (error, socket) => answerUnread(error, socket, PUBLIC_URL),
  });
  limitSlowBodies(app, { bodyWithinMs: 20, fileWithinMs: 60_000, lookEveryMs: 5 });
  app.addContentTypeParser('text/csv', (_request, body, done) => done(null, body));
  const streamedBody = { type: 'text/csv', example: '' };
  app.post('/files', { config: { streamedBody } }, async ({ body }) => text(body as never));
  app.post('/bodies', async ({ body }) => body);
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

function send(head: string): Socket {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(head);
  return socket;
}
const post = (path: string, type: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: 4\r\n` +
  'connection: close\r\n\r\n';

test('a body that does not arrive ends its connection, and a file may take longer', async () => {
  const file = send(`${post('/files', 'text/csv')}a`);
  const body = send(`${post('/bodies', 'application/json')}{`);
  body.resume();
  await once(body, 'close');
  file.end('b,c');
  expect(await text(file)).toMatch(/^HTTP\/1.1 200 [^]*ab,c$/);
});

test.each([
  ['headers that do not arrive', 'GET / HTTP/1.1\r\nhost: x\r\n', 408, 'request_timeout'],
  ['headers that are too long', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`, 431, 'headers_too'],
  ['what is no HTTP', 'HELO assent\r\n\r\n', 400, 'malformed_request'],
])('%s get a problem of their own', async (_name, head, status, code) => {
  const answer = await text(send(head));
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*application/problem\\+json`));
  const problem = JSON.parse(answer.split('\r\n\r\n')[1] ?? '');
  expect(problem).toMatchObject({ status, code: expect.stringContaining(code) });
  expect(problem.type).toBe(`${PUBLIC_URL}/problems#${problem.code}`);
});
