// From changes to events: reads what changed, a bounded number of reads for a whole batch, and says
// what is to be told of it. The same changes always give the same events.
import type { Logger } from 'pino';
import { emptyHead, evolve } from '../../src/consent/fold.js';
import type { Head } from '../../src/consent/types.js';
import { groupBy } from '../../src/group-by.js';
import type { Alert } from '../../src/store/alerts.js';
import type { Change, ToldMessage, ToldRequest } from '../../src/store/changes.js';
import {
  type EventDraft,
  type EventFacts,
  eventIdOf,
  type EventType,
} from '../../src/store/events.js';
import { entryOf, type LedgerRow } from '../../src/store/ledger.js';
import type { MessageStatus } from '../../src/store/message-status.js';
import type { Store } from '../../src/store/store.js';
import { tellingsOf } from './consent-events.js';

export interface DeriveDeps {
  readonly store: Pick<Store, 'changes' | 'ledger' | 'records'>;
  readonly log: Pick<Logger, 'error'>;
}

/** Statuses that are told. Waiting, held and on the way are not; nor is one that nobody knows. */
const MESSAGE_EVENTS: Partial<Record<MessageStatus, EventType>> = {
  received: 'message.received',
  sent: 'message.sent',
  delivered: 'message.delivered',
  undelivered: 'message.failed',
  failed: 'message.failed',
  blocked: 'message.blocked',
};
/** Contacts whose heads are kept between batches, so that a long chain is not folded every time. */
const HEADS_MAX = 5_000;

type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;
/** Drafts lack only the records, which are read for a whole batch. */
type Draft = Omit<EventDraft, 'data'> & { readonly data: EventFacts };

/** @returns a function from changes to events by workspace, in the order of the changes. */
export function createDerive({ store, log }: DeriveDeps) {
  const folded = new Map<string, Head>();

  function remember(head: Head): void {
    folded.delete(head.contact);
    folded.set(head.contact, head);
    for (const oldest of folded.keys()) {
      if (folded.size <= HEADS_MAX) break;
      folded.delete(oldest);
    }
  }

  /** What nobody can read is for whoever verifies; it holds up nothing else. */
  function legible<T>(id: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      log.error({ err: error, id }, 'a change cannot be read, and is not told');
      return undefined;
    }
  }

  /** Chains of these entries from where each was folded to, up to the last entry that is asked. */
  async function draftsOfEntries(workspace: string, entries: readonly ChangeOf<'entry'>[]) {
    const byContact = groupBy(entries, ({ contact }) => contact);
    const from = [...byContact].map(([contact, asked]) => {
      const known = folded.get(contact);
      const first = Math.min(...asked.map(({ seq }) => seq));
      return known && known.seq < first ? known : emptyHead(contact);
    });
    const rows = groupBy(await store.ledger.beyond(workspace, from), ({ contact }) => contact);
    const drafts = new Map<string, Draft[]>();
    for (const start of from) {
      const asked = new Map(byContact.get(start.contact)?.map((one) => [one.id, one.seq]));
      const ofChain = () => draftsOfChain(start, rows.get(start.contact) ?? [], asked);
      for (const [id, own] of legible(start.contact, ofChain) ?? []) drafts.set(id, own);
    }
    return drafts;
  }

  function draftsOfChain(
    start: Head,
    rows: readonly LedgerRow[],
    asked: ReadonlyMap<string, number>,
  ): Map<string, Draft[]> {
    const drafts = new Map<string, Draft[]>();
    const last = Math.max(...asked.values());
    let head = start;
    for (const row of rows.filter(({ seq }) => seq <= last)) {
      const before = head;
      head = evolve(head, entryOf(row));
      if (asked.has(row._id)) drafts.set(row._id, draftsOfRow(row, before, head));
    }
    remember(head);
    return drafts;
  }

  async function deriveFor(workspace: string, changes: readonly Known[]): Promise<EventDraft[]> {
    const entries = changes.flatMap(({ change }) => (change.kind === 'entry' ? [change] : []));
    const ofEntries = await draftsOfEntries(workspace, entries);
    const drafts = changes.flatMap((known): Draft[] => {
      const { change } = known;
      if (change.kind === 'entry') return ofEntries.get(change.id) ?? [];
      return legible(change.id, () => draftsOf(known)) ?? [];
    });
    const contacts = [...new Set(drafts.flatMap(({ contact }) => contact ?? []))];
    const records = await store.records.idsByContacts(workspace, contacts);
    return drafts.map((draft): EventDraft => {
      const { record } = draft.data;
      const held = draft.contact === undefined ? [] : (records.get(draft.contact) ?? []);
      const asked = typeof record === 'string' && !held.includes(record) ? [record] : [];
      return { ...draft, data: { ...draft.data, records: [...asked, ...held] } };
    });
  }

  return async function derive(changes: readonly Change[]): Promise<Map<string, EventDraft[]>> {
    const known = await knownOf(store.changes, changes);
    const events = new Map<string, EventDraft[]>();
    for (const [workspace, ofOne] of groupBy(known, (one) => one.workspace)) {
      events.set(workspace, await deriveFor(workspace, ofOne));
    }
    return events;
  };
}

/** A change with what it was of; one whose document is gone tells nothing any more. */
type Known = { readonly workspace: string } & (
  | { readonly change: ChangeOf<'entry'> }
  | { readonly change: ChangeOf<'message'>; readonly message: ToldMessage }
  | { readonly change: ChangeOf<'request'>; readonly request: ToldRequest }
  | { readonly change: ChangeOf<'alert'>; readonly alert: Alert }
);

async function knownOf(
  changesStore: DeriveDeps['store']['changes'],
  changes: readonly Change[],
): Promise<Known[]> {
  const idsOf = (kind: Change['kind']) => [
    ...new Set(changes.flatMap((change) => (change.kind === kind ? change.id : []))),
  ];
  const [messages, requests, alerts] = await Promise.all([
    changesStore.messages(idsOf('message')),
    changesStore.requests(idsOf('request')),
    changesStore.alerts(idsOf('alert')),
  ]);
  return changes.flatMap((change): Known[] => {
    switch (change.kind) {
      case 'entry':
        return [{ workspace: change.workspace, change }];
      case 'message': {
        const message = messages.get(change.id);
        return message ? [{ workspace: message.workspace, change, message }] : [];
      }
      case 'request': {
        const request = requests.get(change.id);
        return request ? [{ workspace: request.workspace, change, request }] : [];
      }
      case 'alert': {
        // What is about the installation is told to whoever runs it, and to no CRM.
        const alert = alerts.get(change.id);
        return alert?.workspace ? [{ workspace: alert.workspace, change, alert }] : [];
      }
    }
  });
}

/** Of everything but entries, which are read chain by chain. */
function draftsOf(known: Known): Draft[] {
  if ('message' in known) return draftsOfMessage(known.change, known.message);
  if ('request' in known) return [draftOfRequest(known.change, known.request)];
  return 'alert' in known ? [draftOfAlert(known.change, known.alert, known.workspace)] : [];
}

function draftOfAlert({ since }: ChangeOf<'alert'>, alert: Alert, workspace: string): Draft {
  const { _id, kind, subject, details } = alert;
  const occurredAt = since.toISOString();
  return {
    _id: eventIdOf(workspace, `${_id}/${occurredAt}`, 'operator.alert'),
    ...{ type: 'operator.alert', at: since, subject: _id },
    data: { kind, subject, details, occurredAt },
  };
}

function draftsOfRow(row: LedgerRow, before: Head, after: Head): Draft[] {
  const { workspace, contact, _id, recordedAt: at, follows } = row;
  const step = { before, after, entry: entryOf(row), follows: follows ?? [] };
  return tellingsOf(step).map(({ type, data }) => ({
    ...{ type, at, contact, subject: contact, data },
    _id: eventIdOf(workspace, _id, type),
  }));
}

function draftsOfMessage(
  { status, at: changedAt }: ChangeOf<'message'>,
  message: ToldMessage,
): Draft[] {
  const type = MESSAGE_EVENTS[status];
  if (!type) return [];
  const { _id, workspace, contact, direction, sender, program, purpose } = message;
  const { reason, errorCode, createdAt, updatedAt } = message;
  const at = status === 'received' ? createdAt : (changedAt ?? updatedAt);
  const failed = type === 'message.failed' || type === 'message.blocked';
  return [
    {
      _id: eventIdOf(workspace, `${_id}/${status}`, type),
      ...{ type, at, contact, subject: contact },
      data: {
        ...{ message: _id, direction, sender, status, occurredAt: at.toISOString() },
        ...(program !== undefined && { program }),
        ...(purpose !== undefined && { purpose }),
        ...(failed && reason !== undefined && { reason }),
        ...(failed && errorCode !== undefined && { errorCode }),
      },
    },
  ];
}

function draftOfRequest({ revision, status }: ChangeOf<'request'>, request: ToldRequest): Draft {
  const { _id, workspace, method, program, record, actingContact, entry, updatedAt: at } = request;
  const contact = actingContact ?? request.contact;
  const now = status ?? request.status;
  return {
    _id: eventIdOf(workspace, `${_id}/${revision}`, 'opt_in_request.updated'),
    type: 'opt_in_request.updated',
    at,
    ...(contact !== undefined && { contact }),
    subject: contact ?? _id,
    data: {
      ...{ request: _id, record, method, program, status: now, occurredAt: at.toISOString() },
      ...(now === 'completed' && entry !== undefined && { entry }),
      ...(now === 'failed' && request.reason !== undefined && { reason: request.reason }),
    },
  };
}
