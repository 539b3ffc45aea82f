// Messages as people page through them: one conversation, the last word of many, or some by their
// ids. Which order they have is said in messages.ts; here they are found by it.
import type { Model, mongo } from 'mongoose';
import { findByIds } from './find-by-ids.js';
import type { Message, MessageDocument } from './messages.js';

export interface ThreadPage {
  readonly contact: string;
  readonly limit: number;
  /** Id of the last message of the page before. */
  readonly startingAfter?: string;
}

/** The order of a conversation, newest first, as the index `thread` has it. */
const NEWEST_FIRST = { stamp: -1, createdAt: -1, _id: -1 } as const;

/**
 * Part of the message store.
 * @param readable opens what was found, in its order.
 */
export function createMessageLists(
  model: Model<never>,
  readable: (workspace: string, found: readonly MessageDocument[]) => Promise<Message[]>,
) {
  const collection = () => model.collection as unknown as mongo.Collection<MessageDocument>;

  return {
    /**
     * A contact's messages, newest first: both directions by the one clock that orders acts, then
     * by id. `startingAfter` is the id of the last message of the page before.
     */
    async list(
      workspace: string,
      page: ThreadPage,
    ): Promise<{ data: Message[]; hasMore: boolean }> {
      const filter: Record<string, unknown> = { workspace, contact: page.contact };
      if (page.startingAfter !== undefined) {
        const last = await collection().findOne({ _id: page.startingAfter, workspace });
        if (!last) return { data: [], hasMore: false };
        filter['$or'] = olderThan(last);
      }
      const found = await collection()
        .find(filter as mongo.Filter<MessageDocument>)
        .sort(NEWEST_FIRST)
        .limit(page.limit + 1)
        .toArray();
      const data = await readable(workspace, found.slice(0, page.limit));
      return { data, hasMore: found.length > page.limit };
    },

    /** Messages of these ids; unknown ones are absent. */
    async many(workspace: string, ids: readonly string[]): Promise<Map<string, Message>> {
      const distinct = [...new Set(ids)];
      const found = await findByIds<MessageDocument>(model, distinct, { workspace });
      return new Map((await readable(workspace, found)).map((message) => [message.id, message]));
    },

    /**
     * Which way the last message of each of these contacts went, and when: one key of the index
     * `thread` a contact, however long the conversations are.
     */
    async lastOf(workspace: string, contacts: readonly string[]): Promise<Map<string, LastWord>> {
      if (contacts.length === 0) return new Map();
      const found = await collection()
        .aggregate<{ _id: string; last: Pick<MessageDocument, 'direction' | 'createdAt'> }>([
          { $match: { workspace, contact: { $in: [...new Set(contacts)] } } },
          { $sort: { workspace: 1, contact: 1, ...NEWEST_FIRST } },
          { $group: { _id: '$contact', last: { $first: '$$ROOT' } } },
          { $project: { 'last.direction': 1, 'last.createdAt': 1 } },
        ])
        .toArray();
      return new Map(
        found.map(({ _id, last: { direction, createdAt } }) => [_id, { direction, at: createdAt }]),
      );
    },
  };
}

/** Who had the last word of a conversation. */
export interface LastWord {
  readonly direction: Message['direction'];
  readonly at: Date;
}

/** What lies before a message; those of earlier versions have no stamp and lie before the rest. */
function olderThan({ stamp, createdAt, _id }: MessageDocument): object[] {
  const unstamped = [
    { stamp: null, createdAt: { $lt: createdAt } },
    { stamp: null, createdAt, _id: { $lt: _id } },
  ];
  if (!stamp) return unstamped;
  return [{ stamp: { $lt: stamp } }, { stamp, _id: { $lt: _id } }, { stamp: null }];
}
