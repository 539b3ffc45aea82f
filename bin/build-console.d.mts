// Types of build-console.mjs for the tests that call it.
export function buildConsole(): void;
