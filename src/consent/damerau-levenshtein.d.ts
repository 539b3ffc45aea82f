// The package brings no types of its own; nothing but its declaration belongs here.
declare module 'damerau-levenshtein' {
  /** Edit distance with transpositions; `steps` is the number of edits. */
  export default function damerauLevenshtein(a: string, b: string): { steps: number };
}
