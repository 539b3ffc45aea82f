// A text cut where its web addresses begin and end, so that a page can make links of them without
// changing a character of what is shown.

export interface TextPart {
  readonly text: string;
  readonly href?: string;
  /** In bold: what one texts. */
  readonly strong?: boolean;
}

/** An address ends before a blank, and before the punctuation of the sentence around it. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g;

/** "Terms: https://…", as a disclosure ends. */
const NAMED_ADDRESS = /(\p{L}+): (https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/gu;

/**
 * The same with each address behind the word before it: "Terms" is the link. What is read is
 * shorter than the text; whoever keeps evidence keeps both.
 */
export function namedLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: all, 1: name = '', 2: href = '', index } of text.matchAll(NAMED_ADDRESS)) {
    const between = text.slice(end, index);
    // Two links that stand side by side are kept apart.
    if (between !== '') parts.push({ text: between === ' ' && end > 0 ? ' · ' : between });
    parts.push({ text: name, href });
    end = index + all.length;
  }
  return end < text.length ? [...parts, ...linkedText(text.slice(end))] : parts;
}

export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: href, index } of text.matchAll(ADDRESS)) {
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: href, href });
    end = index + href.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
