// Whether a form that came back is enough, or the handset has to be asked. A form proves a mailbox;
// that the mailbox and the number are one person's is only as sure as the record that says so.
import type { Invitation } from '../../store/invitations.js';
import type { CrmRecord } from '../../store/records.js';

/** Within this time after an agent's edit neither number nor address proves anything. */
const SETTLED_AFTER_MS = 24 * 3_600_000;

export type Doubt =
  | 'no_record'
  | 'other_number'
  | 'other_address'
  | 'number_edited'
  | 'address_edited';

export interface Returned {
  readonly record: CrmRecord | null;
  /** Contact of the number that was typed. */
  readonly contact: string;
  /** What the record's address makes by now. */
  readonly address: string | undefined;
  readonly invitation: Invitation;
  readonly now: Date;
}

/** @returns every reason against taking the form for the person's own word; none: it is enough. */
export function doubtsOf({ record, contact, address, invitation, now }: Returned): Doubt[] {
  if (!record) return ['no_record'];
  const edited = (at: Date | undefined) =>
    at !== undefined && now.getTime() - at.getTime() < SETTLED_AFTER_MS;
  const doubts: [boolean, Doubt][] = [
    [record.contact !== contact, 'other_number'],
    [address !== invitation.address, 'other_address'],
    [edited(record.contactChangedAt), 'number_edited'],
    [edited(record.emailChangedAt), 'address_edited'],
  ];
  return doubts.filter(([holds]) => holds).map(([, doubt]) => doubt);
}
