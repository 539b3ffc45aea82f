// The letters of signs: one open font in two weights, with what is needed to set a line in it.
// Loaded when the first sign is wanted: few processes ever print one.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';

export type Weight = 'regular' | 'bold';

const require = createRequire(import.meta.url);
const FILES: Readonly<Record<Weight, string>> = {
  regular: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
};

export interface SignFonts {
  /** The font files as they are, to be embedded. */
  readonly files: Readonly<Record<Weight, Buffer>>;
  readonly fonts: Readonly<Record<Weight, Font>>;
  /** Width of a line in points: that of its words and blanks. */
  widthOf(text: string, weight: Weight, size: number): number;
  /** Characters that the font has no letter for. */
  missingIn(text: string): string[];
}

/** Setting a word costs a thousand times as much as remembering how wide it is. */
const WORDS_KNOWN_MAX = 5_000;

let loading: Promise<SignFonts> | undefined;

export function signFonts(): Promise<SignFonts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<SignFonts> {
  const [{ create }, regular, bold] = await Promise.all([
    import('fontkit'),
    readFile(FILES.regular),
    readFile(FILES.bold),
  ]);
  const files = { regular, bold };
  const fonts = { regular: create(regular) as Font, bold: create(bold) as Font };
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  const emsOf = (word: string, weight: Weight): number => {
    const known = widths[weight].get(word);
    if (known !== undefined) return known;
    const ems = fonts[weight].layout(word).advanceWidth / fonts[weight].unitsPerEm;
    if (widths[weight].size >= WORDS_KNOWN_MAX) widths[weight].clear();
    widths[weight].set(word, ems);
    return ems;
  };
  return {
    files,
    fonts,
    widthOf: (text, weight, size) => {
      const words = text.split(' ');
      const ems = words.reduce((sum, word) => sum + emsOf(word, weight), 0);
      return size * (ems + (words.length - 1) * emsOf(' ', weight));
    },
    missingIn: (text) => {
      const characters = new Set(Array.from(text.replaceAll(/\s/g, '')));
      return [...characters].filter(
        (one) => !fonts.regular.hasGlyphForCodePoint(one.codePointAt(0) ?? 0),
      );
    },
  };
}

/** The lines that a text takes; a word that is wider than the line is cut where it ends. */
export function wrap(
  fonts: SignFonts,
  text: string,
  { weight, size, width }: { weight: Weight; size: number; width: number },
): string[] {
  const fits = (line: string) => fonts.widthOf(line, weight, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (!fits(line)) {
      const cut = longestThatFits(line, fits);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Cuts an address behind a slash where there is one late enough, else where the line ends. */
function longestThatFits(word: string, fits: (line: string) => boolean): number {
  let cut = word.length - 1;
  while (cut > 1 && !fits(word.slice(0, cut))) cut -= 1;
  const slash = word.lastIndexOf('/', cut - 1) + 1;
  return slash > cut / 2 ? slash : cut;
}
