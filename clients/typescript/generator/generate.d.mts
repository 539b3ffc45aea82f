// What the generator gives, for the test that compares it with what is kept.
/** @returns the text of each file by its name, before it is formatted. */
export function generate(document: object): Map<string, string>;
