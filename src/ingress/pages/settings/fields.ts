// Fields of a form, as a page shows them: their labels, what stands in them, and what is wrong with
// each. What may stand in one is the API's to say; here its faults become sentences. Pure.
import type { Problem, ProblemFault } from '../../problems.js';

export interface Field {
  /** As the API calls it, so that a fault of the API finds its field. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?:
    | ('text' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'password')
    | ('area' | 'select' | 'tick');
  /** Of a select. */
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly optional?: true;
  readonly rows?: number;
}

export interface ShownField extends Field {
  readonly value: string;
  readonly fault?: string;
}

/** What was sent, or what there is: every value as text; a tick is `yes` or nothing. */
export type Values = Readonly<Record<string, string | undefined>>;

export interface Faults {
  /** What belongs to no single field. */
  readonly form?: string;
  readonly fields: Readonly<Record<string, string>>;
}

const NO_FAULTS: Faults = { fields: {} };

export function shown(
  fields: readonly Field[],
  values: Values,
  faults: Faults = NO_FAULTS,
): ShownField[] {
  return fields.map((field) => {
    const fault = faults.fields[field.name];
    return { ...field, value: values[field.name] ?? '', ...(fault !== undefined && { fault }) };
  });
}

/** What the API refuses, at the fields that it belongs to. */
export function faultsOf(problem: Problem, fields: readonly Field[]): Faults {
  const named = new Map<string, string[]>();
  const rest: string[] = [];
  for (const fault of problem.errors) {
    const field = fieldOf(fault, fields);
    if (!field) rest.push(sentence(nameOf(fault), fault));
    else named.set(field.name, [...(named.get(field.name) ?? []), sentence(field.label, fault)]);
  }
  if (problem.errors.length === 0) rest.push(problem.message);
  // What is missing cannot be wrong as well.
  const whole = (said: string[]) => said.find((one) => one.endsWith(MISSING)) ?? said.join(' ');
  const some = Object.fromEntries([...named].map(([name, said]) => [name, whole(said)]));
  const form = rest.length > 0 ? rest.join(' ') : undefined;
  return { fields: some, ...(form !== undefined && { form }) };
}

/** `/brand/supportPhone` and `/keywords/optIn/0` belong to the last part that is a field's name. */
function fieldOf({ pointer }: ProblemFault, fields: readonly Field[]): Field | undefined {
  const parts = pointer.split('/').reverse();
  const name = parts.find((part) => fields.some((field) => field.name === part));
  return fields.find((field) => field.name === name);
}

/** What a fault is about that no field has: `/disclosure` is the disclosure. */
function nameOf({ pointer }: ProblemFault): string {
  const name = pointer.split('/').findLast((part) => /^[a-z]/i.test(part));
  return name === undefined ? 'This' : `The ${name}`;
}

const MISSING = ' is missing.';

/** What validators say, as people say it. */
const SAID: Readonly<Record<string, string>> = {
  minLength: 'is missing',
  required: 'is missing',
  minItems: 'is missing',
  pattern: 'holds something that cannot stand there',
  'must match format "email"': 'is no e-mail address',
  'must match format "uri"': 'is no address; it begins with https://',
  'must match format "date-time"': 'is no date',
};

function sentence(label: string, { pointer, code, detail }: ProblemFault): string {
  const bare = (detail.startsWith(pointer) ? detail.slice(pointer.length).trim() : detail).replace(
    /\.$/,
    '',
  );
  const what = SAID[bare] ?? SAID[code] ?? bare.replace('must NOT have', 'must not have');
  const whole = /^[A-Z“]/.test(what) ? what : `${label} ${what}`;
  return `${whole}.`;
}

/** The lines or comma-separated words of a field, without empty ones. */
export const wordsIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[\n,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** `null` takes back what is optional. */
export const orNull = (text: string | undefined): string | null => text?.trim() || null;

/** A number as somebody typed it; what is none stays as it is, for the schema to refuse. */
export function numberOrNull(text: string | undefined): number | string | null {
  const typed = orNull(text);
  if (typed === null) return null;
  return /^\d+(?:\.\d+)?$/.test(typed) ? Number(typed) : typed;
}
