// What exactly is to be mailed, and whether it still may: the request is open, the address is the
// one that was meant and has not asked to be left alone. Reads only.
import { isOpen } from '../../src/consent/request-status.js';
import { maskAddress } from '../../src/email-address.js';
import { type InvitationLetter, invitationMail } from '../../src/senders/mail/invitation.js';
import type { OutgoingMail } from '../../src/senders/mail/mailer.js';
import type { MailEffectDocument } from '../../src/store/effects.js';
import type { Invitation } from '../../src/store/invitations.js';
import type { CrmRecord } from '../../src/store/records.js';
import type { OptInRequest } from '../../src/store/requests.js';
import type { Store } from '../../src/store/store.js';

/** Where mail comes from and where its links lead. */
export interface MailPlace {
  readonly publicUrl: string;
  /** Address of the sender; the name before it is the brand's. */
  readonly from: string;
}

export interface ComposedMail {
  readonly request: OptInRequest;
  readonly invitation: Invitation;
  /** The address as it may be shown. */
  readonly to: string;
  readonly outgoing: OutgoingMail;
  /** Which words it has, and those words. */
  readonly letter: Pick<InvitationLetter, 'evidence' | 'wording'>;
}

/** Why nothing may leave, in words for whoever asked. */
export interface MailRefusal {
  readonly refusal: string;
  /** Where it can be shown. */
  readonly shown?: Omit<ComposedMail, 'outgoing' | 'letter'>;
}

/** Mails that an address gets in a day, whatever records it stands in: nobody is flooded. */
const TO_ADDRESS_PER_DAY = 5;
const DAY_MS = 86_400_000;

export interface ComposeDeps {
  readonly store: Pick<
    Store,
    'clock' | 'invitations' | 'linkTokens' | 'records' | 'requests' | 'workspaces'
  >;
  readonly place: MailPlace;
}

export async function composeMail(
  deps: ComposeDeps,
  effect: MailEffectDocument,
): Promise<ComposedMail | MailRefusal> {
  const { store } = deps;
  const { workspace, invitation: id } = effect;
  const invitation = await store.invitations.get(workspace, id);
  if (!invitation) return { refusal: 'The invitation is not there any more.' };
  const [request, record] = await Promise.all([
    store.requests.get(workspace, invitation.request),
    store.records.get(workspace, invitation.record),
  ]);
  if (!request) return { refusal: 'The request is not there any more.' };
  const to = record?.email ? maskAddress(record.email) : (request.email?.to ?? '');
  const shown = { request, invitation, to };
  if (!isOpen(request.status)) return { refusal: `The request is ${request.status}.`, shown };
  if (!record?.email) return { refusal: 'The record has no e-mail address any more.', shown };
  const refusal = await refusalOf(deps, invitation, record.email);
  if (refusal) return { refusal, shown };
  const composed = await outgoingOf(deps, {
    ...shown,
    record,
    to: record.email,
    effect: effect._id,
  });
  return composed
    ? { ...shown, ...composed }
    : { refusal: 'The program does not belong to the workspace any more.', shown };
}

async function refusalOf(
  { store }: ComposeDeps,
  { workspace, address, sentAt }: Invitation,
  email: string,
): Promise<string | undefined> {
  const { invitations, clock } = store;
  if ((await invitations.addressOf(workspace, email)) !== address) {
    return 'The record got another address before the mail left.';
  }
  if (await invitations.isRefused(workspace, address)) {
    return 'This address asked not to be e-mailed again.';
  }
  const since = new Date(clock.now().getTime() - DAY_MS);
  const sentToday = await invitations.countSentTo(workspace, address, since);
  if (!sentAt && sentToday >= TO_ADDRESS_PER_DAY) {
    return 'This address got enough invitations for one day.';
  }
  return undefined;
}

interface Sendable {
  readonly request: OptInRequest;
  readonly invitation: Invitation;
  readonly record: CrmRecord;
  readonly to: string;
  /** What the Message-ID is made of: a repeat has the same one. */
  readonly effect: string;
}

async function outgoingOf(
  { store, place }: ComposeDeps,
  { request, invitation, record, to, effect }: Sendable,
): Promise<Pick<ComposedMail, 'outgoing' | 'letter'> | undefined> {
  const { workspace: id } = request;
  const workspace = await store.workspaces.get(id);
  const program = workspace?.programs[request.program];
  if (!workspace || !program) return undefined;
  const { brand } = workspace;
  const { publicUrl, from } = place;
  const link = (path: 'confirm' | 'unsubscribe') =>
    `${publicUrl}/${path}/${store.linkTokens.of(path, id, invitation._id)}`;
  const unsubscribeUrl = link('unsubscribe');
  const { evidence, wording, ...mail } = invitationMail({
    ...{ brand, program, request, unsubscribeUrl },
    confirmUrl: link('confirm'),
    locale: invitation.locale,
    ...(record.timezone !== undefined && { timezone: record.timezone }),
    ...(record.phone !== undefined && { phone: record.phone }),
  });
  const outgoing: OutgoingMail = {
    ...mail,
    messageId: `<${effect}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    from: { name: brand.name, address: from },
    // Somebody may answer "stop texting me" to the mail, and that counts: a person has to read it.
    replyTo: brand.supportEmail,
    to,
    unsubscribeUrl,
  };
  return { outgoing, letter: { evidence, wording } };
}
