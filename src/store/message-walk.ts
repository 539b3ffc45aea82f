// All messages of a workspace, one after the other: for whoever takes them out.
import type { Model, mongo } from 'mongoose';
import { inBatches } from './in-batches.js';
import type { Message, MessageDocument } from './messages.js';

/** Messages that a walk holds at a time. */
const WALK_MESSAGES = 200;

export interface MessageFilter {
  readonly program?: string | undefined;
  readonly status?: string | undefined;
  readonly since?: Date | undefined;
}

/**
 * Part of the message store.
 * @param readable opens what was found, in its order.
 */
export function createMessageWalk(
  model: Model<never>,
  readable: (workspace: string, found: readonly MessageDocument[]) => Promise<Message[]>,
) {
  const collection = () => model.collection as unknown as mongo.Collection<MessageDocument>;
  return {
    /** A contact's together, newest first, streamed; whoever stops early ends the reading. */
    async *walk(
      workspace: string,
      { program, status, since }: MessageFilter,
    ): AsyncGenerator<Message> {
      const filter = {
        workspace,
        ...(program !== undefined && { program }),
        ...(status !== undefined && { status }),
        ...(since && { createdAt: { $gte: since } }),
      } as mongo.Filter<MessageDocument>;
      const cursor = collection().find(filter, {
        hint: 'thread',
        sort: { contact: 1, stamp: -1, createdAt: -1, _id: -1 },
        batchSize: WALK_MESSAGES,
      });
      for await (const found of inBatches(cursor, WALK_MESSAGES)) {
        yield* await readable(workspace, found);
      }
    },
  };
}
