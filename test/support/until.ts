// Waiting by predicate: the only way a test waits for something that it did not await itself.

export interface UntilOptions {
  /** How long to go on asking, in milliseconds. */
  readonly timeoutMs?: number;
  /** Pause between two questions, in milliseconds. */
  readonly stepMs?: number;
}

/**
 * Asks until the answer is truthy, and returns it. A question that throws counts as "not yet".
 * @param what what is awaited, as the rest of the sentence "waited … for".
 * @throws Error naming what was awaited, for how long, and the last answer or error.
 */
export async function until<T>(
  what: string,
  question: () => T | Promise<T>,
  { timeoutMs = 30_000, stepMs = 50 }: UntilOptions = {},
): Promise<NonNullable<T>> {
  const startedAt = performance.now();
  for (;;) {
    const attempt = await ask(question);
    if ('answer' in attempt && attempt.answer) return attempt.answer;
    const waitedMs = performance.now() - startedAt;
    if (waitedMs >= timeoutMs) throw timeout(what, waitedMs, attempt);
    await pause(stepMs);
  }
}

/**
 * Watches that something stays true: the way to test that a thing does not happen.
 * @param forMs how long it has to hold, in milliseconds.
 * @throws Error naming what did not hold, and when.
 */
export async function holds(
  what: string,
  question: () => boolean | Promise<boolean>,
  forMs: number,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const passedMs = performance.now() - startedAt;
    if (!(await question())) throw new Error(`${what} no longer after ${Math.round(passedMs)} ms`);
    if (passedMs >= forMs) return;
    await pause(Math.min(50, forMs));
  }
}

type Attempt<T> = { readonly answer: T } | { readonly error: unknown };

async function ask<T>(question: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { answer: await question() };
  } catch (error) {
    return { error };
  }
}

function timeout(what: string, waitedMs: number, last: Attempt<unknown>): Error {
  const seconds = (waitedMs / 1_000).toFixed(1);
  if ('error' in last) {
    return new Error(`waited ${seconds} s for ${what}; the last try failed`, { cause: last.error });
  }
  return new Error(`waited ${seconds} s for ${what}; the last answer was ${show(last.answer)}`);
}

function show(answer: unknown): string {
  return JSON.stringify(answer) ?? String(answer);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
