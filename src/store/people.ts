// People: the only way from a contact id back to a phone number. Key and number lie in one
// document, so that erasing a person is one write; ids, chains and suppression stay.
import { createHmac } from 'node:crypto';
import { type Connection, mongo, Schema } from 'mongoose';
import { createMemo } from '../consent/memo.js';
import { formsOf } from '../phone.js';
import type { AliasStore } from './aliases.js';
import type { MongoClock } from './clock.js';
import { findByIds } from './find-by-ids.js';
import { insertEach } from './insert-each.js';
import { newKey, open, type SealingKey, seal } from './keyring.js';

interface PersonDocument {
  /** The contact. */
  _id: string;
  workspace: string;
  /** The contact's own key, sealed with the workspace's. */
  key: mongo.Binary;
  /**
   * The number, sealed with the contact's key; absent for a contact that is only known by its id.
   */
  phone?: mongo.Binary;
  createdAt: Date;
}

const schema = new Schema(
  { _id: String, workspace: String, key: Buffer, phone: Buffer, createdAt: Date },
  { collection: 'people', versionKey: false },
);

/** Number of hex digits of a contact id: 128 bits of the HMAC. */
const ID_DIGITS = 32;
/** Numbers whose ids are kept at hand. */
const IDS_MAX = 10_000;

/**
 * @returns `ct_…`: the same number in the same workspace is the same id; without the key it tells
 * nothing.
 */
function contactIdOf(workspaceKey: SealingKey, e164: string): string {
  const digest = createHmac('sha256', workspaceKey).update(e164).digest('hex');
  return `ct_${digest.slice(0, ID_DIGITS)}`;
}

interface Person {
  readonly key: SealingKey;
  readonly phone?: Buffer;
}

/** What can be had of a person that was not erased. */
export interface KnownPerson {
  readonly key: SealingKey;
  readonly phone?: string;
}

/** A person as only a proof shows one. */
export interface Disclosed extends KnownPerson {
  readonly sealedPhone?: Buffer;
}

export type PeopleStore = ReturnType<typeof createPeopleStore>;

export function createPeopleStore(
  connection: Connection,
  deps: {
    clock: MongoClock;
    keyOf(workspace: string): Promise<SealingKey>;
    aliases: Pick<AliasStore, 'resolve'>;
  },
) {
  const model = connection.model('people', schema);
  const people = () => model.collection as unknown as mongo.Collection<PersonDocument>;

  /** People of these contacts with their keys opened; erased and unknown ones are absent. */
  async function read(
    workspace: string,
    contacts: readonly string[],
  ): Promise<Map<string, Person>> {
    if (contacts.length === 0) return new Map();
    const workspaceKey = await deps.keyOf(workspace);
    const found = await findByIds<PersonDocument>(model, contacts, { workspace });
    return new Map(
      found.map(({ _id, key, phone }) => {
        const opened = open(workspaceKey, _id, Buffer.from(key.buffer));
        return [_id, { key: opened, ...(phone ? { phone: Buffer.from(phone.buffer) } : {}) }];
      }),
    );
  }

  // Who is asked about is soon asked about again; the HMAC is the dearest part of knowing them.
  const lately = createMemo<string>(IDS_MAX);
  const idOf = (workspace: string, workspaceKey: SealingKey, e164: string) =>
    lately(`${workspace} ${e164}`, () => contactIdOf(workspaceKey, e164));

  /** The contacts of numbers, in their order; those that have older forms are one round trip. */
  async function contactsOf(workspace: string, e164s: readonly string[]): Promise<string[]> {
    const workspaceKey = await deps.keyOf(workspace);
    const families = e164s.map((e164) => {
      const [present, ...older] = formsOf(e164);
      const idOfForm = (form: string) => idOf(workspace, workspaceKey, form);
      return [idOfForm(present), ...older.map(idOfForm)] as const;
    });
    const several = families.filter(({ length }) => length > 1);
    if (several.length === 0) return families.map(([id]) => id);
    const resolved = await deps.aliases.resolve(workspace, several);
    const known = new Map(several.map((ids, index) => [ids, resolved[index]]));
    return families.map((ids) => known.get(ids) ?? ids[0]);
  }

  /** Makes people that are not there; of two makers of the same one the first one's key stands. */
  async function make(workspace: string, missing: ReadonlyMap<string, string | undefined>) {
    const workspaceKey = await deps.keyOf(workspace);
    const createdAt = deps.clock.now();
    const made = [...missing].map(([contact, number]) => {
      const key = newKey();
      const phone = number === undefined ? {} : { phone: seal(key, contact, number) };
      return { contact, person: { key, ...phone } };
    });
    const documents = made.map(
      ({ contact, person: { key, phone } }): PersonDocument => ({
        _id: contact,
        workspace,
        key: new mongo.Binary(seal(workspaceKey, contact, key)),
        ...(phone ? { phone: new mongo.Binary(phone) } : {}),
        createdAt,
      }),
    );
    const outcomes = await insertEach(model, documents);
    const failed = outcomes.find((outcome) => outcome instanceof Error);
    if (failed) throw failed;
    const kept = made.filter((_, index) => outcomes[index] === 'inserted');
    const met = made.filter((_, index) => outcomes[index] === 'there');
    // Whoever was there has a key of an earlier maker, or was erased since and has none.
    const others = await read(
      workspace,
      met.map(({ contact }) => contact),
    );
    return new Map([...others, ...kept.map(({ contact, person }) => [contact, person] as const)]);
  }

  /** Adds the number to people that were known by their id only. */
  async function addPhones(
    workspace: string,
    known: ReadonlyMap<string, Person>,
    phones: Map<string, string>,
  ) {
    const lacking = [...known].filter(([contact, { phone }]) => !phone && phones.has(contact));
    if (lacking.length === 0) return;
    await people().bulkWrite(
      lacking.map(([contact, { key }]) => ({
        updateOne: {
          filter: { _id: contact, workspace, phone: { $exists: false } },
          update: {
            $set: { phone: new mongo.Binary(seal(key, contact, phones.get(contact) ?? '')) },
          },
        },
      })),
      { ordered: false },
    );
  }

  /** Keys of all these contacts, made where missing; with numbers where they are given. */
  async function ensure(workspace: string, wanted: ReadonlyMap<string, string | undefined>) {
    const found = await read(workspace, [...wanted.keys()]);
    const missing = new Map([...wanted].filter(([contact]) => !found.has(contact)));
    if (missing.size > 0) {
      for (const [contact, person] of await make(workspace, missing)) found.set(contact, person);
    }
    const phones = new Map(
      [...wanted].flatMap(([contact, phone]) => (phone ? [[contact, phone]] : [])),
    );
    await addPhones(workspace, found, phones);
    return keysIn(found);
  }

  return {
    /** Keys of all these contacts, made where missing. */
    keysOf: (workspace: string, contacts: readonly string[]) =>
      ensure(workspace, new Map(contacts.map((contact) => [contact, undefined]))),

    /**
     * The keys of these contacts as a verification looks at them: a broken one is an answer, too.
     * Erased and unknown ones are absent.
     */
    async inspectKeys(
      workspace: string,
      contacts: readonly string[],
    ): Promise<Map<string, SealingKey | 'broken'>> {
      const workspaceKey = await deps.keyOf(workspace);
      const found = await people()
        .find({ _id: { $in: [...contacts] }, workspace }, { projection: { key: 1 } })
        .toArray();
      return new Map(found.map(({ _id, key }) => [_id, tryOpen(workspaceKey, _id, key)]));
    },

    /** Key, number and the number's seal of one person, for a proof; `null` when erased. */
    async disclose(workspace: string, contact: string): Promise<Disclosed | null> {
      const person = (await read(workspace, [contact])).get(contact);
      if (!person) return null;
      const { key, phone: sealedPhone } = person;
      return {
        key,
        ...(sealedPhone && { phone: open(key, contact, sealedPhone).toString(), sealedPhone }),
      };
    },

    /** The contact of a number, whatever form it comes in; only a few numbers need a read. */
    async contactOf(workspace: string, e164: string): Promise<string> {
      const [contact] = await contactsOf(workspace, [e164]);
      if (contact === undefined) throw new Error('a number has no contact');
      return contact;
    },

    contactsOf,

    /** The id that each form of a number makes by itself. */
    async idsOf(workspace: string, forms: readonly string[]): Promise<string[]> {
      const workspaceKey = await deps.keyOf(workspace);
      return forms.map((form) => contactIdOf(workspaceKey, form));
    },

    /** Everybody whose number can be read, streamed. */
    async *numbers(workspace: string): AsyncGenerator<{ contact: string; phone: string }> {
      const workspaceKey = await deps.keyOf(workspace);
      const cursor = people().find({ workspace, phone: { $exists: true } });
      for await (const { _id: contact, key: sealed, phone } of cursor) {
        const key = tryOpen(workspaceKey, contact, sealed);
        if (key === 'broken' || !phone) continue;
        yield { contact, phone: open(key, contact, Buffer.from(phone.buffer)).toString() };
      }
    },

    /** Keeps the numbers behind these contacts, sealed; what is known already stays as it is. */
    remember: (workspace: string, known: readonly { contact: string; phone: string }[]) =>
      ensure(workspace, new Map(known.map(({ contact, phone }) => [contact, phone]))),

    /** Key and number of these contacts in one read; erased and unknown ones are absent. */
    async known(workspace: string, contacts: readonly string[]): Promise<Map<string, KnownPerson>> {
      const found = await read(workspace, contacts);
      return new Map(
        [...found].map(([contact, { key, phone }]) => [
          contact,
          { key, ...(phone ? { phone: open(key, contact, phone).toString() } : {}) },
        ]),
      );
    },

    /** The numbers behind these contacts; erased and unknown ones are absent. */
    async phonesOf(workspace: string, contacts: readonly string[]): Promise<Map<string, string>> {
      const phones = new Map<string, string>();
      for (const [contact, { key, phone }] of await read(workspace, contacts)) {
        if (phone) phones.set(contact, open(key, contact, phone).toString());
      }
      return phones;
    },
  };
}

function tryOpen(workspaceKey: SealingKey, contact: string, key: mongo.Binary) {
  try {
    return open(workspaceKey, contact, Buffer.from(key.buffer));
  } catch {
    return 'broken';
  }
}

const keysIn = (people: ReadonlyMap<string, Person>): Map<string, SealingKey> =>
  new Map([...people].map(([contact, { key }]) => [contact, key]));
