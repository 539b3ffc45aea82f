// One look of the lookout: the kinds it finds, and what it is given.
import type { AlertKind } from '../../src/alert-kinds.js';
import type { Queues } from '../../src/queues/queues.js';
import type { Alert, Finding } from '../../src/store/alerts.js';
import type { Store } from '../../src/store/store.js';

export interface Look {
  readonly kinds: readonly AlertKind[];
  /** True for an alert that this look would find if it still held. */
  owns(alert: Pick<Alert, 'kind' | 'subject'>): boolean;
  look(): Promise<readonly Finding[]>;
}

export interface LooksDeps {
  readonly store: Store;
  readonly queues: Pick<Queues, 'connection'>;
  readonly host: string;
  readonly dataDir: string;
}

/** A look that finds all there is of one kind. */
export function lookFor(kind: AlertKind, look: () => Promise<readonly Finding[]>): Look {
  return { kinds: [kind], owns: (alert) => alert.kind === kind, look };
}
