// Every route of the app and how it is guarded. A new route needs its row here, or the test of the
// routes fails and names it. No test lives here.
import type { Scope } from '../../src/store/access.js';

/** Ids of one workspace's things, by kind. */
export interface Ids {
  readonly record: string;
  readonly request: string;
  readonly contact: string;
  readonly message: string;
  readonly wording: string;
  readonly program: string;
  readonly sender: string;
  readonly key: string;
  readonly user: string;
  readonly endpoint: string;
  readonly delivery: string;
  readonly import: string;
}

/** Well-formed ids of nothing. */
export const NOTHING: Ids = {
  record: 'nobody',
  request: `oir_${'0'.repeat(32)}`,
  contact: `ct_${'0'.repeat(32)}`,
  message: `msg_${'0'.repeat(32)}`,
  wording: '0'.repeat(64),
  program: 'nothing',
  sender: `snd_${'0'.repeat(32)}`,
  key: `key_${'0'.repeat(32)}`,
  user: `usr_${'0'.repeat(32)}`,
  endpoint: `whe_${'0'.repeat(32)}`,
  delivery: `dl_${'0'.repeat(32)}`,
  import: `imp_${'0'.repeat(32)}`,
};

/** A call of the API. */
export interface ApiRoute {
  /** What the parameter of its address names; absent: it has none, or one that names no thing. */
  readonly names?: keyof Ids;
  /** What is appended to the address. */
  readonly query?: (ids: Ids) => string;
  /** A body that is well-formed, with ids of whoever's things are given. */
  readonly body?: (ids: Ids) => object;
  /** Its parameter is a name that every workspace may use: another one's is simply not met. */
  readonly ownNames?: true;
  /** The answer does not end. */
  readonly endless?: true;
}

const list: ApiRoute = { query: () => '?limit=100' };
const phone = () => ({ phone: '+16025550777' });
/** The widget's: of the record in the address. */
const anyRecord: ApiRoute = { names: 'record', ownNames: true };
const ofRequest = ({ request }: Ids) => ({ request });

/** `/v1`: a key with the scope that the route declares, and nothing but its workspace's things. */
export const API_ROUTES: Readonly<Record<string, ApiRoute>> = {
  'GET /v1/records': list,
  'GET /v1/records/:externalId': { names: 'record' },
  'PUT /v1/records/:externalId': {
    ...{ names: 'record', ownNames: true },
    body: () => ({ name: 'Somebody else', phone: '+16025550778' }),
  },
  'GET /v1/opt-in-requests': list,
  'POST /v1/opt-in-requests': {
    body: ({ record }) => ({ record: { externalId: record, name: 'X' }, method: 'text_to_join' }),
  },
  'GET /v1/opt-in-requests/:id': { names: 'request' },
  'GET /v1/opt-in-requests/:id/qr.svg': { names: 'request' },
  'GET /v1/opt-in-requests/:id/qr.png': { names: 'request' },
  'POST /v1/opt-in-requests/:id/cancel': { names: 'request' },
  'POST /v1/opt-in-requests/:id/resend': { names: 'request' },
  'POST /v1/opt-in-requests/:id/match': {
    names: 'request',
    body: ({ contact }) => ({ contact }),
  },
  'POST /v1/consents/check': { body: phone },
  'GET /v1/contacts': list,
  'GET /v1/contacts/:id': { names: 'contact' },
  'POST /v1/contacts/lookup': { body: phone },
  'GET /v1/contacts/:id/ledger': { names: 'contact' },
  'GET /v1/contacts/:id/proof': { names: 'contact' },
  'GET /v1/wordings/:hash': { names: 'wording' },
  'POST /v1/contacts/attest': {
    body: () => ({
      ...{ phone: '+16025550777', method: 'verbal', occurredAt: '2026-01-01T00:00:00Z' },
      evidence: { words: 'yes' },
    }),
  },
  'POST /v1/contacts/revoke': { body: () => ({ phone: '+16025550777', method: 'phone' }) },
  'DELETE /v1/contacts/:id/personal-data': { names: 'contact' },
  // A body that is no file is refused, whoever sends it.
  'POST /v1/imports': { body: () => ({}) },
  'GET /v1/imports': list,
  'GET /v1/imports/:id': { names: 'import' },
  'GET /v1/imports/:id/refused.csv': { names: 'import' },
  'POST /v1/imports/:id/cancel': { names: 'import' },
  'GET /v1/exports/contacts': {},
  'GET /v1/exports/ledger': {},
  'GET /v1/exports/messages': {},
  'GET /v1/messages': { query: ({ contact }) => `?contact=${contact}` },
  'POST /v1/messages': { body: () => ({ to: '+16025550777', body: 'Hello' }) },
  'GET /v1/messages/:id': { names: 'message' },
  'POST /v1/messages/:id/review': { names: 'message', body: () => ({ decision: 'opt_out' }) },
  'GET /v1/events': list,
  'GET /v1/events/stream': { endless: true },
  'GET /v1/workspace': {},
  'PATCH /v1/workspace': { body: () => ({ holidays: true }) },
  'GET /v1/programs': {},
  'POST /v1/programs': {
    body: () => ({
      ...{ id: 'theirs', name: 'Theirs', topic: 'something', frequency: 'About 4 msgs a month' },
      frequencySpoken: 'about four texts a month',
    }),
  },
  'GET /v1/programs/:program': { names: 'program' },
  'PATCH /v1/programs/:program': { names: 'program', body: () => ({ topic: 'another' }) },
  'GET /v1/programs/:program/disclosures': { names: 'program' },
  'GET /v1/programs/:program/sign.pdf': { names: 'program' },
  'GET /v1/programs/:program/sign.svg': { names: 'program' },
  'GET /v1/senders': {},
  'POST /v1/senders': {
    body: () => ({
      ...{ number: '+16025550179', accountSid: `AC${'7c'.repeat(16)}`, authToken: '0'.repeat(32) },
      defaultProgram: 'updates',
    }),
  },
  'PATCH /v1/senders/:id': { names: 'sender', body: () => ({ messagesPerSecond: 2 }) },
  'GET /v1/keys': list,
  'POST /v1/keys': { body: () => ({ scopes: ['records:read'] }) },
  'GET /v1/keys/:id': { names: 'key' },
  'PATCH /v1/keys/:id': { names: 'key', body: () => ({ label: 'taken' }) },
  'POST /v1/keys/:id/rotate': { names: 'key', body: () => ({}) },
  'POST /v1/keys/:id/revoke': { names: 'key' },
  'GET /v1/users': list,
  'POST /v1/users': { body: () => ({ email: 'new@a.example', role: 'auditor' }) },
  'GET /v1/users/:id': { names: 'user' },
  'PATCH /v1/users/:id': { names: 'user', body: () => ({ disabled: true }) },
  'GET /v1/queues': {},
  'GET /v1/queues/:name/failed': {},
  'POST /v1/queues/:name/redrive': { body: () => ({ all: true, reason: 'to see whose they are' }) },
  'POST /v1/widget-tokens': { body: ({ record }) => ({ record }) },
  'GET /v1/widget/records/:externalId': anyRecord,
  'GET /v1/widget/records/:externalId/stream': { ...anyRecord, endless: true },
  'GET /v1/widget/records/:externalId/mail': anyRecord,
  'GET /v1/widget/records/:externalId/sign.pdf': anyRecord,
  'POST /v1/widget/records/:externalId/ask': {
    ...anyRecord,
    body: () => ({ method: 'text_to_join' }),
  },
  'POST /v1/widget/records/:externalId/cancel': { ...anyRecord, body: ofRequest },
  'POST /v1/widget/records/:externalId/resend': { ...anyRecord, body: ofRequest },
  'POST /v1/widget/records/:externalId/answer': {
    ...anyRecord,
    body: ({ request, contact }) => ({ request, contact }),
  },
  'GET /v1/webhook-endpoints': {},
  'POST /v1/webhook-endpoints': { body: () => ({ url: 'https://crm.example.com/hook' }) },
  'GET /v1/webhook-endpoints/:id': { names: 'endpoint' },
  'PATCH /v1/webhook-endpoints/:id': { names: 'endpoint', body: () => ({ description: 'x' }) },
  'DELETE /v1/webhook-endpoints/:id': { names: 'endpoint' },
  'POST /v1/webhook-endpoints/:id/rotate-secret': { names: 'endpoint', body: () => ({}) },
  'POST /v1/webhook-endpoints/:id/test': { names: 'endpoint' },
  'GET /v1/webhook-endpoints/:id/deliveries': { names: 'endpoint' },
  'POST /v1/deliveries/:id/redeliver': { names: 'delivery' },
};

/** A page behind the console's login. */
export interface RoomRoute {
  /** What the role of whoever is signed in has to allow. */
  readonly scope: Scope;
  /** How it says that a thing is not there, or that nothing was filled in. */
  readonly absent: number;
  /** What the parameter of its address names, where that is not the record. */
  readonly names?: keyof Ids;
}

/** They are about the workspace of whoever is signed in; no address names a thing. */
const OPERATIONS_ROUTES: Readonly<Record<string, RoomRoute>> = {
  'GET /console/operations': { scope: 'queues:read', absent: 200 },
  // An answer that does not end, unless nothing is left to be told.
  'GET /console/operations/live': { scope: 'queues:read', absent: 200 },
  'GET /console/operations/runbook': { scope: 'queues:read', absent: 200 },
  'POST /console/operations/redrive': { scope: 'queues:write', absent: 404 },
  'POST /console/operations/dismiss': { scope: 'queues:write', absent: 404 },
  'POST /console/operations/pause': { scope: 'queues:write', absent: 303 },
  'POST /console/operations/resume': { scope: 'queues:write', absent: 303 },
};

const looked = (scope: Scope, absent: number, names?: keyof Ids): RoomRoute => ({
  ...{ scope, absent },
  ...(names && { names }),
});
const SETTINGS = '/console/settings';

/** Settings and programs: lists are there for everybody, an empty form is none. */
const SETTING_ROUTES: Readonly<Record<string, RoomRoute>> = {
  [`GET ${SETTINGS}`]: looked('settings:read', 200),
  [`GET ${SETTINGS}/brand`]: looked('settings:read', 200),
  [`POST ${SETTINGS}/brand`]: looked('settings:write', 400),
  'GET /console/programs': looked('settings:read', 200),
  'GET /console/programs/new': looked('settings:write', 200),
  'POST /console/programs/new': looked('settings:write', 400),
  'GET /console/programs/:program': looked('settings:read', 404, 'program'),
  'POST /console/programs/:program': looked('settings:write', 404, 'program'),
  'GET /console/programs/:program/texts': looked('settings:read', 404, 'program'),
  'POST /console/programs/:program/texts/:locale/:template': looked('settings:write', 404),
  'POST /console/programs/:program/texts/:locale/:template/check': looked('settings:write', 404),
  'GET /console/programs/:program/disclosure': looked('settings:read', 404, 'program'),
  'POST /console/programs/:program/disclosure': looked('settings:write', 404, 'program'),
  'POST /console/programs/:program/disclosure/check': looked('settings:write', 404, 'program'),
  [`GET ${SETTINGS}/senders`]: looked('settings:read', 200),
  [`GET ${SETTINGS}/senders/new`]: looked('settings:write', 200),
  [`POST ${SETTINGS}/senders/new`]: looked('settings:write', 400),
  [`GET ${SETTINGS}/senders/:id`]: looked('settings:read', 404, 'sender'),
  [`POST ${SETTINGS}/senders/:id`]: looked('settings:write', 404, 'sender'),
  [`GET ${SETTINGS}/senders/:id/pause`]: looked('queues:write', 404, 'sender'),
  [`POST ${SETTINGS}/senders/:id/pause`]: looked('queues:write', 404, 'sender'),
  [`POST ${SETTINGS}/senders/:id/resume`]: looked('queues:write', 404, 'sender'),
  [`GET ${SETTINGS}/keys`]: looked('access:read', 200),
  [`GET ${SETTINGS}/keys/new`]: looked('access:write', 200),
  [`POST ${SETTINGS}/keys/new`]: looked('access:write', 400),
  [`GET ${SETTINGS}/keys/:id/rotate`]: looked('access:write', 404, 'key'),
  [`POST ${SETTINGS}/keys/:id/rotate`]: looked('access:write', 404, 'key'),
  [`GET ${SETTINGS}/keys/:id/revoke`]: looked('access:write', 404, 'key'),
  [`POST ${SETTINGS}/keys/:id/revoke`]: looked('access:write', 404, 'key'),
  [`GET ${SETTINGS}/people`]: looked('access:read', 200),
  [`GET ${SETTINGS}/people/new`]: looked('access:write', 200),
  [`POST ${SETTINGS}/people/new`]: looked('access:write', 400),
  [`POST ${SETTINGS}/people/:id`]: looked('access:write', 400, 'user'),
  [`GET ${SETTINGS}/people/:id/disable`]: looked('access:write', 404, 'user'),
  [`POST ${SETTINGS}/people/:id/disable`]: looked('access:write', 404, 'user'),
  [`POST ${SETTINGS}/people/:id/enable`]: looked('access:write', 404, 'user'),
  [`GET ${SETTINGS}/people/:id/password`]: looked('access:write', 404, 'user'),
  [`POST ${SETTINGS}/people/:id/password`]: looked('access:write', 404, 'user'),
  [`GET ${SETTINGS}/webhooks`]: looked('webhooks:read', 200),
  [`GET ${SETTINGS}/webhooks/new`]: looked('webhooks:write', 200),
  [`POST ${SETTINGS}/webhooks/new`]: looked('webhooks:write', 400),
  [`GET ${SETTINGS}/webhooks/:id`]: looked('webhooks:read', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id`]: looked('webhooks:write', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id/test`]: looked('webhooks:write', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id/redeliver/:delivery`]: looked('webhooks:write', 404, 'endpoint'),
  [`GET ${SETTINGS}/webhooks/:id/rotate`]: looked('webhooks:write', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id/rotate`]: looked('webhooks:write', 404, 'endpoint'),
  [`GET ${SETTINGS}/webhooks/:id/disable`]: looked('webhooks:write', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id/disable`]: looked('webhooks:write', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id/enable`]: looked('webhooks:write', 404, 'endpoint'),
  [`GET ${SETTINGS}/webhooks/:id/delete`]: looked('webhooks:write', 404, 'endpoint'),
  [`POST ${SETTINGS}/webhooks/:id/delete`]: looked('webhooks:write', 404, 'endpoint'),
};

const question = '/console/records/:externalId/requests/:request';
export const ROOM_ROUTES: Readonly<Record<string, RoomRoute>> = {
  'GET /console/counts': { scope: 'records:read', absent: 200 },
  'GET /console': { scope: 'records:read', absent: 200 },
  'GET /console/records/:externalId': { scope: 'records:read', absent: 404 },
  'GET /console/records/:externalId/opt-out': { scope: 'consents:write', absent: 404 },
  'POST /console/records/:externalId/opt-out': { scope: 'consents:write', absent: 404 },
  'GET /console/records/:externalId/attest': { scope: 'consents:write', absent: 404 },
  'POST /console/records/:externalId/attest': { scope: 'consents:write', absent: 404 },
  'GET /console/requests': { scope: 'consents:read', absent: 200 },
  'POST /console/records/:externalId/ask': { scope: 'consents:write', absent: 404 },
  'GET /console/inbox': { scope: 'messages:read', absent: 200 },
  'GET /console/inbox/:contact': { scope: 'messages:read', absent: 404 },
  'POST /console/inbox/:contact/messages': { scope: 'messages:write', absent: 404 },
  'POST /console/inbox/:contact/review': { scope: 'consents:write', absent: 404 },
  'POST /console/inbox/:contact/read': { scope: 'messages:write', absent: 404 },
  // "No longer open", whether it was answered or never there.
  [`POST ${question}/match`]: { scope: 'consents:write', absent: 409 },
  [`POST ${question}/cancel`]: { scope: 'consents:write', absent: 409 },
  ...OPERATIONS_ROUTES,
  ...SETTING_ROUTES,
};

/** The dashboard's own routes; what holds for its prefix holds for all of them. */
export const DASHBOARD = { prefix: '/queues', scope: 'queues:write' } as const;

/** Open to everybody, with nothing of any person behind them. */
export const OPEN_ROUTES: readonly (string | RegExp)[] = [
  ...['GET /', 'GET /livez', 'GET /readyz', 'GET /metrics', 'GET /openapi.json', 'GET /problems'],
  ...['GET /console.webmanifest', 'GET /console-worker.js', 'GET /console/offline'],
  ...['GET /console/login', 'POST /console/login', 'POST /console/demo', 'POST /console/logout'],
  // The element that CRMs embed, and what browsers ask before it may call from another site.
  ...['GET /widget.js', 'OPTIONS /v1/widget/*'],
  /^GET \/widget-[0-9a-f]{12}\.js$/,
  // Beside the simulated carrier only: invented people, on pages that stand for a CRM's.
  /^GET \/demo\/crm(?:\/|$)/,
  /^GET \/docs(?:\/|$)/,
  /^GET \/assets\//,
  /^GET \/programs\/:workspace\/:program(?:\/(?:terms|privacy|sign\.svg))?$/,
];

/** Opened by a token of 128 bits in the address, and by nothing else. */
export const TOKEN_ROUTES: readonly string[] = [
  ...['GET /confirm/:token', 'POST /confirm/:token', 'POST /confirm/:token/opened'],
  ...['GET /confirm/:token/outcome/:act', 'GET /confirm/:token/outcome/:act/live'],
  ...['GET /unsubscribe/:token', 'POST /unsubscribe/:token'],
  ...['GET /join/:token', 'GET /join/:token/live'],
];

/** Signed by the provider. */
export const SIGNED_ROUTES: readonly string[] = [
  'POST /webhooks/twilio/messages',
  'POST /webhooks/twilio/status',
];
