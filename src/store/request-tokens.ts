// Short codes that a person types after START: one a record, unique in its workspace, for ever.
// Hints only. Nothing is granted to whoever guesses one.
import { randomInt } from 'node:crypto';
import { type Connection, type mongo, Schema } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

interface TokenDocument {
  readonly _id: string;
  readonly workspace: string;
  readonly record: string;
  readonly token: string;
}

/**
 * Letters that are not read as digits, no vowels (no words), digits that are not read as letters.
 */
const LETTERS = 'BCDFGHJKMNPQRTVWXZ';
const DIGITS = '23456789';
const LENGTH_MIN = 4;
const LENGTH_MAX = 8;
/** Collisions at one length before the next is taken: the shorter codes are nearly used up. */
const TRIES_PER_LENGTH = 3;

const schema = new Schema(
  { _id: String, workspace: String, record: String, token: String },
  { collection: 'request_tokens', versionKey: false },
);
schema.index({ workspace: 1, record: 1 }, { name: 'record', unique: true });

export function createTokenStore(connection: Connection) {
  const model = connection.model('request_tokens', schema);
  const collection = () => model.collection as unknown as mongo.Collection<TokenDocument>;
  return {
    /** The record's code; the first caller makes it. */
    async of(workspace: string, record: string): Promise<string> {
      for (let length = LENGTH_MIN; length <= LENGTH_MAX; length += 1) {
        for (let tries = 0; tries < TRIES_PER_LENGTH; tries += 1) {
          const known = await collection().findOne({ workspace, record });
          if (known) return known.token;
          const token = newToken(length);
          const document = { _id: `${workspace}/${token}`, workspace, record, token };
          try {
            await collection().insertOne(document);
            return token;
          } catch (error) {
            // Either the code is another record's or this record got one meanwhile: look again.
            if (!isDuplicateKey(error)) throw error;
          }
        }
      }
      throw new Error('no free code was found for an opt-in request');
    },
  };
}

/** Letter, digit, then either: it can be no word, and no number that somebody texts back. */
function newToken(length: number): string {
  const both = LETTERS + DIGITS;
  const rest = Array.from({ length: length - 2 }, () => pick(both)).join('');
  return pick(LETTERS) + pick(DIGITS) + rest;
}

const pick = (from: string) => from.charAt(randomInt(from.length));
