// Reads a stop that somebody was told and passed on: by phone, by letter, in the shop.
import { toldOf } from '../../../src/store/act-events.js';
import { baseOf, type Reader } from '../act.js';

export const readRevocation: Reader = (entry) => {
  const told = toldOf('revocation', entry);
  const { phone, method, program, occurredAt } = told;
  const base = baseOf(entry);
  return {
    conclude: () => ({
      ...{ id: base.id, contact: base.contact, phone, siblings: [] },
      event: { ...base, type: 'revocation_recorded', method, program, occurredAt },
      evidence: { ...told, receivedAt: base.receivedAt, digest: entry.digest },
    }),
  };
};
