// Reads a provider's own block as an act: it stops one sender and is no opt-out.
import { stampOf } from '../../../src/store/stamps.js';
import type { Reader } from '../act.js';

export const readProviderBlock: Reader = (entry) => {
  const { code = 'unknown' } = JSON.parse(entry.raw) as { code?: string };
  const { _id: id, contact, sender = '', raw, digest } = entry;
  const event = {
    id,
    contact,
    stamp: stampOf(entry.stamp),
    receivedAt: entry.receivedAt.toISOString(),
    type: 'provider_blocked',
    sender,
    code,
  } as const;
  return { conclude: () => ({ id, contact, event, evidence: { raw, digest }, siblings: [] }) };
};
