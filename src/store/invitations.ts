// Invitations by e-mail: which mail went out for which request, and who asked not to be written to
// again. No address is kept here, only what one makes under the workspace's key; no token either.
import { createHmac } from 'node:crypto';
import { type Connection, type mongo, Schema } from 'mongoose';
import { normaliseAddress } from '../email-address.js';
import type { MongoClock } from './clock.js';
import { isDuplicateKey } from './duplicate-key.js';
import { findByIds } from './find-by-ids.js';
import type { SealingKey } from './keyring.js';
import { digestOfLink, LINK_TOKEN, type LinkPurpose, type LinkTokens } from './link-tokens.js';

export interface Invitation {
  /** Request and number of the mail: a repeat of the same asking is the same invitation. */
  readonly _id: string;
  readonly workspace: string;
  readonly request: string;
  /** External id of the record that was invited. */
  readonly record: string;
  /** 1 for the first mail of a request, rising with each that was sent again. */
  readonly number: number;
  /** HMAC of the address. */
  readonly address: string;
  readonly locale: string;
  readonly createdAt: Date;
  /** Written before the mail leaves, so that it is known also when the answer is lost. */
  readonly messageId?: string;
  /** Which words it has, for evidence; written together with its id. */
  readonly mail?: InvitationText;
  /** When a server took it. */
  readonly sentAt?: Date;
}

/** A mail as it left: its wording by hash, and what was filled in. No token, no address. */
export interface InvitationText {
  readonly version: number;
  readonly locale: string;
  /** Hash of the wording: the mail with names in braces where something personal stood. */
  readonly wording: string;
  /** What stood there; the links are made of the mail's own id. */
  readonly ending?: string;
  readonly until: string;
  /** SHA-256 over subject, text and HTML as they left, with line feeds between. */
  readonly digest: string;
}

interface InvitationDocument extends Invitation {
  /** By which its two links are found; their tokens are nowhere. */
  readonly confirmDigest: string;
  readonly unsubscribeDigest: string;
}

interface RefusedAddress {
  /** Workspace and HMAC of the address. */
  readonly _id: string;
  readonly workspace: string;
  /** The invitation whose link was used. */
  readonly invitation: string;
  readonly at: Date;
}

/** The two links of a mail; whoever has one holds the mail. */
export type MailLink = Extract<LinkPurpose, 'confirm' | 'unsubscribe'>;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    request: String,
    record: String,
    number: Number,
    address: String,
    locale: String,
    confirmDigest: String,
    unsubscribeDigest: String,
    createdAt: Date,
    messageId: String,
    mail: Schema.Types.Mixed,
    sentAt: Date,
  },
  { collection: 'invitations', versionKey: false },
);
schema.index({ confirmDigest: 1 }, { name: 'confirm', unique: true });
schema.index({ unsubscribeDigest: 1 }, { name: 'unsubscribe', unique: true });
schema.index({ workspace: 1, request: 1, number: -1 }, { name: 'request' });
schema.index({ workspace: 1, record: 1, _id: -1 }, { name: 'record' });
schema.index({ workspace: 1, address: 1, sentAt: 1 }, { name: 'address' });

const refusedSchema = new Schema(
  { _id: String, workspace: String, invitation: String, at: Date },
  { collection: 'refused_addresses', versionKey: false },
);

export interface InvitationStoreDeps {
  readonly clock: Pick<MongoClock, 'now'>;
  readonly linkTokens: LinkTokens;
  keyOf(workspace: string): Promise<SealingKey>;
}

export function createInvitationStore(connection: Connection, deps: InvitationStoreDeps) {
  const model = connection.model('invitations', schema);
  const refusedModel = connection.model('refused_addresses', refusedSchema);
  const invitations = () => model.collection as unknown as mongo.Collection<InvitationDocument>;
  const refused = () => refusedModel.collection as unknown as mongo.Collection<RefusedAddress>;

  const digestOf = (link: MailLink, workspace: string, id: string) =>
    digestOfLink(deps.linkTokens.of(link, workspace, id));

  async function newest(workspace: string, request: string): Promise<Invitation | null> {
    return invitations().findOne(
      { workspace, request },
      { sort: { number: -1 }, projection: OWN_FIELDS },
    );
  }

  return {
    newest,

    /** The latest invitation of a record, of whatever request. */
    async newestOfRecord(workspace: string, record: string): Promise<Invitation | null> {
      return invitations().findOne(
        { workspace, record },
        { sort: { _id: -1 }, projection: OWN_FIELDS },
      );
    },

    /** What stands for an address here: the same for every spelling, and no way back to it. */
    async addressOf(workspace: string, address: string): Promise<string> {
      const key = await deps.keyOf(workspace);
      return createHmac('sha256', key)
        .update(`email\n${normaliseAddress(address)}`)
        .digest('hex');
    },

    async get(workspace: string, id: string): Promise<Invitation | null> {
      return invitations().findOne({ _id: id, workspace }, { projection: OWN_FIELDS });
    },

    /** The invitation whose link this is, of any workspace: the token is all that a visitor has. */
    async byToken(link: MailLink, token: string): Promise<Invitation | null> {
      if (!LINK_TOKEN.test(token)) return null;
      const digest = digestOfLink(token);
      const filter = link === 'confirm' ? { confirmDigest: digest } : { unsubscribeDigest: digest };
      return invitations().findOne(filter, { projection: OWN_FIELDS });
    },

    /**
     * Adds an invitation.
     * @returns the one that stands under this number, whoever added it.
     */
    async add(
      workspace: string,
      invitation: Pick<Invitation, 'request' | 'record' | 'number' | 'address' | 'locale'>,
    ): Promise<Invitation> {
      const _id = invitationIdOf(invitation.request, invitation.number);
      const createdAt = deps.clock.now();
      const added: Invitation = { _id, workspace, ...invitation, createdAt };
      const digests = {
        confirmDigest: digestOf('confirm', workspace, _id),
        unsubscribeDigest: digestOf('unsubscribe', workspace, _id),
      };
      try {
        await invitations().insertOne({ ...added, ...digests });
        return added;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const standing = await newest(workspace, invitation.request);
        if (!standing) throw error;
        return standing;
      }
    },

    /** Before a mail leaves: its id, and which words it has. */
    async nameMessage(
      workspace: string,
      id: string,
      named: Required<Pick<Invitation, 'messageId' | 'mail'>>,
    ): Promise<void> {
      await invitations().updateOne({ _id: id, workspace }, { $set: named });
    },

    async markSent(workspace: string, id: string): Promise<void> {
      const filter = { _id: id, workspace, sentAt: { $exists: false } };
      await invitations().updateOne(filter, { $set: { sentAt: deps.clock.now() } });
    },

    /** How many mails this address was sent since then, whatever records it stood in. */
    async countSentTo(workspace: string, address: string, since: Date): Promise<number> {
      return invitations().countDocuments({ workspace, address, sentAt: { $gte: since } });
    },

    /** "Don't e-mail me again": holds for this address in this workspace until it is taken back. */
    async refuseAddress(workspace: string, address: string, invitation: string): Promise<void> {
      const _id = `${workspace}/${address}`;
      try {
        await refused().insertOne({ _id, workspace, invitation, at: deps.clock.now() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** Those of these addresses that asked to be left alone, in one read. */
    async refusedAmong(workspace: string, addresses: readonly string[]): Promise<Set<string>> {
      const ids = addresses.map((address) => `${workspace}/${address}`);
      const found = await findByIds<RefusedAddress>(refusedModel, ids, { workspace });
      return new Set(found.map(({ _id }) => _id.slice(workspace.length + 1)));
    },

    async isRefused(workspace: string, address: string): Promise<boolean> {
      const found = await refused().findOne({ _id: `${workspace}/${address}`, workspace });
      return found !== null;
    },
  };
}

/** What nobody outside this file is shown. */
const OWN_FIELDS = { confirmDigest: 0, unsubscribeDigest: 0 } as const;

/** The id of the n-th mail of a request. */
const invitationIdOf = (request: string, number: number): string => `${request}/${number}`;
