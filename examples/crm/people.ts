// Who this CRM knows, and what it may do with each: kept in memory, where yours has a database.
import type { Assent, ConsentStatus, OptInRequest } from 'assent-client';

/** What this CRM texts about. One with several programs keeps a status for each. */
export const PROGRAM = 'updates';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  status: ConsentStatus;
  /** Of the newest event that `status` follows. */
  sequence: number;
  /** What was written to each other and what was refused, newest last. */
  readonly lines: string[];
  request?: OptInRequest;
}

const KNOWN = [
  { id: 'crm-3001', name: 'Ada Lindqvist', phone: '+16025550160', email: 'ada@example.com' },
  { id: 'crm-3002', name: 'Ben Osei', phone: '+16025550161', email: 'ben@example.com' },
  { id: 'crm-3003', name: 'Cleo Marchetti', phone: '+16025550162', email: 'cleo@example.com' },
];

/** Tells Assent about everybody, and reads where they stand: they may have answered before. */
export async function loadPeople(assent: Assent): Promise<Map<string, Person>> {
  const sequences = await Promise.all(
    KNOWN.map(async ({ id, ...record }) => {
      const { contact } = (await assent.records.upsert(id, record)).consent;
      if (contact === undefined) return 0;
      const { data } = await assent.events.list({ contact, limit: 1 });
      return data[0]?.sequence ?? 0;
    }),
  );
  // The newest events are read first and the standing after them, so it is never the older one.
  const phones = KNOWN.map(({ phone }) => phone);
  const { data } = await assent.consents.check({ phones, program: PROGRAM });
  return new Map(
    KNOWN.map((known, index) => {
      const status = data[index]?.status ?? 'none';
      return [known.id, { ...known, status, sequence: sequences[index] ?? 0, lines: [] }];
    }),
  );
}
