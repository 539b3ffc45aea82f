// What erasing a person takes out, collection by collection: the one place that knows where
// personal data lies. Every step may be repeated. Chains, heads and what refuses a number stay.
import { type Connection, mongo } from 'mongoose';
import type { Actor, OptInRequest } from './requests.js';
import type { ErasedThing } from './erasures.js';

/** Stands where something was; the address of a mail was masked before. */
const ERASED = 'erased';

const UNDER_WAY = ['claimed', 'calling'];

interface Row {
  _id: string;
  workspace: string;
  [field: string]: unknown;
}

interface Whose {
  readonly workspace: string;
  readonly contacts: readonly string[];
}

export interface PersonToErase extends Whose {
  /** Who asked for it, for requests that are taken back. */
  readonly by: Actor;
}

export interface ErasingDeps {
  readonly requests: {
    cancel(workspace: string, id: string, by: Actor): Promise<OptInRequest | null>;
  };
}

export function createErasing(connection: Connection, deps: ErasingDeps) {
  const rows = (name: string) =>
    connection.model(name).collection as unknown as mongo.Collection<Row>;
  const nothing = () => new mongo.Binary(Buffer.alloc(0));

  /** Their messages' effects: one id with two prefixes, see the outbox. */
  async function effectsOf({ workspace, contacts }: Whose) {
    const theirs = { workspace, contact: { $in: [...contacts] } };
    const found = await rows('messages')
      .find(theirs, { projection: { _id: 1 } })
      .toArray();
    return { _id: { $in: found.map(({ _id }) => _id.replace(/^msg_/, 'fx_')) }, workspace };
  }

  /** Their words, and what the service called with them; a call under way is let finish. */
  async function messages({ workspace, contacts }: Whose): Promise<boolean> {
    const theirs = { workspace, contact: { $in: [...contacts] } };
    const effects = await effectsOf({ workspace, contacts });
    const said = { ...effects, state: 'settled', said: { $exists: true } };
    await rows('effects').updateMany(said, { $unset: { said: '' } });
    const toSay = { ...effects, state: { $nin: UNDER_WAY }, 'text.body': { $exists: true } };
    await rows('effects').updateMany(toSay, { $set: { 'text.body': nothing() } });
    const { modifiedCount } = await rows('messages').updateMany(
      { ...theirs, body: { $ne: nothing() } },
      { $set: { body: nothing() }, $unset: { media: '', appended: '' } },
    );
    return modifiedCount > 0;
  }

  /** What receivers of events answered: they may have repeated what they were told. */
  async function deliveries({ workspace, contacts }: Whose): Promise<boolean> {
    const told = await rows('events')
      .find({ workspace, subject: { $in: [...contacts] } }, { projection: { _id: 1 } })
      .toArray();
    if (told.length === 0) return false;
    const filter = {
      ...{ workspace, event: { $in: told.map(({ _id }) => _id) } },
      'tries.excerpt': { $exists: true },
    };
    const { modifiedCount } = await rows('deliveries').updateMany(filter, {
      $unset: { 'tries.$[].excerpt': '' },
    });
    return modifiedCount > 0;
  }

  /** Requests of these records and numbers: taken back where open, and without an address. */
  async function requests(
    { workspace, contacts, by }: PersonToErase,
    records: readonly string[],
  ): Promise<{ found: boolean; ids: string[] }> {
    const whose = [
      { contact: { $in: [...contacts] } },
      { actingContact: { $in: [...contacts] } },
      { record: { $in: [...records] } },
    ];
    const found = await rows('opt_in_requests')
      .find({ workspace, $or: whose }, { projection: { openAs: 1 } })
      .toArray();
    const ids = found.map(({ _id }) => _id);
    const cancelled = await Promise.all(
      found
        .filter(({ openAs }) => openAs !== undefined)
        .map(({ _id }) => deps.requests.cancel(workspace, _id, by)),
    );
    const masked = await rows('opt_in_requests').updateMany(
      { _id: { $in: ids }, workspace, 'email.to': { $exists: true, $ne: ERASED } },
      { $set: { 'email.to': ERASED } },
    );
    return { found: cancelled.some(Boolean) || masked.modifiedCount > 0, ids };
  }

  /** The link by which nobody is written to any more stays: it opens nothing else. */
  async function invitations({ workspace }: PersonToErase, ids: readonly string[]) {
    const { modifiedCount } = await rows('invitations').updateMany(
      { workspace, request: { $in: [...ids] }, mail: { $exists: true } },
      { $unset: { mail: '', messageId: '' } },
    );
    return modifiedCount > 0;
  }

  return {
    /**
     * Takes out everything but keys and numbers, which go last and elsewhere (erasures.ts).
     * @returns what there was.
     */
    async wipe(person: PersonToErase): Promise<ErasedThing[]> {
      const { workspace, contacts } = person;
      const theirs = { workspace, contact: { $in: [...contacts] } };
      const held = await rows('records')
        .find(theirs, { projection: { externalId: 1 } })
        .toArray();
      const records = held.map(({ externalId }) => String(externalId));
      const asked = await requests(person, records);
      const found: [ErasedThing, boolean][] = [
        ['messages', await messages(person)],
        ['deliveries', await deliveries(person)],
        ['opt_in_requests', asked.found],
        ['invitations', await invitations(person, asked.ids)],
        // Last of these: by them the others are found.
        ['records', (await rows('records').deleteMany(theirs)).deletedCount > 0],
      ];
      return found.flatMap(([thing, there]) => (there ? thing : []));
    },

    /** Texts to them that are being sent right now; what became of those is known in minutes. */
    async textsUnderWay(whose: Whose): Promise<number> {
      return rows('effects').countDocuments({
        ...(await effectsOf(whose)),
        state: { $in: UNDER_WAY },
      });
    },

    /** Acts that nobody could decide: until somebody does, they hold what came in. */
    async undecidedActs({ workspace, contacts }: Whose): Promise<number> {
      const filter = { workspace, contact: { $in: [...contacts] }, state: 'set_aside' };
      return rows('inbox').countDocuments(filter);
    },

    /**
     * Until when rows of imported files are kept, sealed: files that were not read to their end,
     * and rows that were refused. Whose they are is not known to the store.
     */
    async importedRowsUntil(workspace: string): Promise<Date | undefined> {
      const last = (name: string) =>
        rows(name).findOne(
          { workspace },
          { sort: { expiresAt: -1 }, projection: { expiresAt: 1 } },
        );
      const found = await Promise.all(['import_files', 'import_refusals'].map(last));
      const times = found.flatMap((row) => {
        const at: unknown = row?.['expiresAt'];
        return at instanceof Date ? [at.getTime()] : [];
      });
      return times.length === 0 ? undefined : new Date(Math.max(...times));
    },
  };
}
