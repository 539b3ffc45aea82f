// Shapes that several routes of the API share. One object validates, serialises, types and
// documents. A shape that only one route knows stands in that route's file.
import { Type, type TSchema } from 'typebox';
import type { GateReason } from '../../consent/types.js';
import { problemAnswer } from '../openapi/every-answer.js';
import { PROBLEMS, type ProblemCode } from '../problems.js';
import { EXAMPLES } from './examples.js';

export const strict = { additionalProperties: false } as const;

export const ConsentStatus = Type.Enum(['none', 'pending', 'opted_in', 'opted_out'], {
  ...{ title: 'ConsentStatus', examples: ['opted_in'] },
  description: '`opted_out` beats the rest; `pending`: the handset still has to answer.',
});
export const Basis = Type.Enum(['express', 'express_written'], { title: 'Basis' });
export const FlagName = Type.Enum(
  ['provider_block', 'unreachable', 'landline', 'reassigned', 'in_review', 'email_unsubscribed'],
  { title: 'Flag' },
);
export const Purpose = Type.Enum(['informational', 'marketing'], {
  ...{ title: 'Purpose', description: '`marketing` needs consent in writing.' },
});
export const Time = Type.String({ format: 'date-time', examples: [EXAMPLES.time] });
/** Read by libphonenumber; whether it is a number is checked by the handler and answered 422. */
export const PhoneInput = Type.String({
  ...{ minLength: 1, maxLength: 40, examples: ['+1 602 555 0134'] },
  description: 'Anything that reads as a phone number.',
});
export const ContactId = Type.String({
  ...{ pattern: '^ct_[0-9a-f]{32}$', examples: [EXAMPLES.contact] },
  description: 'Stands for a phone number, in this workspace only.',
});
export const Slug = Type.String({
  ...{ pattern: '^[a-z0-9][a-z0-9_-]{0,62}$', examples: [EXAMPLES.program] },
});
export const ExternalId = Type.String({
  ...{ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' },
  ...{ examples: [EXAMPLES.record], description: 'The id of this record in the CRM.' },
});
const REASONS = [
  ...(['no_consent', 'pending', 'opted_out', 'opt_out_waiting', 'in_review'] as const),
  ...(['written_consent_required', 'consent_expired', 'provider_block', 'unreachable'] as const),
  ...(['landline', 'reassigned', 'quiet_hours', 'frequency_cap', 'sender_paused'] as const),
  'cannot_read',
] as const satisfies readonly GateReason[];
export const GateReasonName = Type.Enum([...REASONS], { title: 'GateReason' });
/** A text as answers give it, with what it looks like. */
export const idLike = (example: string, description?: string) =>
  Type.String({ examples: [example], ...(description !== undefined && { description }) });
/** A number as answers give it. */
export const E164 = Type.String({ examples: [EXAMPLES.phone], description: 'E.164.' });
export const EntryId = idLike(EXAMPLES.entry, 'The ledger entry that it rests on.');

export const Disclosure = Type.Object(
  { version: Type.Integer(), hash: Type.String(), text: Type.String() },
  {
    title: 'Disclosure',
    examples: [{ version: 3, hash: EXAMPLES.hash, text: EXAMPLES.disclosure }],
  },
);

const Standing = Type.Object(
  {
    status: ConsentStatus,
    basis: Type.Optional(Basis),
    since: Type.Optional(Time),
    entry: Type.Optional(EntryId),
  },
  { title: 'Standing', description: 'Where a number stands in one program.' },
);

const standing = { status: 'opted_in', basis: 'express', since: EXAMPLES.time } as const;
export const Consent = Type.Object(
  {
    contact: Type.Optional(Type.String()),
    status: ConsentStatus,
    basis: Type.Optional(Basis),
    since: Type.Optional(Time),
    entry: Type.Optional(EntryId),
    programs: Type.Record(Type.String(), Standing),
    flags: Type.Array(Type.String()),
    openRequest: Type.Optional(
      Type.Object(
        {
          id: Type.String(),
          method: Type.String(),
          status: Type.String(),
          createdAt: Time,
        },
        { title: 'OpenRequest' },
      ),
    ),
  },
  {
    title: 'Consent',
    examples: [
      {
        ...{ contact: EXAMPLES.contact, ...standing, entry: EXAMPLES.entry },
        programs: { [EXAMPLES.program]: { ...standing, entry: EXAMPLES.entry } },
        flags: [],
      },
    ],
  },
);

export const PAGE_LIMIT = 50;
/** Query of every list; numbers in a query are read before validation. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: PAGE_LIMIT })),
  startingAfter: Type.Optional(
    Type.String({
      ...{ minLength: 1, maxLength: 200 },
      description: 'The id of the last one that is known: the page behind it.',
    }),
  ),
};

export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object(
    { data: Type.Array(item), hasMore: Type.Boolean({ examples: [false] }) },
    titleOf(item) === undefined ? {} : { title: `${titleOf(item)}Page` },
  );

const titleOf = (shape: TSchema): string | undefined => (shape as { title?: string }).title;

const ProblemDocument = Type.Object(
  {
    type: Type.String({ format: 'uri' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.String(),
    code: Type.Enum(Object.keys(PROBLEMS) as ProblemCode[]),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          { pointer: Type.String(), code: Type.String(), detail: Type.String() },
          { title: 'Fault' },
        ),
      ),
    ),
    retryAt: Type.Optional(Time),
  },
  { $id: 'Problem', title: 'Problem', description: 'RFC 9457 problem details.' },
);
export const SHARED_SCHEMAS = [ProblemDocument];

/**
 * An answer that is a file: written past the serialiser, so this only informs.
 * @param type with its charset, as it is answered.
 */
export const fileOf = (type: string, description: string) => {
  const [bare = type] = type.split(';');
  const isText = bare.startsWith('text/') || bare.endsWith('+xml');
  const schema = Type.String(isText ? {} : { contentEncoding: 'binary' });
  return { description, content: { [bare]: { schema } } } as never;
};

type ClientFault = 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503;
const GENERIC: Readonly<Record<ClientFault, readonly ProblemCode[]>> = {
  400: ['invalid_request', 'malformed_json', 'malformed_request'],
  401: ['missing_key', 'unknown_key'],
  403: ['scope_missing', 'test_key_refused', 'csrf_token_needed'],
  404: ['not_found'],
  409: ['conflict'],
  422: ['invalid_phone'],
  429: ['too_many_requests'],
  503: ['unavailable'],
};

/**
 * The refusals that a route documents, by code, or by the status of which every call has the same.
 * What any call may answer (openapi/every-answer.ts) need not be named. They are written past the
 * serialiser, so these only inform.
 */
export function refusals(...named: (ClientFault | ProblemCode)[]) {
  const codes = [
    ...new Set(named.flatMap((one) => (typeof one === 'number' ? GENERIC[one] : one))),
  ];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  const answers = statuses.map((status) => [
    status,
    problemAnswer(
      codes.filter((code) => PROBLEMS[code].status === status),
      Type.Ref('Problem'),
    ),
  ]);
  return Object.fromEntries(answers) as Record<never, never>;
}
