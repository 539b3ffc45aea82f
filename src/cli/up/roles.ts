// Ingress and workers as children of this process, started together and waited for.
import { join } from 'node:path';
import { childEnvironment } from '../../config.js';
import { startRole } from './child-role.js';
import { waitUntilReady } from './readiness.js';
import { localAddress, type Resolved, type Start } from './start.js';

/**
 * @param more settings that were made here and that no environment holds.
 * @throws UsageFault in a child's own words when one does not come up.
 */
export async function startRoles(
  { terminal, stops }: Start,
  config: Resolved,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const startedAt = performance.now();
  const environment = childEnvironment({
    MONGODB_URI: config.mongodbUri,
    REDIS_URL: config.redisUrl,
    ASSENT_SECRET: config.secret,
    ...more,
  });
  const roles = (['ingress', 'worker'] as const).map((role) =>
    startRole({
      role,
      environment,
      logFile: join(config.dataDir, 'logs', `${role}.log`),
      terminal,
    }),
  );
  await stops.add(() => Promise.all(roles.map((role) => role.stop())));
  await waitUntilReady(localAddress(config), roles);
  for (const role of roles) role.attend();
  terminal.done('service', 'ingress and workers answer', startedAt);
}
