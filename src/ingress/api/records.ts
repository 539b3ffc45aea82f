// /v1/records: the CRM tells us of somebody, and asks where they stand.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { viewConsents } from '../consent-view.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { listRecords } from '../record-listing.js';
import { requirePlace } from './going-on.js';
import {
  Box,
  readBox,
  RecordBody,
  RecordParams,
  RecordView,
  toInput,
  viewRecord,
} from './record-shapes.js';
import { ConsentStatus, PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';

export const records: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  const tags = ['Records'];

  app.put(
    '/records/:externalId',
    {
      config: { scope: 'records:write' },
      schema: {
        operationId: 'upsertRecord',
        tags,
        summary: 'Create a record or replace it. Consent stays with its number.',
        params: RecordParams,
        body: RecordBody,
        response: { 200: RecordView, ...refusals(400, 422) },
      },
    },
    async ({ workspace, params, body }) => {
      const record = await store.records.put(workspace, params.externalId, toInput(body));
      await store.requests.follow(workspace, record.externalId, record.contact);
      const [consent] = await viewConsents(store, workspace, [record]);
      return viewRecord(record, consent, store.clock.now());
    },
  );

  app.get(
    '/records/:externalId',
    {
      config: { scope: 'records:read' },
      schema: {
        operationId: 'getRecord',
        tags,
        summary: 'One record with its consent.',
        params: RecordParams,
        response: { 200: RecordView, ...refusals(404) },
      },
    },
    async ({ workspace, params }) => {
      const record = await store.records.get(workspace, params.externalId);
      if (!record) throw new Problem('not_found', 'There is no record of this externalId.');
      const [consent] = await viewConsents(store, workspace, [record]);
      return viewRecord(record, consent, store.clock.now());
    },
  );

  app.get(
    '/records',
    {
      config: { scope: 'records:read' },
      schema: {
        operationId: 'listRecords',
        tags,
        summary: 'Records, newest first.',
        querystring: Type.Object(
          {
            ...PageQuery,
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: PAGE_LIMIT })),
            query: Type.Optional(
              Type.String({
                ...{ minLength: 1, maxLength: 200 },
                description:
                  'Words, in any order and with or without accents, each somewhere in name, ' +
                  'address, e-mail or external id; or a whole phone number.',
              }),
            ),
            status: Type.Optional(ConsentStatus),
            bbox: Type.Optional(Box),
          },
          strict,
        ),
        response: { 200: pageOf(RecordView), ...refusals(400) },
      },
    },
    async ({ workspace, query: { bbox, status, ...query } }) => {
      const box = bbox === undefined ? {} : { box: readBox(bbox) };
      const page = await listRecords(store, workspace, {
        ...{ limit: PAGE_LIMIT, ...query, ...box },
        ...(status !== undefined && { wanted: (consent) => consent.status === status }),
      });
      await requirePlace(page, query, (id) => store.records.get(workspace, id));
      const now = store.clock.now();
      return { ...page, data: page.data.map((one) => viewRecord(one.record, one.consent, now)) };
    },
  );
};
