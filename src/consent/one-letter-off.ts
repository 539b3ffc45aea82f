// The smallest typing errors: one letter too many, one missing, one wrong, or two swapped.

/** True when two different words are one such error apart. Linear in their length. */
export function isOneLetterOff(word: string, target: string): boolean {
  if (word === target || Math.abs(word.length - target.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === target[start]) start += 1;
  const [a, b] = [word.slice(start), target.slice(start)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0])
  );
}
