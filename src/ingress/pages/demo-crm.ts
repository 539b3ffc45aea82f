// GET /demo/crm/…: two pages as a CRM might have them, with the widget in each. Only beside the
// simulated carrier. What a CRM's server does by POST /v1/widget-tokens is done here in its place.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DEMO_EMAIL } from '../../demo-user.js';
import { formatPhone } from '../../phone.js';
import type { CrmRecord } from '../../store/records.js';
import type { IngressRoomDeps } from '../deps.js';
import { PAGE_POLICY, policyHeader } from '../security-headers.js';
import { PageNotice, sendPage } from './html.js';
import { widgetHref } from './widget-script.js';

type DemoRequest = FastifyRequest<{ Querystring: { record?: string; methods?: string } }>;

/** One that minds its manners, and one whose rules are meant for every element there is. */
const PAGES = { harbor: 'Harbor', fieldbook: 'FieldBook' } as const;
const TOKEN_MS = 3_600_000;
const LISTED_MAX = 8;

export async function demoCrm(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, config } = deps;
  const { origin } = new URL(config.publicUrl);
  // All that the widget needs of a page that is strict with its own content, which asks its own
  // server for another token.
  const policy = policyHeader({
    ...PAGE_POLICY,
    scriptSrc: ["'self'", origin],
    connectSrc: ["'self'", origin],
  });

  async function show(name: keyof typeof PAGES, request: DemoRequest, reply: FastifyReply) {
    const user = await store.accounts.findUser(DEMO_EMAIL);
    if (!user) throw notReady();
    const { workspace } = user;
    const { data } = await store.records.list(workspace, { limit: LISTED_MAX });
    const wanted = request.query.record ?? data[0]?.externalId ?? '';
    const record = await store.records.get(workspace, wanted);
    if (!record) throw notReady();
    const expiresAt = new Date(store.clock.now().getTime() + TOKEN_MS);
    const by = { kind: 'user', id: user._id } as const;
    const token = store.widgetTokens.seal({ workspace, record: wanted, by, expiresAt });
    reply.header('content-security-policy', policy);
    return sendPage(reply, 'demo-crm', {
      ...{ name, crm: PAGES[name], token, base: config.publicUrl },
      ...{ widget: `${config.publicUrl}${widgetHref()}`, methods: request.query.methods },
      record: shownOf(record),
      others: data.filter(({ externalId }) => externalId !== wanted).map(shownOf),
      pages: Object.entries(PAGES).map(([id, label]) => ({ id, label })),
    });
  }

  scope.get('/demo/crm', async (_request, reply) => reply.redirect('/demo/crm/harbor', 303));
  for (const name of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    scope.get(`/demo/crm/${name}`, (request: DemoRequest, reply) => show(name, request, reply));
  }
}

function shownOf({ externalId, name, phone, email, address }: CrmRecord) {
  return {
    ...{ externalId, name, email, address },
    phone: phone === undefined ? undefined : formatPhone(phone),
  };
}

function notReady(): PageNotice {
  const text = 'The demo is still being set up, or has no such record. Try again in a moment.';
  const next = { href: '/', label: 'To the demo' };
  return new PageNotice(503, { title: 'Not yet', text, next });
}
