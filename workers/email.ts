// Sends the invitations that effects ask for. Never decides whether somebody may be invited: that
// was decided when they were asked for, and is looked at once more before the one transaction.
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import type { FaultPoint } from '../src/fault-points.js';
import { newId } from '../src/ids.js';
import type { EffectJob } from '../src/queues/queues.js';
import type { Mailer, MailResult } from '../src/senders/mail/mailer.js';
import type { EffectOutcome, MailEffectDocument } from '../src/store/effects.js';
import type { Store } from '../src/store/store.js';
import {
  composeMail,
  type ComposedMail,
  type MailPlace,
  type MailRefusal,
} from './email/compose.js';

export interface EmailDeps {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly place: MailPlace;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly faultPoint: FaultPoint;
}

const MINUTE_MS = 60_000;
/** Pauses after a server did not take a mail; the last one is kept to until the request ends. */
const RETRY_PAUSES_MS = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE_MS);
const ATTEMPTS_MAX = 12;
/** A server that broke off may still be writing the mail down; nobody is in a hurry. */
const AMBIGUOUS_PAUSE_MS = 2 * MINUTE_MS;
/** Times that a mail is handed over again after its answer was lost. */
const REPEATS_MAX = 1;

/** A claimed mail, with everything that was found out about it. */
interface Claimed {
  readonly effect: MailEffectDocument;
  readonly claim: string;
  readonly mail: ComposedMail;
}

export function createEmailProcessor(deps: EmailDeps) {
  const { store, faultPoint } = deps;
  return async function sendInvitation(job: Pick<Job<EffectJob>, 'data'>): Promise<void> {
    const { workspace, effect: id } = job.data;
    const claim = newId('cl');
    const effect = await store.effects.claim('email', { workspace, id, claim });
    if (!effect) return;
    faultPoint('email.claimed');
    const composed = await composeMail(deps, effect);
    if ('refusal' in composed) return refuse(deps, { effect, claim }, composed);
    const claimed: Claimed = { effect, claim, mail: composed };
    return effect.state === 'calling' ? resolveLost(deps, claimed) : release(deps, claimed);
  };
}

/** Makes the one transaction. */
async function release(deps: EmailDeps, { effect, claim, mail }: Claimed): Promise<void> {
  const { store, faultPoint } = deps;
  const { workspace } = effect;
  const { outgoing, letter } = mail;
  await store.wordings.keep(workspace, [letter.wording]);
  await store.invitations.nameMessage(workspace, mail.invitation._id, {
    messageId: outgoing.messageId,
    mail: letter.evidence,
  });
  if (!(await store.effects.startCall(effect, claim))) return;
  faultPoint('email.calling');
  const result = await deps.mailer.send(outgoing);
  faultPoint('email.called');
  const calling: Claimed = { effect: { ...effect, state: 'calling' }, claim, mail };
  await record(deps, calling, result);
}

async function record(deps: EmailDeps, claimed: Claimed, result: MailResult): Promise<void> {
  const { effect } = claimed;
  switch (result.result) {
    case 'accepted':
      return sent(deps, claimed);
    case 'refused': {
      const { reason, code } = result;
      return failed(deps, claimed, { result: 'failed', reason, code });
    }
    case 'not_taken': {
      const { reason, ours } = result;
      if (ours) deps.log.error({ effect: effect._id, reason }, 'mail cannot be handed over');
      if (effect.attempts + 1 >= ATTEMPTS_MAX) {
        return failed(deps, claimed, { result: 'failed', reason });
      }
      return retryLater(deps, claimed, reason);
    }
    case 'unknown':
      deps.log.warn({ effect: effect._id, reason: result.reason }, 'the answer to a mail was lost');
      await deps.store.effects.lookAgain(effect, claimed.claim, later(deps, AMBIGUOUS_PAUSE_MS));
  }
}

/**
 * A transaction whose answer was lost. Nobody can be asked whether the mail arrived, but whoever
 * opened its form has it. Otherwise it is handed over once more: without it the whole request comes
 * to nothing, and a copy with the same Message-ID is folded into the first at most mailboxes. After
 * that the outcome stays unknown, for whoever asked to look at; never a third copy on a guess.
 */
async function resolveLost(deps: EmailDeps, claimed: Claimed): Promise<void> {
  const { store } = deps;
  const { effect, claim, mail } = claimed;
  if (mail.request.status !== 'pending') return sent(deps, claimed);
  // One that died in the call was not looked at yet: the server may still be writing it down.
  if (effect.lookups === 0) {
    await store.effects.lookAgain(effect, claim, later(deps, AMBIGUOUS_PAUSE_MS));
    return;
  }
  if ((effect.repeats ?? 0) >= REPEATS_MAX) {
    const reason = 'The mail server did not say whether it took the mail.';
    await show(deps, mail, { status: 'unknown', reason });
    deps.log.warn({ effect: effect._id }, 'the outcome of a mail stays unknown');
    await store.effects.settle(effect, claim, { result: 'unknown', reason });
    return;
  }
  await store.effects.repeat(effect, claim, store.clock.now());
}

/** The request shows the outcome first, the effect is settled last: a crash between is repeated. */
async function sent(deps: EmailDeps, { effect, claim, mail }: Claimed): Promise<void> {
  const { store, faultPoint } = deps;
  const { workspace } = effect;
  await store.invitations.markSent(workspace, mail.invitation._id);
  await show(deps, mail, { status: 'sent', sentAt: store.clock.now() });
  faultPoint('email.shown');
  const providerSid = mail.outgoing.messageId;
  await store.effects.settle(effect, claim, { result: 'sent', providerSid, status: 'sent' });
}

async function failed(
  deps: EmailDeps,
  { effect, claim, mail }: Claimed,
  outcome: Extract<EffectOutcome, { result: 'failed' }>,
): Promise<void> {
  const { store } = deps;
  await show(deps, mail, { status: 'failed', reason: outcome.reason });
  await failUnsent(deps, mail.request, outcome.reason);
  await store.effects.settle(effect, claim, outcome);
}

async function retryLater(deps: EmailDeps, claimed: Claimed, reason: string): Promise<void> {
  const { effect, claim, mail } = claimed;
  const pauseMs = RETRY_PAUSES_MS[effect.attempts] ?? RETRY_PAUSES_MS.at(-1) ?? MINUTE_MS;
  await show(deps, mail, { status: 'retrying', reason });
  await deps.store.effects.postpone(effect, claim, later(deps, pauseMs));
}

/** It may not leave any more. One that was being handed over may have left, and stays unknown. */
async function refuse(
  deps: EmailDeps,
  { effect, claim }: Pick<Claimed, 'effect' | 'claim'>,
  { refusal, shown }: MailRefusal,
): Promise<void> {
  const { store } = deps;
  const mayHaveLeft = effect.state === 'calling';
  if (shown) {
    const status = mayHaveLeft ? 'unknown' : 'failed';
    await show(deps, shown, { status, reason: refusal });
    if (!mayHaveLeft) await failUnsent(deps, shown.request, refusal);
  }
  const outcome: EffectOutcome = mayHaveLeft
    ? { result: 'unknown', reason: refusal }
    : { result: 'blocked', reason: refusal, rule: 'email.compose' };
  await store.effects.settle(effect, claim, outcome);
}

/** Nothing that was mailed reached anybody: the request is over, and a new one may be made. */
async function failUnsent(
  { store }: EmailDeps,
  { workspace, _id: request, status, email }: ComposedMail['request'],
  reason: string,
): Promise<void> {
  if (status !== 'pending' || email?.sentAt) return;
  const at = store.clock.now();
  await store.requests.settle(workspace, [{ request, outcome: 'failed', reason, at }]);
}

type Shown = Pick<ComposedMail, 'request' | 'invitation' | 'to'>;

async function show(
  { store }: EmailDeps,
  { request, invitation, to }: Shown,
  outcome: Pick<NonNullable<ComposedMail['request']['email']>, 'status' | 'reason' | 'sentAt'>,
): Promise<void> {
  const { number } = invitation;
  await store.requests.showMail(request.workspace, request._id, { to, number, ...outcome });
}

const later = ({ store }: EmailDeps, ms: number) => new Date(store.clock.now().getTime() + ms);
