// /v1/imports: a CSV file comes in as a stream and is kept; a worker takes its rows over. Answers
// say how far that is.
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { canFail } from '../../can-fail.js';
import { refusedCsv } from '../../imports/refused-csv.js';
import { FileTooLarge } from '../../store/import-files.js';
import type { Import } from '../../store/imports.js';
import { IMPORT_BYTES_MAX, ImportFault, openImport } from '../../store/open-import.js';
import { toldBy } from '../acts.js';
import type { IngressRoomDeps } from '../deps.js';
import { AnsweredBefore, replay } from '../idempotency-keys.js';
import { Problem } from '../problems.js';
import { requirePlace } from './going-on.js';
import { ImportId, ImportQuery, ImportView, optionsOf, viewImport } from './import-shapes.js';
import { fileOf, PAGE_LIMIT, PageQuery, pageOf, refusals, strict } from './schemas.js';

const tags = ['Imports'];
const Params = Type.Object({ id: ImportId });
const CSV = 'text/csv; charset=utf-8';
const FILE = {
  type: 'text/csv',
  example:
    'phone,status,method,occurred_at,wording\n' +
    '+16025550134,opted_in,paper,2026-03-02T17:20:00Z,I agree to get texts about my quote.\n' +
    '+16025550188,opted_out,,,\n',
};

export const imports: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (
  app,
  { store, queues },
) => {
  // Read as it comes: nothing of it is held but the piece that is being kept.
  app.addContentTypeParser('text/csv', (_request, body, done) => done(null, body));

  async function find(workspace: string, id: string): Promise<Import> {
    const found = await store.imports.get(workspace, id);
    if (found) return found;
    throw new Problem('not_found', 'There is no import of this id.');
  }

  app.post(
    '/imports',
    {
      config: { scope: 'consents:write', ownDeadline: true, streamedBody: FILE },
      bodyLimit: IMPORT_BYTES_MAX,
      schema: {
        operationId: 'createImport',
        tags,
        summary: 'Take over consent and opt-outs from a CSV file.',
        description:
          'The body is the file, as `text/csv`. It is kept before this answers; its rows are ' +
          'taken over after that, and each is one act, for ever: the same file with the same ' +
          'options is the same import, and answers 200.',
        querystring: ImportQuery,
        response: { 200: ImportView, 202: ImportView, ...refusals('invalid_import') },
      },
    },
    async (request, reply) => {
      const { workspace, query } = request;
      const source = request.onceByKey(bodyOf(request));
      const options = optionsOf(query);
      const sent = { workspace, options, source, by: toldBy(request) };
      const opened = await openImport(store, sent).catch((error: unknown) => {
        if (error instanceof AnsweredBefore) return error;
        // What was not read of the file is not waited for.
        reply.header('connection', 'close');
        throw asProblem(error);
      });
      if (opened instanceof AnsweredBefore) return replay(reply, opened.answer);
      const { id } = opened.import;
      const queued = queues.addImport({ workspace, id });
      await canFail(queued, 'an import waits until it is found in MongoDB', request.log);
      return reply.code(opened.isNew ? 202 : 200).send(viewImport(opened.import));
    },
  );

  app.get(
    '/imports',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'listImports',
        tags,
        summary: 'Imports, newest first.',
        querystring: Type.Object(PageQuery, strict),
        response: { 200: pageOf(ImportView), ...refusals(400) },
      },
    },
    async ({ workspace, query }) => {
      const page = await store.imports.list(workspace, { limit: PAGE_LIMIT, ...query });
      await requirePlace(page, query, (id) => store.imports.get(workspace, id));
      return { data: page.data.map(viewImport), hasMore: page.hasMore };
    },
  );

  app.get(
    '/imports/:id',
    {
      config: { scope: 'consents:read' },
      schema: {
        operationId: 'getImport',
        tags,
        summary: 'How far an import is.',
        params: Params,
        response: { 200: ImportView, ...refusals(404) },
      },
    },
    async ({ workspace, params }) => viewImport(await find(workspace, params.id)),
  );

  app.get(
    '/imports/:id/refused.csv',
    {
      config: { scope: 'consents:read' },
      exposeHeadRoute: false,
      schema: {
        operationId: 'getRefusedRows',
        tags,
        summary: 'Refused rows as they stood in the file, each with its reason; for 30 days.',
        params: Params,
        response: { 200: fileOf(CSV, 'The rows.'), ...refusals(404) },
      },
    },
    async ({ workspace, params }, reply) => {
      const { id, header } = await find(workspace, params.id);
      const name = `refused-${id}.csv`;
      reply.header('content-disposition', `attachment; filename="${name}"`);
      reply.header('cache-control', 'no-store').type(CSV);
      const rows = store.imports.refused(workspace, id);
      return reply.send(Readable.from(refusedCsv(header.names, rows)));
    },
  );

  app.post(
    '/imports/:id/cancel',
    {
      config: { scope: 'consents:write' },
      schema: {
        operationId: 'cancelImport',
        tags,
        summary: 'Take over no more rows; what was taken over stays.',
        params: Params,
        response: { 200: ImportView, ...refusals(404) },
      },
    },
    async ({ workspace, params }) => {
      const cancelled = await store.imports.cancel(workspace, params.id);
      return viewImport(cancelled ?? (await find(workspace, params.id)));
    },
  );
};

/** @throws Problem 415 for a body that is no stream of CSV. */
function bodyOf({ body }: Pick<FastifyRequest, 'body'>): AsyncIterable<Buffer> {
  if (body instanceof Readable) return body;
  throw new Problem('unsupported_media_type', 'Send the file itself as text/csv.');
}

function asProblem(error: unknown): unknown {
  if (error instanceof ImportFault) {
    const errors = error.faults.map((detail) => ({ pointer: '', code: 'invalid_import', detail }));
    return new Problem('invalid_import', error.faults.join('; '), { errors });
  }
  if (error instanceof FileTooLarge) {
    const megabytes = IMPORT_BYTES_MAX / 1024 / 1024;
    return new Problem('body_too_large', `A file may have at most ${megabytes} MB. Split it.`);
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Problem('malformed_request', 'The file did not arrive whole.', { cause: error });
  }
  return error;
}
