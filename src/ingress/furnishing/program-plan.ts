// A program as somebody wants it: checked, with the wording that it will show. Used by the API and
// the command line alike; what it becomes in the database is in store/workspaces.ts.
import { faultsOfDisclosure } from '../../consent/disclosure-lint.js';
import { faultsOfOwnWords } from '../../consent/own-word-faults.js';
import type { OwnWords } from '../../consent/own-words.js';
import type { Purpose } from '../../consent/types.js';
import type { Brand, OwnSettings, Program, ProgramDraft } from '../../store/workspaces.js';
import type { ProblemFault } from '../problems.js';
import { disclosureOf } from './disclosure.js';
import { refuseFaults } from './setting-faults.js';

/** What may be said of a program; `null` takes back what is optional. */
export interface ProgramWish {
  readonly name?: string;
  readonly purpose?: Purpose;
  readonly topic?: string;
  readonly frequency?: string;
  readonly frequencySpoken?: string;
  readonly validForDays?: number | null;
  readonly perDayMax?: number | null;
  readonly perMonthMax?: number | null;
  readonly optOutReminder?: boolean;
  readonly keywords?: OwnWords | null;
  /** Words of its own; `null`: the standard ones, made from the settings. */
  readonly disclosure?: string | null;
}

/** Where the program's public page is. */
export interface ProgramPlace {
  readonly publicUrl: string;
  readonly workspace: string;
}

type Standard = Pick<Program, 'id' | 'name' | 'frequency'>;

/**
 * The program after a wish, or a new one.
 * @throws Problem 422 that names every fault of it.
 */
export function planProgram(
  place: ProgramPlace,
  { brand, programs }: OwnSettings,
  id: string,
  wish: ProgramWish,
): ProgramDraft {
  const before = Object.hasOwn(programs, id) ? programs[id] : undefined;
  const { disclosure: _disclosure, disclosureSince: _since, ...standing } = before ?? {};
  const { disclosure: wording, ...settings } = wish;
  const program = withoutNulls({
    ...{ purpose: 'informational' as const, ...standing, ...settings, id },
  }) as Omit<ProgramDraft, 'disclosure'>;
  const disclosure =
    wording ?? keptWording(place, brand, before, wording) ?? standardOf(place, brand, program);
  const others = Object.values(programs).filter((other) => other.id !== id);
  refuseFaults([
    ...wordFaults(program.keywords, others),
    ...disclosureFaults(disclosure, brand, program),
  ]);
  return { ...program, disclosure };
}

/** Programs whose standard wording names the brand, with the wording that names the new one. */
export function withNewBrand(
  place: ProgramPlace,
  { brand, programs }: OwnSettings,
  next: Brand,
): ProgramDraft[] {
  return Object.values(programs)
    .filter((program) => isStandard(place, brand, program))
    .map(({ disclosure: _disclosure, disclosureSince: _since, ...program }) => ({
      ...program,
      disclosure: standardOf(place, next, program),
    }));
}

/** A wording of its own stays until another one is wished for; the standard one is made anew. */
function keptWording(
  place: ProgramPlace,
  brand: Brand,
  before: Program | undefined,
  wish: string | null | undefined,
): string | undefined {
  if (!before || wish === null || isStandard(place, brand, before)) return undefined;
  return before.disclosure.text;
}

const standardOf = ({ publicUrl, workspace }: ProgramPlace, brand: Brand, program: Standard) =>
  disclosureOf(
    { publicUrl, workspace, program: program.id },
    { brand: brand.name, program: program.name, frequency: program.frequency },
  );

/** The addresses in it are ours, and may have been others once. */
function isStandard(place: ProgramPlace, brand: Brand, program: Program): boolean {
  const words = (text: string) => text.replace(/https?:\/\/\S+/g, '');
  return words(program.disclosure.text) === words(standardOf(place, brand, program));
}

function wordFaults(own: OwnWords | undefined, others: readonly Program[]): ProblemFault[] {
  const theirs = others.map(({ id: program, keywords }) => ({ program, ...keywords }));
  return faultsOfOwnWords(own ?? {}, theirs).map(({ list, index, code, detail }) => ({
    pointer: `/keywords/${list}/${index}`,
    ...{ code, detail: `${JSON.stringify(own?.[list]?.[index])} ${detail}` },
  }));
}

function disclosureFaults(
  text: string,
  { name }: Brand,
  { purpose, frequency }: Pick<Program, 'purpose' | 'frequency'>,
): ProblemFault[] {
  const faults = faultsOfDisclosure(text, { brand: name, purpose, frequency });
  return faults.map((fault) => ({ pointer: '/disclosure', ...fault }));
}

const withoutNulls = (given: object): object =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
