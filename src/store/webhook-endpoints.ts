// Webhook endpoints: where a workspace's events are posted to, which of them, and how it goes. The
// secrets that sign are made from the installation's own, so none is stored.
import { createHmac, hkdfSync } from 'node:crypto';
import { type Connection, type mongo, Schema } from 'mongoose';
import { createBriefCache } from './brief-cache.js';
import type { MongoClock } from './clock.js';
import type { EventType } from './events.js';
import { isDuplicateKey } from './duplicate-key.js';
import type { Keyring } from './keyring.js';

export interface WebhookEndpoint {
  readonly _id: string;
  readonly workspace: string;
  readonly url: string;
  readonly description: string;
  /** Types that are posted; all when empty. */
  readonly events: readonly EventType[];
  /** In a network of its own: private addresses and plain HTTP. */
  readonly allowPrivateAddresses: boolean;
  readonly status: 'enabled' | 'disabled';
  /** Why the service itself turned it off. */
  readonly disabledReason?: string;
  readonly secretVersion: number;
  /** The call that made it, where that may come again. */
  readonly rotatedBy?: string;
  /** Until then the secret before signs, too. */
  readonly previousSecretUntil?: Date;
  /** Since when every delivery failed; absent while one was taken last. */
  readonly failingSince?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type EndpointChoice = Pick<
  WebhookEndpoint,
  'url' | 'description' | 'events' | 'allowPrivateAddresses'
>;

const SECRET_BYTES = 32;
const ENDPOINTS_MAX = 20;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    url: String,
    description: String,
    events: [String],
    allowPrivateAddresses: Boolean,
    status: String,
    disabledReason: String,
    secretVersion: Number,
    rotatedBy: String,
    previousSecretUntil: Date,
    failingSince: Date,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'webhook_endpoints', versionKey: false },
);
schema.index({ workspace: 1, _id: -1 }, { name: 'newest' });

export function createWebhookEndpointStore(
  connection: Connection,
  { clock, keyring }: { clock: Pick<MongoClock, 'now'>; keyring: Keyring },
) {
  const model = connection.model('webhook_endpoints', schema);
  const collection = () => model.collection as unknown as mongo.Collection<WebhookEndpoint>;
  const signing = Buffer.from(hkdfSync('sha256', keyring.master, 'assent', 'webhook-secrets', 32));
  const all = (workspace: string) =>
    collection()
      .find({ workspace }, { sort: { _id: -1 }, limit: ENDPOINTS_MAX })
      .toArray();
  // Read for every batch of events; a change is in force everywhere after a second.
  const recent = createBriefCache(all);

  async function change(
    which: mongo.Filter<WebhookEndpoint> & { workspace: string },
    update: mongo.UpdateFilter<WebhookEndpoint>,
  ): Promise<WebhookEndpoint | null> {
    const changed = await collection().findOneAndUpdate(which, update, { returnDocument: 'after' });
    recent.forget(which.workspace);
    return changed;
  }

  const secretOf = ({ workspace, _id }: WebhookEndpoint, version: number): string => {
    const bytes = createHmac('sha256', signing).update(`${workspace}/${_id}/${version}`).digest();
    return `whsec_${bytes.subarray(0, SECRET_BYTES).toString('base64')}`;
  };

  return {
    /** Newest first. */
    list: all,

    /** Those that take events now; at most a second old. */
    async enabled(workspace: string): Promise<WebhookEndpoint[]> {
      return (await recent.get(workspace)).filter(({ status }) => status === 'enabled');
    },

    async get(workspace: string, id: string): Promise<WebhookEndpoint | null> {
      return collection().findOne({ _id: id, workspace });
    },

    /** @returns null when the workspace has as many as it may; a repeat finds the first one. */
    async add(
      workspace: string,
      id: string,
      choice: EndpointChoice,
    ): Promise<WebhookEndpoint | null> {
      if ((await all(workspace)).filter(({ _id }) => _id !== id).length >= ENDPOINTS_MAX)
        return null;
      const now = clock.now();
      const endpoint: WebhookEndpoint = {
        ...{ _id: id, workspace, ...choice, status: 'enabled', secretVersion: 1 },
        ...{ createdAt: now, updatedAt: now },
      };
      try {
        await collection().insertOne(endpoint);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      recent.forget(workspace);
      return this.get(workspace, id);
    },

    /** Changes what is given. Turning one on again forgets how it failed. */
    update(
      workspace: string,
      id: string,
      changes: Partial<EndpointChoice & Pick<WebhookEndpoint, 'status'>>,
    ): Promise<WebhookEndpoint | null> {
      const on = changes.status === 'enabled' && {
        $unset: { disabledReason: '' as const, failingSince: '' as const },
      };
      const $set = { ...changes, updatedAt: clock.now() };
      return change({ _id: id, workspace }, { $set, ...on });
    },

    /**
     * A new secret; the one before signs beside it for so long.
     * @param once.from the version that it is to follow, where that matters.
     * @param once.by whoever makes it: the same again finds the secret that it made, for a second
     *   one would end the first, which receivers still know.
     */
    async rotate(
      workspace: string,
      id: string,
      overlapMs: number,
      { from, by }: { from?: number | undefined; by?: string | undefined } = {},
    ): Promise<WebhookEndpoint | null> {
      const now = clock.now();
      const previousSecretUntil = new Date(now.getTime() + overlapMs);
      const $set = {
        previousSecretUntil,
        updatedAt: now,
        ...(by !== undefined && { rotatedBy: by }),
      };
      const which = {
        ...{ _id: id, workspace },
        ...(from !== undefined && { secretVersion: from }),
        ...(by !== undefined && { rotatedBy: { $ne: by } }),
      };
      const changed = await change(which, { $inc: { secretVersion: 1 }, $set });
      if (changed || by === undefined) return changed;
      return collection().findOne({ _id: id, workspace, rotatedBy: by });
    },

    async remove(workspace: string, id: string): Promise<boolean> {
      const { deletedCount } = await collection().deleteOne({ _id: id, workspace });
      recent.forget(workspace);
      return deletedCount === 1;
    },

    /** The secret that signs now; shown when it is made and never again. */
    secret: (endpoint: WebhookEndpoint): string => secretOf(endpoint, endpoint.secretVersion),

    /** Every secret that signs now, the newest first. */
    secrets(endpoint: WebhookEndpoint): string[] {
      const { secretVersion: version, previousSecretUntil: until } = endpoint;
      const both = version > 1 && until !== undefined && until > clock.now();
      return both
        ? [secretOf(endpoint, version), secretOf(endpoint, version - 1)]
        : [secretOf(endpoint, version)];
    },

    /** A delivery was taken: whatever failed before is over. */
    async noteTaken({ workspace, _id, failingSince }: WebhookEndpoint): Promise<void> {
      if (failingSince) await change({ _id, workspace }, { $unset: { failingSince: '' } });
    },

    /** A delivery was not taken. @returns since when none was. */
    async noteFailed({ workspace, _id, failingSince }: WebhookEndpoint): Promise<Date> {
      if (failingSince) return failingSince;
      const now = clock.now();
      const first = { _id, workspace, failingSince: { $exists: false } };
      await change(first, { $set: { failingSince: now } });
      return now;
    },

    /** The service turns one off; null when it is off already. */
    disable(
      workspace: string,
      id: string,
      disabledReason: string,
    ): Promise<WebhookEndpoint | null> {
      const $set = { status: 'disabled' as const, disabledReason, updatedAt: clock.now() };
      return change({ _id: id, workspace, status: 'enabled' }, { $set });
    },
  };
}
