// The one clock by which acts are ordered, in the two forms that it has: MongoDB's `Timestamp` and
// our string.
import { mongo } from 'mongoose';
import type { Stamp } from '../consent/types.js';

export type Timestamp = mongo.Timestamp;

/** Stored as a top-level field, mongod replaces it by a unique, rising timestamp of its own. */
export const askMongod = (): Timestamp => new mongo.Timestamp({ t: 0, i: 0 });

/** The timestamp that a stamp stands for. */
export function timestampOf(stamp: Stamp): Timestamp {
  const [seconds, increment] = stamp.split('.').map(Number);
  return new mongo.Timestamp({ t: seconds ?? 0, i: increment ?? 0 });
}

/** `seconds.increment`, both padded to ten digits, so that strings compare as timestamps do. */
export function stampOf(timestamp: Timestamp): Stamp {
  const seconds = String(timestamp.getHighBitsUnsigned()).padStart(10, '0');
  const increment = String(timestamp.getLowBitsUnsigned()).padStart(10, '0');
  return `${seconds}.${increment}`;
}
