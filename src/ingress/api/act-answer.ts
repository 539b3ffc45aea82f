// The answer to an act that reached us through the API: where the person stands by it, whether it
// changed anything, and its ledger entry.
import { Type } from 'typebox';
import { entryOf, type LedgerRow } from '../../store/ledger.js';
import { EntryView, viewEntry } from './entry-view.js';
import { ConsentStatus, ContactId, idLike } from './schemas.js';

export const ActAnswer = Type.Object(
  {
    contact: ContactId,
    program: idLike('*', '`*` is every program.'),
    status: ConsentStatus,
    effective: Type.Boolean({
      description: 'False when the act is on record and changes nothing; `note` says why.',
    }),
    note: Type.Optional(Type.String()),
    entry: EntryView,
  },
  { title: 'ActOutcome' },
);

/** Why an act is on record and changes nothing, by the rule that says so. */
const WHY: Readonly<Record<string, string>> = {
  'attested.after_opt_out':
    'The person has opted out, and no attested consent lifts that. They come back by texting START.',
  'attested.too_old': 'It is older than consent of this program may be.',
  'number.reassigned': 'The number belongs to somebody else now; only a text from it counts.',
  'consent.expired': 'It is older than consent of this program that has run out.',
};
const OVERTAKEN = 'A later act of the person overtakes it.';

/**
 * @param row the entry of the act; acts of the API always have one.
 */
export function answerWith(contact: string, row: LedgerRow | null) {
  if (!row) throw new Error('an act that always has an entry was decided without one');
  const { kind, program, status, source } = entryOf(row);
  const effective = kind !== 'superseded';
  const note = effective ? {} : { note: WHY[source.rule] ?? OVERTAKEN };
  return { contact, program, status, effective, ...note, entry: viewEntry(row) };
}
