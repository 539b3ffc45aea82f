// Opt-in requests as they are looked up together: by their ids, those that a record waits for, and
// those that somebody has to recognise an act of.
import type { mongo } from 'mongoose';
import { ANSWERABLE, OPEN, type RequestStatus } from '../consent/request-status.js';
import type { MongoClock } from './clock.js';
import type { OptInRequest, RequestDocument } from './request-document.js';

export interface RequestListDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  /** Newest first. */
  find(filter: mongo.Filter<RequestDocument>, limit?: number): Promise<OptInRequest[]>;
}

/** Requests of these statuses that have not run out. */
export const waiting = (workspace: string, statuses: readonly RequestStatus[], now: Date) => ({
  workspace,
  status: { $in: [...statuses] },
  expiresAt: { $gt: now },
});

/** Part of the request store. */
export function createRequestLists({ clock, find }: RequestListDeps) {
  return {
    /** In no order. */
    async many(workspace: string, ids: readonly string[]): Promise<OptInRequest[]> {
      return ids.length === 0 ? [] : find({ workspace, _id: { $in: [...ids] } });
    },

    /** The newest open request of each of these records. */
    async openFor(
      workspace: string,
      records: readonly string[],
    ): Promise<Map<string, OptInRequest>> {
      if (records.length === 0) return new Map();
      const filter = { ...waiting(workspace, OPEN, clock.now()), record: { $in: [...records] } };
      const found = await find(filter);
      return new Map(found.reverse().map((request) => [request.record, request]));
    },

    /** Requests of these records that wait for an act, or for a person to say whose it was. */
    async waitingFor(workspace: string, records: readonly string[]): Promise<OptInRequest[]> {
      if (records.length === 0) return [];
      const answerable = waiting(workspace, ANSWERABLE, clock.now());
      return find({ ...answerable, record: { $in: [...records] } });
    },

    /** Of records without a number: those to which an act is offered right now, newest first. */
    async offered(workspace: string, limit: number): Promise<OptInRequest[]> {
      const now = clock.now();
      const open = { openTo: { $exists: true }, 'offers.until': { $gt: now } };
      return find({ ...waiting(workspace, OPEN, now), ...open }, limit);
    },
  };
}
