// What somebody is called in a sentence or on a button.

/** More pushes what stands beside it out of a phone's screen. */
const LENGTH_MAX = 24;

/** `Dana` of `Dana Ruiz`; a name that is one long word is cut, with a sign that it was. */
export function calledName(name: string): string {
  const [first = name] = name.trim().split(/\s+/);
  const letters = Array.from(first);
  return letters.length > LENGTH_MAX ? `${letters.slice(0, LENGTH_MAX - 1).join('')}…` : first;
}
