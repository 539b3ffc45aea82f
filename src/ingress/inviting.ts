// Inviting somebody by e-mail: whether they may be written to, how often, and the mail on its way.
// Stored first, queued as a hint after. What it says is composed when it leaves.
import type { Logger } from 'pino';
import { canFail } from '../can-fail.js';
import type { Config } from '../config.js';
import { isOpen } from '../consent/request-status.js';
import { maskAddress } from '../email-address.js';
import type { Queues } from '../queues/queues.js';
import { canMail } from '../senders/mail/mail-place.js';
import { effectIdOf, hintOf, type NewEffect } from '../store/effects.js';
import type { CrmRecord } from '../store/records.js';
import type { OptInRequest } from '../store/requests.js';
import type { Store } from '../store/store.js';
import { INVITATIONS_OF_ADDRESS, INVITATIONS_OF_RECORD, takeOrRefuse } from './limiting.js';
import { fieldProblem, Problem } from './problems.js';

export interface InvitingDeps {
  readonly config: Pick<Config, 'smtpUrl' | 'carrier' | 'carrierUrl' | 'mailFrom' | 'publicUrl'>;
  readonly store: Pick<
    Store,
    'clock' | 'effects' | 'invitations' | 'limits' | 'records' | 'requests'
  >;
  readonly queues: Pick<Queues, 'addEffects'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** @throws Problem that says what is missing, or that the person does not want mail.
 */
export async function requireInvitable(
  { config, store }: Pick<InvitingDeps, 'config' | 'store'>,
  workspace: string,
  { email }: Pick<CrmRecord, 'email'>,
): Promise<void> {
  if (!canMail(config)) {
    const detail = 'No mail server is set, so nobody can be invited. An operator sets SMTP_URL.';
    throw fieldProblem('method_not_available', '/method', detail);
  }
  if (email === undefined) {
    const detail = 'The record has no e-mail address. Send it as /record/email.';
    throw fieldProblem('email_required', '/record/email', detail);
  }
  const address = await store.invitations.addressOf(workspace, email);
  if (await store.invitations.isRefused(workspace, address)) {
    const detail =
      'This person asked not to be e-mailed again. Ask with text_to_join or qr, or in person.';
    throw new Problem('email_unsubscribed', detail);
  }
}

/**
 * Takes one mail of what record and address may get in a day. Counted in MongoDB, and named after
 * the mail before it: those who ask at once ask for the same one.
 * @throws Problem 429 when it is enough.
 */
export async function takeInvitation(
  { store: { invitations, limits } }: InvitingDeps,
  workspace: string,
  { externalId, email = '' }: Pick<CrmRecord, 'externalId' | 'email'>,
): Promise<void> {
  const before = await invitations.newestOfRecord(workspace, externalId);
  const address = await invitations.addressOf(workspace, email);
  const common = { workspace, as: `${externalId} after ${before?._id ?? 'none'}` };
  const subject = 'invitations';
  await takeOrRefuse(limits, {
    ...common,
    subject: `${subject}/record/${externalId}`,
    of: INVITATIONS_OF_RECORD,
    what: 'invitations of this record',
  });
  await takeOrRefuse(limits, {
    ...common,
    subject: `${subject}/address/${address}`,
    of: INVITATIONS_OF_ADDRESS,
    what: 'invitations to this address',
  });
}

/** Sends the n-th mail of a request. The same number is the same mail, however often asked for. */
export async function invite(
  deps: InvitingDeps,
  request: OptInRequest,
  { email = '', locale = 'en' }: Pick<CrmRecord, 'email' | 'locale'>,
  number: number,
): Promise<OptInRequest> {
  const { store } = deps;
  const { workspace, _id: id, record } = request;
  const address = await store.invitations.addressOf(workspace, email);
  const invitation = await store.invitations.add(workspace, {
    ...{ request: id, record, number, address, locale },
  });
  const effect: NewEffect = {
    _id: effectIdOf(workspace, invitation._id, 'invitation'),
    channel: 'email',
    workspace,
    invitation: invitation._id,
    dueAt: store.clock.now(),
  };
  await store.effects.record([effect]);
  await store.requests.showMail(workspace, id, {
    to: maskAddress(email),
    status: 'queued',
    number: invitation.number,
  });
  const hint = deps.queues.addEffects([hintOf(effect)], store.clock.iso());
  void canFail(hint, 'a mail waits for the relay because Redis did not take it', deps.log);
  return (await store.requests.get(workspace, id)) ?? request;
}

/**
 * Sends the invitation of an open request once more, with links of its own; the earlier ones stay
 * good.
 * @throws Problem 409 when there is nothing to send again, 429 when it was sent often enough.
 */
export async function inviteAgain(
  deps: InvitingDeps,
  request: OptInRequest,
): Promise<OptInRequest> {
  const { store } = deps;
  if (request.method !== 'email') {
    throw new Problem('conflict', 'Only requests by e-mail can be sent again.');
  }
  if (!isOpen(request.status)) {
    throw new Problem('conflict', `The request is ${request.status}; ask again with a new one.`);
  }
  const { workspace, _id: id, record: externalId } = request;
  const record = await store.records.get(workspace, externalId);
  if (!record) throw new Problem('conflict', 'The record of this request is not there any more.');
  await requireInvitable(deps, workspace, record);
  const last = await store.invitations.newest(workspace, id);
  await takeInvitation(deps, workspace, record);
  return invite(deps, request, record, (last?.number ?? 0) + 1);
}
