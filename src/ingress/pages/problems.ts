// GET /problems: what every `code` of the API means. The `type` of each problem points here.
import type { FastifyInstance } from 'fastify';
import { PROBLEMS } from '../problems.js';
import { sendPage } from './html.js';

export async function problemsPage(scope: FastifyInstance): Promise<void> {
  const kinds = Object.entries(PROBLEMS).map(([code, kind]) => ({ code, ...kind }));
  scope.get('/problems', async (_request, reply) => sendPage(reply, 'problems', { kinds }));
}
