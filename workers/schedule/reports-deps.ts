// What applying a provider's reports needs, where a worker does it: acts travel the one road.
import type { StatusReportsDeps } from '../../src/senders/status-reports.js';
import { feed, type FeedDeps } from '../feed.js';

export function reportsDeps(deps: FeedDeps & Pick<StatusReportsDeps, 'store'>): StatusReportsDeps {
  return {
    store: deps.store,
    keep: async (events) => {
      await feed(deps, events);
      return [];
    },
  };
}
