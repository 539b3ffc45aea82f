// The disclosure as the form of an invitation shows it: the same promise as on the program's signs,
// agreed to by ticking a box instead of by texting a word, in the language of the invitation.
import { disclosureText } from '../consent/texts.js';
import { sha256 } from '../digest.js';
import type { Disclosure, Program, Workspace } from '../store/workspaces.js';

/** How the two acts begin the sentence, in English. */
const BY_TEXTING = /^By texting START you agree/;
const BY_TICKING = 'By ticking this box you agree';

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
