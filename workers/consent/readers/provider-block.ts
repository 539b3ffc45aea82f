// Reads a provider's own block as an act: it stops one sender and is no opt-out.
import { toldOf } from '../../../src/store/act-events.js';
import { baseOf, type Reader } from '../act.js';

export const readProviderBlock: Reader = (entry) => {
  const { code } = toldOf('provider_block', entry);
  const { sender = '', raw, digest } = entry;
  const base = baseOf(entry);
  return {
    conclude: () => ({
      ...{ id: base.id, contact: base.contact, siblings: [] },
      event: { ...base, type: 'provider_blocked', sender, code },
      evidence: { raw, digest },
    }),
  };
};
