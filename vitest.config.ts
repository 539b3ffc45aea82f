// Which tests exist and what each kind may cost. The folder tells the price of a test.
// No retries here: a test that fails once has found something. `npm test` runs the file again to
// tell what fails by itself from what fails beside others, and says so.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

const SECOND = 1_000;
/**
 * Many files share a process, for loading mongoose, the SDK and the rest takes two seconds of a
 * core each time. The set-up sees that none leaves anything to the next.
 */
const shared = { isolate: false, setupFiles: ['test/support/after-each-file.ts'] };

export default defineConfig({
  test: {
    // Two cores: four files at a time, for more than half of a test is waiting for servers; and no
    // pool that hides which process a leak belongs to.
    maxWorkers: 4,
    pool: 'forks',
    retry: 0,
    sequence: { sequencer: LongestFirst },
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          ...shared,
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 20 * SECOND,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // As tsconfig.json says it: the example imports the client as its users do.
        resolve: {
          alias: {
            'assent-client': fileURLToPath(
              new URL('clients/typescript/src/index.ts', import.meta.url),
            ),
          },
        },
        test: {
          name: 'integration',
          ...shared,
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/services.ts'],
          testTimeout: 60 * SECOND,
          hookTimeout: 120 * SECOND,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Two at a time: each starts the whole house and a browser, which two cores just carry.
        test: {
          name: 'browser',
          ...shared,
          include: ['test/browser/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 120 * SECOND,
          hookTimeout: 240 * SECOND,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Long fault schedules, run by name only: `npm run chaos`.
        test: {
          name: 'chaos',
          ...shared,
          include: ['test/chaos/**/*.test.ts'],
          globalSetup: ['test/support/services.ts'],
          maxWorkers: 1,
          testTimeout: 3_600 * SECOND,
          hookTimeout: 120 * SECOND,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
