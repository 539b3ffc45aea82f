// Codes as phones read them: by a decoder that is none of ours, from every length of content, as
// PNG and as SVG, small, large and blurred.
import { loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { joinUrl, smsLink } from '../../src/ingress/codes/code-content.js';
import { QUIET_ZONE, qrMatrixOf } from '../../src/ingress/codes/qr-matrix.js';
import { PNG_SIZE, qrPng } from '../../src/ingress/codes/qr-png.js';
import { qrSvg } from '../../src/ingress/codes/qr-svg.js';
import { readCode } from '../support/read-code.js';

const SMS = smsLink('+16025550100', 'START K7Q2');
const PAGE = joinUrl('https://consent.brightside-windows.example', 'q'.repeat(22));

const svgOf = (content: string) => Buffer.from(qrSvg(qrMatrixOf(content), 'A code'));
const pngOf = (content: string, most: number = PNG_SIZE.usual) => qrPng(qrMatrixOf(content), most);

describe('the content', () => {
  test('opens the messaging app of either kind of phone with the text in place', () => {
    expect(SMS).toBe('sms:+16025550100?&body=START%20K7Q2');
  });
});

describe('the rule of level and version', () => {
  test('takes the smallest version at M, and more correction where it costs no square', () => {
    expect(qrMatrixOf(SMS)).toMatchObject({ version: 3, size: 29 });
    for (let bytes = 1; bytes <= 300; bytes += 5) {
      const [screen, print] = [
        qrMatrixOf('x'.repeat(bytes)),
        qrMatrixOf('x'.repeat(bytes), 'print'),
      ];
      expect(['M', 'Q', 'H']).toContain(screen.level);
      expect(['Q', 'H']).toContain(print.level);
      expect(print.version).toBeGreaterThanOrEqual(screen.version);
    }
    expect(qrMatrixOf('x'.repeat(7)).level).toBe('H');
    expect(qrMatrixOf('x'.repeat(14)).level).toBe('M');
  });

  test('refuses what no phone would read, and nothing at all', () => {
    expect(() => qrMatrixOf('x'.repeat(601))).toThrow(RangeError);
    expect(() => qrMatrixOf('')).toThrow(RangeError);
  });
});

describe('a decoder that is none of ours', () => {
  test('reads every length of content, from PNG and from SVG', async () => {
    for (let length = 1; length <= 160; length += 1) {
      const content = `${SMS}${'B2'.repeat(80)}`.slice(0, length);
      expect(await readCode(await pngOf(content, 200))).toBe(content);
      if (length % 8 === 0) expect(await readCode(svgOf(content), { width: 300 })).toBe(content);
    }
  });

  test.each([PNG_SIZE.least, 200, 333, PNG_SIZE.usual, 777, PNG_SIZE.most])(
    'reads a PNG of at most %i pixels, which has whole squares and its quiet zone',
    async (most) => {
      const png = await pngOf(SMS, most);
      const { width, height } = await loadImage(png);
      expect(width).toBe(height);
      expect(width).toBeLessThanOrEqual(most);
      expect(width % (qrMatrixOf(SMS).size + 2 * QUIET_ZONE)).toBe(0);
      expect(await readCode(png)).toBe(SMS);
    },
  );

  test.each([
    { width: 111 },
    { width: 240 },
    { width: 517 },
    { width: 240, blur: 1 },
    { width: 500, blur: 3 },
    { width: 900, blur: 2 },
  ])('reads both targets scaled and blurred: %o', async (sight) => {
    for (const content of [SMS, PAGE]) {
      const wide = { ...sight, width: content === PAGE ? sight.width * 1.5 : sight.width };
      expect(await readCode(await pngOf(content), wide)).toBe(content);
      expect(await readCode(svgOf(content), wide)).toBe(content);
    }
  });

  test('reads nothing where there is no code', async () => {
    const blank = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>');
    expect(await readCode(blank)).toBeNull();
  });
});

describe('the SVG', () => {
  test('is sharp, says what it is, and lets nobody write into it', () => {
    const svg = qrSvg(qrMatrixOf(SMS), 'Text "START" <to> \u0000us & them');
    expect(svg).toContain('shape-rendering="crispEdges"');
    expect(svg).toContain('role="img"');
    expect(svg).toContain('<title>Text &quot;START&quot; &lt;to&gt; us &amp; them</title>');
    expect(svg).toContain('aria-label="Text &quot;START&quot; &lt;to&gt; us &amp; them"');
  });
});
