// What a row of an imported file says: an act of consent with its evidence, or why it is refused.
// Pure: what is known of the workspace and what time it is come in.
import { DateTime, IANAZone } from 'luxon';
import { basisOfAttestation, canHaveHappened } from '../consent/attesting.js';
import { type Basis, EVERY_PROGRAM, type IsoTime } from '../consent/types.js';
import { unguarded } from '../csv.js';
import { parsePhone, parsePhoneToStop } from '../phone.js';
import type { Columns, Field } from './columns.js';

/** As the API's own attestations; how a person agreed is part of the evidence. */
export const METHODS = ['import', 'paper', 'web_form', 'verbal'] as const;
export type ImportMethod = (typeof METHODS)[number];

/** What holds for every row that says nothing itself. */
export interface RowDefaults {
  readonly status?: 'opted_in' | 'opted_out';
  readonly program?: string;
  readonly method?: ImportMethod;
  readonly wording?: string;
  readonly disclosure?: number;
  /** IANA zone of times that name none. */
  readonly timezone?: string;
}

export interface KnownDisclosure {
  readonly version: number;
  readonly hash: string;
  readonly text: string;
}

/** What rows are read against. */
export interface RowReading {
  readonly columns: Columns;
  readonly defaults: RowDefaults;
  /** Every version of the disclosure of each program of the workspace. */
  readonly programs: ReadonlyMap<string, ReadonlyMap<number, KnownDisclosure>>;
  /** The program of rows that name none; absent: the workspace has no such. */
  readonly defaultProgram?: string;
  readonly now: Date;
}

export type Evidence = Readonly<Record<string, unknown>>;

interface Read {
  readonly phone: string;
  readonly phoneAsGiven: string;
  readonly program: string;
  readonly occurredAt: IsoTime;
  readonly evidence: Evidence;
}

export type RowAct =
  | (Read & { readonly kind: 'opt_in'; readonly method: ImportMethod; readonly basis: Basis })
  | (Read & { readonly kind: 'opt_out' });

/** A row that was not taken. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: string;
  /** What is wrong with it and how to mend it. */
  readonly detail: string;
}

const WORDING_MAX = 10_000;
const TEXT_MAX = 2_000;

/** Words for where somebody stands, as `plainWord` leaves them. */
const IN_WORDS = new Set(['optedin', 'optin', 'in', 'subscribed', 'yes', 'y', 'true', '1', 'x']);
const OUT_WORDS = new Set([
  ...['optedout', 'optout', 'out', 'unsubscribed', 'stop', 'stopped', 'revoked', 'suppressed'],
  ...['blocked', 'dnc', 'donotcontact', 'donottext'],
]);
const NOTHING_WORDS = new Set(['no', 'n', 'false', '0', 'none', 'pending', 'never', 'unknown']);

const KEPT_AS_THEY_ARE = [
  ...(['takenBy', 'reference', 'source', 'words'] as const),
  ...(['certificateUrl', 'pageUrl', 'ip', 'userAgent'] as const),
] satisfies Field[];

const plainWord = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');
const METHOD_NAMES = METHODS.join(', ');
const METHOD_OF_WORD = new Map(METHODS.map((method) => [plainWord(method), method]));
const refuse = (code: string, detail: string): Refusal => ({ kind: 'refused', code, detail });

/** @param cells of the row, as they stand in the file. */
export function readRow(cells: readonly string[], reading: RowReading): RowAct | Refusal {
  const { of } = reading.columns;
  const cell = (field: Field): string => {
    const position = of[field];
    return position === undefined ? '' : unguarded((cells[position] ?? '').trim()).trim();
  };
  const status = readStatus(cell('status'), reading.defaults);
  if (typeof status === 'object') return status;
  return status === 'opted_out' ? readOptOut(cell, reading) : readOptIn(cells, cell, reading);
}

type Cells = (field: Field) => string;

function readStatus(given: string, { status }: RowDefaults): 'opted_in' | 'opted_out' | Refusal {
  if (given === '') {
    if (status) return status;
    return refuse('status_missing', 'It says neither opted_in nor opted_out.');
  }
  const word = plainWord(given);
  if (OUT_WORDS.has(word)) return 'opted_out';
  if (IN_WORDS.has(word)) return 'opted_in';
  const shown = JSON.stringify(shorten(given));
  return NOTHING_WORDS.has(word)
    ? refuse('status_no_consent', `${shown} is neither consent nor an opt-out: nothing to record.`)
    : refuse('status_unknown', `${shown} is no status. Write opted_in or opted_out.`);
}

/**
 * Whoever said stop is taken as out, whatever else the row lacks: only a number is needed. An
 * unknown program ends all of them, an unreadable time is the time of the import.
 */
function readOptOut(cell: Cells, reading: RowReading): RowAct | Refusal {
  const phoneAsGiven = cell('phone');
  if (phoneAsGiven === '') return PHONE_MISSING;
  const phone = parsePhoneToStop(phoneAsGiven);
  if (phone === null) return PHONE_INVALID;
  const named = cell('program');
  const at = readTime(cell('occurredAt'), reading);
  const isTime = typeof at === 'string';
  const occurredAtAsGiven = cell('occurredAt');
  return {
    ...{ kind: 'opt_out', phone, phoneAsGiven },
    program: reading.programs.has(named) ? named : EVERY_PROGRAM,
    occurredAt: isTime ? at : reading.now.toISOString(),
    evidence: {
      ...Object.fromEntries(
        Object.entries(keptCells(cell)).map(([name, text]) => [name, text.slice(0, TEXT_MAX)]),
      ),
      ...(named !== '' && !reading.programs.has(named) && { programAsGiven: shorten(named) }),
      ...(!isTime && occurredAtAsGiven && { occurredAtAsGiven: shorten(occurredAtAsGiven) }),
    },
  };
}

/** Consent is taken with everything that proves it, or not at all. */
function readOptIn(cells: readonly string[], cell: Cells, reading: RowReading): RowAct | Refusal {
  const { columns, programs, defaults } = reading;
  if (cells.length > columns.count) {
    const counted = `It has ${cells.length} cells, the header ${columns.count}.`;
    return refuse('too_many_cells', `${counted} Put cells with commas in quotes.`);
  }
  const phoneAsGiven = cell('phone');
  if (phoneAsGiven === '') return PHONE_MISSING;
  const phone = parsePhone(phoneAsGiven);
  if (phone === null) return PHONE_INVALID;
  const program = cell('program') || (defaults.program ?? reading.defaultProgram);
  if (program === undefined) return refuse('program_missing', 'It names no program.');
  const versions = programs.get(program);
  if (!versions) {
    const known = [...programs.keys()].join(', ');
    const shown = JSON.stringify(shorten(program));
    return refuse('program_unknown', `There is no program ${shown}. There are: ${known}.`);
  }
  const method = readMethod(cell('method'), defaults);
  if (typeof method === 'object') return method;
  const occurredAt = readTime(cell('occurredAt'), reading);
  if (typeof occurredAt === 'object') return occurredAt;
  const shown = readWording(cell, defaults, versions);
  if ('kind' in shown) return shown;
  const kept = keptCells(cell);
  const long = Object.entries(kept).find(([, text]) => text.length > TEXT_MAX);
  if (long) return refuse('too_long', `${long[0]} has more than ${TEXT_MAX} characters.`);
  const basis = basisOfAttestation(method, shown.wording);
  const evidence = { ...shown, ...kept };
  return { kind: 'opt_in', phone, phoneAsGiven, program, method, occurredAt, basis, evidence };
}

const PHONE_MISSING = refuse('phone_missing', 'It has no phone number.');
const PHONE_INVALID = refuse(
  'phone_invalid',
  'Its phone number is not valid. Write it with its country code, for example +1 602 555 0142.',
);

function readMethod(given: string, { method }: RowDefaults): ImportMethod | Refusal {
  if (given === '') {
    if (method) return method;
    return refuse('method_missing', `It does not say how the person agreed: ${METHOD_NAMES}.`);
  }
  const found = METHOD_OF_WORD.get(plainWord(given));
  if (found) return found;
  const shown = JSON.stringify(shorten(given));
  return refuse('method_unknown', `${shown} is no method. Write one of ${METHOD_NAMES}.`);
}

/** What the person was shown: its words, or a version of the program's own disclosure. */
function readWording(
  cell: Cells,
  defaults: RowDefaults,
  versions: ReadonlyMap<number, KnownDisclosure>,
): { wording: string; disclosure?: { version: number; hash: string } } | Refusal {
  const own = cell('wording');
  const named = cell('disclosure');
  // What the row says itself comes before what holds for all of them.
  const wording = own || (named === '' ? defaults.wording : undefined);
  if (wording !== undefined && wording !== '') {
    if (wording.length <= WORDING_MAX) return { wording };
    return refuse('too_long', `wording has more than ${WORDING_MAX} characters.`);
  }
  const version = named === '' ? defaults.disclosure : Number(named);
  if (version === undefined) {
    const detail = 'It has neither the wording that the person agreed to nor a disclosure version.';
    return refuse('wording_missing', detail);
  }
  const found = versions.get(version);
  if (!found) {
    const known = [...versions.keys()].join(', ');
    const shown = JSON.stringify(shorten(named || String(version)));
    const detail = `${shown} is no version of the program's disclosure. There are: ${known}.`;
    return refuse('disclosure_unknown', detail);
  }
  const { hash, text } = found;
  return { wording: text, disclosure: { version, hash } };
}

/** RFC 3339 as most systems write it. */
const EXACT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)$/;
const LOCAL = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/;
const DAY_LENGTH = 10;

function readTime(given: string, { defaults, now }: RowReading): IsoTime | Refusal {
  if (given === '') {
    return refuse('occurred_at_missing', 'It does not say when the person agreed.');
  }
  const time = timeOf(given, defaults.timezone);
  if (!time) {
    const example = 'Write it as 2026-03-02T17:20:00Z, with its offset, or as the day 2026-03-02.';
    const shown = JSON.stringify(shorten(given));
    return refuse('occurred_at_unreadable', `${shown} is no time that can be read. ${example}`);
  }
  if (!canHaveHappened(time, now)) {
    return refuse('occurred_at_future', `${given} lies in the future.`);
  }
  return time.toISOString();
}

/** A time without an offset is read in the zone that was named; a day alone in UTC otherwise. */
function timeOf(given: string, zone: string | undefined): Date | undefined {
  const iso = given.replace(/[ t]/, 'T').toUpperCase();
  if (EXACT.test(given)) {
    const time = new Date(iso);
    return Number.isNaN(time.getTime()) ? undefined : time;
  }
  const isDay = given.length === DAY_LENGTH;
  if (!LOCAL.test(given) || (zone === undefined && !isDay)) return undefined;
  const time = DateTime.fromISO(iso, { zone: zone ?? 'utc' });
  return time.isValid ? time.toJSDate() : undefined;
}

/** True for a zone in which times can be read. */
export const isTimezone = (zone: string): boolean => IANAZone.isValidZone(zone);

function keptCells(cell: Cells): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const field of KEPT_AS_THEY_ARE) {
    const text = cell(field);
    if (text !== '') kept[field] = text;
  }
  return kept;
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
