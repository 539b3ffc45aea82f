// A ledger entry as the API gives it: what was hashed, by name, and the hashed bytes themselves.
import { Type } from 'typebox';
import { entryOf, type LedgerRow } from '../../store/ledger.js';
import { Time } from './schemas.js';

export const EntryView = Type.Object({
  id: Type.String(),
  seq: Type.Integer(),
  kind: Type.String(),
  program: Type.String(),
  status: Type.String(),
  basis: Type.Optional(Type.String()),
  occurredAt: Time,
  recordedAt: Time,
  source: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String(),
  prevHash: Type.Union([Type.String(), Type.Null()]),
  core: Type.String({ description: 'The hashed bytes: SHA-256 of this string is `hash`.' }),
});
export function viewEntry(row: LedgerRow) {
  const { id, seq, kind, program, status, basis, occurredAt, recordedAt, source, hash, prevHash } =
    entryOf(row);
  const told = { id, seq, kind, program, status, occurredAt, recordedAt, hash, prevHash };
  return { ...told, source: { ...source }, core: row.core, ...(basis && { basis }) };
}
