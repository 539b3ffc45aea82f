// A QR code as SVG: sharp at every size, black on white whatever is around it, with words for those
// who do not see it.
import { darkRunsOf, QUIET_ZONE, type QrMatrix } from './qr-matrix.js';

/** Width in pixels of a square where nobody sets another size. */
const SQUARE_PX = 8;

/** @param title what the code does, read out instead of it. */
export function qrSvg(matrix: QrMatrix, title: string): string {
  const side = matrix.size + 2 * QUIET_ZONE;
  const words = escapeXml(title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"`,
    ` width="${side * SQUARE_PX}" height="${side * SQUARE_PX}" shape-rendering="crispEdges"`,
    ` role="img" aria-label="${words}"><title>${words}</title>`,
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/>`,
    `<path fill="#000" d="${qrPath(matrix)}"/></svg>`,
  ].join('');
}

/** The dark squares as one path, a unit each, with the quiet zone left around them. */
export function qrPath(matrix: QrMatrix): string {
  return darkRunsOf(matrix)
    .map(({ row, column, length }) => {
      const start = `M${column + QUIET_ZONE} ${row + QUIET_ZONE}`;
      return `${start}h${length}v1h-${length}z`;
    })
    .join('');
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes. Characters that XML cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => XML_ESCAPES[character] ?? '');
}
