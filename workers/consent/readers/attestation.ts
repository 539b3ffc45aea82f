// Reads consent that was collected elsewhere and is vouched for by the workspace.
import { basisOfAttestation } from '../../../src/consent/attesting.js';
import { toldOf } from '../../../src/store/act-events.js';
import { baseOf, type Reader } from '../act.js';

export const readAttestation: Reader = (entry) => {
  const told = toldOf('attestation', entry);
  const { phone, method, program, occurredAt } = told;
  const base = baseOf(entry);
  const basis = basisOfAttestation(method, told.evidence['wording']);
  return {
    conclude: () => ({
      ...{ id: base.id, contact: base.contact, phone, siblings: [] },
      event: { ...base, type: 'consent_attested', method, program, basis, occurredAt },
      evidence: { ...told, receivedAt: base.receivedAt, digest: entry.digest },
    }),
  };
};
