// Senders: the numbers that texts come from, the provider account each belongs to, and its sealed
// tokens. One number of one account belongs to one workspace.
import { type Connection, mongo, Schema } from 'mongoose';
import { groupBy } from '../group-by.js';
import { createBriefCache } from './brief-cache.js';
import { isDuplicateKey } from './duplicate-key.js';
import { type Keyring, open, seal } from './keyring.js';

export interface Sender {
  /** E.164; what a sender is called everywhere. */
  readonly number: string;
  readonly workspace: string;
  readonly provider: 'twilio';
  readonly accountSid: string;
  readonly messagingServiceSid?: string;
  /** Who answers the provider's own words (STOP, START, HELP): the provider or this service. */
  readonly keywordReplies: 'provider' | 'service';
  /** The program that a START without a token means. */
  readonly defaultProgram: string;
  readonly messagesPerSecond: number;
}

interface SenderDocument extends Sender {
  _id: string;
  /** Absent: the default account's tokens from the settings are used. */
  token?: mongo.Binary;
}

/** What of a sender can be changed. */
export type SenderChange = Partial<
  Pick<Sender, 'keywordReplies' | 'messagesPerSecond' | 'defaultProgram' | 'messagingServiceSid'>
> & { readonly authToken?: string };

/** `account_taken`: another workspace, or the installation itself, uses the provider account. */
export type SenderRefusal = 'exists' | 'account_taken' | 'token_needed';

interface OwnerDocument {
  /** The account's SID. */
  readonly _id: string;
  readonly workspace: string;
}

/** Tokens of one provider account: the first signs calls, all are accepted on webhooks. */
export interface AccountCredentials {
  readonly accountSid: string;
  readonly tokens: readonly string[];
}

/** An account with the workspaces that send through it. */
export type Account = AccountCredentials & { readonly workspaces: readonly string[] };

interface Directory {
  readonly senders: readonly Sender[];
  readonly accounts: ReadonlyMap<string, Account>;
}

const EVERY_SENDER = 'every sender';

const schema = new Schema(
  {
    _id: String,
    number: String,
    workspace: String,
    provider: String,
    accountSid: String,
    messagingServiceSid: String,
    keywordReplies: String,
    defaultProgram: String,
    messagesPerSecond: Number,
    token: Buffer,
  },
  { collection: 'senders', versionKey: false },
);
schema.index({ workspace: 1 }, { name: 'workspace' });

/** Which workspace a provider account belongs to: the first that named it. */
const ownerSchema = new Schema(
  { _id: String, workspace: String },
  { collection: 'provider_accounts', versionKey: false },
);
schema.index({ number: 1 }, { name: 'number' });

export type SenderStore = ReturnType<typeof createSenderStore>;

export function createSenderStore(
  connection: Connection,
  deps: { keyring: Keyring; defaultAccount?: AccountCredentials },
) {
  const model = connection.model('senders', schema);
  const collection = () => model.collection as unknown as mongo.Collection<SenderDocument>;
  const ownerModel = connection.model('provider_accounts', ownerSchema);
  const owners = () => ownerModel.collection as unknown as mongo.Collection<OwnerDocument>;
  // Every webhook asks for its sender; the list is small, so it is read and opened once a second at
  // most.
  const directory = createBriefCache(async () => index(await collection().find({}).toArray()));
  const read = () => directory.get(EVERY_SENDER);

  function index(documents: readonly SenderDocument[]): Directory {
    const accounts = groupBy(documents, ({ accountSid }) => accountSid);
    if (deps.defaultAccount && !accounts.has(deps.defaultAccount.accountSid)) {
      accounts.set(deps.defaultAccount.accountSid, []);
    }
    return {
      senders: documents.map(toSender),
      accounts: new Map([...accounts].map(([sid, owned]) => [sid, toAccount(sid, owned)])),
    };
  }

  function toAccount(accountSid: string, owned: readonly SenderDocument[]): Account {
    const shared = deps.defaultAccount;
    const tokens = new Set([
      ...(shared?.accountSid === accountSid ? shared.tokens : []),
      ...owned.flatMap(({ _id, token }) =>
        token ? [open(deps.keyring.master, _id, Buffer.from(token.buffer)).toString()] : [],
      ),
    ]);
    const workspaces = new Set(owned.map(({ workspace }) => workspace));
    return { accountSid, tokens: [...tokens], workspaces: [...workspaces] };
  }

  const sealToken = (_id: string, token: string) =>
    new mongo.Binary(seal(deps.keyring.master, _id, token));

  /**
   * Makes an account the workspace's own unless it is somebody's already.
   * @returns false when it is somebody else's: whoever's token counts for an account can sign its
   *   webhooks, so a workspace must not get hold of another one's by naming it.
   */
  async function ownAccount(workspace: string, accountSid: string): Promise<boolean> {
    if (accountSid === deps.defaultAccount?.accountSid) return false;
    const foreign = await collection().findOne({ accountSid, workspace: { $ne: workspace } });
    if (foreign) return false;
    try {
      const own = { _id: accountSid, workspace };
      await owners().updateOne(own, { $setOnInsert: own }, { upsert: true });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  return {
    forget: () => directory.forget(EVERY_SENDER),

    async list(workspace: string): Promise<Sender[]> {
      return (await read()).senders.filter((one) => one.workspace === workspace);
    },

    /**
     * Adds a sender or changes it. `authToken` is stored sealed; without one the default account's
     * is used.
     */
    async add(
      workspace: string,
      sender: Omit<Sender, 'workspace' | 'provider'> & { authToken?: string },
    ): Promise<void> {
      const { authToken, ...settings } = sender;
      const _id = `${settings.accountSid}/${settings.number}`;
      const token = authToken && sealToken(_id, authToken);
      const taken = await collection().findOne({ _id, workspace: { $ne: workspace } });
      if (taken) throw new Error(`sender ${settings.number} belongs to another workspace`);
      await collection().updateOne(
        { _id },
        { $set: { ...settings, workspace, provider: 'twilio', ...(token ? { token } : {}) } },
        { upsert: true },
      );
      directory.forget(EVERY_SENDER);
    },

    /**
     * Adds a sender for a workspace that nobody vouches for: its account has to be its own, and it
     * has to bring the account's token unless another sender of it did.
     */
    async addOwn(
      workspace: string,
      sender: Omit<Sender, 'workspace' | 'provider'> & { authToken?: string },
    ): Promise<'added' | SenderRefusal> {
      const { authToken, ...settings } = sender;
      const { accountSid, number } = settings;
      if (!(await ownAccount(workspace, accountSid))) return 'account_taken';
      const known = await collection().findOne({ workspace, accountSid, token: { $exists: true } });
      if (authToken === undefined && !known) return 'token_needed';
      const _id = `${accountSid}/${number}`;
      const token = authToken === undefined ? {} : { token: sealToken(_id, authToken) };
      try {
        await collection().insertOne({
          ...{ _id, ...settings, workspace, provider: 'twilio', ...token },
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return 'exists';
      }
      directory.forget(EVERY_SENDER);
      return 'added';
    },

    /**
     * Changes a sender; a new token counts for every sender of the account in this workspace.
     * @returns false when the workspace has no such sender.
     */
    async change(
      workspace: string,
      { accountSid, number }: Pick<Sender, 'accountSid' | 'number'>,
      { authToken, ...settings }: SenderChange,
    ): Promise<boolean> {
      const filter = { workspace, _id: `${accountSid}/${number}` };
      const changing = Object.keys(settings).length > 0;
      const matched = changing
        ? (await collection().updateOne(filter, { $set: settings })).matchedCount
        : await collection().countDocuments(filter, { limit: 1 });
      if (matched === 1 && authToken !== undefined) {
        const all = await collection().find({ workspace, accountSid }).toArray();
        const renew = all.map(({ _id }) => ({
          updateOne: {
            filter: { workspace, _id },
            update: { $set: { token: sealToken(_id, authToken) } },
          },
        }));
        await collection().bulkWrite(renew);
      }
      directory.forget(EVERY_SENDER);
      return matched === 1;
    },

    /**
     * The sender that a webhook means: by account and number, else by account and messaging
     * service. A pooled number's webhook carries its service too, so the number comes first.
     */
    async forWebhook(to: {
      accountSid: string;
      number: string;
      messagingServiceSid: string | undefined;
    }): Promise<Sender | null> {
      const { senders } = await read();
      const ofAccount = senders.filter((one) => one.accountSid === to.accountSid);
      return (
        ofAccount.find((one) => one.number === to.number) ??
        ofAccount.find(
          (one) => one.messagingServiceSid && one.messagingServiceSid === to.messagingServiceSid,
        ) ??
        null
      );
    },

    /** Every account that owns this number, whoever asks. */
    async accountsOf(number: string): Promise<string[]> {
      const { senders } = await read();
      return senders.filter((one) => one.number === number).map(({ accountSid }) => accountSid);
    },

    /** Every sender of this number: one as a rule, several when more than one account has it. */
    async ofNumber(number: string): Promise<Sender[]> {
      return (await read()).senders.filter((one) => one.number === number);
    },

    /** Every account that can be called. */
    async accounts(): Promise<Account[]> {
      const all = [...(await read()).accounts.values()];
      return all.filter(({ tokens, workspaces }) => tokens.length > 0 && workspaces.length > 0);
    },

    /** Tokens and workspaces of an account; `null` when it is none of ours. */
    async account(accountSid: string): Promise<Account | null> {
      const account = (await read()).accounts.get(accountSid);
      return account && account.tokens.length > 0 ? account : null;
    },
  };
}

function toSender(document: SenderDocument): Sender {
  const { _id, token: _token, ...sender } = document;
  return sender;
}
