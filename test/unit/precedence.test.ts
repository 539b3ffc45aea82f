// Senders give way to deciders, but never for longer than they were told to.
import { expect, test } from 'vitest';
import { createPrecedence } from '../../workers/precedence.js';
import { until } from '../support/until.js';

/** Starts `count` deciding jobs of one act that last until the returned function is called. */
function decide(precedence: ReturnType<typeof createPrecedence>, count: number) {
  const ends: (() => void)[] = [];
  const jobs = Array.from({ length: count }, () =>
    precedence.deciding(1, () => new Promise<void>((resolve) => ends.push(resolve))),
  );
  return async () => {
    for (const end of ends) end();
    await Promise.all(jobs);
  };
}

const LONG_MS = 60_000;

test('a sender goes at once while few acts are being decided', async () => {
  const precedence = createPrecedence();
  const end = decide(precedence, 7);
  await precedence.giveWay(LONG_MS);
  await end();
});

test('a sender waits while many jobs are under way, and goes when they are done', async () => {
  const precedence = createPrecedence();
  const end = decide(precedence, 8);
  let gone = false;
  const sender = precedence.giveWay(LONG_MS).then(() => {
    gone = true;
  });
  expect(gone).toBe(false);
  await end();
  await sender;
  expect(gone).toBe(true);
});

test('a sender waits for the end of a burst that is decided as fast as it comes', async () => {
  const precedence = createPrecedence();
  await precedence.deciding(150, () => Promise.resolve());
  let gone = false;
  const sender = precedence.giveWay(LONG_MS).then(() => {
    gone = true;
  });
  expect(gone).toBe(false);
  await sender;
});

test('a sender never waits longer than it was told to', async () => {
  const precedence = createPrecedence();
  const end = decide(precedence, 8);
  let gone = false;
  void precedence.giveWay(1).then(() => {
    gone = true;
  });
  await until('the sender to go although nothing was decided', () => gone);
  await end();
});

test('a deciding job that fails gives way again', async () => {
  const precedence = createPrecedence();
  const jobs = Array.from({ length: 8 }, () =>
    precedence.deciding(1, () => Promise.reject(new Error('no'))),
  );
  await Promise.allSettled(jobs);
  await precedence.giveWay(LONG_MS);
});
