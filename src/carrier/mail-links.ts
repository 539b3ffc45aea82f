// Finds the links of a mail, so that programs can follow them without reading HTML. Pure.
import { decodeEntities } from './entities.js';

/** Addresses in the order in which they first occur, HTML before text, each once. */
export function linksIn(html: string, text: string): string[] {
  const inHtml = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
    ([, quoted, apostrophed]) => decodeEntities(quoted ?? apostrophed ?? '').trim(),
  );
  const found = [...inHtml, ...urlsIn(text).map((one) => one.url)];
  return [...new Set(found.filter((link) => /^(https?|sms|mailto|tel):/i.test(link)))];
}

/** Web addresses in plain text with their place; closing punctuation is not part of one. */
export function urlsIn(text: string): { url: string; start: number; end: number }[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)].map((match) => {
    const url = match[0].replace(/[.,;:!?)\]]+$/, '');
    return { url, start: match.index, end: match.index + url.length };
  });
}
