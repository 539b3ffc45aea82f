// The form of an API key: how one is made and how a string that cannot be one is told at once.
// A key is random, so its first characters and a plain SHA-256 are all that is ever stored of it.
import { sha256 } from '../digest.js';
import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 30 characters of 62: 178 bits. */
const RANDOM_LENGTH = 30;
const CHECK_LENGTH = 6;
const FORM = /^(ask_(?:live|test)_[0-9A-Za-z]{30})([0-9A-Za-z]{6})$/;

/** @returns the key in clear, which is shown once and never stored. */
export function newApiKey(mode: 'live' | 'test'): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(62)]).join('');
  const body = `ask_${mode}_${random}`;
  return body + checkOf(body);
}

/** True when form and check digits fit; says nothing of whether the key exists. */
export function isApiKey(text: string): boolean {
  const [, body, check] = FORM.exec(text) ?? [];
  return body !== undefined && checkOf(body) === check;
}

/** `ask_live_` and 8 characters: enough to recognise it by; the other 22 keep 131 bits. */
export const prefixOf = (key: string) => key.slice(0, 'ask_live_'.length + 8);

/** What is stored and looked up. */
export const digestOf = (key: string) => sha256(key);

/** CRC-32 in base 62, so that secret scanners tell a key from noise without asking us. */
function checkOf(body: string): string {
  let left = crc32(body);
  let check = '';
  for (let position = 0; position < CHECK_LENGTH; position += 1) {
    check = ALPHABET.charAt(left % 62) + check;
    left = Math.floor(left / 62);
  }
  return check;
}
