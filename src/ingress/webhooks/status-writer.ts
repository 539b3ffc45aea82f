// How status reports get into the store: those that arrive together share their reads and writes,
// each learns its own outcome. What a report changes is decided in senders/status-reports.ts.
import { createBatcher } from '../../batcher.js';
import type { StatusReport } from '../../senders/dialect.js';
import { type StatusReportsDeps, takeReports } from '../../senders/status-reports.js';
import type { InboxWriter } from '../inbox-writer.js';

const WRITE_ITEMS_MAX = 200;
const CROWD = { items: 8, gatherMs: 4 };
/** What a hung database may hold in memory before new reports are refused at once. */
const HELD_REPORTS_MAX = 2_000;
/** A report is a handful of ids. */
const REPORT_BYTES = 1_024;

export interface StatusWriterDeps {
  readonly store: StatusReportsDeps['store'];
  readonly writer: InboxWriter;
}

export interface StatusWriter {
  /**
   * Resolves when everything that follows from the report is durable at a majority.
   * @throws when it is not; the caller answers 503 and the provider comes again.
   */
  take(report: StatusReport): Promise<void>;
}

export function createStatusWriter({ store, writer }: StatusWriterDeps): StatusWriter {
  const deps: StatusReportsDeps = {
    store,
    keep: async (events) => {
      const kept = await Promise.allSettled(events.map((event) => writer.keep(event)));
      return kept.map((one) => (one.status === 'rejected' ? asError(one.reason) : undefined));
    },
  };
  const batcher = createBatcher<StatusReport, Error | undefined>({
    run: (reports) => takeReports(deps, reports),
    itemsMax: WRITE_ITEMS_MAX,
    heldMax: HELD_REPORTS_MAX,
    bytesMax: HELD_REPORTS_MAX * REPORT_BYTES,
    bytesOf: () => REPORT_BYTES,
    crowd: CROWD,
  });
  return {
    async take(report) {
      const failed = await batcher.add(report);
      if (failed) throw failed;
    },
  };
}

const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason)));
