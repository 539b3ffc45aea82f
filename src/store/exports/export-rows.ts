// What is stored as flat rows with columns that stay what they are: contacts, ledger, messages.
// Streamed; how rows are written is in export-text.ts.
import { standingOf } from '../../consent/fold.js';
import { EVERY_PROGRAM, type Head } from '../../consent/types.js';
import { inBatches } from '../in-batches.js';
import { entryOf } from '../ledger.js';
import { headsOfPersons, personsOf } from '../persons.js';
import type { Store } from '../store.js';

export const EXPORT_KINDS = ['contacts', 'ledger', 'messages'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export interface ExportFilter {
  readonly program?: string | undefined;
  readonly status?: string | undefined;
  /** Only what changed or was made from then on. */
  readonly since?: Date | undefined;
}

export type ExportRow = Readonly<Record<string, string | number | undefined>>;
export type ExportStore = Pick<
  Store,
  'aliases' | 'heads' | 'ledger' | 'messages' | 'people' | 'workspaces'
>;

/** The columns of each kind, in their order. New ones come last. */
export const EXPORT_COLUMNS: Readonly<Record<ExportKind, readonly string[]>> = {
  contacts: ['contact', 'phone', 'program', 'status', 'basis', 'since', 'entry', 'flags'],
  ledger: [
    ...['entry', 'contact', 'seq', 'kind', 'program', 'status', 'basis', 'flag', 'occurredAt'],
    ...['recordedAt', 'channel', 'rule', 'sender', 'request', 'event', 'evidenceDigest'],
    ...['prevHash', 'hash'],
  ],
  messages: [
    ...['message', 'contact', 'direction', 'from', 'to', 'body', 'status', 'program', 'purpose'],
    ...['reason', 'errorCode', 'providerSid', 'createdAt', 'updatedAt'],
  ],
};

/** Contacts whose numbers and aliases are read together. */
const BATCH_CONTACTS = 500;

/** Rows of a kind; whoever stops early ends the reading. */
export function exportRows(
  store: ExportStore,
  kind: ExportKind,
  workspace: string,
  filter: ExportFilter,
): AsyncGenerator<ExportRow> {
  switch (kind) {
    case 'contacts':
      return contactRows(store, workspace, filter);
    case 'ledger':
      return ledgerRows(store, workspace, filter);
    case 'messages':
      return messageRows(store, workspace, filter);
  }
}

/** One row for each program of a number; one without a program where it stands nowhere. */
async function* contactRows(
  store: ExportStore,
  workspace: string,
  { program, status, since }: ExportFilter,
): AsyncGenerator<ExportRow> {
  const settings = await store.workspaces.get(workspace);
  const programs = Object.keys(settings?.programs ?? {});
  for await (const heads of inBatches(store.heads.walk({ workspace }), BATCH_CONTACTS)) {
    const contacts = heads.map(({ contact }) => contact);
    const [phones, wholes] = await Promise.all([
      store.people.phonesOf(workspace, contacts),
      wholeHeads(store, workspace, heads),
    ]);
    for (const [index, contact] of contacts.entries()) {
      const head = wholes[index];
      if (!head) continue;
      for (const row of rowsOfHead(head, programs)) {
        if (program !== undefined && row.program !== program) continue;
        if (status !== undefined && row.status !== status) continue;
        if (since && !(row.since !== undefined && Date.parse(row.since) >= since.getTime())) {
          continue;
        }
        yield { contact, phone: phones.get(contact), ...row };
      }
    }
  }
}

/** With the acts of every contact that is the same person; few have more than one. */
async function wholeHeads(
  store: ExportStore,
  workspace: string,
  heads: readonly Head[],
): Promise<(Head | null)[]> {
  const persons = await personsOf(
    store,
    workspace,
    heads.map(({ contact }) => contact),
  );
  const several = persons.filter(({ length }) => length > 1);
  const joined = await headsOfPersons(store, workspace, several);
  const whole = new Map(several.map((person, index) => [person, joined[index] ?? null]));
  return heads.map((head, index) => {
    const person = persons[index];
    return (person && whole.get(person)) ?? head;
  });
}

function rowsOfHead(head: Head, programs: readonly string[]) {
  const flags = Object.keys(head.flags).sort().join(' ');
  const own = Object.keys(head.programs).filter((id) => id !== EVERY_PROGRAM);
  const rows = [...new Set([...programs, ...own])].flatMap((program) => {
    const { status, basis, since, entry } = standingOf(head, program);
    return status === 'none' ? [] : [{ program, status, basis, since, entry, flags }];
  });
  const nowhere = { program: undefined, status: 'none' as const, since: undefined, flags };
  return rows.length > 0 ? rows : [nowhere];
}

async function* ledgerRows(
  { ledger }: ExportStore,
  workspace: string,
  { program, status, since }: ExportFilter,
): AsyncGenerator<ExportRow> {
  for await (const row of ledger.walk({ workspace })) {
    if (program !== undefined && row.program !== program) continue;
    if (status !== undefined && row.status !== status) continue;
    if (since && row.recordedAt < since) continue;
    const { id, contact, seq, kind, basis, flag, occurredAt, ...entry } = entryOf(row);
    const { recordedAt, source, evidenceDigest, prevHash, hash } = entry;
    const { channel, rule, sender, request, event } = source;
    yield {
      ...{ entry: id, contact, seq, kind, program: row.program, status: row.status, basis, flag },
      ...{ occurredAt, recordedAt, channel, rule, sender, request, event },
      ...{ evidenceDigest: evidenceDigest ?? undefined, prevHash: prevHash ?? undefined, hash },
    };
  }
}

async function* messageRows(
  { messages }: ExportStore,
  workspace: string,
  filter: ExportFilter,
): AsyncGenerator<ExportRow> {
  for await (const message of messages.walk(workspace, filter)) {
    const { id, contact, direction, from, to, body, appended, status, program, purpose } = message;
    const { reason, errorCode, providerSid, createdAt, updatedAt } = message;
    yield {
      ...{ message: id, contact, direction, from, to, body: body + (appended ?? '') },
      ...{ status, program, purpose, reason, errorCode, providerSid },
      ...{ createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
    };
  }
}
