// People: the only way from a contact id back to a phone number, sealed with that contact's own key.
// Erasing a person is deleting the key; ids, chains and suppression stay.
import { createHmac } from 'node:crypto';
import { type Connection, mongo, Schema } from 'mongoose';
import type { MongoClock } from './clock.js';
import { insertNew } from './insert-new.js';
import { newKey, open, type SealingKey, seal } from './keyring.js';

interface PersonDocument {
  _id: string;
  workspace: string;
  phone: mongo.Binary;
  lastInboundAt?: Date;
  createdAt: Date;
}

interface KeyDocument {
  _id: string;
  workspace: string;
  key: mongo.Binary;
}

const personSchema = new Schema(
  { _id: String, workspace: String, phone: Buffer, lastInboundAt: Date, createdAt: Date },
  { collection: 'people', versionKey: false },
);
const keySchema = new Schema(
  { _id: String, workspace: String, key: Buffer },
  { collection: 'contact_keys', versionKey: false },
);

/** Number of hex digits of a contact id: 128 bits of the HMAC. */
const ID_DIGITS = 32;

/** @returns `ct_…`: the same number in the same workspace is the same id; without the key it tells nothing. */
export function contactIdOf(workspaceKey: SealingKey, e164: string): string {
  const digest = createHmac('sha256', workspaceKey).update(e164).digest('hex');
  return `ct_${digest.slice(0, ID_DIGITS)}`;
}

export type PeopleStore = ReturnType<typeof createPeopleStore>;

export function createPeopleStore(
  connection: Connection,
  deps: { clock: MongoClock; keyOf(workspace: string): Promise<SealingKey> },
) {
  const personModel = connection.model('people', personSchema);
  const keyModel = connection.model('contact_keys', keySchema);
  const people = () => personModel.collection as unknown as mongo.Collection<PersonDocument>;
  const keys = () => keyModel.collection as unknown as mongo.Collection<KeyDocument>;

  async function readKeys(workspace: string, contacts: readonly string[]) {
    const workspaceKey = await deps.keyOf(workspace);
    const found = await keys()
      .find({ _id: { $in: [...contacts] }, workspace })
      .toArray();
    return new Map(
      found.map(({ _id, key }) => [_id, open(workspaceKey, _id, Buffer.from(key.buffer))]),
    );
  }

  /** Keys of contacts that have one; an erased contact is absent. */
  async function existingKeys(workspace: string, contacts: readonly string[]) {
    return contacts.length === 0 ? new Map<string, SealingKey>() : readKeys(workspace, contacts);
  }

  /** Keys of all these contacts, made where missing; of two makers the first one's key stands. */
  async function keysOf(workspace: string, contacts: readonly string[]) {
    const wanted = [...new Set(contacts)];
    const found = await existingKeys(workspace, wanted);
    const missing = wanted.filter((contact) => !found.has(contact));
    if (missing.length === 0) return found;
    const workspaceKey = await deps.keyOf(workspace);
    await insertNew(
      keys(),
      missing.map((contact) => ({
        _id: contact,
        workspace,
        key: new mongo.Binary(seal(workspaceKey, contact, newKey())),
      })),
    );
    for (const [contact, key] of await readKeys(workspace, missing)) found.set(contact, key);
    return found;
  }

  return {
    existingKeys,
    keysOf,

    async contactOf(workspace: string, e164: string): Promise<string> {
      return contactIdOf(await deps.keyOf(workspace), e164);
    },

    /** Keeps the numbers behind these contacts, sealed; what is known already stays as it is. */
    async remember(
      workspace: string,
      known: readonly { contact: string; phone: string }[],
    ): Promise<Map<string, SealingKey>> {
      const contactKeys = await keysOf(
        workspace,
        known.map(({ contact }) => contact),
      );
      const kept = await people()
        .find(
          { _id: { $in: known.map(({ contact }) => contact) }, workspace },
          { projection: { _id: 1 } },
        )
        .toArray();
      const keptIds = new Set(kept.map(({ _id }) => _id));
      const fresh = new Map(
        known.filter(({ contact }) => !keptIds.has(contact)).map((one) => [one.contact, one.phone]),
      );
      await insertNew(
        people(),
        [...fresh].map(([contact, phone]) => ({
          _id: contact,
          workspace,
          phone: new mongo.Binary(seal(contactKeys.get(contact) as SealingKey, contact, phone)),
          createdAt: deps.clock.now(),
        })),
      );
      return contactKeys;
    },

    /** The numbers behind these contacts; erased and unknown ones are absent. */
    async phonesOf(workspace: string, contacts: readonly string[]): Promise<Map<string, string>> {
      const [found, contactKeys] = await Promise.all([
        people()
          .find({ _id: { $in: [...contacts] }, workspace })
          .toArray(),
        existingKeys(workspace, contacts),
      ]);
      const phones = new Map<string, string>();
      for (const { _id, phone } of found) {
        const key = contactKeys.get(_id);
        if (key) phones.set(_id, open(key, _id, Buffer.from(phone.buffer)).toString());
      }
      return phones;
    },

    /** When each person last texted us; never moves back. */
    async noteInbound(workspace: string, acts: ReadonlyMap<string, Date>): Promise<void> {
      if (acts.size === 0) return;
      await people().bulkWrite(
        [...acts].map(([contact, at]) => ({
          updateOne: {
            filter: { _id: contact, workspace },
            update: { $max: { lastInboundAt: at } },
          },
        })),
        { ordered: false },
      );
    },
  };
}
