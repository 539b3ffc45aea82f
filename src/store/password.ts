// Passwords of people who sign in to the console: scrypt, with its cost written into each hash.
// Nothing here knows who they belong to.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MB and about 60 ms a guess. */
const COST = 2 ** 15;
const BLOCK_SIZE = 8;
const PARALLEL = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** @returns `scrypt$cost$blockSize$parallel$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, { N: COST, r: BLOCK_SIZE, p: PARALLEL });
  const numbers = [COST, BLOCK_SIZE, PARALLEL];
  return ['scrypt', ...numbers, salt.toString('base64'), key.toString('base64')].join('$');
}

/** @throws TypeError when `stored` was not made by hashPassword. */
export async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [name, cost, blockSize, parallel, salt, key] = stored.split('$');
  if (name !== 'scrypt' || !salt || !key) throw new TypeError('this is no stored password');
  const options = { N: Number(cost), r: Number(blockSize), p: Number(parallel) };
  const wanted = Buffer.from(key, 'base64');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), options), wanted);
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  // Node refuses more than 32 MB unless told; the algorithm takes 128 · N · r bytes.
  const maxmem = 256 * (options.N ?? COST) * (options.r ?? BLOCK_SIZE);
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...options, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
