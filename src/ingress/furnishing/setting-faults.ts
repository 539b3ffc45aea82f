// Refusing what cannot be set, all faults of it at once: for the API as they are, for the command
// line as lines.
import { Problem, type ProblemFault } from '../problems.js';

/** @throws Problem 422 that names every fault; nothing when there is none. */
export function refuseFaults(faults: readonly ProblemFault[]): void {
  if (faults.length === 0) return;
  const detail = faults.map(({ pointer, detail: what }) => `${pointer} ${what}.`).join(' ');
  throw new Problem('invalid_setting', detail, { errors: faults });
}

/**
 * What is wrong with an address that people are sent to: they must be able to open it, and nobody's
 * password may stand in it.
 */
export function faultsOfUrl(pointer: string, given: string | null | undefined): ProblemFault[] {
  if (given === undefined || given === null) return [];
  const fault = (detail: string) => [{ pointer, code: 'url', detail }];
  if (!URL.canParse(given)) return fault('is no address; wanted https://…');
  const { protocol, hostname, username, password } = new URL(given);
  if (protocol !== 'https:') return fault('does not begin with https://');
  if (username !== '' || password !== '') return fault('holds a name or password');
  if (!/\.[a-z][a-z0-9-]+\.?$/i.test(hostname) || /\.(?:local|internal|test)$/i.test(hostname)) {
    return fault('leads to no host that customers can reach');
  }
  return [];
}
