// The nonce of one showing of a form: says when it was made, and that we made it for this mail. It
// is kept nowhere, so that a form may be looked at a thousand times and nothing grows.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Invitation } from '../../store/invitations.js';
import type { Store } from '../../store/store.js';

export interface FormNonce {
  /** Tells this showing from others. */
  readonly id: string;
  readonly openedAt: Date;
}

type Nonces = Pick<Store, 'linkTokens'>;

const RANDOM_BYTES = 12;
const SHAPE = /^([0-9a-z]{8,10})\.([\w-]{16})\.([\w-]{22})$/;
/** A form that lies open for longer is shown once more before it counts. */
const VALID_MS = 24 * 3_600_000;

export function makeNonce(store: Nonces, invitation: Invitation, now: Date): string {
  const made = `${now.getTime().toString(36)}.${randomBytes(RANDOM_BYTES).toString('base64url')}`;
  return `${made}.${proofOf(store, invitation, made)}`;
}

/** @returns null for a nonce that we did not make for this mail, or that is too old. */
export function readNonce(
  store: Nonces,
  invitation: Invitation,
  { nonce, now }: { nonce: string; now: Date },
): FormNonce | null {
  const [, at = '', id = '', proof = ''] = SHAPE.exec(nonce) ?? [];
  if (proof === '') return null;
  const expected = proofOf(store, invitation, `${at}.${id}`);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(proof))) return null;
  const openedAt = new Date(Number.parseInt(at, 36));
  return now.getTime() - openedAt.getTime() <= VALID_MS ? { id, openedAt } : null;
}

function proofOf({ linkTokens }: Nonces, { workspace, _id }: Invitation, made: string): string {
  return linkTokens.of('form', workspace, `${_id}/${made}`);
}
