// What the timeline of a record says of acts that are not consent yet, or are none.
import { expect, test } from 'vitest';
import { timelineOf } from '../../src/ingress/pages/timeline.js';
import type { LedgerEntry } from '../../src/store/ledger.js';
import type { CrmRecord } from '../../src/store/records.js';

const NOW = new Date(Date.UTC(2026, 0, 2));

/** The words for one entry of the program `updates`. */
function said(entry: object): string | undefined {
  const at = { occurredAt: NOW.toISOString(), program: 'updates', status: 'none' };
  const [item] = timelineOf({
    record: { createdAt: new Date(0) } as CrmRecord,
    entries: [{ ...at, ...entry } as unknown as LedgerEntry],
    requests: [],
    scans: new Map(),
    programs: { updates: { name: 'Appointments' } },
    now: NOW,
  });
  return item?.text;
}

test.each([
  ['opt_in_pending', 'sms', 'keyword.en.start', 'Wants texts, AGREE is still due'],
  [
    'opt_in_pending',
    'email',
    'email.untrusted',
    'Wants texts, a text from that phone is still due',
  ],
  ['superseded', 'sms', 'order.overtaken', 'Arrived late and changed nothing'],
  [
    'superseded',
    'email',
    'email.after_opt_out',
    'Agreed on the form after a stop and changed nothing',
  ],
  ['superseded', 'api', 'attested.after_opt_out', 'Attested after a stop and changed nothing'],
])('%s by %s, for %s', (kind, channel, rule, words) => {
  expect(said({ kind, source: { channel, rule } })).toBe(`${words} · Appointments`);
});
