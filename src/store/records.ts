// The CRM's records as it told us of them: who somebody is, and which contact their number makes.
// No consent lives here, and no phone number: a record points at a contact, the number is kept with
// that.
import { type Connection, type mongo, Schema } from 'mongoose';
import { groupBy } from '../group-by.js';
import { newId } from '../ids.js';
import { searchWords } from '../search-words.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';

export interface GeoPoint {
  readonly lat: number;
  readonly lng: number;
}

/** A part of the map; `west` lies east of `east` where it crosses the line of the date. */
export interface GeoBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What the CRM may say of a record, phones already as E.164. */
export interface RecordInput {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  readonly location?: GeoPoint;
  readonly timezone?: string;
  readonly locale?: string;
  readonly customFields?: Readonly<Record<string, unknown>>;
}

export interface CrmRecord extends RecordInput {
  readonly externalId: string;
  /** Made of the number; absent while the record has none. */
  readonly contact?: string;
  /** When number and address last became others than they were; absent while they never did. */
  readonly contactChangedAt?: Date;
  readonly emailChangedAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface RecordDocument extends Omit<CrmRecord, 'phone'> {
  readonly _id: string;
  readonly workspace: string;
  /** Rises with each new record: what lists are sorted by. */
  readonly order: string;
}

export interface RecordSearch {
  readonly limit: number;
  readonly startingAfter?: string;
  readonly query?: string;
  readonly contact?: string;
  readonly box?: GeoBox;
}

export interface RecordPage {
  readonly data: CrmRecord[];
  readonly hasMore: boolean;
}

/** The part of the store of people that records need. */
interface People {
  contactOf(workspace: string, phone: string): Promise<string>;
  remember(workspace: string, people: { contact: string; phone: string }[]): Promise<unknown>;
  phonesOf(workspace: string, contacts: string[]): Promise<Map<string, string>>;
}

export interface RecordStoreDeps {
  readonly people: People;
  readonly clock: Pick<MongoClock, 'now'>;
}

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    externalId: String,
    order: String,
    name: String,
    contact: String,
    contactChangedAt: Date,
    email: String,
    emailChangedAt: Date,
    address: String,
    location: { lat: Number, lng: Number },
    timezone: String,
    locale: String,
    customFields: Schema.Types.Mixed,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'records', versionKey: false },
);
schema.index({ workspace: 1, order: -1 }, { name: 'newest' });
schema.index({ workspace: 1, contact: 1 }, { name: 'contact' });
schema.index(
  { workspace: 1, 'location.lat': 1, 'location.lng': 1 },
  { name: 'place', partialFilterExpression: { 'location.lat': { $exists: true } } },
);

/** More than any one call asks for: what it finds is one answer, not several. */
const IN_ONE_ANSWER = 5_000;

/** Fields a CRM sets; the number is told apart because only its contact is kept here. */
const FIELDS = [
  'name',
  'email',
  'address',
  'location',
  'timezone',
  'locale',
  'customFields',
] as const;

const SEARCHED = ['name', 'address', 'email', 'externalId'] as const;

export function createRecordStore(connection: Connection, { people, clock }: RecordStoreDeps) {
  const model = connection.model('records', schema);
  const collection = () => model.collection as unknown as mongo.Collection<RecordDocument>;

  async function write(
    workspace: string,
    externalId: string,
    input: Partial<RecordInput>,
    absent: 'forget' | 'keep',
  ): Promise<CrmRecord> {
    const contact = await contactFor(workspace, input.phone);
    const update = updateOf({ ...input, contact }, absent, {
      ...{ workspace, externalId, order: newId('rec') },
      now: clock.now(),
    });
    const stored = await upsert(workspace, externalId, update);
    return toRecord(stored, input.phone ?? (await phoneOf(workspace, stored.contact)));
  }

  async function upsert(workspace: string, externalId: string, update: object[]) {
    const filter = { _id: idOf(workspace, externalId), workspace };
    const options = { upsert: true, returnDocument: 'after' } as const;
    let stored: RecordDocument | null;
    try {
      stored = await collection().findOneAndUpdate(filter, update, options);
    } catch (error) {
      // Two writers met at the first insert; for the loser the record now exists.
      if (!isDuplicateKey(error)) throw error;
      stored = await collection().findOneAndUpdate(filter, update, options);
    }
    if (!stored) throw new Error('an upsert returned no record');
    return stored;
  }

  async function contactFor(workspace: string, phone: string | undefined) {
    if (phone === undefined) return undefined;
    const contact = await people.contactOf(workspace, phone);
    await people.remember(workspace, [{ contact, phone }]);
    return contact;
  }

  async function phoneOf(workspace: string, contact: string | undefined) {
    if (contact === undefined) return undefined;
    return (await people.phonesOf(workspace, [contact])).get(contact);
  }

  async function withPhones(workspace: string, documents: RecordDocument[]): Promise<CrmRecord[]> {
    const contacts = documents.flatMap((document) => document.contact ?? []);
    const phones = contacts.length > 0 ? await people.phonesOf(workspace, contacts) : new Map();
    return documents.map((document) => toRecord(document, phones.get(document.contact ?? '')));
  }

  return {
    /** Upserts the record as a whole: what the input does not name is forgotten. */
    put(workspace: string, externalId: string, input: RecordInput): Promise<CrmRecord> {
      return write(workspace, externalId, input, 'forget');
    },

    /** Upserts only what the input names. The caller sees to it that a new record has a name. */
    merge(workspace: string, externalId: string, input: Partial<RecordInput>): Promise<CrmRecord> {
      return write(workspace, externalId, input, 'keep');
    },

    /**
     * The record's person acted from this number. Where the record has another one, that stays,
     * unless somebody says that it is to be replaced.
     * @returns whether the record has the number now.
     */
    async adopt(
      workspace: string,
      externalId: string,
      contact: string,
      { replace = false } = {},
    ): Promise<boolean> {
      const standing = replace ? {} : { contact: { $in: [null, contact] } };
      const adopted = await collection().updateOne(
        { _id: idOf(workspace, externalId), workspace, ...standing } as never,
        { $set: { contact, updatedAt: clock.now() } },
      );
      return adopted.matchedCount === 1;
    },

    async get(workspace: string, externalId: string): Promise<CrmRecord | null> {
      const found = await collection().findOne({ _id: idOf(workspace, externalId), workspace });
      if (!found) return null;
      return toRecord(found, await phoneOf(workspace, found.contact));
    },

    /** Records that hold this number, for many contacts in one read; oldest first. */
    async byContacts(workspace: string, contacts: readonly string[]): Promise<CrmRecord[]> {
      const found = await collection()
        .find({ workspace, contact: { $in: [...contacts] } }, { sort: { order: 1 } })
        .toArray();
      return withPhones(workspace, found);
    },

    /** External ids of the records of each of these contacts, without their numbers. */
    async idsByContacts(
      workspace: string,
      contacts: readonly string[],
    ): Promise<Map<string, string[]>> {
      if (contacts.length === 0) return new Map();
      const filter = { workspace, contact: { $in: [...contacts] } };
      const found = await collection()
        .find(filter, { projection: { contact: 1, externalId: 1 }, sort: { order: 1 } })
        .toArray();
      const byContact = groupBy(found, ({ contact = '' }) => contact);
      return new Map(
        [...byContact].map(([contact, held]) => [contact, held.map((one) => one.externalId)]),
      );
    },

    /** Language of whoever holds this number, as the CRM told it; of several records the newest. */
    async localeOf(workspace: string, contact: string): Promise<string | undefined> {
      const found = await collection().findOne(
        { workspace, contact, locale: { $exists: true } },
        { projection: { locale: 1 }, sort: { order: -1 } },
      );
      return found?.locale;
    },

    /** Time zones that the CRM told of whoever holds these numbers, in one read. */
    async zonesOf(workspace: string, contacts: readonly string[]): Promise<Map<string, string[]>> {
      const found = await collection()
        .find(
          { workspace, contact: { $in: [...contacts] }, timezone: { $exists: true } },
          { projection: { contact: 1, timezone: 1 }, batchSize: IN_ONE_ANSWER },
        )
        .toArray();
      const zones = new Map<string, string[]>();
      for (const { contact, timezone } of found) {
        if (contact === undefined || timezone === undefined) continue;
        zones.set(contact, [...(zones.get(contact) ?? []), timezone]);
      }
      return zones;
    },

    /**
     * Newest first. Each word of `query` is looked for in name, address, e-mail and external id;
     * where it reads as a number, `contact` is what that number makes. With `box` only those on
     * that part of the map.
     */
    async list(workspace: string, page: RecordSearch): Promise<RecordPage> {
      const after = page.startingAfter;
      const last =
        after && (await collection().findOne({ _id: idOf(workspace, after), workspace }));
      if (last === null) return { data: [], hasMore: false };
      const older = last ? { order: { $lt: last.order } } : {};
      const filter: mongo.Filter<RecordDocument> = {
        workspace,
        ...older,
        ...matching(page),
        ...(page.box && within(page.box)),
      };
      const found = await collection()
        .find(filter, { sort: { order: -1 }, limit: page.limit + 1 })
        .toArray();
      const data = await withPhones(workspace, found.slice(0, page.limit));
      return { data, hasMore: found.length > page.limit };
    },

    /** These records in one read; unknown ones are absent. */
    async many(workspace: string, externalIds: readonly string[]): Promise<Map<string, CrmRecord>> {
      const ids = externalIds.map((externalId) => idOf(workspace, externalId));
      const found = await collection()
        .find({ _id: { $in: ids }, workspace })
        .toArray();
      const records = await withPhones(workspace, found);
      return new Map(records.map((record) => [record.externalId, record]));
    },

    /** The newest `limit` records as ids only: enough to count where they stand. */
    async outline(
      workspace: string,
      limit: number,
    ): Promise<Pick<CrmRecord, 'externalId' | 'contact'>[]> {
      const projection = { _id: 0, externalId: 1, contact: 1 };
      return collection()
        .find({ workspace }, { projection, sort: { order: -1 }, limit })
        .toArray();
    },
  };
}

/** Fields of which it matters when they last changed; a new record's first value is no change. */
const WATCHED = ['contact', 'email'] as const;
const isNew = { $eq: [{ $type: '$createdAt' }, 'missing'] };

/**
 * A write as one pipeline, which sees what was there before. Values are literals: a `$` in a name
 * or a custom field is no expression.
 */
function updateOf(
  given: Readonly<Record<string, unknown>>,
  absent: 'forget' | 'keep',
  { now, ...once }: { workspace: string; externalId: string; order: string; now: Date },
): object[] {
  const fields = [...FIELDS, 'contact'];
  const named = fields.filter((field) => given[field] !== undefined);
  const forgotten = absent === 'forget' ? fields.filter((field) => !named.includes(field)) : [];
  const changed = WATCHED.filter((field) => named.includes(field) || forgotten.includes(field));
  const differs = (field: string) =>
    named.includes(field)
      ? { $ne: [`$${field}`, { $literal: given[field] }] }
      : { $ne: [{ $type: `$${field}` }, 'missing'] };
  const changedAt = (field: string) => ({
    $cond: [{ $and: [{ $not: [isNew] }, differs(field)] }, now, `$${field}ChangedAt`],
  });
  const first = Object.entries({ ...once, createdAt: now });
  const set = {
    ...Object.fromEntries(changed.map((field) => [`${field}ChangedAt`, changedAt(field)])),
    ...Object.fromEntries(named.map((field) => [field, { $literal: given[field] }])),
    ...Object.fromEntries(
      first.map(([field, value]) => [field, { $ifNull: [`$${field}`, { $literal: value }] }]),
    ),
    updatedAt: now,
  };
  return [{ $set: set }, ...(forgotten.length > 0 ? [{ $unset: forgotten }] : [])];
}

const idOf = (workspace: string, externalId: string) => `${workspace}/${externalId}`;

/** Each word of the query somewhere; or the number that it reads as. */
function matching({ query, contact }: { query?: string; contact?: string }) {
  if (query === undefined) return {};
  const words = searchWords(query).map((word) => ({
    $or: SEARCHED.map((field) => ({ [field]: { $regex: word, $options: 'i' } })),
  }));
  const said: object = words.length > 0 ? { $and: words } : {};
  const either = contact === undefined ? [said] : [said, { contact }];
  return { $or: either } as mongo.Filter<RecordDocument>;
}

function within({ west, south, east, north }: GeoBox) {
  const across = [{ 'location.lng': { $gte: west } }, { 'location.lng': { $lte: east } }];
  return {
    'location.lat': { $gte: south, $lte: north },
    ...(west > east ? { $and: [{ $or: across }] } : { 'location.lng': { $gte: west, $lte: east } }),
  };
}

function toRecord(document: RecordDocument, phone: string | undefined): CrmRecord {
  const { _id, workspace: _workspace, order: _order, ...told } = document;
  return { ...told, ...(phone !== undefined && { phone }) };
}
