// Reads a text from a handset as an act: what it says, which open request it answers, and what is
// kept as evidence of it.
import { classify, stricter } from '../../../src/consent/classify.js';
import { withProvider } from '../../../src/consent/provider-reading.js';
import type { OpenRequest, Reading } from '../../../src/consent/types.js';
import { normaliseSender } from '../../../src/phone.js';
import type { InboundText } from '../../../src/senders/dialect.js';
import { dialect } from '../../../src/senders/providers.js';
import type { InboxEntry } from '../../../src/store/inbox.js';
import type { OptInRequest } from '../../../src/store/requests.js';
import { type Act, askedWith, baseOf, type Reader, type Records } from '../act.js';

export const readText: Reader = (entry, { ownWords }) => {
  const text = dialect.readKept(entry.raw);
  if (!text) throw new Error('a field is missing that every text has');
  const own = withProvider(classify(text.body, ownWords), text.optOutType);
  // The stricter of the two readings counts: a rule that was taken back must not undo a fence.
  const atIngress: Reading = {
    intent: entry.intent,
    rule: `ingress.${entry.intent}`,
    confidence: 'doubtful',
    bare: false,
  };
  const reading = stricter(own, atIngress);
  if (reading.intent !== 'opt_in') return { conclude: () => toAct(entry, text, reading, NOBODY) };
  const seeks = { tokens: reading.token ? [reading.token] : [], contacts: [entry.contact] };
  return {
    seeks,
    conclude: (requests, records) => {
      const answered = requestsOf(entry.contact, reading, requests);
      return toAct(entry, text, reading, { answered, records });
    },
  };
};

/** Open requests that a text answers, newest first, and whom they ask. */
interface Asked {
  readonly answered: readonly OptInRequest[];
  readonly records: Records;
}
const NOBODY: Asked = { answered: [], records: new Map() };

function toAct(
  entry: InboxEntry,
  text: InboundText,
  reading: Reading,
  { answered, records }: Asked,
): Act {
  const request = toOpenRequest(answered);
  const { _id: id, contact, sender = text.to } = entry;
  return {
    id,
    contact,
    event: {
      type: 'text_received',
      sender,
      reading,
      ...baseOf(entry),
      ...(text.optOutType ? { optOutType: text.optOutType } : {}),
      ...(text.foundAt ? { foundAt: text.foundAt.toISOString() } : {}),
      ...(request ? { request } : {}),
    },
    evidence: { ...evidenceOf(entry, text, reading), ...askedEvidence(answered[0], records) },
    phone: normaliseSender(text.from),
    replyFrom: sender,
    text: {
      ...{ id: entry.beside ?? id, body: text.body, sender },
      ...(text.media && { media: text.media }),
    },
    siblings: answered.slice(1).map(({ _id }) => _id),
  };
}

/**
 * Open requests that this opt-in answers: those of its token, else those of its number; newest
 * first. A program's own word answers none of another program.
 */
function requestsOf(
  contact: string,
  { token, program }: Reading,
  requests: readonly OptInRequest[],
): OptInRequest[] {
  const byToken = token ? requests.filter((one) => one.token === token) : [];
  const ofNumber = requests.filter(
    (one) => waitsFor(one, contact) && (program === undefined || one.program === program),
  );
  const answered = byToken.length > 0 ? byToken : ofNumber;
  const newest = [...answered].sort((a, b) => (a._id < b._id ? 1 : -1))[0];
  // One token is one record's; requests of another record or program are not answered by it.
  return answered.filter((one) => one.record === newest?.record && one.program === newest.program);
}

/** For the record's own number, or for the answer of one that has begun to act on it. */
const waitsFor = (request: OptInRequest, contact: string) =>
  request.contact === contact ||
  (request.status === 'confirming' && request.actingContact === contact);

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

function evidenceOf(entry: InboxEntry, text: InboundText, { intent, rule, confidence }: Reading) {
  return {
    words: text.body,
    act: 'texted these words from the handset',
    number: { given: text.from, read: normaliseSender(text.from) },
    textedTo: text.to,
    provider: dialect.name,
    message: text.messageSid,
    // What it was taken for, and by which rule; the ingress had read it before.
    reading: { intent, rule, confidence, atIngress: entry.intent },
    // The provider's form as it came: numbers, account, message id and every other field.
    raw: entry.raw,
    receivedAt: entry.receivedAt.toISOString(),
    // Nobody posted it in time: it was found in the provider's list, which says when it came.
    ...(text.foundAt && { foundInList: { providerTime: text.foundAt.toISOString() } }),
  };
}

/** How the person was asked, and with which wording. */
function askedEvidence(request: OptInRequest | undefined, records: Records) {
  if (!request) return {};
  return {
    request: askedWith(request, records),
    disclosure: { ...request.disclosure, shown: request.disclosureShown },
  };
}
