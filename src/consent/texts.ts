// Filling the templates: from a template's name, a locale and values to the words that are sent.
// Which text is due, and whether it may leave, is decided elsewhere.
import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES, type Locale, type StatementName, TEMPLATES } from './templates.js';
import type { TemplateName } from './types.js';

export { LOCALES, type Locale, TEXT_VERSION } from './templates.js';

/** Values by placeholder, e.g. `brand`, `program`, `frequency`, `supportPhone`. */
export type TextValues = Readonly<Record<string, string>>;

/** Words of a program's own in the place of ours, by locale; patterns like ours. */
export type OwnTexts = Readonly<Partial<Record<Locale, Partial<Record<TemplateName, string>>>>>;

/** Own words come and go; beyond this the compiled ones are made anew. */
const COMPILED_MAX = 2_000;

/** Compiled templates, kept because parsing one costs more than filling it a thousand times. */
const compiled = new Map<string, IntlMessageFormat>();

/**
 * The text that a template gives, in the nearest locale that has one (`es-MX` → `es`, else `en`).
 * Throws a TypeError that names the placeholder when a value is missing.
 * @param own what the program says in the place of ours; they were checked when they were set.
 */
export function renderText(
  template: TemplateName,
  locale: string,
  values: TextValues,
  own?: OwnTexts,
): string {
  const nearest = nearestLocale(locale);
  const pattern = own?.[nearest]?.[template];
  if (pattern === undefined) return fill(template, locale, values);
  return fillPattern(`${nearest}/${template}`, pattern, values, nearest);
}

/** The words that are shown before somebody agrees; `act` is how they agree (`texting START`). */
export function disclosureText(values: TextValues, locale = 'en'): string {
  return fill('disclosure', locale, values);
}

/** The sentence that an agent reads out before asking for a START. */
export function agentSentence(values: TextValues, locale = 'en'): string {
  return fill('agent_sentence', locale, values);
}

/** What is added to a message once a month, where a program wants it. */
export function reminderText(locale: string): string {
  return fill('opt_out_reminder', locale, {});
}

function fill(name: TemplateName | StatementName, wanted: string, values: TextValues): string {
  const locale = nearestLocale(wanted);
  return fillPattern(`${locale}/${name}`, TEMPLATES[locale][name], values, locale);
}

/**
 * Fills one ICU pattern. @param name as a fault names it.
 * @throws TypeError that names the placeholder when a value is missing.
 */
export function fillPattern(
  name: string,
  pattern: string,
  values: TextValues,
  locale: Locale = LOCALES[0],
): string {
  const key = `${locale}/${pattern}`;
  const format = compiled.get(key) ?? new IntlMessageFormat(pattern, locale);
  if (compiled.size >= COMPILED_MAX) compiled.clear();
  compiled.set(key, format);
  try {
    return String(format.format(trimmed(values)));
  } catch (cause) {
    throw new TypeError(`the text ${name} cannot be filled: ${String(cause)}`, { cause });
  }
}

/** A value's own full stop would double the template's. */
function trimmed(values: TextValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.trim().replace(/\.$/, '')]),
  );
}

function nearestLocale(wanted: string): Locale {
  const language = wanted.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language) ?? LOCALES[0];
}
