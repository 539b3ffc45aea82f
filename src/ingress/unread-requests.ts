// What never became a request: headers that are too long or no HTTP, or that do not arrive. The
// server itself answers these, before any route is looked for, and in the same words as all others.
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemBody } from './problem-answers.js';
import { Problem } from './problems.js';

const PROBLEM_OF: Readonly<Record<string, () => Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: () =>
    new Problem('request_timeout', 'Send the whole request at once, and keep the connection open.'),
  HPE_HEADER_OVERFLOW: () =>
    new Problem('headers_too_large', 'The address and all headers may have 16 KB at most.'),
};
const NO_HTTP = () => new Problem('malformed_request', 'What came is no HTTP/1.1 request.');

/** Writes the refusal past the framework, for there is no request to answer, and hangs up. */
export function answerUnread(
  error: NodeJS.ErrnoException,
  socket: Socket,
  publicUrl: string,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = (PROBLEM_OF[error.code ?? ''] ?? NO_HTTP)();
  if (socket.writable) {
    const id = randomUUID();
    const body = JSON.stringify(problemBody(problem, publicUrl, id));
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${id}`,
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}
