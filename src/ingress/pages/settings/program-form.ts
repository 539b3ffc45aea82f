// The form of a program: its fields, what stands in them, and the body that the API takes for it.
// Pure. What may stand in them is in furnishing/program-plan.ts.
import type { Program } from '../../../store/workspaces.js';
import { type Field, numberOrNull, type Values, wordsIn } from './fields.js';

const ID: Field = {
  ...{ name: 'id', label: 'Short name' },
  hint: 'In addresses, for good: small letters, digits and dashes, like “updates”.',
};

const PURPOSES = [
  ['informational', 'Informational: what somebody asked for'],
  ['marketing', 'Marketing: needs written consent'],
] as const;

const ABOUT: readonly Field[] = [
  {
    ...{ name: 'name', label: 'Name' },
    hint: 'As customers read it in texts and disclosures: “Appointments & quotes”.',
  },
  {
    ...{ name: 'purpose', label: 'Purpose', kind: 'select', options: PURPOSES },
    hint: 'Decides which consent suffices, and when a text may leave.',
  },
  {
    ...{ name: 'topic', label: 'Topic, as an agent says it' },
    hint: '“… would like to text you about” your window quote and appointment.',
  },
  {
    ...{ name: 'frequency', label: 'How often, as it is written' },
    hint: 'In confirmations and disclosures: “About 4 msgs a month”.',
  },
  {
    ...{ name: 'frequencySpoken', label: 'How often, as it is said' },
    hint: 'Read aloud by agents: “about four texts a month”.',
  },
];

const WORDS: readonly Field[] = [
  {
    ...{ name: 'optIn', label: 'Words that opt in', optional: true },
    hint: 'Beside START, on every number of yours: GOLD, QUOTE. Separate them by commas.',
  },
  {
    ...{ name: 'optOut', label: 'Words that opt out', optional: true },
    hint: 'Beside STOP and every other way to say it, which always work.',
  },
  {
    ...{ name: 'help', label: 'Words that ask for help', optional: true },
    hint: 'Beside HELP.',
  },
];

const LIMITS: readonly Field[] = [
  {
    ...{ name: 'perDayMax', label: 'Most messages in 24 hours', kind: 'number', optional: true },
    hint: 'For one person. Empty: for marketing, what the law where they are allows.',
  },
  {
    ...{ name: 'perMonthMax', label: 'Most messages in 30 days', kind: 'number', optional: true },
    hint: 'Keep it at what you promise under “how often”.',
  },
  {
    ...{ name: 'validForDays', label: 'Consent holds for days', kind: 'number', optional: true },
    hint: 'Empty: until the person ends it.',
  },
  {
    ...{ name: 'optOutReminder', label: 'Say once a month how to stop', kind: 'tick' },
    hint: 'Adds “Reply STOP to opt out.” to a message where nothing else said so lately.',
  },
];

export const PROGRAM_PARTS = [
  { id: 'about', title: 'What it is', fields: ABOUT },
  { id: 'words', title: 'Words that people text', fields: WORDS },
  { id: 'limits', title: 'How often, and for how long', fields: LIMITS },
] as const;

export const NEW_PROGRAM_PARTS = [
  { ...PROGRAM_PARTS[0], fields: [ID, ...ABOUT] },
  PROGRAM_PARTS[1],
  PROGRAM_PARTS[2],
] as const;

export type ProgramParts = typeof PROGRAM_PARTS | typeof NEW_PROGRAM_PARTS;

export const fieldsOf = (parts: ProgramParts): Field[] => parts.flatMap(({ fields }) => fields);

/** The body of `POST` and `PATCH /v1/programs`, but for the id. */
export function programBody(values: Values) {
  const { name = '', purpose = '', topic = '', frequency = '', frequencySpoken = '' } = values;
  const keywords = {
    optIn: wordsIn(values['optIn']),
    optOut: wordsIn(values['optOut']),
    help: wordsIn(values['help']),
  };
  const own = Object.entries(keywords).filter(([, words]) => words.length > 0);
  return {
    ...{ name, purpose, topic, frequency, frequencySpoken },
    keywords: own.length > 0 ? Object.fromEntries(own) : null,
    validForDays: numberOrNull(values['validForDays']),
    perDayMax: numberOrNull(values['perDayMax']),
    perMonthMax: numberOrNull(values['perMonthMax']),
    optOutReminder: values['optOutReminder'] === 'yes',
  };
}

export function programValues(program: Program): Values {
  const { name, purpose, topic, frequency, frequencySpoken, keywords = {} } = program;
  const { validForDays, perDayMax, perMonthMax, optOutReminder } = program;
  return {
    ...{ name, purpose, topic, frequency, frequencySpoken },
    optIn: keywords.optIn?.join(', '),
    optOut: keywords.optOut?.join(', '),
    help: keywords.help?.join(', '),
    validForDays: validForDays?.toString(),
    perDayMax: perDayMax?.toString(),
    perMonthMax: perMonthMax?.toString(),
    optOutReminder: optOutReminder ? 'yes' : '',
  };
}
