// Whether the demo's people have lived through their stories: walked once for each database, and
// finished by the next start when one was killed in between.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writePrivate } from '../../embedded/private-file.js';
import { walkDemo, type WalkOptions } from '../demo/walk.js';

/** @returns false when all of it had happened before. */
export async function ensureDemoPast(
  dataDir: string,
  externalMongodb: string | undefined,
  options: WalkOptions,
): Promise<boolean> {
  const file = join(dataDir, 'demo-walked');
  const database = externalMongodb
    ? createHash('sha256').update(externalMongodb).digest('hex')
    : 'embedded';
  if (readIfThere(file) === database) return false;
  await walkDemo(options);
  writePrivate(file, `${database}\n`);
  return true;
}
