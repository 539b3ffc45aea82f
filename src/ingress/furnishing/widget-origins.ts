// Which sites may embed the widget, checked: an origin each, as a browser names it. Never a
// wildcard: a page that is not listed gets no answer that its scripts could read.
import type { ProblemFault } from '../problems.js';
import { refuseFaults } from './setting-faults.js';

/** Where plain HTTP never leaves the machine. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The list as it is stored: each once, as a browser writes it.
 * @throws Problem 422 that names every site that is none.
 */
export function planOrigins(given: readonly string[]): string[] {
  refuseFaults(given.flatMap((origin, index) => faultsOf(origin, `/widgetOrigins/${index}`)));
  return [...new Set(given.map((origin) => new URL(origin).origin))];
}

function faultsOf(given: string, pointer: string): ProblemFault[] {
  const fault = (detail: string) => [{ pointer, code: 'origin', detail }];
  if (!URL.canParse(given)) return fault('is no site; wanted for example https://crm.example.com');
  const { protocol, hostname, origin } = new URL(given);
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  if (!safe) return fault('does not begin with https://');
  if (hostname.includes('*')) return fault('holds a *; name each site');
  if (given.toLowerCase().replace(/\/$/, '') !== origin) {
    return fault(`holds more than the site; wanted ${origin}`);
  }
  return [];
}
