// A record as the API takes and gives it: the shapes, and the way from one to the other.
import { type Static, Type } from 'typebox';
import type { CrmRecord, GeoBox, RecordInput } from '../../store/records.js';
import { readPhone } from '../choices.js';
import type { ConsentView } from '../consent-view.js';
import { textIconOf } from '../pages/text-icon.js';
import { Problem } from '../problems.js';
import { EXAMPLES } from './examples.js';
import { Consent, E164, ExternalId, PhoneInput, strict, Time } from './schemas.js';

const text = (maxLength: number, example: string) =>
  Type.String({ minLength: 1, maxLength, examples: [example] });
const Scalar = Type.Union([
  Type.String({ maxLength: 2_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
]);

/** What a CRM may say of a record besides its name. */
const told = {
  phone: Type.Optional(PhoneInput),
  email: Type.Optional(
    Type.String({ format: 'email', maxLength: 254, examples: [EXAMPLES.email] }),
  ),
  address: Type.Optional(text(500, '1 Main St, Phoenix')),
  location: Type.Optional(
    Type.Object(
      {
        lat: Type.Number({ minimum: -90, maximum: 90 }),
        lng: Type.Number({ minimum: -180, maximum: 180 }),
      },
      { ...strict, title: 'Location', examples: [{ lat: 33.4484, lng: -112.074 }] },
    ),
  ),
  timezone: Type.Optional(
    Type.String({
      ...{ pattern: '^[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}$', maxLength: 64 },
      examples: ['America/Phoenix'],
    }),
  ),
  locale: Type.Optional(
    Type.String({
      ...{ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35, examples: ['en-US'] },
    }),
  ),
  customFields: Type.Optional(
    Type.Record(Type.String({ pattern: '^[\\w .:-]{1,64}$' }), Scalar, {
      ...{ ...strict, maxProperties: 100, examples: [{ stage: 'quoted', windows: 6 }] },
    }),
  ),
};
const Name = text(200, EXAMPLES.name);
export const RecordBody = Type.Object({ name: Name, ...told }, { ...strict, title: 'RecordInput' });
/** A record named inside another call: what is given is told, the rest stays. */
export const InlineRecord = Type.Object(
  { externalId: ExternalId, name: Type.Optional(Name), ...told },
  { ...strict, title: 'InlineRecord' },
);

export const RecordView = Type.Object(
  {
    ...{ externalId: ExternalId, name: Name, ...told },
    phone: Type.Optional(E164),
    customFields: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { examples: [{ stage: 'quoted', windows: 6 }] }),
    ),
    ...{ createdAt: Time, updatedAt: Time },
    consent: Consent,
    textIcon: Type.Object(
      { state: Type.Enum(['none', 'wait', 'ok', 'stop', 'block']), word: Type.String() },
      {
        title: 'TextIcon',
        description: 'Where texting stands, as an icon and its word show it.',
        examples: [{ state: 'ok', word: 'Can text' }],
      },
    ),
  },
  { title: 'Record' },
);
const BOX = '^-?\\d{1,3}(\\.\\d+)?(,-?\\d{1,3}(\\.\\d+)?){3}$';
export const Box = Type.String({
  pattern: BOX,
  maxLength: 100,
  description: 'Part of the map: `west,south,east,north` in degrees.',
  examples: ['-112.4,33.2,-111.6,33.8'],
});
export const RecordParams = Type.Object({ externalId: ExternalId });

/** What a body says, with its number as E.164. @param base pointer to the record in the body. */
export function toInput<Body extends Partial<Static<typeof RecordBody>>>(body: Body, base = '') {
  const { phone, ...rest } = body;
  const number = phone === undefined ? undefined : readPhone(phone, `${base}/phone`);
  return { ...rest, ...(number !== undefined && { phone: number }) } as Body & RecordInput;
}

/** Reads what fits the schema. @throws Problem 400 where it has no height or leaves the globe. */
export function readBox(given: string): GeoBox {
  const [west = 0, south = 0, east = 0, north = 0] = given.split(',').map(Number);
  const onTheGlobe = [west, east].every((lng) => Math.abs(lng) <= 180);
  if (onTheGlobe && south >= -90 && north <= 90 && south <= north) {
    return { west, south, east, north };
  }
  const detail =
    `/query/bbox is ${given}. Send west,south,east,north: longitudes from -180 to 180, latitudes ` +
    'from -90 to 90, south not above north.';
  throw new Problem('invalid_request', detail, {
    errors: [{ pointer: '/query/bbox', code: 'bbox', detail }],
  });
}

export function viewRecord(
  { contact: _contact, ...record }: CrmRecord,
  consent: ConsentView = { status: 'none' as const, programs: {}, flags: [] },
  now: Date,
) {
  return {
    ...record,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    consent,
    textIcon: textIconOf(consent, now),
  };
}
