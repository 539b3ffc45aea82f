// /v1/exports: everything of one kind as CSV or one JSON object a line, streamed no faster than it
// is read. Each kind has the scope of the calls that show the same things one by one.
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Scope } from '../../store/access.js';
import { EXPORT_KINDS, type ExportKind } from '../../store/exports/export-rows.js';
import { EXPORT_FORMATS, type ExportFormat, exportText } from '../../store/exports/export-text.js';
import type { IngressRoomDeps } from '../deps.js';
import { EXAMPLES } from './examples.js';
import { refusals, Slug, strict, Time } from './schemas.js';

const SCOPE: Readonly<Record<ExportKind, Scope>> = {
  contacts: 'consents:read',
  ledger: 'consents:read',
  messages: 'messages:read',
};
const OPERATION: Readonly<Record<ExportKind, string>> = {
  contacts: 'exportContacts',
  ledger: 'exportLedger',
  messages: 'exportMessages',
};
const SUMMARY: Readonly<Record<ExportKind, string>> = {
  contacts: 'Where every number stands, one row for each of its programs.',
  ledger: 'Every entry; as NDJSON without a filter it is the file that `assent verify` reads.',
  messages: 'Every message, in and out, with its words.',
};
const TYPE: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};
/** Written past the serialiser, so this only informs. */
const FILES = {
  description: 'The rows; with `format=ndjson` one JSON object a line.',
  content: {
    'text/csv': {
      schema: Type.String({ examples: [`contact,phone\r\n${EXAMPLES.contact},…\r\n`] }),
    },
    'application/x-ndjson': {
      schema: Type.String({ examples: [`{"contact":"${EXAMPLES.contact}"}\n`] }),
    },
  },
} as never;
/** A key that is revoked ends its export within about this time. */
const ASK_AGAIN_MS = 1_000;

const Query = Type.Object(
  {
    format: Type.Optional(Type.Enum([...EXPORT_FORMATS], { default: 'csv' })),
    program: Type.Optional(Slug),
    status: Type.Optional(
      Type.String({ pattern: '^[a-z_]{1,20}$', description: 'As the rows have it.' }),
    ),
    since: Type.Optional(Time),
  },
  strict,
);

export const exports: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  for (const kind of EXPORT_KINDS) {
    app.get(
      `/exports/${kind}`,
      {
        config: { scope: SCOPE[kind], ownDeadline: true },
        // Its answer would be made as a whole for the sake of its head.
        exposeHeadRoute: false,
        schema: {
          operationId: OPERATION[kind],
          tags: ['Exports'],
          summary: SUMMARY[kind],
          querystring: Query,
          response: { 200: FILES, ...refusals(400) },
        },
      },
      async (request, reply) => {
        const { workspace, query } = request;
        const { format = 'csv', program, status, since: given } = query;
        const since = given === undefined ? undefined : new Date(given);
        const filter = { program, status, since };
        const text = exportText(store, { kind, format, workspace, filter });
        const pieces = whileAllowed(text, () => app.mayStill(request));
        reply.header('content-disposition', `attachment; filename="${kind}.${format}"`);
        reply.header('cache-control', 'no-store').type(TYPE[format]);
        // Whoever hangs up destroys the stream, and with it the cursor behind it.
        return reply.send(Readable.from(pieces, { highWaterMark: 2 }));
      },
    );
  }
};

async function* whileAllowed(
  pieces: AsyncIterable<string>,
  isAllowed: () => Promise<boolean>,
): AsyncGenerator<string> {
  let askedAt = performance.now();
  for await (const piece of pieces) {
    if (performance.now() - askedAt >= ASK_AGAIN_MS) {
      if (!(await isAllowed())) throw new Error('the caller may not read this any more');
      askedAt = performance.now();
    }
    yield piece;
  }
}
