// What the log of events promises at any moment, also right after a kill: read raw from MongoDB and
// compared with the ledger and the conversation that it was derived from.
import type { Connection } from 'mongoose';
import type { StoredEvent } from '../../src/store/events.js';
import { coreOf, documentsOf, type RawEntry } from './road-promises.js';

const NAMES: Readonly<Record<string, string>> = {
  opted_in: 'consent.granted',
  opt_in_renewed: 'consent.renewed',
  opt_in_pending: 'consent.pending',
  opted_out: 'consent.revoked',
};

export const eventsOf = async (connection: Connection): Promise<StoredEvent[]> =>
  (await documentsOf<StoredEvent>(connection, 'events')).sort((a, b) => a.position - b.position);

/** One sentence for each place of the log that is missing or out of order. */
export async function gapsOf(connection: Connection): Promise<string[]> {
  const faults: string[] = [];
  const last = new Map<string, number>();
  const inOrder = (of: string, number: number) => {
    const before = last.get(of) ?? 0;
    if (number !== before + 1) faults.push(`${of}: ${number} comes after ${before}`);
    last.set(of, number);
  };
  for (const { workspace, subject, position, sequence } of await eventsOf(connection)) {
    inOrder(`log of ${workspace}`, position);
    inOrder(subject, sequence);
  }
  return faults;
}

/** Acts of consent and messages that are not told exactly once, by id. */
export async function untoldOf(connection: Connection): Promise<string[]> {
  const events = await eventsOf(connection);
  const told = (type: string, field: string) =>
    events.filter((event) => event.type === type).map(({ data }) => String(data[field]));
  const entries = await documentsOf<RawEntry>(connection, 'ledger');
  const acts = entries.flatMap((entry) => {
    const name = NAMES[coreOf(entry).kind];
    return name === undefined ? [] : [{ id: entry._id, of: told(name, 'entry') }];
  });
  const messages = await documentsOf<{ _id: string; status: string }>(connection, 'messages');
  const texts = messages
    .filter(({ status }) => ['received', 'sent', 'delivered', 'blocked', 'failed'].includes(status))
    .map(({ _id: id, status }) => ({ id, of: told(`message.${status}`, 'message') }));
  return [...acts, ...texts].flatMap(({ id, of }) => {
    const times = of.filter((one) => one === id).length;
    return times === 1 ? [] : [`${id} is told ${times} times`];
  });
}
