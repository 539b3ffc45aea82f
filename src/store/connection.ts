// The way to MongoDB: one connection a process, with the safety of every write and read set here,
// in code. What an address says about write or read concerns is overridden: durability is no
// deployment option.
import mongoose, { type Connection } from 'mongoose';

mongoose.set('strictQuery', 'throw');

/** Longest wait for a reachable primary; below the ingress's own deadline of 2.8 s. */
const SERVER_SELECTION_TIMEOUT_MS = 2_500;
/** A stopped mongod keeps its sockets open; after this long without an answer they are given up. */
const SOCKET_TIMEOUT_MS = 10_000;

/**
 * Connects and waits until a primary answers.
 * @throws the driver's error when none does within 2.5 s.
 */
export async function connect(uri: string): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    // Acknowledged means on disk at a majority: w:1 loses acknowledged writes at every kill.
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    retryWrites: true,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS,
    connectTimeoutMS: SERVER_SELECTION_TIMEOUT_MS,
    socketTimeoutMS: SOCKET_TIMEOUT_MS,
    maxPoolSize: 32,
    appName: 'assent',
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.destroy();
    throw error;
  }
}
