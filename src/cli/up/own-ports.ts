// The ports that people know us by: taken by somebody else, nothing is started.
import type { Config } from '../../config.js';
import { isFree } from '../../embedded/ports.js';
import { waitUntil } from '../../embedded/wait-until.js';
import { UsageFault } from '../usage-fault.js';

/** As long as the children of a killed start may take to end. */
const LEFTOVER_TIMEOUT_MS = 10_000;

/**
 * @param patient waits for ports that the children of a killed start still hold.
 * @throws UsageFault that names the setting.
 */
export async function checkPorts(config: Config, patient: boolean): Promise<void> {
  const { host, port, carrier, carrierPort } = config;
  if (carrier === 'simulated' && port === carrierPort) {
    throw new UsageFault(`PORT and CARRIER_PORT are both ${port}; wanted two different ports`);
  }
  await checkPort('PORT', port, host, patient);
  if (carrier === 'simulated') {
    await checkPort('CARRIER_PORT', carrierPort, '127.0.0.1', patient);
  }
}

async function checkPort(setting: string, port: number, host: string, patient: boolean) {
  const timeoutMs = patient ? LEFTOVER_TIMEOUT_MS : 0;
  const free = await waitUntil(timeoutMs, async () => (await isFree(port, host)) || undefined);
  if (free) return;
  throw new UsageFault(`port ${port} of ${host} is in use; set ${setting} to a free one`);
}
