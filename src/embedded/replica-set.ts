// Makes a freshly started mongod a primary with one user. Works as the set's own internal user,
// whose password is the key file: that login exists before any user does, so that there is one way
// to take the steps, at the first start, after a crash between two of them, and on another port.
import mongoose from 'mongoose';
import { EmbeddedServerError } from './server-error.js';
import { waitUntil } from './wait-until.js';

const { MongoClient, MongoNetworkError, MongoServerError } = mongoose.mongo;
type MongoClient = InstanceType<typeof MongoClient>;

const PRIMARY_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 5_000;
const STEPS_TIMEOUT_MS = 45_000;

/** Codes of MongoDB's error table. */
const ALREADY_INITIALIZED = 23;
const NOT_YET_INITIALIZED = 94;
const USER_EXISTS = 51_003;

export interface ReplicaSetOptions {
  /** As `--replSet` names it. */
  readonly name: string;
  /** `127.0.0.1:port`, under which the one member is known. */
  readonly host: string;
  /** Content of mongod's key file. */
  readonly key: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Returns once the member is primary under `host` and the user can log in.
 * @throws EmbeddedServerError when no primary is elected.
 */
export async function prepareReplicaSet(options: ReplicaSetOptions): Promise<void> {
  const done = await waitUntil(STEPS_TIMEOUT_MS, async () => {
    try {
      return await takeSteps(options);
    } catch (error) {
      // A member that learns that it is not in its own set drops every connection: begin again.
      if (error instanceof MongoNetworkError) return undefined;
      throw error;
    }
  });
  if (!done) throw new EmbeddedServerError('mongod keeps dropping the connection');
}

async function takeSteps(options: ReplicaSetOptions): Promise<true> {
  const client = await connectAsMember(options);
  try {
    await ensureMember(client, options);
    await waitForPrimary(client);
    await ensureUser(client, options);
    return true;
  } finally {
    await client.close();
  }
}

function connectAsMember({ host, key }: ReplicaSetOptions): Promise<MongoClient> {
  return new MongoClient(`mongodb://${host}/`, {
    auth: { username: '__system', password: key },
    authSource: 'local',
    authMechanism: 'SCRAM-SHA-256',
    directConnection: true,
    serverSelectionTimeoutMS: CONNECT_TIMEOUT_MS,
    maxPoolSize: 1,
  }).connect();
}

/** Initiates the set, or moves its one member to the port of this start. */
async function ensureMember(client: MongoClient, { name, host }: ReplicaSetOptions): Promise<void> {
  const admin = client.db('admin');
  const config = await currentConfig(client);
  if (!config) {
    const members = [{ _id: 0, host }];
    await tolerate(ALREADY_INITIALIZED, () =>
      admin.command({ replSetInitiate: { _id: name, members } }),
    );
    return;
  }
  const [member] = config.members;
  if (member?.host === host) return;
  // Forced, because the set has no primary while its only member is listed under a port it has
  // left.
  const moved = { ...config, version: config.version + 1, members: [{ ...member, _id: 0, host }] };
  await admin.command({ replSetReconfig: moved, force: true });
}

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

async function currentConfig(client: MongoClient): Promise<ReplicaSetConfig | undefined> {
  try {
    const answer = await client.db('admin').command({ replSetGetConfig: 1 });
    return answer.config as ReplicaSetConfig;
  } catch (error) {
    if (codeOf(error) === NOT_YET_INITIALIZED) return undefined;
    throw error;
  }
}

async function waitForPrimary(client: MongoClient): Promise<void> {
  const primary = await waitUntil(PRIMARY_TIMEOUT_MS, async () => {
    const answer = await client.db('admin').command({ hello: 1 });
    return answer.isWritablePrimary ? true : undefined;
  });
  if (!primary) throw new EmbeddedServerError('mongod did not become primary of its replica set');
}

/**
 * The password file outlives the user when the data was removed by hand, and never the other way
 * round.
 */
async function ensureUser(client: MongoClient, options: ReplicaSetOptions): Promise<void> {
  await tolerate(USER_EXISTS, () =>
    client.db('admin').command({
      createUser: options.user,
      pwd: options.password,
      roles: ['root'],
      writeConcern: { w: 'majority', j: true },
    }),
  );
}

async function tolerate(code: number, command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}

const codeOf = (error: unknown) => (error instanceof MongoServerError ? error.code : undefined);
