// A program as somebody wants it: checked, with the wording that it will show. Used by the API and
// the command line alike; what it becomes in the database is in store/workspaces.ts.
import { faultsOfDisclosure } from '../../consent/disclosure-lint.js';
import { faultsOfOwnWords } from '../../consent/own-word-faults.js';
import type { OwnWords } from '../../consent/own-words.js';
import { type FillingFacts, judgeText } from '../../consent/text-lint.js';
import type { Locale, OwnTexts } from '../../consent/texts.js';
import type { Purpose, TemplateName } from '../../consent/types.js';
import type {
  Brand,
  DisclosureMark,
  OwnSettings,
  Program,
  ProgramDraft,
} from '../../store/workspaces.js';
import type { ProblemFault } from '../problems.js';
import { disclosureOf } from './disclosure.js';
import { refuseFaults } from './setting-faults.js';

/** Own words for texts that are to be set, or taken back; others stay as they are. */
export type TextsWish = {
  readonly [In in Locale]?: { readonly [Name in TemplateName]?: string | null };
};

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
  /** Its own words for texts, locale by locale; `null` takes one, or all, back. */
  readonly texts?: TextsWish | null;
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
  const standing = unmarked<Partial<Program>>(before ?? {});
  const { disclosure: wording, texts: wished, ...settings } = wish;
  const texts = wished === null ? null : mergedTexts(standing.texts, wished);
  const program = withoutNulls({
    ...{ purpose: 'informational' as const, ...standing, ...settings, texts, id },
  }) as Omit<ProgramDraft, 'disclosure'>;
  const disclosure =
    wording ?? keptWording(place, brand, before, wording) ?? standardOf(place, brand, program);
  const others = Object.values(programs).filter((other) => other.id !== id);
  refuseFaults([
    ...wordFaults(program.keywords, others),
    ...disclosureFaults(disclosure, brand, program),
    ...textFaults(wished ?? {}, fillingOf(place, brand, program)),
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
    .map((program) => ({ ...unmarked(program), disclosure: standardOf(place, next, program) }));
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

/** Only what is said anew is judged: words that were set under another brand stay until then. */
function textFaults(texts: TextsWish, facts: FillingFacts): ProblemFault[] {
  return eachText(texts).flatMap(([locale, template, pattern]) => {
    const { faults } = judgeText({ locale, template, pattern: pattern ?? '' }, facts);
    const some = pattern === null ? [] : faults;
    return some.map((fault) => ({ pointer: `/texts/${locale}/${template}`, ...fault }));
  });
}

/** What stands in the braces of a program's texts. */
export function fillingOf(
  { publicUrl, workspace }: ProgramPlace,
  { name: brand, supportPhone, supportEmail }: Brand,
  { id, name: program, frequency }: Standard,
): FillingFacts {
  const shortUrl = `${publicUrl}/programs/${workspace}/${id}`;
  return { brand, program, frequency, supportPhone, supportEmail, shortUrl };
}

type TextEntry = readonly [Locale, TemplateName, string | null];

const eachText = (texts: TextsWish): TextEntry[] =>
  Object.entries(texts).flatMap(([locale, said]) =>
    Object.entries(said ?? {}).map(
      ([name, pattern]) => [locale as Locale, name as TemplateName, pattern] as const,
    ),
  );

/** @returns null when no own words are left. */
function mergedTexts(said: OwnTexts | undefined, wished: TextsWish | undefined): OwnTexts | null {
  const all = new Map<string, TextEntry>();
  for (const entry of [...eachText(said ?? {}), ...eachText(wished ?? {})]) {
    all.set(`${entry[0]}/${entry[1]}`, entry);
  }
  const merged: Partial<Record<Locale, Partial<Record<TemplateName, string>>>> = {};
  for (const [locale, template, pattern] of all.values()) {
    if (pattern !== null) merged[locale] = { ...merged[locale], [template]: pattern };
  }
  return Object.keys(merged).length > 0 ? merged : null;
}

/** A program without its wording and the marks that the store sets with it. */
function unmarked<T extends Partial<Program>>(program: T): Omit<T, 'disclosure' | DisclosureMark> {
  const { disclosure: _text, disclosureSince: _since, disclosureBy: _by, ...rest } = program;
  return rest;
}

const withoutNulls = (given: object): object =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
