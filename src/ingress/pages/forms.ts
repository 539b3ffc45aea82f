// Forms as pages post them: urlencoded, from our own pages only. GET changes nothing anywhere.
import csrfProtection from '@fastify/csrf-protection';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fromElsewhere } from '../authentication.js';
import { type SessionConfig, sessionPlaces } from '../session-cookies.js';
import { PageNotice } from './html.js';

const FIELDS_MAX = 50;

/** Reads forms and nothing else. */
export function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const fields = [...new URLSearchParams(String(body))].slice(0, FIELDS_MAX);
      done(null, Object.fromEntries(fields));
    },
  );
}

/** Reads forms, and lets only those through that a page of ours has sent. */
export async function addForms(scope: FastifyInstance, config: SessionConfig) {
  readForms(scope);
  const { form, secure } = sessionPlaces(config);
  await scope.register(csrfProtection, {
    cookieKey: form,
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'strict', secure },
    getToken: ({ body }) => (body as { _csrf?: string } | undefined)?._csrf,
  });
  scope.addHook('onRequest', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') refuseOtherSites(request);
  });
  scope.addHook('preHandler', (request, reply, next) => {
    if (request.method !== 'POST') return next();
    scope.csrfProtection(request, reply, next);
  });
}

function refuseOtherSites(request: FastifyRequest): void {
  if (!fromElsewhere(request)) return;
  const next = { href: '/console', label: 'To the console' };
  const text = 'Another site tried to send it. Nothing was changed.';
  throw new PageNotice(403, { title: 'This form did not come from here', text, next });
}
