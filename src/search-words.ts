// What somebody typed into a search, as patterns: people type the words in any order, and leave
// accents out.

/** Letters that a keyboard without accents stands in for. */
const ACCENTED: Readonly<Record<string, string>> = {
  ...{ a: 'àáâãäåāăą', c: 'çćč', d: 'ďđ', e: 'èéêëēėęě', g: 'ğ', i: 'ìíîïīį', l: 'ł' },
  ...{ n: 'ñńň', o: 'òóôõöøōő', r: 'řŕ', s: 'śşš', t: 'ťţ', u: 'ùúûüūůű', y: 'ýÿ', z: 'źżž' },
};

/** Enough to tell anybody from anybody; each word more costs a look at every record. */
const WORDS_MAX = 6;

/**
 * Patterns of which each has to be found somewhere in what is searched, in any order; for a search
 * that minds no capitals.
 */
export function searchWords(query: string): string[] {
  const plain = query
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  const words = plain.split(/\s+/).filter((word) => word !== '');
  return words.slice(0, WORDS_MAX).map((word) => Array.from(word, patternOf).join(''));
}

function patternOf(letter: string): string {
  const accented = ACCENTED[letter];
  if (accented !== undefined) return `[${letter}${accented}]`;
  return letter.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
}
