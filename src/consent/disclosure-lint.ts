// What a disclosure has to say before anybody may agree to it. Carriers ask it of every program
// (CTIA 5.1.1 and the checklists of the providers), the law more of marketing: 47 CFR
// 64.1200(f)(9) names what prior express written consent has to hold. English and Spanish are read.
import type { Purpose } from './types.js';

/** What is known of the program whose disclosure it is. */
export interface DisclosureFacts {
  readonly brand: string;
  /** As it is written: "About 4 msgs a month". */
  readonly frequency: string;
  readonly purpose: Purpose;
}

interface Element {
  readonly code: string;
  /** Whether the text says it; told to whoever wrote the text when it does not. */
  readonly said: (text: string, facts: DisclosureFacts) => boolean;
  readonly detail: (facts: DisclosureFacts) => string;
}

export interface DisclosureFault {
  /** Of the element that is missing, e.g. `not_a_condition`. */
  readonly code: string;
  readonly detail: string;
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

/** Of every program. */
const CARRIERS: readonly Element[] = [
  {
    code: 'brand',
    said: (text, { brand }) => holds(text, brand),
    detail: ({ brand }) => `does not say who texts: name ${JSON.stringify(brand)}`,
  },
  {
    code: 'frequency',
    said: (text, { frequency }) => holds(text, frequency) || OFTEN.some((one) => one.test(text)),
    detail: ({ frequency }) => `does not say how often: for example "${frequency}"`,
  },
  {
    code: 'rates',
    said: matches(
      /\b(?:msg|message|data|carrier)[^.]{0,20}\brates?\b/i,
      /\brates?\b[^.]{0,20}\bappl|tarifas/i,
    ),
    detail: () => 'does not say that rates may apply: "Msg & data rates may apply."',
  },
  {
    code: 'help',
    said: matches(/\b(?:help|ayuda)\b/i),
    detail: () => 'does not say how to get help: "Reply HELP for help."',
  },
  {
    code: 'stop',
    said: matches(/\bstop\b/i),
    detail: () => 'does not say how to end it: "Reply STOP to end."',
  },
  {
    code: 'terms',
    said: (text) => TERMS.test(text) && ADDRESS.test(text),
    detail: () => 'does not lead to the terms: "Terms: https://…"',
  },
  {
    code: 'privacy',
    said: (text) => PRIVACY.test(text) && ADDRESS.test(text),
    detail: () => 'does not lead to the privacy policy: "Privacy: https://…"',
  },
];

/** Of marketing, on top of that. */
const WRITTEN_CONSENT: readonly Element[] = [
  {
    code: 'agreement',
    said: matches(/\b(?:agree|consent|authori[sz]e)|acept|autori[zc]|consient/i),
    detail: () => 'does not say that the person agrees: "By … you agree to get …"',
  },
  {
    code: 'automated',
    said: matches(/automat|automát|auto-?dial/i),
    detail: () => 'does not say that texts may be sent automatically',
  },
  {
    code: 'number',
    said: matches(/\b(?:this|that|your|my|the)\b(?: \w+){0,3} (?:number|phone)\b|n[uú]mero/i),
    detail: () => 'does not say which number gets the texts: "at this number"',
  },
  {
    code: 'not_a_condition',
    said: matches(
      /\b(?:not|never|no|isn['’]t|without)\b[^.]{0,40}\b(?:condition|required|requirement)/i,
      /\bno es\b[^.]{0,30}(?:condici[oó]n|requisito)/i,
    ),
    detail: () => 'does not say that agreeing is no condition: "Not a condition of any purchase."',
  },
];

/** What a text lacks as the disclosure of a program; empty when nothing. */
export function faultsOfDisclosure(text: string, facts: DisclosureFacts): DisclosureFault[] {
  const wanted = facts.purpose === 'marketing' ? [...WRITTEN_CONSENT, ...CARRIERS] : CARRIERS;
  return wanted
    .filter(({ said }) => !said(text, facts))
    .map(({ code, detail }) => ({ code, detail: detail(facts) }));
}
