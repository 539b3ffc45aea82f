// Tokens that the widget calls with, in a page of the CRM's. Nothing of one is stored: it is what
// it grants, sealed under a key of the installation, so nobody makes, changes or reads one. What it
// was made with, a key or a person, is asked for at every call: a token is worth no more than its
// maker.
import { hkdfSync } from 'node:crypto';
import { type Keyring, open, seal } from './keyring.js';
import type { Actor, RequestMethod } from './requests.js';

/** What a token allows, and for how long. */
export interface WidgetGrant {
  readonly workspace: string;
  /** External id of the one record. */
  readonly record: string;
  /** Ways of asking; absent: all of them. */
  readonly methods?: readonly RequestMethod[];
  /** Who had it made. */
  readonly by: Actor;
  readonly expiresAt: Date;
}

/** The workspace stands in clear, for it says which sites may be answered; the rest is sealed. */
const FORM = /^wgt_([a-z0-9][a-z0-9_-]{0,62})\.([\w-]{40,4000})$/;

/** True of what wants to be such a token; says nothing of whether it is one. */
export const isWidgetToken = (text: string): boolean => text.startsWith('wgt_');

export function createWidgetTokens({ master }: Keyring) {
  const key = Buffer.from(hkdfSync('sha256', master, 'assent', 'widget-tokens', 32));
  return {
    seal({ workspace, expiresAt, ...granted }: WidgetGrant): string {
      const text = JSON.stringify({ ...granted, until: expiresAt.getTime() });
      return `wgt_${workspace}.${seal(key, workspace, text).toString('base64url')}`;
    },

    /** @returns what it grants, which may be over; null when it is none of ours. */
    open(token: string): WidgetGrant | null {
      const [, workspace, sealed] = FORM.exec(token) ?? [];
      if (workspace === undefined || sealed === undefined) return null;
      const text = opened(key, workspace, Buffer.from(sealed, 'base64url'));
      if (text === null) return null;
      const { until, ...granted } = JSON.parse(text) as Omit<WidgetGrant, 'expiresAt'> & {
        readonly until: number;
      };
      return { ...granted, workspace, expiresAt: new Date(until) };
    },
  };
}

function opened(key: Buffer, workspace: string, sealed: Buffer): string | null {
  try {
    return open(key, workspace, sealed).toString();
  } catch {
    // Changed, or made under another secret: to the caller both are a token that nobody made.
    return null;
  }
}
