// From inbox entries to acts that the rules can decide: raw input read again, requests found,
// evidence gathered. Reads only. Everything that a batch needs comes in one round trip a kind.
import { classify, stricter } from '../../src/consent/classify.js';
import type { ConsentEvent, OpenRequest, Reading } from '../../src/consent/types.js';
import { normaliseSender } from '../../src/phone.js';
import { type InboundText, parseForm, readInboundText } from '../../src/senders/twilio/inbound.js';
import type { InboxEntry } from '../../src/store/inbox.js';
import type { OptInRequest } from '../../src/store/requests.js';
import { stampOf } from '../../src/store/stamps.js';
import type { Store } from '../../src/store/store.js';

/** One act, ready to be decided. */
export interface Act {
  readonly id: string;
  readonly contact: string;
  readonly event: ConsentEvent;
  /** What is sealed with the ledger entry: exact words and circumstances. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The text itself, for the conversation; absent for acts that are none. */
  readonly text?: {
    /** The same for every copy of one message: the conversation shows it once. */
    readonly id: string;
    readonly body: string;
    readonly phone: string;
    readonly sender: string;
  };
  /** Further open requests that the same act answers. */
  readonly siblings: readonly string[];
}

export interface Prepared {
  readonly acts: readonly Act[];
  /** Entries that cannot be read; they fail alone. */
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

interface ReadEntry {
  readonly entry: InboxEntry;
  readonly text?: InboundText;
  readonly reading?: Reading;
  /** The provider's reason, of an entry that is its block. */
  readonly code?: string;
}

/** @param entries of one workspace, in order of their stamps. */
export async function prepare(
  store: Pick<Store, 'requests'>,
  workspace: string,
  entries: readonly InboxEntry[],
): Promise<Prepared> {
  const read: ReadEntry[] = [];
  const failed: { id: string; reason: string }[] = [];
  for (const entry of entries) {
    try {
      read.push(readEntry(entry));
    } catch (error) {
      failed.push({ id: entry._id, reason: `it cannot be read: ${(error as Error).message}` });
    }
  }
  const optIns = read.filter(({ reading }) => reading?.intent === 'opt_in');
  const requests = optIns.length === 0 ? [] : await openRequests(store, workspace, optIns);
  return { acts: read.map((one) => toAct(one, requests)), failed };
}

function readEntry(entry: InboxEntry): ReadEntry {
  if (entry.type === 'provider_block') {
    const { code = 'unknown' } = JSON.parse(entry.raw) as { code?: string };
    return { entry, code };
  }
  const text = readInboundText(parseForm(entry.raw));
  if (!text) throw new Error('a field is missing that every text has');
  const own = classify(text.body);
  // The stricter of the two readings counts: a rule that was taken back must not undo a fence.
  const atIngress: Reading = {
    intent: entry.intent,
    rule: `ingress.${entry.intent}`,
    confidence: 'doubtful',
    bare: false,
  };
  return { entry, text, reading: stricter(own, atIngress) };
}

function openRequests(
  { requests }: Pick<Store, 'requests'>,
  workspace: string,
  optIns: readonly ReadEntry[],
): Promise<OptInRequest[]> {
  return requests.findForActs(workspace, {
    tokens: optIns.flatMap(({ reading }) => reading?.token ?? []),
    contacts: optIns.map(({ entry }) => entry.contact),
  });
}

function toAct(
  { entry, text, reading, code = 'unknown' }: ReadEntry,
  requests: readonly OptInRequest[],
): Act {
  const common = {
    id: entry._id,
    contact: entry.contact,
    stamp: stampOf(entry.stamp),
    receivedAt: entry.receivedAt.toISOString(),
  };
  if (!text || !reading) {
    return {
      id: entry._id,
      contact: entry.contact,
      event: { ...common, type: 'provider_blocked', sender: entry.sender, code },
      evidence: { raw: entry.raw, digest: entry.digest },
      siblings: [],
    };
  }
  const answered = reading.intent === 'opt_in' ? requestsOf(entry.contact, reading, requests) : [];
  const request = toOpenRequest(answered);
  return {
    id: entry._id,
    contact: entry.contact,
    event: {
      ...common,
      type: 'text_received',
      sender: entry.sender,
      reading,
      ...(text.optOutType ? { optOutType: text.optOutType } : {}),
      ...(request ? { request } : {}),
    },
    evidence: evidenceOf(entry, text, answered[0]),
    text: {
      id: entry.beside ?? entry._id,
      body: text.body,
      phone: normaliseSender(text.from),
      sender: entry.sender,
    },
    siblings: answered.slice(1).map(({ _id }) => _id),
  };
}

/**
 * Open requests that this opt-in answers: those of its token, else those of its number; newest
 * first.
 */
function requestsOf(
  contact: string,
  { token }: Reading,
  requests: readonly OptInRequest[],
): OptInRequest[] {
  const byToken = token ? requests.filter((one) => one.token === token) : [];
  const answered = byToken.length > 0 ? byToken : requests.filter((one) => one.contact === contact);
  const newest = answered.sort((a, b) => (a._id < b._id ? 1 : -1))[0];
  // One token is one record's; requests of another record or program are not answered by it.
  return answered.filter((one) => one.record === newest?.record && one.program === newest.program);
}

function toOpenRequest(answered: readonly OptInRequest[]): OpenRequest | undefined {
  const newest = answered[0];
  if (!newest) return undefined;
  return {
    id: newest._id,
    program: newest.program,
    // Which of several requests the person answers cannot be told, so all of them must have shown
    // it.
    disclosureShown: answered.every((one) => one.disclosureShown),
    ...(newest.contact ? { contact: newest.contact } : {}),
  };
}

function evidenceOf(entry: InboxEntry, text: InboundText, request: OptInRequest | undefined) {
  return {
    words: text.body,
    provider: 'twilio',
    // The provider's form as it came: numbers, account, message id and every other field.
    raw: entry.raw,
    receivedAt: entry.receivedAt.toISOString(),
    ...(request
      ? {
          request: { id: request._id, method: request.method, record: request.record },
          disclosure: { ...request.disclosure, shown: request.disclosureShown },
        }
      : {}),
  };
}
