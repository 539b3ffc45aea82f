// Aliases: other forms of a number under which its contact was, or may be, known. Most numbers
// have none. Ids are made of forms by people.ts; here is which of them stand for one person.
import { type Connection, type mongo, Schema } from 'mongoose';
import { createBriefCache } from './brief-cache.js';

interface AliasDocument {
  /** The contact id that the other form makes. */
  readonly _id: string;
  readonly workspace: string;
  /** The contact that stands for the person: acts are recorded there. */
  readonly contact: string;
  /** True when this id has a chain or fences of its own, so that the gate must look at both. */
  readonly joined: boolean;
}

/** An id that stands for `contact`. */
export type Alias = Pick<AliasDocument, 'contact' | 'joined'> & { readonly id: string };

const schema = new Schema(
  { _id: String, workspace: String, contact: String, joined: Boolean },
  { collection: 'aliases', versionKey: false },
);
schema.index({ workspace: 1 }, { name: 'joined', partialFilterExpression: { joined: true } });

export type AliasStore = ReturnType<typeof createAliasStore>;

export function createAliasStore(connection: Connection) {
  const model = connection.model('aliases', schema);
  const collection = () => model.collection as unknown as mongo.Collection<AliasDocument>;
  // Persons with two chains are the few that an older version knew twice; every send asks for them.
  const joins = createBriefCache(async (workspace) => {
    const found = await collection().find({ workspace, joined: true }).toArray();
    const together = new Map<string, Set<string>>();
    for (const { _id, contact } of found) {
      const persons = together.get(contact) ?? new Set([contact]);
      together.set(contact, persons.add(_id));
      together.set(_id, persons);
    }
    return together;
  });

  return {
    /**
     * The contact of each number whose forms make these ids (the present form's first), in one
     * round trip: what an alias says, else the form that has a chain, else the present one. Heads
     * are asked too, because they also know those whose number nobody can read any more.
     */
    async resolve(
      workspace: string,
      families: readonly (readonly [string, ...string[]])[],
    ): Promise<string[]> {
      if (families.length === 0) return [];
      const $match = { _id: { $in: families.flat() }, workspace };
      const found = await collection()
        .aggregate<{ _id: string; contact?: string }>([
          { $match },
          { $unionWith: { coll: 'heads', pipeline: [{ $match }, { $project: { _id: 1 } }] } },
        ])
        .toArray();
      const aliases = new Map(
        found.flatMap(({ _id, contact }) => (contact ? [[_id, contact]] : [])),
      );
      const chained = new Set(found.flatMap(({ _id, contact }) => (contact ? [] : _id)));
      return families.map((ids) => {
        const told = ids.find((id) => aliases.has(id));
        if (told !== undefined) return aliases.get(told) ?? told;
        return ids.find((id) => chained.has(id)) ?? ids[0];
      });
    },

    /**
     * For each contact every one with a chain of its own that is the same person, itself included.
     * A join is seen by every process within a second.
     */
    async samePersons(
      workspace: string,
      contacts: readonly string[],
    ): Promise<(readonly string[])[]> {
      const joined = await joins.get(workspace);
      return contacts.map((contact) => {
        const together = joined.get(contact);
        return together ? [...together] : [contact];
      });
    },

    /** Records aliases; whom one stands for never changes, that it is joined may become true. */
    async add(workspace: string, aliases: readonly Alias[]): Promise<void> {
      if (aliases.length === 0) return;
      await collection().bulkWrite(
        aliases.map(({ id, contact, joined }) => ({
          updateOne: {
            filter: { _id: id, workspace },
            update: { $setOnInsert: { contact }, $max: { joined } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
      joins.forget(workspace);
    },
  };
}
