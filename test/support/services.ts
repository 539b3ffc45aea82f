// Vitest's global set-up: one real redis-server and one real mongod for the whole run, found and
// started as `npm start` does it. TEST_MONGODB_URI and TEST_REDIS_URL name servers that already
// run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildConsole } from '../../bin/build-console.mjs';
import { startEmbedded } from '../../src/embedded/start-embedded.js';

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string;
    redisUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  // An ingress that runs from source serves what the build made, as it is now.
  buildConsole();
  const { TEST_MONGODB_URI: mongodbUri, TEST_REDIS_URL: redisUrl } = process.env;
  if (mongodbUri && redisUrl) {
    project.provide('mongodbUri', mongodbUri);
    project.provide('redisUrl', redisUrl);
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'assent-test-servers-'));
  const servers = await startEmbedded({
    dataDir,
    report: (line) => process.stdout.write(`${line}\n`),
  });
  project.provide('mongodbUri', servers.mongodbUri ?? '');
  project.provide('redisUrl', servers.redisUrl ?? '');
  return async () => {
    await servers.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
