// /v1/contacts: a number's standing and the entries behind it. Numbers are looked up in bodies,
// never in URLs.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { groupBy } from '../../group-by.js';
import { headsOfPersons, personsOf } from '../../store/persons.js';
import { readPhone, workspaceOf } from '../choices.js';
import { viewConsent } from '../consent-view.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { EntryView, viewEntry } from './entry-view.js';
import { requirePlace } from './going-on.js';
import {
  Consent,
  ConsentStatus,
  ContactId,
  ExternalId,
  FlagName,
  PAGE_LIMIT,
  PageQuery,
  PhoneInput,
  pageOf,
  refusals,
  strict,
} from './schemas.js';

const ContactView = Type.Object(
  { id: ContactId, records: Type.Array(ExternalId), consent: Consent },
  { title: 'Contact' },
);
const LookUp = Type.Object({ phone: PhoneInput }, { ...strict, title: 'LookUp' });
const Params = Type.Object({ id: ContactId });
const ENTRIES_MAX = 500;

export const contacts: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  const tags = ['Contacts'];

  /** These contacts in their order, with a bounded number of reads for all. */
  async function views(workspace: string, ids: readonly string[]) {
    const persons = await personsOf(store, workspace, ids);
    const [settings, holders, heads] = await Promise.all([
      workspaceOf(store, workspace),
      store.records.byContacts(workspace, [...new Set(persons.flat())]),
      headsOfPersons(store, workspace, persons),
    ]);
    const names = holders.map((record) => record.externalId);
    const requests = await store.requests.openFor(workspace, names);
    const programs = Object.keys(settings.programs);
    const byContact = groupBy(holders, ({ contact }) => contact);
    return ids.map((id, index) => {
      const held = (persons[index] ?? []).flatMap((one) => byContact.get(one) ?? []);
      const records = held.map((record) => record.externalId);
      const request = records.map((record) => requests.get(record)).find(Boolean);
      const head = heads[index] ?? null;
      return { head, view: { id, records, consent: viewConsent(head, programs, request) } };
    });
  }

  async function view(workspace: string, id: string) {
    const [found] = await views(workspace, [id]);
    if (!found || (found.head === null && found.view.records.length === 0)) throw unknownContact();
    return found.view;
  }

  app.get(
    '/contacts',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'listContacts',
        tags,
        summary: 'Numbers that ever acted, latest change first.',
        querystring: Type.Object(
          { ...PageQuery, status: Type.Optional(ConsentStatus), flag: Type.Optional(FlagName) },
          strict,
        ),
        response: { 200: pageOf(ContactView), ...refusals(400) },
      },
    },
    async ({ workspace, query }) => {
      const page = await store.heads.list(workspace, { limit: PAGE_LIMIT, ...query });
      await requirePlace(page, query, (id) => store.heads.get(workspace, id));
      const ids = page.data.map(({ contact }) => contact);
      const found = await views(workspace, ids);
      return { data: found.map((one) => one.view), hasMore: page.hasMore };
    },
  );

  app.get(
    '/contacts/:id',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'getContact',
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
        operationId: 'lookUpContact',
        tags,
        summary: 'The contact of a number.',
        body: LookUp,
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
        operationId: 'listLedgerEntries',
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
