// What mail does to an opt-in request without moving it: what became of the invitation, and that
// its form came back with the disclosure on it. Part of the store of requests.
import type { mongo } from 'mongoose';
import type { MongoClock } from './clock.js';
import type { RequestDocument, RequestMail } from './request-document.js';

export interface RequestMailDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  collection(): mongo.Collection<RequestDocument>;
}

export function createRequestMail({ clock, collection }: RequestMailDeps) {
  const changed = () => ({ $inc: { revision: 1 }, $currentDate: { updatedAt: true as const } });
  return {
    /**
     * Shows what became of a mail, unless a later one is shown already. What was sent is not queued
     * any more, so that a repeat of the asking takes nothing back.
     */
    async showMail(workspace: string, id: string, email: RequestMail): Promise<void> {
      const older = email.status === 'queued' ? { $lt: email.number } : { $lte: email.number };
      const newer = { $or: [{ email: { $exists: false } }, { 'email.number': older }] };
      await collection().updateOne(
        { workspace, _id: id, ...newer },
        { $set: { email }, ...changed() },
      );
    },

    /**
     * Its form was sent off: whoever acts on this request from now on has seen the disclosure.
     * @returns the time of MongoDB's clock at which that was so.
     */
    async noteFormReturned(workspace: string, id: string): Promise<Date> {
      await collection().updateOne(
        { workspace, _id: id, method: 'email', disclosureShown: false },
        { $set: { disclosureShown: true }, ...changed() },
      );
      return clock.now();
    },
  };
}
