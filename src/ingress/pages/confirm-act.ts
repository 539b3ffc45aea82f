// The form of an invitation that came back, as an act: everything that stood on it, word for word,
// and what it is worth. One showing and one number are one act, however often it is sent off.
import type { IncomingHttpHeaders } from 'node:http';
import { maskAddress } from '../../email-address.js';
import { endingOf } from '../../senders/mail/invitation.js';
import type { ActDraft, ToldBy, ToldConfirmation } from '../../store/act-events.js';
import type { CrmRecord } from '../../store/records.js';
import type { Store } from '../../store/store.js';
import { type InForce, inForce } from '../../store/wordings-in-force.js';
import type { IngressRoomDeps } from '../deps.js';
import type { FormNonce } from './confirm-nonce.js';
import { doubtsOf } from './confirm-trust.js';
import type { Visit } from './confirm-visit.js';
import { namedLinks } from './linked-text.js';

/** A form that lacks nothing. */
export interface Act {
  /** E.164, and as it was typed. */
  readonly phone: string;
  readonly phoneAsGiven: string;
  /** What the ticked box sent. */
  readonly boxValue: string;
  readonly nonce: string;
  readonly shown: FormNonce;
  readonly by: ToldBy;
  readonly receivedAt: Date;
  readonly headers: IncomingHttpHeaders;
}

type Confirmation = ActDraft<'email_confirmation'>;

export async function confirmationOf(
  { store, config }: Pick<IngressRoomDeps, 'store' | 'config'>,
  visit: Visit,
  act: Act,
): Promise<Confirmation> {
  const { invitation, request } = visit;
  const { workspace } = request;
  const { phone, phoneAsGiven, receivedAt } = act;
  const [contact, record] = await Promise.all([
    store.people.contactOf(workspace, phone),
    store.records.get(workspace, invitation.record),
  ]);
  const address = await addressOf(store, workspace, record);
  const documents = inForceAt(visit);
  await store.wordings.keep(workspace, documents?.wordings ?? []);
  const doubts = doubtsOf({ record, contact, address, invitation, now: receivedAt });
  const { 'accept-language': acceptLanguage } = act.headers;
  return {
    type: 'email_confirmation',
    workspace,
    contact,
    origin: originOf(invitation._id, { act: act.shown.id, contact }),
    intent: 'opt_in',
    sender: request.sender,
    receivedAt,
    told: {
      ...{ phone, phoneAsGiven, request: request._id, program: request.program },
      ...(record?.contact !== undefined && { recordContact: record.contact }),
      act: 'typed the number, ticked the box and sent the form off',
      ...{ trusted: doubts.length === 0, doubts },
      invitation: mailOf(visit, record),
      form: formOf(visit, act, { publicUrl: config.publicUrl, record }),
      disclosure: request.disclosure,
      ...(documents && { documents: { terms: documents.terms, privacy: documents.privacy } }),
      by: { ...act.by, ...(acceptLanguage !== undefined && { acceptLanguage }) },
    },
  };
}

async function addressOf(
  { invitations }: Pick<Store, 'invitations'>,
  workspace: string,
  record: CrmRecord | null,
): Promise<string | undefined> {
  return record?.email === undefined ? undefined : invitations.addressOf(workspace, record.email);
}

/** Terms and privacy as they stand behind the links of the form. */
function inForceAt({ workspace, request }: Visit): InForce | undefined {
  const program = workspace.programs[request.program];
  return program && inForce(workspace, program);
}

function mailOf({ invitation }: Visit, record: CrmRecord | null): ToldConfirmation['invitation'] {
  const { _id: id, messageId, mail, sentAt } = invitation;
  return {
    id,
    ...(messageId !== undefined && { messageId }),
    ...(mail && { mail }),
    ...(sentAt && { sentAt: sentAt.toISOString() }),
    ...(record?.email !== undefined && { to: maskAddress(record.email) }),
  };
}

function formOf(
  { locale, words, business, request }: Visit,
  { boxValue, nonce, shown, receivedAt }: Act,
  { publicUrl, record }: { publicUrl: string; record: CrmRecord | null },
): ToldConfirmation['form'] {
  const page = `${publicUrl}${business.page}`;
  return {
    page: `${publicUrl}/confirm/…`,
    locale,
    title: words.title,
    why: words.why,
    field: words.field,
    ...(record?.phone !== undefined && { ending: `${words.ending} ${endingOf(record.phone)}` }),
    box: readable(request.disclosure.text),
    boxValue,
    button: words.button,
    termsUrl: `${page}/terms`,
    privacyUrl: `${page}/privacy`,
    nonce,
    ...(shown.referrer !== undefined && { referrer: shown.referrer }),
    openedAt: shown.openedAt.toISOString(),
    postedAt: receivedAt.toISOString(),
  };
}

/** The words beside the box, as they are read: each address is a link behind the word before it. */
const readable = (disclosure: string) =>
  namedLinks(disclosure)
    .map(({ text }) => text)
    .join('');

/** Names an act among those of an invitation, for the address of its outcome. */
export interface ActName {
  readonly act: string;
  readonly contact: string;
}

export const originOf = (invitation: string, { act, contact }: ActName): string =>
  `email/${invitation}/${act}/${contact}`;

/** Where the outcome of an act is shown; a contact's id is no number and leads to none. */
export function pathOfOutcome(token: string, { origin, contact }: Confirmation): string {
  const [act = ''] = origin.split('/').slice(-2);
  return `/confirm/${token}/outcome/${act}.${contact}`;
}
