// Server-sent events as every stream here begins and stays alive. What is told, and to whom, is in
// the rooms that tell it.
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

/** Keeps a connection from being taken for dead. */
export const HEARTBEAT = ':\n\n';
export const HEARTBEAT_EVERY_MS = 10_000;

/** Set before: the call's id, and what lets pages of another site read the answer. */
const KEPT_HEADERS = ['x-request-id', 'access-control-allow-origin', 'vary'] as const;

/** Takes the answer over from the framework; whoever comes back waits two seconds. */
export function openSentEvents(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const answer = reply.raw;
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, value]];
  });
  answer.writeHead(200, {
    ...Object.fromEntries(kept),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  answer.write('retry: 2000\n\n');
  return answer;
}
