// Shapes that several routes of the API share. One object validates, serialises, types and
// documents. A shape that only one route knows stands in that route's file.
import { Type, type TSchema } from 'typebox';
import { PROBLEMS, type ProblemCode } from '../problems.js';

export const strict = { additionalProperties: false } as const;

export const ConsentStatus = Type.Enum(['none', 'pending', 'opted_in', 'opted_out']);
export const Basis = Type.Enum(['express', 'express_written']);
export const FlagName = Type.Enum([
  'provider_block',
  'unreachable',
  'landline',
  'reassigned',
  'in_review',
  'email_unsubscribed',
]);
export const Purpose = Type.Enum(['informational', 'marketing']);
export const Time = Type.String({ format: 'date-time' });
/** Read by libphonenumber; whether it is a number is checked by the handler and answered 422. */
export const PhoneInput = Type.String({ minLength: 1, maxLength: 40 });
export const ContactId = Type.String({ pattern: '^ct_[0-9a-f]{32}$' });
export const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,62}$' });
export const ExternalId = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f]+$',
});

export const Disclosure = Type.Object({
  version: Type.Integer(),
  hash: Type.String(),
  text: Type.String(),
});

const Standing = Type.Object({
  status: ConsentStatus,
  basis: Type.Optional(Basis),
  since: Type.Optional(Time),
  entry: Type.Optional(Type.String()),
});

export const Consent = Type.Object({
  contact: Type.Optional(Type.String()),
  status: ConsentStatus,
  basis: Type.Optional(Basis),
  since: Type.Optional(Time),
  entry: Type.Optional(Type.String()),
  programs: Type.Record(Type.String(), Standing),
  flags: Type.Array(Type.String()),
  openRequest: Type.Optional(
    Type.Object({
      id: Type.String(),
      method: Type.String(),
      status: Type.String(),
      createdAt: Time,
    }),
  ),
});

/** Query of every list; numbers in a query are read before validation. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  startingAfter: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
};
export const PAGE_LIMIT = 50;

export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ data: Type.Array(item), hasMore: Type.Boolean() });

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
        Type.Object({ pointer: Type.String(), code: Type.String(), detail: Type.String() }),
      ),
    ),
    retryAt: Type.Optional(Time),
  },
  { $id: 'Problem', title: 'Problem', description: 'RFC 9457 problem details.' },
);
export const SHARED_SCHEMAS = [ProblemDocument];

/**
 * The refusals that a route documents. They are written past the serialiser, so these only inform.
 */
export function refusals<const Status extends number>(...statuses: Status[]) {
  const one = (status: Status) => [
    status,
    {
      description: 'Refused; `code` says why.',
      content: { 'application/problem+json': { schema: Type.Ref('Problem') } },
    },
  ];
  return Object.fromEntries([...statuses, 401 as Status, 403 as Status].map(one)) as Record<
    never,
    never
  >;
}
