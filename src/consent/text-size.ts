// How many segments a text is billed and counted as, by the calculator that the provider publishes,
// and what makes it longer than it has to be. The page counts with it while somebody writes.
import { SegmentedMessage } from 'sms-segments-calculator';

/** Segments of a text, at least 1; takes about half a millisecond. */
export function countSegments(body: string): number {
  return Math.max(1, new SegmentedMessage(body).segmentsCount);
}

/** A character that no segment of the small alphabet can hold. */
export interface WideCharacter {
  readonly character: string;
  /** What it is called, or its number where it has no everyday name. */
  readonly name: string;
}

export interface TextSize {
  /** 0 of an empty text. */
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Characters as people count them. */
  readonly characters: number;
  /** Units of the alphabet that it takes: some characters take two. */
  readonly units: number;
  /** Units that one segment holds, as long as the text has this many segments. */
  readonly perSegment: number;
  /** What makes it UCS-2, each once, in the order in which they stand. */
  readonly wide: readonly WideCharacter[];
}

/** Units of one segment: alone, and in a chain, where each carries a header. */
const ROOM = {
  'GSM-7': { alone: 160, chained: 153 },
  'UCS-2': { alone: 70, chained: 67 },
} as const;

/** The size of a text, and what makes it larger than it has to be. */
export function measureText(body: string): TextSize {
  const counted = new SegmentedMessage(body);
  const { encodingName: encoding, segmentsCount } = counted;
  const segments = body === '' ? 0 : Math.max(1, segmentsCount);
  const room = ROOM[encoding];
  const unitBits = encoding === 'GSM-7' ? 7 : 16;
  const wide = [...new Set(counted.getNonGsmCharacters())];
  return {
    ...{ segments, encoding, characters: counted.numberOfCharacters },
    units: body === '' ? 0 : Math.round(counted.messageSize / unitBits),
    perSegment: segments > 1 ? room.chained : room.alone,
    wide: wide.map((character) => ({ character, name: nameOf(character) })),
  };
}

/** What word processors and phones put in by themselves. */
const NAMES: Readonly<Record<string, string>> = {
  '‘': 'curly quote',
  '’': 'curly apostrophe',
  '‚': 'low quote',
  '“': 'curly quotation mark',
  '”': 'curly quotation mark',
  '„': 'low quotation mark',
  '–': 'long dash',
  '—': 'long dash',
  '‑': 'unbreakable hyphen',
  '−': 'minus sign',
  '…': 'three dots in one',
  '•': 'bullet',
  '·': 'middle dot',
  '™': 'trade mark sign',
  '®': 'registered sign',
  '©': 'copyright sign',
  '°': 'degree sign',
  '½': 'one half',
  '`': 'backquote',
  '´': 'acute accent',
  '\t': 'tab',
  '\u00a0': 'unbreakable blank',
  '\u202f': 'narrow blank',
  '\u200b': 'invisible blank',
  '\u200d': 'invisible joiner',
  '\ufeff': 'invisible mark',
};

function nameOf(character: string): string {
  const known = NAMES[character];
  if (known !== undefined) return known;
  if (/\p{Extended_Pictographic}/u.test(character)) return 'emoji';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${/\p{L}/u.test(character) ? 'letter ' : ''}U+${code}`;
}
