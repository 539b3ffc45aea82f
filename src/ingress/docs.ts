// The API described by its own schemas: OpenAPI 3.1 at /openapi.json and a page to read it at
// /docs.
import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { describeRoute, finishDocument } from './openapi/document.js';
import { ASSETS, STYLES } from './pages/assets.js';
import { PAGE_POLICY, policyHeader } from './security-headers.js';

/** Scripts and pictures of our own; Swagger UI writes styles as it draws. */
const DOCS_POLICY = policyHeader({
  ...PAGE_POLICY,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  connectSrc: ["'self'"],
});

const INTRODUCTION = [
  'Obtain, prove and obey consent to text messages.',
  'Tell Assent about a person (`PUT /v1/records/{externalId}`), ask for consent ' +
    '(`POST /v1/opt-in-requests`), check before you write (`POST /v1/consents/check`), send ' +
    '(`POST /v1/messages`), and hear what happens (`POST /v1/webhook-endpoints`).',
  'Errors are `application/problem+json` (RFC 9457); each `code` is explained at ' +
    '[/problems](/problems). Send `Idempotency-Key` with every POST: a repeat gets the first ' +
    'answer for 24 hours.',
].join('\n\n');

/** In the order in which an integrator meets them. */
const TAGS = Object.entries({
  Records: 'People as the CRM knows them. Consent belongs to the number and not to the record.',
  'Opt-in requests': 'Somebody is asked for consent: by text, by a code, by e-mail.',
  Consent: 'May this number be texted? The gate that every text passes answers.',
  Contacts: 'Numbers: where they stand, the ledger behind it, and acts that reach us otherwise.',
  Imports: 'Consent and opt-outs from a CSV file, a million rows or ten.',
  Exports: 'What is stored, as CSV or one JSON object a line.',
  Messages: 'Texts to people who agreed, and the conversation with them.',
  Events: 'What happened, to be listed or listened to.',
  Webhooks: 'What happened, posted to the CRM.',
  Settings: 'The workspace: brand, programs with their disclosures, senders.',
  Access: 'API keys, and people who sign in to the console.',
  Queues: 'For whoever is on duty: what waits, what ended badly, giving it back.',
}).map(([name, description]) => ({ name, description }));

const API_KEY = {
  type: 'http',
  scheme: 'bearer',
  description:
    'An API key, `ask_live_…` or `ask_test_…`. It belongs to one workspace and has scopes; what a ' +
    'call needs stands beside its security scheme. The console makes one under Settings; of the ' +
    'demo it is `apiKey` in `.data/connection.json`.',
} as const;

const SESSION = {
  type: 'apiKey',
  in: 'cookie',
  name: 'assent_session',
  description:
    'For the console’s own pages: whoever is signed in has the scopes of their role. All but GET ' +
    'need the header `x-csrf-token`. A CRM uses a key.',
} as const;

export interface ApiDocsOptions {
  readonly publicUrl: string;
}

/** Registered before the routes that it describes, and without a scope of its own. */
export async function apiDocs(app: FastifyInstance, { publicUrl }: ApiDocsOptions): Promise<void> {
  await app.register(swagger, {
    // Routes of the API carry tags; pages, probes and webhooks are described elsewhere.
    hideUntagged: true,
    transform: describeRoute,
    transformObject: (made) =>
      finishDocument((made as { openapiObject: never }).openapiObject) as never,
    openapi: {
      openapi: '3.1.0',
      info: {
        ...{ title: 'Assent', description: INTRODUCTION, version: versionOfPackage() },
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } as never,
      },
      servers: [{ url: publicUrl }],
      tags: TAGS,
      components: { securitySchemes: { apiKey: API_KEY, session: SESSION } },
      security: [{ apiKey: [] }],
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) =>
        typeof schema['$id'] === 'string' ? schema['$id'] : `def-${index}`,
    },
  });
  app.get('/openapi.json', async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: {
      ...{ docExpansion: 'list', deepLinking: true, tryItOutEnabled: false },
      // Its badge would tell a stranger's server where this one is.
      validatorUrl: null,
    },
    logo: { type: ASSETS.icon.type, content: ASSETS.icon.content, href: '/' },
    theme: {
      title: 'Assent API',
      css: [{ filename: 'docs.css', content: STYLES.get('docs')?.content.toString() ?? '' }],
    },
    transformSpecification: (document) => withoutSessions(document as Described) as never,
    uiHooks: {
      onRequest: (_request, reply, next) => {
        reply.header('content-security-policy', DOCS_POLICY);
        next();
      },
    },
  });
}
Object.assign(apiDocs, { [Symbol.for('skip-override')]: true });

interface Described {
  readonly components: { readonly securitySchemes: Record<string, object> };
}

/** Nobody can type a cookie into a page; a browser that is signed in sends its own. */
function withoutSessions(document: Described): Described {
  delete document.components.securitySchemes['session'];
  return document;
}

/** From package.json, which lies above both `src` and `dist`. */
function versionOfPackage(): string {
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      const read = readFileSync(new URL(up, import.meta.url), 'utf8');
      const { name, version } = JSON.parse(read) as { name?: string; version?: string };
      if (name === 'assent' && version) return version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('package.json was not found above the ingress');
}
