// Where everything on a sign stands, in points from the top left corner. Draws nothing: the PDF and
// the SVG are two ways to draw the same layout.
import { type QrMatrix, qrMatrixOf } from './qr-matrix.js';
import type { SignContent } from './sign-content.js';
import { type SignFonts, type Weight, wrap } from './sign-font.js';

export const SIGN_SIZES = {
  letter: { width: 612, height: 792, units: { width: '8.5in', height: '11in' } },
  a4: { width: 595.28, height: 841.89, units: { width: '210mm', height: '297mm' } },
} as const;
export type SignSize = keyof typeof SIGN_SIZES;

export interface Line {
  readonly text: string;
  /** Left end and baseline. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
  /** Lines of one paragraph share it. */
  readonly paragraph: number;
}

export interface SignLayout {
  readonly size: SignSize;
  readonly title: string;
  /** All that it says, a paragraph each. */
  readonly words: readonly string[];
  readonly lines: readonly Line[];
  readonly code: { readonly matrix: QrMatrix; readonly title: string } & Square;
  /** The frame around the disclosure. */
  readonly frame: { x: number; y: number; width: number; height: number };
}

interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Thrown when the words do not fit on a page in a size that people can read. */
export class SignTooFull extends Error {
  override readonly name = 'SignTooFull' as const;
}

const MARGIN = 54;
const PADDING = 16;
const LINE_HEIGHT = 1.36;
/** Space between two parts at least; what is left over of the page is spread over the four. */
const GAP = 10;
const INK = '#111111';
const SOFT_INK = '#444444';

/** Tried in turn until the page holds everything; the last is the least that can be read. */
const SCALES = [
  { code: 300, disclosure: 13.5 },
  { code: 250, disclosure: 12.5 },
  { code: 216, disclosure: 11.5 },
  { code: 180, disclosure: 10.5 },
  { code: 144, disclosure: 9.5 },
] as const;

interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly colour?: string;
}

/** @throws SignTooFull when even the smallest letters do not fit. */
export function layOutSign(content: SignContent, size: SignSize, fonts: SignFonts): SignLayout {
  for (const scale of SCALES) {
    const layout = tryScale(content, size, fonts, scale);
    if (layout) return layout;
  }
  throw new SignTooFull('the words do not fit on one page');
}

function tryScale(
  content: SignContent,
  size: SignSize,
  fonts: SignFonts,
  scale: (typeof SCALES)[number],
): SignLayout | undefined {
  const page = SIGN_SIZES[size];
  const width = page.width - 2 * MARGIN;
  const setText = (text: string, style: Style, within = width): SetText => ({
    text,
    style,
    lines: wrap(fonts, text, { ...style, width: within }),
  });
  const head = [
    setText(content.brand, { size: 34, weight: 'bold' }),
    setText(content.about, { size: 17, weight: 'regular', colour: SOFT_INK }),
  ];
  const act = [
    setText('Scan with your phone’s camera, or text', { size: 15, weight: 'regular' }),
    setText(content.keyword, { size: 46, weight: 'bold' }),
    setText(`to ${content.phone}`, { size: 26, weight: 'bold' }),
    setText(content.afterwards, { size: 14, weight: 'regular', colour: SOFT_INK }),
  ];
  const inner = width - 2 * PADDING;
  const framed = [
    setText('What you agree to', { size: scale.disclosure, weight: 'bold' }, inner),
    setText(content.disclosure, { size: scale.disclosure, weight: 'regular' }, inner),
  ];
  const small = content.smallPrint.map((text) =>
    setText(text, { size: 8, weight: 'regular', colour: SOFT_INK }),
  );
  const parts = { head, act, framed, small };
  const used =
    scale.code + 2 * PADDING + 4 * GAP + Object.values(parts).flat().reduce(addHeight, 0);
  const left = page.height - 2 * MARGIN - used;
  if (left < 0) return undefined;
  return place(content, { size, page, fonts, codeSide: scale.code, gap: GAP + left / 4, parts });
}

interface SetText {
  readonly text: string;
  readonly style: Style;
  readonly lines: readonly string[];
}

const addHeight = (sum: number, { style, lines }: SetText): number =>
  sum + lines.length * style.size * LINE_HEIGHT;

interface Plan {
  readonly size: SignSize;
  readonly page: { readonly width: number };
  readonly fonts: SignFonts;
  readonly codeSide: number;
  readonly gap: number;
  readonly parts: Readonly<Record<'head' | 'act' | 'framed' | 'small', readonly SetText[]>>;
}

/** From the top down: whose it is, the code, the words, what is agreed to, the small print. */
function place(content: SignContent, plan: Plan): SignLayout {
  const { page, fonts, codeSide, gap, parts } = plan;
  const lines: Line[] = [];
  let y = MARGIN;
  let paragraph = 0;
  const put = (texts: readonly SetText[], left: number | 'centre') => {
    for (const { style, lines: own } of texts) {
      paragraph += 1;
      for (const text of own) {
        const { size, weight, colour = INK } = style;
        const x = left === 'centre' ? (page.width - fonts.widthOf(text, weight, size)) / 2 : left;
        // Letters stand in the upper part of their line, so that tails have room below.
        lines.push({ text, x, y: y + size * 1.07, size, weight, colour, paragraph });
        y += size * LINE_HEIGHT;
      }
    }
  };
  put(parts.head, 'centre');
  // The quiet zone is white, too.
  y += gap / 2;
  const code = { x: (page.width - codeSide) / 2, y, side: codeSide };
  y += codeSide + gap / 2;
  put(parts.act, 'centre');
  y += gap * 1.5;
  const top = y;
  y += PADDING;
  put(parts.framed, MARGIN + PADDING);
  y += PADDING;
  const frame = { x: MARGIN, y: top, width: page.width - 2 * MARGIN, height: y - top };
  y += gap * 1.5;
  put(parts.small, MARGIN);
  const title = `${content.brand}: text ${content.keyword} to ${content.phone}`;
  const codeTitle = `QR code: opens a text with ${content.keyword} to ${content.phone}`;
  const matrix = qrMatrixOf(content.smsUrl, 'print');
  const { head, act, framed, small } = parts;
  const words = [head, act, framed, small].flat().map(({ text }) => text);
  const drawn = { ...code, matrix, title: codeTitle };
  return { size: plan.size, title, words, lines, code: drawn, frame };
}
