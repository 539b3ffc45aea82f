// Types of outline.mjs for those who import it from TypeScript.
export function makeOutline(): number[][];
