// What is other between two wordings, word by word: for people who have to see what changed. Pure.

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'gone';
  readonly text: string;
}

/** The parts of both texts in order, neighbours of one kind as one. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [old, next] = [wordsOf(before), wordsOf(after)];
  const common = lengthsOfCommon(old, next);
  const parts: { kind: DiffPart['kind']; words: string[] }[] = [];
  const say = (kind: DiffPart['kind'], word: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.words.push(word);
    else parts.push({ kind, words: [word] });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      say('same', old[i] ?? '');
      i += 1;
      j += 1;
    } else if (j >= next.length || (i < old.length && lies(common, i + 1, j, i, j + 1))) {
      say('gone', old[i] ?? '');
      i += 1;
    } else {
      say('added', next[j] ?? '');
      j += 1;
    }
  }
  return parts.map(({ kind, words }) => ({ kind, text: words.join(' ') }));
}

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');

/** Whether the first place has as many common words before it as the second, or more. */
const lies = (common: readonly Uint16Array[], a: number, b: number, c: number, d: number) =>
  (common[a]?.[b] ?? 0) >= (common[c]?.[d] ?? 0);

/** How many words the rest of one has in common with the rest of the other, for every place. */
function lengthsOfCommon(old: readonly string[], next: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(next.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]];
    if (!row || !below) continue;
    for (let j = next.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === next[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}
