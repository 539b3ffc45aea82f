// Senders: the numbers that texts come from, the provider account each belongs to, and its sealed
// tokens. One number of one account belongs to one workspace.
import { type Connection, mongo, Schema } from 'mongoose';
import { groupBy } from '../group-by.js';
import { createBriefCache } from './brief-cache.js';
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
schema.index({ number: 1 }, { name: 'number' });

export type SenderStore = ReturnType<typeof createSenderStore>;

export function createSenderStore(
  connection: Connection,
  deps: { keyring: Keyring; defaultAccount?: AccountCredentials },
) {
  const model = connection.model('senders', schema);
  const collection = () => model.collection as unknown as mongo.Collection<SenderDocument>;
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

  return {
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
      const token = authToken && new mongo.Binary(seal(deps.keyring.master, _id, authToken));
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
