// What texts have to say, one element a row: how it is recognised, and what is said to whoever
// wrote the text when it is missing. English and Spanish are read. Which text needs which element
// is in disclosure-lint.ts and text-lint.ts.

/** What is known of the brand and the program whose text it is. */
export interface ElementFacts {
  readonly brand: string;
  /** As it is written: "About 4 msgs a month". */
  readonly frequency: string;
  /** Its name; absent where the text need not say it. */
  readonly program?: string;
}

interface Element {
  readonly said: (text: string, facts: ElementFacts) => boolean;
  /** What follows on “It …”. */
  readonly detail: (facts: ElementFacts) => string;
}

/** An element of one text. */
export interface CheckedElement {
  /** e.g. `not_a_condition` */
  readonly code: string;
  readonly said: boolean;
  /** What follows on “It …”. */
  readonly detail: string;
  /** Who asks for it. */
  readonly why: string;
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
const holds = (text: string, words: string) =>
  plain(text).includes(plain(words).replace(/\.$/, ''));
const matches =
  (...patterns: readonly RegExp[]) =>
  (text: string) =>
    patterns.some((pattern) => pattern.test(text));
const ADDRESS = /https?:\/\/\S/i;
const TERMS = /\bterms\b|t[eé]rminos|condiciones/i;
const PRIVACY = /\bprivacy\b|privacidad/i;
const OFTEN = [
  /\b(?:msgs?|messages?|texts?|mensajes?)\b[^.]{0,30}\b(?:an?|per|each|every|al|por|cada)\b/i,
  /\bfrequency\b|\bfrecuencia\b|\brecurring\b|\bone[- ]time\b/i,
];

const ELEMENTS = {
  brand: {
    said: (text, { brand }) => holds(text, brand),
    detail: ({ brand }) => `does not say who texts: name ${JSON.stringify(brand)}`,
  },
  program: {
    said: (text, { program = '' }) => holds(text, program),
    detail: () => 'does not say what for: name {program}',
  },
  frequency: {
    said: (text, { frequency }) => holds(text, frequency) || OFTEN.some((one) => one.test(text)),
    detail: ({ frequency }) => `does not say how often: for example "${frequency}"`,
  },
  rates: {
    said: matches(
      /\b(?:msg|message|data|carrier)[^.]{0,20}\brates?\b/i,
      /\brates?\b[^.]{0,20}\bappl|tarifas/i,
    ),
    detail: () => 'does not say that rates may apply: "Msg & data rates may apply."',
  },
  help: {
    said: matches(/\b(?:help|ayuda)\b/i),
    detail: () => 'does not say how to get help: "Reply HELP for help."',
  },
  stop: {
    said: matches(/\bstop\b/i),
    detail: () => 'does not say how to end it: "Reply STOP to end."',
  },
  terms: {
    said: (text) => TERMS.test(text) && ADDRESS.test(text),
    detail: () => 'does not lead to the terms: "Terms: https://…"',
  },
  privacy: {
    said: (text) => PRIVACY.test(text) && ADDRESS.test(text),
    detail: () => 'does not lead to the privacy policy: "Privacy: https://…"',
  },
  agreement: {
    said: matches(/\b(?:agree|consent|authori[sz]e)|acept|autori[zc]|consient/i),
    detail: () => 'does not say that the person agrees: "By … you agree to get …"',
  },
  automated: {
    said: matches(/automat|automát|auto-?dial/i),
    detail: () => 'does not say that texts may be sent automatically',
  },
  number: {
    said: matches(/\b(?:this|that|your|my|the)\b(?: \w+){0,3} (?:number|phone)\b|n[uú]mero/i),
    detail: () => 'does not say which number gets the texts: "at this number"',
  },
  not_a_condition: {
    said: matches(
      /\b(?:not|never|no|isn['’]t|without)\b[^.]{0,40}\b(?:condition|required|requirement)/i,
      /\bno es\b[^.]{0,30}(?:condici[oó]n|requisito)/i,
    ),
    detail: () => 'does not say that agreeing is no condition: "Not a condition of any purchase."',
  },
  no_more: {
    said: matches(
      /\bno (?:more|further)\b|\b(?:not|never|won['’]t)\b[^.]{0,30}\b(?:get|receive|text|message)/i,
      /\bya no\b|\bno recib|\bning[uú]n/i,
    ),
    detail: () => 'does not say that nothing more comes: "You will get no more texts."',
  },
  agree_word: {
    said: matches(/\bAGREE\b/),
    detail: () => 'does not name the word that completes it: "Reply AGREE to …"',
  },
  contact: {
    said: matches(ADDRESS, /\S@\S+\.\S/, /\+?\d[\d\s().-]{5,}\d/),
    detail: () => 'does not say whom to turn to: name {supportPhone} or {supportEmail}',
  },
} as const satisfies Record<string, Element>;

export type ElementCode = keyof typeof ELEMENTS;

/** Which of these elements a text says. @param why who asks for them. */
export const checkElements = (
  codes: readonly ElementCode[],
  why: string,
  { text, facts }: { readonly text: string; readonly facts: ElementFacts },
): CheckedElement[] =>
  codes.map((code) => {
    const element: Element = ELEMENTS[code];
    return { code, said: element.said(text, facts), detail: element.detail(facts), why };
  });

export interface ElementFault {
  /** Of the element that is missing, e.g. `not_a_condition`. */
  readonly code: string;
  /** What is missing, and who asks for it. */
  readonly detail: string;
}

/** What is missing, as faults. */
export const missingOf = (elements: readonly CheckedElement[]): ElementFault[] =>
  elements
    .filter(({ said }) => !said)
    .map(({ code, detail, why }) => ({ code, detail: `${detail} (${why})` }));
