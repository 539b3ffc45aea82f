// The mail inbox for programs: what was sent to whom, with its links, and where mail is taken.
import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { State } from '../state.js';
import type { Mail } from '../types.js';

const Query = Type.Object(
  { to: Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
);

/** Newest first; `?to=` is one address, letter case ignored. */
export async function inboxRoutes(
  plainApp: FastifyInstance,
  { state, smtpUrl }: { readonly state: State; readonly smtpUrl: string },
): Promise<void> {
  const app = plainApp.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/inbox/messages', { schema: { querystring: Query } }, async (request) =>
    state.mails(request.query.to).map(inboxEntry),
  );
  app.get('/inbox/server', async () => ({ smtpUrl }));
}

const inboxEntry = (mail: Mail) => ({ ...mail, at: new Date(mail.at).toISOString() });
