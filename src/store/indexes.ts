// Indexes: what the collections declare against what MongoDB has. They are guards as much as
// speed (the chain's one forks nothing), so they are made by `assent migrate` and never in passing.
// An index that has to change gets a new name: then old and new versions run side by side.
import type { Connection, mongo } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

/** An index that is not as this version declares it. */
export interface IndexFinding {
  readonly collection: string;
  readonly name: string;
  /** `extra` ones are somebody else's and stay. */
  readonly state: 'missing' | 'changed' | 'extra';
  /** True when it guards something: without it two writers can both succeed. */
  readonly unique: boolean;
}

/** What became of an index. */
export type IndexStep = Omit<IndexFinding, 'state'> & {
  readonly state: 'made' | 'replaced' | 'extra';
};

/** An index that cannot be made as things are. The message is for the person at the terminal. */
export class IndexFault extends Error {
  override readonly name = 'IndexFault' as const;
}

interface WantedIndex {
  readonly keys: Record<string, 1 | -1>;
  readonly options: mongo.CreateIndexesOptions & { readonly name: string };
}

const NAMESPACE_NOT_FOUND = 26;
/** The index that every collection has. */
const OF_IDS = '_id_';

/** Every index that is missing, changed or extra; in the order in which they are declared. */
export async function inspectIndexes(connection: Connection): Promise<IndexFinding[]> {
  const found = await Promise.all(modelsOf(connection).map(findingsOf));
  return found.flat();
}

/**
 * Makes what is missing. What was changed by a hand is replaced, which for a guard needs `replace`,
 * because between the two nothing guards.
 * @throws IndexFault when an index cannot be made, or must not be replaced unasked.
 */
export async function makeIndexes(
  connection: Connection,
  { replace = false }: { replace?: boolean } = {},
): Promise<IndexStep[]> {
  const findings = await inspectIndexes(connection);
  const guard = findings.find(({ state, unique }) => state === 'changed' && unique);
  if (guard && !replace) {
    throw new IndexFault(
      `${nameOf(guard)} is not as this version wants it, and it guards against two writers: ` +
        'stop every ingress and worker, then run assent migrate --replace',
    );
  }
  const models = new Map(modelsOf(connection).map((model) => [model.name, model]));
  return Promise.all(
    findings.map(async ({ state, ...index }): Promise<IndexStep> => {
      const model = models.get(index.collection);
      if (state === 'extra' || !model) return { ...index, state: 'extra' };
      if (state === 'changed') await model.collection.dropIndex(index.name);
      await make(model, index.name);
      return { ...index, state: state === 'changed' ? 'replaced' : 'made' };
    }),
  );
}

/** As messages name it. */
export const nameOf = ({ collection, name }: Pick<IndexFinding, 'collection' | 'name'>) =>
  `index ${name} of ${collection}`;

interface IndexedModel {
  /** Of the collection. */
  readonly name: string;
  readonly collection: mongo.Collection;
  readonly wanted: readonly WantedIndex[];
}

function modelsOf(connection: Connection): IndexedModel[] {
  return connection.modelNames().map((name) => {
    const { collection, schema } = connection.model(name);
    const wanted = schema.indexes().map(([keys, { background: _background, ...options }]) => ({
      keys: keys as WantedIndex['keys'],
      options: options as WantedIndex['options'],
    }));
    const native = collection as unknown as mongo.Collection;
    return { name: native.collectionName, collection: native, wanted };
  });
}

async function findingsOf({ name, collection, wanted }: IndexedModel): Promise<IndexFinding[]> {
  const present = new Map((await indexesOf(collection)).map((index) => [index.name, index]));
  const declared = wanted.flatMap((index): IndexFinding[] => {
    const existing = present.get(index.options.name);
    present.delete(index.options.name);
    if (existing && shapeOf(existing.key, existing) === shapeOf(index.keys, index.options)) {
      return [];
    }
    const state = existing ? 'changed' : 'missing';
    return [
      { collection: name, name: index.options.name, state, unique: index.options.unique === true },
    ];
  });
  present.delete(OF_IDS);
  const extra = [...present.values()].map((index): IndexFinding => {
    return { collection: name, name: index.name ?? '', state: 'extra', unique: !!index.unique };
  });
  return [...declared, ...extra];
}

/** A collection that nothing was written to yet has no indexes. */
async function indexesOf(collection: mongo.Collection) {
  try {
    return await collection.indexes();
  } catch (error) {
    if ((error as { code?: unknown }).code === NAMESPACE_NOT_FOUND) return [];
    throw error;
  }
}

/** What makes an index what it is, comparable as text. */
function shapeOf(keys: object, options: mongo.CreateIndexesOptions): string {
  const { unique = false, expireAfterSeconds = null, partialFilterExpression = null } = options;
  return JSON.stringify([
    Object.entries(keys),
    unique,
    expireAfterSeconds,
    partialFilterExpression,
  ]);
}

async function make({ name, collection, wanted }: IndexedModel, index: string): Promise<void> {
  const found = wanted.find(({ options }) => options.name === index);
  if (!found) return;
  try {
    await collection.createIndex(found.keys, found.options);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new IndexFault(
      `${nameOf({ collection: name, name: index })} cannot be made, because two documents share ` +
        'what it keeps unique; assent verify names the entries of a chain that was forked',
      { cause: error },
    );
  }
}
