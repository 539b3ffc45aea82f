// What a disclosure has to say before anybody may agree to it. Carriers ask it of every program
// (CTIA 5.1.1 and the checklists of the providers), the law more of marketing: 47 CFR
// 64.1200(f)(9) names what prior express written consent has to hold.
import {
  type CheckedElement,
  checkElements,
  type ElementFault,
  missingOf,
} from './required-elements.js';
import type { Purpose } from './types.js';

/** What is known of the program whose disclosure it is. */
export interface DisclosureFacts {
  readonly brand: string;
  /** As it is written: "About 4 msgs a month". */
  readonly frequency: string;
  readonly purpose: Purpose;
}

/** Of every program. */
const CARRIERS = ['brand', 'frequency', 'rates', 'help', 'stop', 'terms', 'privacy'] as const;

/** Of marketing, on top of that. */
const WRITTEN_CONSENT = ['agreement', 'automated', 'number', 'not_a_condition'] as const;

const CTIA = 'carriers ask it of every program, CTIA 5.1.1';
const LAW = 'the law asks it of marketing, 47 CFR 64.1200(f)(9)';

/** Everything that a text has to say as the disclosure of a program, and whether it does. */
export function elementsOfDisclosure(text: string, facts: DisclosureFacts): CheckedElement[] {
  const said = { text, facts };
  return [
    ...(facts.purpose === 'marketing' ? checkElements(WRITTEN_CONSENT, LAW, said) : []),
    ...checkElements(CARRIERS, CTIA, said),
  ];
}

/** What a text lacks as the disclosure of a program; empty when nothing. */
export const faultsOfDisclosure = (text: string, facts: DisclosureFacts): ElementFault[] =>
  missingOf(elementsOfDisclosure(text, facts));
