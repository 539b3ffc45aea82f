// Sealing: what is stored so that only the holder of a key reads it. AES-256-GCM, one layout, one
// file. Nothing here knows what is sealed or where it is kept.
import { sha256 } from '../digest.js';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** What stands before the ciphertext. */
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/** A 256-bit key of one contact or one workspace. */
export type SealingKey = Buffer;

/** Thrown when sealed bytes were not made with this key, or were changed since. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken' as const;
}

/**
 * @returns `version (1 byte) · iv (12) · tag (16) · ciphertext`.
 * @param context bound to the bytes but not stored, so that sealed bytes cannot be moved elsewhere.
 */
export function seal(key: SealingKey, context: string, plaintext: string | Buffer): Buffer {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plaintext);
  // This mode has no blocks to fill: the end gives the tag and no byte more.
  cipher.final();
  const sealed = Buffer.allocUnsafe(HEAD_BYTES + body.length);
  sealed[0] = VERSION;
  sealed.set(iv, 1);
  sealed.set(cipher.getAuthTag(), 1 + IV_BYTES);
  sealed.set(body, HEAD_BYTES);
  return sealed;
}

/** @throws SealBroken when key, context or bytes do not belong together. */
export function open(key: SealingKey, context: string, sealed: Buffer): Buffer {
  const iv = sealed.subarray(1, 1 + IV_BYTES);
  const tag = sealed.subarray(1 + IV_BYTES, HEAD_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(tag);
    const plaintext = decipher.update(sealed.subarray(HEAD_BYTES));
    decipher.final();
    return plaintext;
  } catch (cause) {
    throw new SealBroken(`what was sealed for ${context} does not open with this key`, { cause });
  }
}

/** Random bytes are fetched many at a time: one call costs as much as thousands of bytes. */
const POOL_BYTES = 8 * 1024;
let pool: Buffer = Buffer.alloc(0);

/** Random bytes that are handed out once. */
function random(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(POOL_BYTES);
  const fresh = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return fresh;
}

export const newKey = (): SealingKey => random(KEY_BYTES);

/** The installation's own key and the public fingerprint by which a changed secret is noticed. */
export interface Keyring {
  readonly master: SealingKey;
  readonly fingerprint: string;
}

/** @param secret `ASSENT_SECRET`, at least 32 random characters. */
export function createKeyring(secret: string): Keyring {
  const derive = (info: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'assent', info, KEY_BYTES));
  const fingerprint = sha256(derive('fingerprint')).slice(0, 16);
  return { master: derive('master'), fingerprint };
}
