// What the texts have to say that the service sends by itself, where a program has its own words
// for them. Checked when they are set, filled with the brand that they will be filled with.
import {
  type CheckedElement,
  checkElements,
  type ElementCode,
  type ElementFault,
  missingOf,
} from './required-elements.js';
import { fillPattern, type Locale } from './texts.js';
import type { TemplateName } from './types.js';

/** What stands where a text has braces, for the program that it belongs to. */
export interface FillingFacts {
  readonly brand: string;
  readonly program: string;
  readonly frequency: string;
  readonly supportPhone: string;
  readonly supportEmail: string;
  /** Address of the program's public page. */
  readonly shortUrl: string;
}

interface Needed {
  readonly elements: readonly ElementCode[];
  readonly why: string;
}

const NEEDED: Readonly<Record<TemplateName, Needed>> = {
  opt_in_confirmation: {
    elements: ['brand', 'program', 'frequency', 'rates', 'help', 'stop'],
    why: 'carriers ask it of every confirmation, CTIA 5.1.2',
  },
  opt_out_confirmation: {
    elements: ['brand', 'no_more'],
    why: 'the one text after a STOP may say this and no more, 47 CFR 64.1200(a)(12)',
  },
  help: {
    elements: ['brand', 'contact', 'stop'],
    why: 'carriers ask it of every answer to HELP, CTIA 5.1.1',
  },
  agreement: {
    elements: [
      ...(['brand', 'agree_word', 'automated', 'frequency', 'rates'] as const),
      ...(['not_a_condition', 'help', 'stop'] as const),
    ],
    why: 'written consent to marketing needs it, 47 CFR 64.1200(f)(9)',
  },
};

export interface TextJudgement {
  /** The words as they are sent, or as far as they could be filled. */
  readonly text: string;
  readonly elements: readonly CheckedElement[];
  readonly faults: readonly ElementFault[];
}

/** How a pattern reads when it is filled, and what it lacks. */
export function judgeText(
  { template, locale, pattern }: { template: TemplateName; locale: Locale; pattern: string },
  facts: FillingFacts,
): TextJudgement {
  const { elements: codes, why } = NEEDED[template];
  const filled = fillOrFault(pattern, locale, facts);
  if (typeof filled !== 'string') return { text: pattern, elements: [], faults: [filled] };
  const elements = checkElements(codes, why, { text: filled, facts });
  return { text: filled, elements, faults: missingOf(elements) };
}

function fillOrFault(pattern: string, locale: Locale, facts: FillingFacts): string | ElementFault {
  try {
    return fillPattern('own', pattern, { ...facts }, locale);
  } catch {
    const names = Object.keys(facts).map((name) => `{${name}}`);
    const detail = `has braces that nothing can stand in; there are: ${names.join(', ')}`;
    return { code: 'placeholder', detail };
  }
}
