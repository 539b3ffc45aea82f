// The answer to an act that reached us through the API: where the person stands by it, whether it
// changed anything, and its ledger entry.
import { Type } from 'typebox';
import type { LedgerRow } from '../../store/ledger.js';
import { EntryView, viewEntry } from './entry-view.js';
import { ConsentStatus } from './schemas.js';

export const ActAnswer = Type.Object({
  contact: Type.String(),
  program: Type.String({ description: '`*` is every program.' }),
  status: ConsentStatus,
  effective: Type.Boolean({
    description: 'False when the act is on record and changes nothing; `note` says why.',
  }),
  note: Type.Optional(Type.String()),
  entry: EntryView,
});

const OVERTAKEN: Readonly<Record<'opt_in' | 'opt_out', string>> = {
  opt_in:
    'The person has opted out, and no attested consent lifts that. It is on record as ' +
    'superseded; the person comes back by texting START.',
  opt_out: 'The person came back by an own act after this. It is on record as superseded.',
};

/**
 * @param row the entry of the act; acts of the API always have one.
 */
export function answerWith(contact: string, row: LedgerRow | null) {
  if (!row) throw new Error('an act that always has an entry was decided without one');
  const entry = viewEntry(row);
  const { program, act } = JSON.parse(row.core) as { program: string; act?: 'opt_in' | 'opt_out' };
  const effective = row.kind !== 'superseded';
  const note = effective ? {} : { note: OVERTAKEN[act ?? 'opt_in'] };
  return { contact, program, status: row.status, effective, ...note, entry };
}
