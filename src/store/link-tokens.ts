// Tokens of links that are printed, shown or mailed. Each is made again from what it belongs to, so
// that the link can be shown twice; the database holds only its digest, from which nobody gets it.
import { sha256 } from '../digest.js';
import { createHmac, hkdfSync } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** 128 bits: nobody guesses one. */
const TOKEN_BYTES = 16;

/** What every such token looks like, so that nothing else is looked up. */
export const LINK_TOKEN = /^[\w-]{22}$/;

/** What a link is for. */
export type LinkPurpose = 'join' | 'confirm' | 'unsubscribe' | 'form';

export type LinkTokens = ReturnType<typeof createLinkTokens>;

export function createLinkTokens({ master }: Keyring) {
  const key = Buffer.from(hkdfSync('sha256', master, 'assent', 'link-tokens', 32));
  return {
    /**
     * The same for the same owner, for ever.
     * @param purpose what the link is for: a token of one purpose is worth nothing for another.
     */
    of(purpose: LinkPurpose, workspace: string, owner: string): string {
      const bytes = createHmac('sha256', key).update(`${purpose}/${workspace}/${owner}`).digest();
      return bytes.subarray(0, TOKEN_BYTES).toString('base64url');
    },
  };
}

/** Under which a token is looked up. */
export function digestOfLink(token: string): string {
  return sha256(token);
}
