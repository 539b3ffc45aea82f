// What the timeline of a record says of acts that are not consent yet, or are none.
import { expect, test } from 'vitest';
import { timelineOf } from '../../src/ingress/pages/timeline.js';
import type { LedgerEntry } from '../../src/store/ledger.js';
import type { CrmRecord } from '../../src/store/records.js';
import type { OptInRequest } from '../../src/store/requests.js';

const NOW = new Date(Date.UTC(2026, 0, 2));

/** One entry of the program `updates`. */
function happenings(entry: object) {
  const at = { occurredAt: NOW.toISOString(), program: 'updates', status: 'none' };
  return timelineOf({
    record: { createdAt: new Date(0) } as CrmRecord,
    entries: [{ ...at, ...entry } as unknown as LedgerEntry],
    requests: [],
    scans: new Map(),
    programs: { updates: { name: 'Appointments' } },
    now: NOW,
  });
}

test('a stop by the link in a mail is the person’s own', () => {
  const source = { channel: 'api', rule: 'revoked.unsubscribe' };
  const [item] = happenings({ kind: 'opted_out', source });
  expect(item?.details).toEqual(['by the link in an e-mail']);
});

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
  const [item] = happenings({ kind, source: { channel, rule } });
  expect(item?.text).toBe(`${words} · Appointments`);
});

test('a code that is opened in the minute of its request was opened after it', () => {
  const createdAt = new Date(NOW.getTime() - 20_000);
  const request = { _id: 'oir_1', method: 'qr', token: 'K7Q2', program: 'updates', createdAt };
  const items = timelineOf({
    record: { createdAt: new Date(0) } as CrmRecord,
    entries: [],
    requests: [request as OptInRequest],
    scans: new Map([['oir_1', [new Date(NOW.getTime() - 60_000)]]]),
    programs: { updates: { name: 'Appointments' } },
    now: NOW,
  });
  expect(items.map(({ text }) => text)).toEqual([
    'Opened the page behind the code',
    'Asked with a QR code · Appointments',
    'Record created by your CRM',
  ]);
});
