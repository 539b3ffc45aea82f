// An import as the API takes and gives it. What a file and its columns mean is
// docs/import-export.md.
import { type Static, type TSchema, Type } from 'typebox';
import { FIELDS, type Field, readHeader } from '../../imports/columns.js';
import { METHODS } from '../../imports/rows.js';
import type { Import, ImportOptions } from '../../store/imports.js';
import { Slug, strict, Time } from './schemas.js';

const EXAMPLE_ID = 'imp_3f6c1d0a9b7e42558c1f0e6d4a2b9c71';
const NAME_MAX = 200;
const WORDING_MAX = 2_000;

/** `phoneColumn=Mobile` names the column that holds the numbers, and so for every field. */
type ColumnName = `${Field}Column`;
const ColumnNames = Object.fromEntries(
  FIELDS.map((field) => [
    `${field}Column`,
    Type.Optional(Type.String({ minLength: 1, maxLength: NAME_MAX })),
  ]),
) as unknown as Record<
  ColumnName,
  ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>
>;

const Choice = <const T extends string[]>(values: readonly [...T], description: string) =>
  Type.Optional(Type.Enum([...values], { description }));

export const ImportQuery = Type.Object(
  {
    dryRun: Choice(['true', 'false'], 'Only counts and names what would be refused.'),
    status: Choice(['opted_in', 'opted_out'], 'Of rows that do not say.'),
    program: Type.Optional(Slug),
    method: Choice(METHODS, 'How people agreed whose rows do not say.'),
    wording: Type.Optional(Type.String({ minLength: 1, maxLength: WORDING_MAX })),
    disclosure: Type.Optional(Type.Integer({ minimum: 1 })),
    timezone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    ...ColumnNames,
  },
  strict,
);

export function optionsOf(query: Static<typeof ImportQuery>): ImportOptions {
  const { dryRun, status, program, method, wording, disclosure, timezone } = query;
  const named = query as Readonly<Partial<Record<ColumnName, string>>>;
  const map = Object.fromEntries(
    FIELDS.flatMap((field) => {
      const name = named[`${field}Column`];
      return name === undefined ? [] : [[field, name]];
    }),
  );
  return {
    ...(Object.keys(map).length > 0 && { map }),
    ...(dryRun === 'true' && { dryRun: true }),
    ...(status !== undefined && { status }),
    ...(program !== undefined && { program }),
    ...(method !== undefined && { method }),
    ...(wording !== undefined && { wording }),
    ...(disclosure !== undefined && { disclosure }),
    ...(timezone !== undefined && { timezone }),
  };
}

const Count = (description: string): TSchema => Type.Integer({ description });
const Counts = Type.Object(
  {
    rows: Count('Rows so far; the sum of the others.'),
    optedIn: Count('Consent that was not there before.'),
    renewed: Count('Consent that was there already.'),
    optedOut: Count('Opt-outs.'),
    superseded: Count('Kept, without effect: the person said stop, or it is too old.'),
    refused: Count('Not taken over; see refusedUrl.'),
  },
  { title: 'ImportCounts' },
);

export const ImportId = Type.String({ pattern: '^imp_[0-9a-f]{32}$', examples: [EXAMPLE_ID] });

export const ImportView = Type.Object(
  {
    id: Type.String(),
    status: Type.Enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    dryRun: Type.Boolean(),
    counts: Counts,
    columns: Type.Record(Type.String(), Type.String(), {
      description: 'What was found: each field with the name of its column.',
    }),
    ignoredColumns: Type.Array(Type.String()),
    file: Type.Object({ digest: Type.String(), bytes: Type.Integer() }),
    reason: Type.Optional(Type.String({ description: 'Why it ended early.' })),
    refusedUrl: Type.String({ description: 'Refused rows as CSV, each with its reason.' }),
    createdAt: Time,
    finishedAt: Type.Union([Time, Type.Null()]),
  },
  {
    title: 'Import',
    examples: [
      {
        ...{ id: EXAMPLE_ID, status: 'done', dryRun: false },
        counts: { rows: 3, optedIn: 1, renewed: 0, optedOut: 1, superseded: 0, refused: 1 },
        columns: { phone: 'Mobile', status: 'SMS consent', occurredAt: 'Consent date' },
        ...{ ignoredColumns: ['Name'], file: { digest: '9f'.repeat(32), bytes: 214 } },
        refusedUrl: `/v1/imports/${EXAMPLE_ID}/refused.csv`,
        ...{ createdAt: '2026-03-02T17:20:00.000Z', finishedAt: '2026-03-02T17:20:01.000Z' },
      },
    ],
  },
);

export function viewImport(one: Import) {
  const { id, state: status, options, counts, header, ignored, file, reason } = one;
  const { receivedAt, finishedAt } = one;
  const columns = readHeader(header.names, options.map);
  const found = 'faults' in columns ? {} : columns.of;
  return {
    ...{ id, status, dryRun: options.dryRun === true, counts, ignoredColumns: [...ignored] },
    columns: Object.fromEntries(
      Object.entries(found).map(([field, position]) => [field, header.names[position] ?? '']),
    ),
    file: { digest: file.digest, bytes: file.bytes },
    ...(reason !== undefined && { reason }),
    refusedUrl: `/v1/imports/${id}/refused.csv`,
    createdAt: receivedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
