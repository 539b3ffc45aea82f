// Server-sent events as every stream here begins and stays alive. What is told, and to whom, is in
// the rooms that tell it.
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

/** Keeps a connection from being taken for dead. */
export const HEARTBEAT = ':\n\n';
export const HEARTBEAT_EVERY_MS = 10_000;

/** Takes the answer over from the framework; whoever comes back waits two seconds. */
export function openSentEvents(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const answer = reply.raw;
  answer.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  answer.write('retry: 2000\n\n');
  return answer;
}
