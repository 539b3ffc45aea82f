// A ledger entry as the API gives it: what was hashed, by name, and the hashed bytes themselves.
import { Type } from 'typebox';
import type { EntryKind } from '../../consent/types.js';
import { entryOf, type LedgerRow } from '../../store/ledger.js';
import { EXAMPLES } from './examples.js';
import { Basis, ConsentStatus, idLike, Time } from './schemas.js';

const KINDS = [
  ...(['opted_in', 'opt_in_renewed', 'opt_in_pending', 'opted_out', 'superseded'] as const),
  ...(['flagged', 'unflagged', 'expired', 'erased'] as const),
] as const satisfies readonly EntryKind[];
const core = '{"basis":"express","contact":"ct_…","kind":"opted_in","seq":1, …}';

export const EntryKindName = Type.Enum([...KINDS], { title: 'EntryKind' });

export const EntryView = Type.Object(
  {
    id: idLike(EXAMPLES.entry),
    seq: Type.Integer({ examples: [1], description: '1, 2, 3 … of the contact.' }),
    kind: EntryKindName,
    program: idLike(EXAMPLES.program, '`*` is every program.'),
    status: ConsentStatus,
    basis: Type.Optional(Basis),
    occurredAt: Time,
    recordedAt: Time,
    source: Type.Record(Type.String(), Type.Unknown(), {
      examples: [{ channel: 'sms', event: 'in_…', rule: 'keyword.start', sender: EXAMPLES.sender }],
    }),
    hash: idLike(EXAMPLES.hash),
    prevHash: Type.Union([Type.String(), Type.Null()], { examples: [null] }),
    core: idLike(core, 'The hashed bytes: SHA-256 of this string is `hash`.'),
  },
  { title: 'LedgerEntry' },
);
export function viewEntry(row: LedgerRow) {
  const { id, seq, kind, program, status, basis, occurredAt, recordedAt, source, hash, prevHash } =
    entryOf(row);
  const told = { id, seq, kind, program, status, occurredAt, recordedAt, hash, prevHash };
  return { ...told, source: { ...source }, core: row.core, ...(basis && { basis }) };
}
