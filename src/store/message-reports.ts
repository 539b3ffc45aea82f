// Messages as a provider's reports move them: found by our id or the provider's, moved in one
// write, asked about when nothing was heard. What a report means is in senders/status-reports.ts.

import { type Model, mongo } from 'mongoose';
import type { MongoClock } from './clock.js';
import { findByIds } from './find-by-ids.js';
import { type MessageStatus, RANK, stepTo } from './message-status.js';
import type { MessageDocument } from './messages.js';
import { writeCommand } from './write-command.js';

/** What a provider says became of a message. */
export interface MessageReport {
  readonly id: string;
  readonly status: MessageStatus;
  readonly providerSid: string;
  readonly errorCode?: string;
  readonly reason?: string;
  /** True when it is our account or sender that was refused: an operator has to see to it. */
  readonly alert?: true;
}

/** Texts that the provider took and then refused for our sake. */
export interface ReportedRefusals {
  readonly workspace: string;
  readonly code: string;
  readonly reason: string;
  readonly count: number;
}

/** A message as far as a provider's report needs it. */
export interface ReportedMessage {
  readonly id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly sender: string;
  readonly status: MessageStatus;
  readonly providerSid?: string;
}

/** A message whose last word of the provider is long ago. */
export interface UnfinishedMessage extends ReportedMessage {
  readonly providerSid: string;
  /** How often it was asked about. */
  readonly asks: number;
}

/** What is read of a message to which a report belongs. */
const REPORTED = { workspace: 1, contact: 1, sender: 1, status: 1, providerSid: 1 };

function toReported({ _id, workspace, contact, sender, status, providerSid }: MessageDocument) {
  const known = { id: _id, workspace, contact, sender, status };
  return { ...known, ...(providerSid !== undefined && { providerSid }) };
}

/** Part of the message store. */
export function createMessageReports(model: Model<never>, { clock }: { clock: MongoClock }) {
  const collection = () => model.collection as unknown as mongo.Collection<MessageDocument>;

  const findReported = async (filter: mongo.Filter<MessageDocument>) => {
    const found = await collection().find(filter, { projection: REPORTED }).toArray();
    return found.map(toReported);
  };

  return {
    /** The same for many reports of the provider, in one write. */
    async report(workspace: string, reports: readonly MessageReport[]): Promise<void> {
      if (reports.length === 0) return;
      const now = clock.now();
      const updates = reports.map(({ id: _id, status, alert, ...details }) => ({
        q: { _id, workspace, rank: { $lt: RANK[status] } },
        u: stepTo(status, now, { ...details, ...(alert && { refusedAt: now }) }),
      }));
      const [failure] = await writeCommand(model, 'update', { updates });
      if (failure) throw new mongo.MongoServerError(failure);
    },

    /** What was refused for our sake since then, by workspace and code. */
    async refusals(since: Date): Promise<ReportedRefusals[]> {
      return collection()
        .aggregate<ReportedRefusals>([
          { $match: { refusedAt: { $gte: since } } },
          {
            $group: {
              _id: { workspace: '$workspace', code: '$errorCode' },
              reason: { $first: '$reason' },
              count: { $sum: 1 },
            },
          },
          {
            $project: {
              ...{ _id: 0, workspace: '$_id.workspace', code: '$_id.code' },
              ...{ reason: 1, count: 1 },
            },
          },
        ])
        .toArray();
    },

    /** Messages of these ids, as far as reports need them; unknown ones are absent. */
    async reported(workspace: string, ids: readonly string[]): Promise<ReportedMessage[]> {
      return (await findByIds<MessageDocument>(model, ids, { workspace })).map(toReported);
    },

    /**
     * Messages of these workspaces that the provider knows by these ids of its own; only those
     * without a final status of which nothing was heard since then, where that is asked for.
     */
    async withSids(
      workspaces: readonly string[],
      sids: readonly string[],
      { unheardSince }: { unheardSince?: Date } = {},
    ): Promise<(ReportedMessage & { providerSid: string })[]> {
      if (workspaces.length === 0 || sids.length === 0) return [];
      const found = await findReported({
        workspace: { $in: [...workspaces] },
        providerSid: { $in: [...sids] },
        ...(unheardSince && { rank: { $lt: RANK.delivered }, updatedAt: { $lte: unheardSince } }),
      });
      return found.flatMap(({ providerSid, ...one }) =>
        providerSid === undefined ? [] : { ...one, providerSid },
      );
    },

    /** Messages about which the provider is to be asked, longest waiting first. */
    async unfinished(limit: number): Promise<UnfinishedMessage[]> {
      const found = await collection()
        .find({ statusDueAt: { $lte: clock.now() } }, { sort: { statusDueAt: 1 }, limit })
        .toArray();
      return found.flatMap((one) => {
        const { providerSid = '', ...message } = toReported(one);
        return { ...message, providerSid, asks: one.statusAsks ?? 0 };
      });
    },

    /** Before they are asked about: whoever dies at it leaves them to be asked about again. */
    async postponeStatus(ids: readonly string[], until: Date): Promise<void> {
      await collection().updateMany(
        { _id: { $in: [...ids] }, statusDueAt: { $exists: true } },
        { $set: { statusDueAt: until }, $inc: { statusAsks: 1 } },
      );
    },

    /**
     * Nobody can say what became of it: it is not asked about again, and shows why. One of which
     * nothing was heard since it was handed over becomes `unknown`.
     */
    async endUnfinished(workspace: string, id: string, reason: string): Promise<void> {
      const { rank } = { rank: RANK.unknown };
      await collection().updateOne({ _id: id, workspace, statusDueAt: { $exists: true } }, [
        {
          $set: {
            status: { $cond: [{ $lt: ['$rank', rank] }, 'unknown', '$status'] },
            rank: { $max: ['$rank', rank] },
            reason,
            updatedAt: clock.now(),
          },
        },
        { $unset: 'statusDueAt' },
      ]);
    },

    /** Which of these provider ids belong to a message already. */
    async boundSids(workspace: string, sids: readonly string[]): Promise<Set<string>> {
      const bound = await collection()
        .find({ workspace, providerSid: { $in: [...sids] } }, { projection: { providerSid: 1 } })
        .toArray();
      return new Set(bound.flatMap(({ providerSid }) => providerSid ?? []));
    },

    /**
     * Error codes of contacts' last finished texts, newest first; `''` for those without.
     * @param except messages that are not looked at.
     */
    async lastErrorCodes(
      workspace: string,
      {
        contacts,
        limit,
        except,
      }: { contacts: readonly string[]; limit: number; except: readonly string[] },
    ): Promise<Map<string, string[]>> {
      if (limit === 0 || contacts.length === 0) return new Map();
      const ended = { direction: 'outbound', rank: RANK.delivered, _id: { $nin: [...except] } };
      const newest = { createdAt: -1, _id: -1 };
      const found = await collection()
        .aggregate<{ _id: string; codes: string[] }>([
          { $match: { workspace, contact: { $in: [...contacts] }, ...ended } },
          {
            $group: {
              _id: '$contact',
              codes: {
                $topN: { n: limit, sortBy: newest, output: { $ifNull: ['$errorCode', ''] } },
              },
            },
          },
        ])
        .toArray();
      return new Map(found.map(({ _id, codes }) => [_id, codes]));
    },
  };
}
