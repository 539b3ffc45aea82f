// A QR code as PNG, for mail programs and documents that take no SVG.
import { toBuffer } from 'qrcode';
import { QUIET_ZONE, type QrMatrix } from './qr-matrix.js';

export const PNG_SIZE = { least: 128, usual: 512, most: 2048 } as const;

/**
 * Every square gets the same whole number of pixels, so that no edge is blurred: the picture is the
 * largest such one that is no wider than wanted.
 * @param most width and height that are wanted, in pixels.
 */
export async function qrPng(matrix: QrMatrix, most: number): Promise<Buffer> {
  const side = matrix.size + 2 * QUIET_ZONE;
  return toBuffer(matrix.content, {
    type: 'png',
    version: matrix.version,
    errorCorrectionLevel: matrix.level,
    margin: QUIET_ZONE,
    scale: Math.max(1, Math.floor(most / side)),
  });
}
