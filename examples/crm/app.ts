// A small CRM: asks for consent, opens a text box when the consent arrives, closes it with a STOP.
// What Assent posts comes in at /hooks, and is all that ever opens or closes a box.
import {
  type Assent,
  type AssentEvent,
  type EventType,
  ProblemError,
  SignatureError,
} from 'assent-client';
import Fastify, { type FastifyInstance } from 'fastify';
import { page } from './page.js';
import { loadPeople, type Person, PROGRAM } from './people.js';

/** Everything that a box follows, and what people write. */
export const LISTENS_TO = [
  ...['consent.granted', 'consent.renewed', 'consent.pending', 'consent.revoked'],
  'message.received',
] as EventType[];

export interface CrmOptions {
  readonly assent: Assent;
  /** What the webhook endpoint's creation showed. */
  readonly secret: string;
  /** Where the page loads the widget from. */
  readonly widgetFrom: string;
}

export async function buildCrm({
  assent,
  secret,
  widgetFrom,
}: CrmOptions): Promise<FastifyInstance> {
  const people = await loadPeople(assent);
  /** Events that were worked on: they may come again. */
  const seen = new Set<string>();
  const watchers = new Set<() => void>();
  const app = Fastify();

  readBodies(app);
  answerErrors(app);

  const personOf = (id: string) => {
    const person = people.get(id);
    if (!person) throw Object.assign(new Error('Nobody has this id'), { statusCode: 404 });
    return person;
  };

  app.post<{ Body: string }>('/hooks', async (request, reply) => {
    const event = assent.webhooks.verify(request.body, request.headers, secret);
    if (!seen.has(event.id)) work(event, people);
    seen.add(event.id);
    for (const tell of watchers) tell();
    return reply.code(204).send();
  });

  app.post<{ Params: { id: string }; Body: { method: 'text_to_join' | 'qr' | 'email' } }>(
    '/people/:id/ask',
    async ({ params, body }, reply) => {
      const person = personOf(params.id);
      const record = { externalId: person.id };
      const asking = { record, method: body.method, program: PROGRAM };
      person.request = await assent.optInRequests.create(asking);
      return reply.redirect('/', 303);
    },
  );

  app.get<{ Params: { id: string } }>('/people/:id/code.svg', async ({ params }, reply) => {
    const { request } = personOf(params.id);
    if (request?.method !== 'qr') return reply.code(404).send();
    return reply.type('image/svg+xml').send(await assent.optInRequests.qrSvg(request.id));
  });

  app.post<{ Params: { id: string }; Body: { body: string } }>(
    '/people/:id/texts',
    async ({ params, body: { body } }, reply) => {
      const person = personOf(params.id);
      try {
        await assent.messages.create({ to: person.phone, body, program: PROGRAM });
        person.lines.push(`You: ${body}`);
      } catch (error) {
        // The box may still be open in a window that has not heard yet: Assent has the last word.
        if (!(error instanceof ProblemError)) throw error;
        person.lines.push(`Not sent (${error.code}): ${body}`);
      }
      return reply.redirect('/', 303);
    },
  );

  app.get('/', async (_request, reply) => {
    // The key stays here; the page gets tokens for the records that it shows.
    const shown = [...people.values()].map(async (person) => {
      const { token } = await assent.widgetTokens.create({ record: person.id });
      return { ...person, token };
    });
    reply.type('text/html; charset=utf-8');
    return page(await Promise.all(shown), widgetFrom);
  });

  /** Tells open pages that something changed. */
  app.get('/changes', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    const tell = () => reply.raw.write('data: changed\n\n');
    watchers.add(tell);
    request.raw.once('close', () => watchers.delete(tell));
  });

  return app;
}

function readBodies(app: FastifyInstance): void {
  // A signature is over the bytes as they came, so JSON stays text here.
  const asText = { parseAs: 'string' } as const;
  app.addContentTypeParser('application/json', asText, (_request, body, done) => done(null, body));
  app.addContentTypeParser('application/x-www-form-urlencoded', asText, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof SignatureError ? 401 : (error.statusCode ?? 500);
    return reply.code(status).type('text/plain').send(error.message);
  });
}

/** The one place where a box opens or closes. */
function work({ type, sequence, data }: AssentEvent, people: Map<string, Person>): void {
  for (const id of data.records) {
    const person = people.get(id);
    if (!person) continue;
    if (type === 'message.received') person.lines.push(`${person.name}: ${data.body ?? ''}`);
    if (!type.startsWith('consent.') || !('previousStatus' in data)) continue;
    if (data.program !== PROGRAM && data.program !== '*') continue;
    // Webhooks overtake each other: an older one changes nothing.
    if (sequence <= person.sequence) continue;
    person.sequence = sequence;
    person.status = data.status;
  }
}
