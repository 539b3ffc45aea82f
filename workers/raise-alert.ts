// The one place where something becomes an alert. Of what is about one workspace its CRM hears too:
// the projector tells it as `operator.alert`.
import type { Logger } from 'pino';
import { factsOf } from '../src/alert-kinds.js';
import type { Finding } from '../src/store/alerts.js';
import type { Store } from '../src/store/store.js';

export interface RaiseAlertDeps {
  readonly store: Pick<Store, 'alerts'>;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Says that a condition holds. It may be said as often as it is seen: a condition is one alert, and
 * somebody is told of it once.
 */
export async function raiseAlert({ store, log }: RaiseAlertDeps, finding: Finding): Promise<void> {
  if (!(await store.alerts.raise(finding))) return;
  const { kind, subject, details } = finding;
  log.error({ alert: kind, subject, details }, factsOf(kind).title);
}
