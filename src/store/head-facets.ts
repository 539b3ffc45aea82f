// What heads are found by: worked out from a head alone and stored beside it, so that lists and
// tasks go by index. Part of no chain: the same head always gives the same facets.
import { overallStatus } from '../consent/fold.js';
import type { ConsentStatus, Flag, Head } from '../consent/types.js';

export interface HeadFacets {
  readonly status: ConsentStatus;
  /** When a program or a flag changed last. */
  readonly changedAt: Date;
  /** Raised flags by name; absent where there are none. */
  readonly flags?: readonly Flag[];
}

export function facetsOf(head: Head): HeadFacets {
  const changes = [...Object.values(head.programs), ...Object.values(head.flags)];
  const latest = changes.map(({ since }) => since).reduce((a, b) => (a > b ? a : b), '');
  // A provider's block is kept per sender; whoever looks for blocked people looks for one flag.
  const flags = new Set(Object.keys(head.flags).map((key) => key.split(':')[0] as Flag));
  return {
    status: overallStatus(head),
    changedAt: new Date(latest === '' ? 0 : latest),
    ...(flags.size > 0 && { flags: [...flags].sort() }),
  };
}
