// What the columns of an imported file mean: by their common names, or as the caller says. Pure.
// What stands in a row is read in rows.ts.

/** Everything that a column can be; the first five are what consent cannot do without. */
export const FIELDS = [
  ...(['phone', 'status', 'method', 'occurredAt', 'wording'] as const),
  ...(['disclosure', 'program', 'words', 'takenBy', 'reference', 'source'] as const),
  ...(['certificateUrl', 'pageUrl', 'ip', 'userAgent'] as const),
] as const;
export type Field = (typeof FIELDS)[number];

/** Names under which other systems export them, lower case and without blanks and signs. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  phone: [
    ...['phone', 'phonenumber', 'mobile', 'mobilephone', 'mobilenumber', 'mobilephonenumber'],
    ...['cell', 'cellphone', 'cellnumber', 'cellphonenumber', 'telephone', 'tel', 'msisdn'],
    ...['smsnumber', 'e164', 'primaryphone', 'contactnumber'],
  ],
  status: [
    ...['status', 'consentstatus', 'consent', 'smsconsent', 'smsstatus', 'smsconsentstatus'],
    ...['subscriptionstatus', 'optinstatus', 'smsoptin', 'optin', 'optedin', 'smsoptinstatus'],
  ],
  method: [
    ...['method', 'consentmethod', 'optinmethod', 'consenttype', 'collectionmethod', 'channel'],
  ],
  occurredAt: [
    ...['occurredat', 'consentdate', 'consentat', 'consenttime', 'consenttimestamp', 'consentedat'],
    ...['optindate', 'optinat', 'optintime', 'optintimestamp', 'optedinat', 'optindatetime'],
    ...['optoutdate', 'optedoutat', 'smsconsentdate', 'timestamp'],
  ],
  wording: [
    ...['wording', 'consentwording', 'consenttext', 'consentlanguage', 'optintext'],
    ...['disclosuretext', 'optinlanguage'],
  ],
  disclosure: ['disclosure', 'disclosureversion'],
  program: ['program', 'programid', 'list', 'campaign', 'smsprogram'],
  words: ['words', 'optoutwords', 'optoutreason', 'reason'],
  takenBy: ['takenby', 'actor', 'agent', 'collectedby', 'recordedby'],
  reference: ['reference', 'ref', 'formid', 'consentid', 'externalid', 'recordid', 'crmid'],
  source: ['source', 'consentsource', 'optinsource', 'leadsource'],
  certificateUrl: [
    ...['certificateurl', 'certificate', 'trustedformurl', 'trustedformcerturl', 'xxtrustedform'],
    ...['xxtrustedformcerturl', 'trustedform'],
  ],
  pageUrl: ['pageurl', 'url', 'page', 'landingpage', 'formurl', 'optinurl', 'consenturl'],
  ip: ['ip', 'ipaddress', 'optinip', 'consentip'],
  userAgent: ['useragent', 'browser'],
};

const FIELD_OF_NAME = new Map(
  FIELDS.flatMap((field) => NAMES[field].map((name) => [name, field] as const)),
);

/** Which column holds what. */
export interface Columns {
  /** Position of each field that the file has. */
  readonly of: Readonly<Partial<Record<Field, number>>>;
  /** How many cells a row has. */
  readonly count: number;
  /** Names of columns that mean nothing to us; their cells are not kept. */
  readonly ignored: readonly string[];
}

/** Why a header cannot be used, each in words for whoever made the file. */
export interface HeaderFaults {
  readonly faults: readonly string[];
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * @param header the first row of the file.
 * @param explicit fields with the name of the column that holds each; they win over common names.
 */
export function readHeader(
  header: readonly string[],
  explicit: Readonly<Partial<Record<Field, string>>> = {},
): Columns | HeaderFaults {
  const names = header.map(plain);
  const faults: string[] = [];
  const of: Partial<Record<Field, number>> = {};
  for (const [field, name = ''] of Object.entries(explicit) as [Field, string | undefined][]) {
    const position = names.indexOf(plain(name));
    if (position >= 0) of[field] = position;
    else faults.push(`there is no column ${JSON.stringify(name)} for ${field}`);
  }
  const taken = new Set(Object.values(of));
  for (const field of FIELDS) {
    if (explicit[field] !== undefined) continue;
    const fitting = names.flatMap((name, position) =>
      FIELD_OF_NAME.get(name) === field && !taken.has(position) ? [position] : [],
    );
    if (fitting.length > 1) {
      const found = fitting.map((position) => JSON.stringify(header[position])).join(' and ');
      faults.push(`${found} may both be ${field}: say which one is`);
    } else if (fitting[0] !== undefined) of[field] = fitting[0];
  }
  if (of.phone === undefined && explicit.phone === undefined && faults.length === 0) {
    faults.push(
      `no column is a phone number; there are: ${header.map((name) => JSON.stringify(name)).join(', ')}`,
    );
  }
  if (faults.length > 0) return { faults };
  const used = new Set(Object.values(of));
  return { of, count: header.length, ignored: header.filter((_, index) => !used.has(index)) };
}
