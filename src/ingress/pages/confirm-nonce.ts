// The nonce of one showing of a form: says when it was made, and that we made it for this mail. It
// is kept nowhere, so that a form may be looked at a thousand times and nothing grows.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Invitation } from '../../store/invitations.js';
import type { Store } from '../../store/store.js';

export interface FormNonce {
  /** Tells this showing from others. */
  readonly id: string;
  readonly openedAt: Date;
  /** Where the person came from when it was shown, if the browser said so. */
  readonly referrer?: string;
}

type Nonces = Pick<Store, 'linkTokens'>;

const RANDOM_BYTES = 12;
const SHAPE = /^([0-9a-z]{8,10})\.([\w-]{16})(?:\.~([\w-]+))?\.([\w-]{22})$/;
const REFERRER_LENGTH_MAX = 300;
/** A form that lies open for longer is shown once more before it counts. */
const VALID_MS = 24 * 3_600_000;

/** @param referrer what the browser sent as `Referer`, if anything. */
export function makeNonce(
  store: Nonces,
  invitation: Invitation,
  { now, referrer }: { now: Date; referrer: string | undefined },
): string {
  const from = placeOf(referrer);
  const made = [
    now.getTime().toString(36),
    randomBytes(RANDOM_BYTES).toString('base64url'),
    ...(from === undefined ? [] : [`~${Buffer.from(from).toString('base64url')}`]),
  ].join('.');
  return `${made}.${proofOf(store, invitation, made)}`;
}

/** @returns null for a nonce that we did not make for this mail, or that is too old. */
export function readNonce(
  store: Nonces,
  invitation: Invitation,
  { nonce, now }: { nonce: string; now: Date },
): FormNonce | null {
  const [, at = '', id = '', from, proof = ''] = SHAPE.exec(nonce) ?? [];
  if (proof === '') return null;
  const expected = proofOf(store, invitation, nonce.slice(0, -proof.length - 1));
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(proof))) return null;
  const openedAt = new Date(Number.parseInt(at, 36));
  if (now.getTime() - openedAt.getTime() > VALID_MS) return null;
  const referrer =
    from === undefined ? {} : { referrer: Buffer.from(from, 'base64url').toString() };
  return { id, openedAt, ...referrer };
}

/** What follows a `?` may hold what is nobody's business; a mailbox's address is enough. */
function placeOf(referrer: string | undefined): string | undefined {
  const place = referrer?.split(/[?#]/, 1)[0]?.slice(0, REFERRER_LENGTH_MAX);
  return place && /^[a-z][a-z\d+.-]*:\/\//i.test(place) ? place : undefined;
}

function proofOf({ linkTokens }: Nonces, { workspace, _id }: Invitation, made: string): string {
  return linkTokens.of('form', workspace, `${_id}/${made}`);
}
