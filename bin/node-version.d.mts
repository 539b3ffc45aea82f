/** `null` when this Node will do, else the one line that says what is wanted. */
export function nodeVersionFault(version: string): string | null;
