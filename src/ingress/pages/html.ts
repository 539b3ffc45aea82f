// How a page leaves: as HTML that is never stored, and, when something fails, as a page that says
// so.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from '../problem-answers.js';
import { PROBLEMS } from '../problems.js';
import { LIVE_POLICY } from '../security-headers.js';
import { type PageValues, render } from './assets.js';

export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly next?: { readonly href: string; readonly label: string };
}

export interface PageNoticeOptions extends ErrorOptions {
  /** When it makes sense to come again. */
  readonly retryAfterSeconds?: number;
}

/** Thrown by a page that cannot be shown; becomes a page with the next step in it. */
export class PageNotice extends Error {
  override readonly name = 'PageNotice' as const;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly status: number,
    readonly notice: Notice,
    options: PageNoticeOptions = {},
  ) {
    super(notice.title, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Pages show people and their numbers, so no cache keeps them. */
export function sendPage(reply: FastifyReply, template: string, values: PageValues): FastifyReply {
  const { islands = [], policy = LIVE_POLICY } = values;
  if (islands.length > 0) reply.header('content-security-policy', policy);
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(render(template, values));
}

const HOME = { href: '/console', label: 'To the console' };

/**
 * Whatever a page of this scope throws, said in words.
 * @param template `open-notice` where customers read it, who have no business in the console.
 */
export function installPageErrors(
  scope: FastifyInstance,
  template: 'notice' | 'open-notice' = 'notice',
): void {
  scope.setErrorHandler((error, request, reply) => sendNotice(error, request, reply, template));
}

/** Answers with the page that says what was thrown. */
export function sendNotice(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  template: 'notice' | 'open-notice' = 'notice',
): FastifyReply {
  const { status, notice, retryAfterSeconds } = toNotice(error, request.method);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (status >= 500) request.log.error({ err: error }, 'a page could not be shown');
  return sendPage(reply.code(status), template, { ...notice, requestId: request.id });
}

/** Of a form nobody knows whether it was kept before the database fell silent. */
const AWAY = {
  look: 'The database does not answer. Nothing is lost; reload in a few seconds.',
  send: 'The database does not answer, so this may not have been kept. Go back and send it once more in a few seconds.',
} as const;

/** Whatever was thrown, as what a person is told. */
export function toNotice(error: unknown, method = 'GET'): PageNotice {
  if (error instanceof PageNotice) return error;
  const { code } = error as { code?: string };
  if (code === 'FST_CSRF_MISSING_SECRET' || code === 'FST_CSRF_INVALID_TOKEN') {
    const text =
      'It was open for too long, or came from another site. Go back, reload and try again.';
    return new PageNotice(403, { title: 'This form is no longer valid', text, next: HOME });
  }
  const problem = toProblem(error);
  const text =
    problem.code === 'unavailable'
      ? AWAY[method === 'POST' ? 'send' : 'look']
      : problem.message || 'It is written down under the number below.';
  const notice = { title: PROBLEMS[problem.code].title, text, next: HOME };
  const { retryAfterSeconds } = problem;
  return new PageNotice(problem.status, notice, retryAfterSeconds ? { retryAfterSeconds } : {});
}
