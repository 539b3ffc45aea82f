// A text with what a carrier makes of it: how many segments it takes and why, and which of the
// things that it has to say it says. Pure.
import { measureText } from '../../../consent/text-size.js';

/** Something that a text has to say. */
export interface CheckedElement {
  readonly code: string;
  readonly said: boolean;
  /** What is wrong where it is not said: follows on “It …”. */
  readonly detail: string;
}

const NAMES: Readonly<Record<string, string>> = {
  brand: 'Who texts',
  program: 'What it is about',
  frequency: 'How often',
  rates: 'Rates may apply',
  help: 'How to get help',
  stop: 'How to end it',
  terms: 'Where the terms are',
  privacy: 'Where the privacy policy is',
  agreement: 'That the person agrees',
  automated: 'Sent automatically',
  number: 'Which number',
  not_a_condition: 'No condition of buying',
  no_more: 'That nothing more comes',
  contact: 'Whom to call or write to',
  agree_word: 'AGREE, the word to answer with',
  link: 'Where to read more',
};

/** Characters that are named before the rest is left out. */
const COSTLY_SHOWN = 5;

export function checkedOf(
  text: string,
  elements: readonly CheckedElement[],
  hints: readonly string[] = [],
) {
  const { segments, encoding, characters, wide } = measureText(text);
  const costly = wide
    .map(({ character }) => character)
    .slice(0, COSTLY_SHOWN)
    .join(' ');
  return {
    segments: Math.max(1, segments),
    alphabet: encoding,
    length: characters,
    ...(costly !== '' && { costly }),
    elements: elements.map((one) => ({ ...one, name: NAMES[one.code] ?? one.code })),
    missing: elements.filter(({ said }) => !said).length,
    hints,
  };
}
