// A small CRM: asks for consent, has a text box for everybody who may be texted, and hears by
// webhook what people answer. It keeps who it knows in memory, where yours has a database.
import type { Assent, AssentEvent, OptInRequest, Verdict, WebhookHeaders } from 'assent-client';
import { ProblemError, SignatureError } from 'assent-client';
import Fastify, { type FastifyInstance } from 'fastify';
import { page } from './page.js';

/** What this CRM texts about. */
const program = 'updates';
const KNOWN = [
  { id: 'crm-3001', name: 'Ada Lindqvist', phone: '+16025550160', email: 'ada@example.com' },
  { id: 'crm-3002', name: 'Ben Osei', phone: '+16025550161', email: 'ben@example.com' },
  { id: 'crm-3003', name: 'Cleo Marchetti', phone: '+16025550162', email: 'cleo@example.com' },
];

export type Person = (typeof KNOWN)[number] & {
  /** What was written to each other and what was refused, newest last. */
  readonly lines: string[];
  request?: OptInRequest;
};
type Call<Body = void> = { Params: { id: string }; Body: Body };
type Verify = (body: string, headers: WebhookHeaders) => AssentEvent;

export async function buildCrm(assent: Assent, secret: string, widgetFrom: string) {
  const people = new Map<string, Person>(KNOWN.map((one) => [one.id, { ...one, lines: [] }]));
  for (const { id, ...record } of KNOWN) await assent.records.upsert(id, record);
  const app = Fastify();
  readAndRefuse(app);
  hear(app, people, (body, headers) => assent.webhooks.verify(body, headers, secret));

  const personOf = (id: string) => {
    const person = people.get(id);
    if (!person) throw Object.assign(new Error('Nobody has this id'), { statusCode: 404 });
    return person;
  };

  app.get('/', async (_request, reply) => {
    const all = [...people.values()];
    // Asked each time that boxes are shown, and never remembered: a STOP may have come meanwhile.
    const phones = all.map(({ phone }) => phone);
    const { data: verdicts } = await assent.consents.check({ phones, program });
    const shown = all.map(async (person, at) => {
      // The key stays here; the page gets tokens for the records that it shows.
      const { token } = await assent.widgetTokens.create({ record: person.id });
      return { ...person, ...(verdicts[at] as Verdict), token };
    });
    reply.type('text/html; charset=utf-8');
    return page(await Promise.all(shown), widgetFrom);
  });

  app.post<Call<Pick<OptInRequest, 'method'>>>('/people/:id/ask', async (request, reply) => {
    const person = personOf(request.params.id);
    const asking = { record: { externalId: person.id }, method: request.body.method, program };
    person.request = await assent.optInRequests.create(asking);
    return reply.redirect('/', 303);
  });

  app.get<Call>('/people/:id/code.svg', async ({ params }, reply) => {
    const { request } = personOf(params.id);
    if (request?.method !== 'qr') return reply.code(404).send();
    return reply.type('image/svg+xml').send(await assent.optInRequests.qrSvg(request.id));
  });

  app.post<Call<{ body: string }>>('/people/:id/texts', async (request, reply) => {
    const { phone: to, lines } = personOf(request.params.id);
    const { body } = request.body;
    try {
      await assent.messages.create({ to, body, program });
      lines.push(`You: ${body}`);
    } catch (error) {
      // The box may still be open in a window that has not heard yet: Assent has the last word.
      if (!(error instanceof ProblemError)) throw error;
      lines.push(`Not sent (${error.code}): ${body}`);
    }
    return reply.redirect('/', 303);
  });
  return app;
}

/** Takes what Assent posts: keeps what people write, and has open pages ask again. */
function hear(app: FastifyInstance, people: Map<string, Person>, verify: Verify): void {
  /** Events that were worked on: they may come again. */
  const seen = new Set<string>();
  const pages = new Set<() => void>();
  app.post<{ Body: string }>('/hooks', async ({ body, headers }, reply) => {
    const { id, type, data } = verify(body, headers);
    if (type === 'message.received' && !seen.has(id)) {
      for (const record of data.records) {
        const { name, lines } = people.get(record) ?? {};
        lines?.push(`${name}: ${data.body ?? ''}`);
      }
    }
    seen.add(id);
    for (const tell of pages) tell();
    return reply.code(204).send();
  });
  app.get('/changes', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    const tell = () => reply.raw.write('data: changed\n\n');
    pages.add(tell);
    request.raw.once('close', () => pages.delete(tell));
  });
}

function readAndRefuse(app: FastifyInstance): void {
  // A signature is over the bytes as they came, so JSON stays text here.
  const asText = { parseAs: 'string' } as const;
  app.addContentTypeParser('application/json', asText, (_request, body, done) => done(null, body));
  app.addContentTypeParser('application/x-www-form-urlencoded', asText, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof SignatureError ? 401 : (error.statusCode ?? 500);
    return reply.code(status).type('text/plain').send(error.message);
  });
}
