// The disclosure as it is shown where people agree: one promise of a program, begun with the act
// that is meant. A form has a box to tick, in the language of its invitation; a sign has its word.
import { disclosureText } from '../consent/texts.js';
import { sha256 } from '../digest.js';
import type { Disclosure, Program, Workspace } from '../store/workspaces.js';

/** How the acts begin the sentence, in English. */
const BY_TEXTING = /^By texting START you agree/;
const BY_TICKING = 'By ticking this box you agree';

/**
 * @param keyword the word that a sign or page asks for.
 * @returns the program's own version with the text as it is shown there, and the hash of that text.
 */
export function keywordDisclosure({ disclosure }: Program, keyword: string): Disclosure {
  const text = disclosure.text.replace(BY_TEXTING, `By texting ${keyword} you agree`);
  return text === disclosure.text ? disclosure : { ...disclosure, hash: sha256(text), text };
}

const TICKING = { en: 'ticking this box', es: 'marcar esta casilla' } as const;

/**
 * @returns the program's own version with the text as it is shown, and the hash of that text. A
 *   wording of the workspace's own is kept; only the act that it names is this one.
 */
export function formDisclosure(
  { id, brand }: Pick<Workspace, 'id' | 'brand'>,
  program: Program,
  { publicUrl, locale }: { publicUrl: string; locale: keyof typeof TICKING },
): Disclosure {
  const page = `${publicUrl}/programs/${id}/${program.id}`;
  const values = {
    brand: brand.name,
    program: program.name,
    frequency: program.frequency,
    termsUrl: `${page}/terms`,
    privacyUrl: `${page}/privacy`,
  };
  const { version, text: own } = program.disclosure;
  const isStandard = own === disclosureText({ act: 'texting START', ...values });
  const text = isStandard
    ? disclosureText({ act: TICKING[locale], ...values }, locale)
    : own.replace(BY_TEXTING, BY_TICKING);
  return { version, hash: sha256(text), text };
}
