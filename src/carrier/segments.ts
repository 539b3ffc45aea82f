// How many segments a text is billed as: GSM-7 in parts of 160 or 153, else UCS-2 in parts of 70 or
// 67. Kept by hand because the published calculator takes half a millisecond a text, a burst's
// whole budget; a test compares the two.

const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ' +
    'ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

/** Segments of a text, at least 1 (an empty text travels too). */
export function countSegments(body: string): number {
  let septets = 0;
  for (const character of body) {
    if (GSM_BASIC.has(character)) septets += 1;
    else if (GSM_EXTENDED.has(character)) septets += 2;
    else return countUnicodeSegments(body);
  }
  return septets <= 160 ? 1 : countParts(body, 153, (one) => (GSM_EXTENDED.has(one) ? 2 : 1));
}

function countUnicodeSegments(body: string): number {
  return body.length <= 70 ? 1 : countParts(body, 67, (character) => character.length);
}

/** A character of two units is never split over two parts. */
function countParts(body: string, room: number, unitsOf: (character: string) => number): number {
  let parts = 1;
  let used = 0;
  for (const character of body) {
    const units = unitsOf(character);
    if (used + units > room) {
      parts += 1;
      used = 0;
    }
    used += units;
  }
  return parts;
}
