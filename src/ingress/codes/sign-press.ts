// Signs as files. Each takes a good part of a second to draw, so the last ones are kept: a sign
// changes only with its words.
import type { SignContent } from './sign-content.js';
import { signFonts } from './sign-font.js';
import { layOutSign, type SignSize, SignTooFull } from './sign-layout.js';
import { signPdf } from './sign-pdf.js';
import { signSvg } from './sign-svg.js';

export type SignKind = 'pdf' | 'svg';

/** Thrown when no sign can be made of these words; the message says why and what to do. */
export class SignUnprintable extends Error {
  override readonly name = 'SignUnprintable' as const;
}

const KEPT_MAX = 32;
const kept = new Map<string, Promise<Buffer>>();

/** @throws SignUnprintable for letters that the font lacks, or more words than a page holds. */
export function printSign(kind: SignKind, content: SignContent, size: SignSize): Promise<Buffer> {
  const key = JSON.stringify([kind, size, content]);
  const known = kept.get(key);
  if (known) return known;
  const made = draw(kind, content, size);
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return made;
}

async function draw(kind: SignKind, content: SignContent, size: SignSize): Promise<Buffer> {
  const fonts = await signFonts();
  const missing = fonts.missingIn(Object.values(content).flat().join(' '));
  if (missing.length > 0) {
    const which = missing.slice(0, 8).join(' ');
    throw new SignUnprintable(
      `The sign's font has no letter for ${which}. It covers Latin, Greek and Cyrillic.`,
    );
  }
  try {
    const layout = layOutSign(content, size, fonts);
    return kind === 'pdf' ? await signPdf(layout, fonts) : Buffer.from(signSvg(layout, fonts));
  } catch (error) {
    if (!(error instanceof SignTooFull)) throw error;
    const detail = 'The words do not fit on one page in letters that can be read. Shorten them.';
    throw new SignUnprintable(detail, { cause: error });
  }
}
