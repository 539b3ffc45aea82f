// Terms and privacy as a page shows them: the very words that are kept and hashed, with numbers and
// addresses to tap and the words that one texts in bold. Not a letter is added or left out.
import type { LegalText } from '../../consent/legal.js';
import type { Business } from './business.js';
import type { TextPart } from './linked-text.js';

export interface LegalView {
  readonly title: string;
  readonly business: string;
  readonly promise?: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly (readonly TextPart[])[];
  }[];
}

/** @param keyword the word that opts in to this program. */
export function legalView(text: LegalText, business: Business, keyword: string): LegalView {
  const links = new Map([
    [business.supportPhone, `tel:${business.supportTel}`],
    [business.supportEmail, `mailto:${business.supportEmail}`],
    ['privacy policy', `${business.page}/privacy`],
    ['the terms', `${business.page}/terms`],
  ]);
  const bold = ['STOP', 'HELP', keyword];
  return {
    ...text,
    sections: text.sections.map(({ heading, paragraphs }) => ({
      heading,
      paragraphs: paragraphs.map((paragraph) => partsOf(paragraph, links, bold)),
    })),
  };
}

function partsOf(
  text: string,
  links: ReadonlyMap<string, string>,
  bold: readonly string[],
): TextPart[] {
  const marked = [...links.keys(), ...bold].filter((word) => word !== '').map(escapeForPattern);
  return text
    .split(new RegExp(`(?<![\\p{L}\\d])(${marked.join('|')})(?![\\p{L}\\d])`, 'u'))
    .filter((part) => part !== '')
    .map((part) => {
      const href = links.get(part);
      if (href !== undefined) return { text: part, href };
      return bold.includes(part) ? { text: part, strong: true } : { text: part };
    });
}

const escapeForPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
