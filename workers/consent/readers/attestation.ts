// Reads consent that was collected elsewhere and is vouched for by the workspace.
import type { Basis } from '../../../src/consent/types.js';
import { type ToldAttestation, toldOf } from '../../../src/store/act-events.js';
import { baseOf, type Reader } from '../act.js';

export const readAttestation: Reader = (entry) => {
  const told = toldOf('attestation', entry);
  const { phone, method, program, occurredAt } = told;
  const base = baseOf(entry);
  const basis = basisOf(told);
  return {
    conclude: () => ({
      ...{ id: base.id, contact: base.contact, phone, siblings: [] },
      event: { ...base, type: 'consent_attested', method, program, basis, occurredAt },
      evidence: { ...told, receivedAt: base.receivedAt, digest: entry.digest },
    }),
  };
};

/** What is said is never in writing; the rest is where the words that were shown are kept. */
function basisOf({ method, evidence }: ToldAttestation): Basis {
  const { wording } = evidence;
  const shown = typeof wording === 'string' && wording.trim() !== '';
  return method !== 'verbal' && shown ? 'express_written' : 'express';
}
