// The tests that mutation runs use: the rules' own, with fewer stories, in one process each.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mutation',
    include: ['test/unit/consent/**/*.test.ts'],
    // Of files that are not mutated.
    exclude: ['classify', 'join-heads', 'request-status', 'texts'].map(
      (name) => `test/unit/consent/${name}.test.ts`,
    ),
    setupFiles: ['test/support/same-stories.ts'],
    // Modules stay loaded from one mutant to the next: loading them costs more than the tests do.
    isolate: false,
    provide: { stories: 100 },
    testTimeout: 60_000,
    retry: 0,
  },
});
