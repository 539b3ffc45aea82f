// Vitest's global set-up: one real redis-server and one real mongod for the whole run.
// TEST_MONGODB_URI and TEST_REDIS_URL name servers that already run, for a quick trial of one file.
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string;
    redisUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_MONGODB_URI: mongodbUri, TEST_REDIS_URL: redisUrl } = process.env;
  if (!mongodbUri || !redisUrl) throw new Error('TEST_MONGODB_URI and TEST_REDIS_URL are not set');
  project.provide('mongodbUri', mongodbUri);
  project.provide('redisUrl', redisUrl);
  return async () => {};
}
