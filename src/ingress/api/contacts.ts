// /v1/contacts: a number's standing and the entries behind it. Numbers are looked up in bodies,
// never in URLs.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { readPhone, workspaceOf } from '../choices.js';
import { viewConsent } from '../consent-view.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { EntryView, viewEntry } from './entry-view.js';
import { Consent, ContactId, PhoneInput, pageOf, refusals, strict } from './schemas.js';

const ContactView = Type.Object({
  id: Type.String(),
  records: Type.Array(Type.String()),
  consent: Consent,
});
const Params = Type.Object({ id: ContactId });
const ENTRIES_MAX = 500;

export const contacts: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  const tags = ['Contacts'];

  async function view(workspace: string, id: string) {
    const [settings, head, holders] = await Promise.all([
      workspaceOf(store, workspace),
      store.heads.get(workspace, id),
      store.records.byContacts(workspace, [id]),
    ]);
    if (!head && holders.length === 0) throw unknownContact();
    const requests = await store.requests.openFor(
      workspace,
      holders.map((record) => record.externalId),
    );
    const [request] = requests.values();
    const consent = viewConsent(head ?? undefined, Object.keys(settings.programs), request);
    return { id, records: holders.map((record) => record.externalId), consent };
  }

  app.get(
    '/contacts/:id',
    {
      config: { scope: 'consents:read' },
      schema: {
        tags,
        summary: 'Where a number stands, program by program.',
        params: Params,
        response: { 200: ContactView, ...refusals(404) },
      },
    },
    async ({ workspace, params }) => view(workspace, params.id),
  );

  app.post(
    '/contacts/lookup',
    {
      config: { scope: 'consents:read', readOnly: true },
      schema: {
        tags,
        summary: 'The contact of a number.',
        body: Type.Object({ phone: PhoneInput }, strict),
        response: { 200: ContactView, ...refusals(400, 404, 422) },
      },
    },
    async ({ workspace, body }) =>
      view(workspace, await store.people.contactOf(workspace, readPhone(body.phone, '/phone'))),
  );

  app.get(
    '/contacts/:id/ledger',
    {
      config: { scope: 'consents:read' },
      schema: {
        tags,
        summary: 'Entries, oldest first; `startingAfter` is a `seq`.',
        params: Params,
        querystring: Type.Object(
          {
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ENTRIES_MAX })),
            startingAfter: Type.Optional(Type.Integer({ minimum: 0 })),
          },
          strict,
        ),
        response: { 200: pageOf(EntryView), ...refusals(400, 404) },
      },
    },
    async ({ workspace, params, query }) => {
      const { limit = 100, startingAfter: after = 0 } = query;
      const rows = await store.ledger.entries(workspace, params.id, { limit: limit + 1, after });
      // An unknown contact and one of another workspace are the same: not here.
      if (rows.length === 0 && after === 0) await view(workspace, params.id);
      return { data: rows.slice(0, limit).map(viewEntry), hasMore: rows.length > limit };
    },
  );
};

const unknownContact = () => new Problem('not_found', 'There is no contact of this id or number.');
