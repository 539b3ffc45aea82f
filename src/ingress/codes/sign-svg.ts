// A sign as SVG: letters as outlines, so that it looks the same on a machine without the font.
// `xlink:href` because programs that printers use know no other.
import { QUIET_ZONE } from './qr-matrix.js';
import { escapeXml, qrPath } from './qr-svg.js';
import type { SignFonts } from './sign-font.js';
import { type Line, SIGN_SIZES, type SignLayout } from './sign-layout.js';

export function signSvg(layout: SignLayout, fonts: SignFonts): string {
  const { width, height, units } = SIGN_SIZES[layout.size];
  const letters = new Map<string, string>();
  const drawn = layout.lines.map((line) => drawLine(line, fonts, letters)).join('');
  const outlines = [...letters].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('');
  const { frame } = layout;
  const box = `x="${round(frame.x)}" y="${round(frame.y)}" width="${round(frame.width)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`,
    ` viewBox="0 0 ${width} ${height}"`,
    ` width="${units.width}" height="${units.height}" role="img" aria-labelledby="title words">`,
    `<title id="title">${escapeXml(layout.title)}</title>`,
    `<desc id="words">${escapeXml(layout.words.join('\n'))}</desc>`,
    `<defs>${outlines}</defs><path fill="#fff" d="M0 0h${width}v${height}H0z"/>`,
    `<rect ${box} height="${round(frame.height)}" rx="8" fill="none" stroke="#999"/>`,
    drawCode(layout),
    `${drawn}</svg>`,
  ].join('');
}

function drawCode({ code }: SignLayout): string {
  const scale = code.side / (code.matrix.size + 2 * QUIET_ZONE);
  const place = `translate(${round(code.x)} ${round(code.y)}) scale(${scale})`;
  return `<path transform="${place}" shape-rendering="crispEdges" d="${qrPath(code.matrix)}"/>`;
}

/** Each letter is drawn once and used wherever it stands. */
function drawLine(line: Line, { fonts }: SignFonts, letters: Map<string, string>): string {
  const font = fonts[line.weight];
  const { glyphs, positions } = font.layout(line.text);
  let x = 0;
  let uses = '';
  for (const [index, glyph] of glyphs.entries()) {
    const position = positions[index];
    const id = `${line.weight.charAt(0)}${glyph.id}`;
    const path = letters.get(id) ?? glyph.path.toSVG();
    letters.set(id, path);
    const at = x + (position?.xOffset ?? 0);
    // A blank has no outline.
    if (path !== '') uses += `<use xlink:href="#${id}" x="${round(at)}"/>`;
    x += position?.xAdvance ?? glyph.advanceWidth;
  }
  const scale = line.size / font.unitsPerEm;
  const place = `translate(${round(line.x)} ${round(line.y)}) scale(${scale} ${-scale})`;
  return `<g fill="${line.colour}" transform="${place}">${uses}</g>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
