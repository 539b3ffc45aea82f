// Sends the texts that effects ask for. Never decides whether one is due: the gate does, at the
// last moment. Claim, gate, call, settle, in this order: a STOP that was answered 200 before the
// claim is always seen.
import { performance } from 'node:perf_hooks';
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import type { TemplateName, Verdict } from '../src/consent/types.js';
import { DeadlinePassed, within } from '../src/deadline.js';
import type { FaultPoint } from '../src/fault-points.js';
import { newId } from '../src/ids.js';
import type { EffectJob, Queues } from '../src/queues/queues.js';
import type { Gate } from '../src/senders/gate.js';
import type { SendResult, TextProvider } from '../src/senders/provider.js';
import { type ProviderReport, reportEvent } from '../src/senders/provider-reports.js';
import type { TextEffectDocument, EffectOutcome } from '../src/store/effects.js';
import { seal } from '../src/store/keyring.js';
import { decisionOf, type MessageDecision } from '../src/store/message-status.js';
import { isServerTrouble } from '../src/store/server-trouble.js';
import type { Store } from '../src/store/store.js';
import { feed } from './feed.js';
import { BOUNDS, type SmsBounds } from './sms/bounds.js';
import type { Breaker } from './sms/breaker.js';
import { type Claimed, compose } from './sms/compose.js';
import { conclude, leaveCount } from './sms/conclude.js';
import { lookUp, saidName, settleShown } from './sms/look-up.js';
import { withReminder } from './sms/remind.js';
import { mayReply } from './sms/reply-limit.js';

export interface SmsDeps {
  readonly store: Store;
  readonly gate: Gate;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly provider: TextProvider;
  readonly breaker: Pick<Breaker, 'note'>;
  readonly publicUrl: string;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly faultPoint: FaultPoint;
}

/** Age of the gate's reading beyond which it is asked again before the first byte leaves. */
const VERDICT_VALID_MS = 1_000;
/** How long a text waits before the gate is asked again after a fence or a failed read. */
const ASK_AGAIN_MS = 3_000;
const ATTEMPTS_MAX = 6;
/**
 * For how long the provider may keep an answer of ours that it cannot deliver. An opt-out
 * confirmation that comes late is worse than none (47 CFR 64.1200(a)(12)); who asked to join
 * expects the answer now, and not after ten hours, which is what the provider takes otherwise.
 */
const VALID_SECONDS: Readonly<Partial<Record<TemplateName, number>>> = {
  opt_out_confirmation: 300,
  agreement: 600,
  opt_in_confirmation: 3_600,
};
/** Reasons that pass by themselves: the text waits instead of being refused. */
const PASSING_REASONS = new Set(['opt_out_waiting', 'cannot_read', 'sender_paused']);
/** A review that nobody makes: what a message says is old news after three days. */
const REVIEW_WAIT_MS = 72 * 3_600_000;

/** What comes after a text was prepared, if anything does. */
type Prepared =
  | { readonly step: 'call'; readonly text: Claimed; readonly gatedAt: number }
  | { readonly step: 'look_up'; readonly text: Claimed };

/**
 * One text, once: each step has its bound, so that a job is over before its lock is. A step that is
 * cut off may still end by itself, but nothing that leaves the house follows from it any more.
 */
export function createSmsProcessor(deps: SmsDeps, bounds: SmsBounds = BOUNDS) {
  const { faultPoint } = deps;
  return async function sendText(job: Pick<Job<EffectJob>, 'data'>): Promise<void> {
    const prepared = await within(bounds.prepareMs, prepare(deps, job.data));
    if (!prepared) return;
    const { text } = prepared;
    if (prepared.step === 'look_up') return within(bounds.lookUpMs, lookUp(deps, text));
    faultPoint('sms.calling');
    const result = await call(deps, text, prepared.gatedAt, bounds.callMs);
    faultPoint('sms.called');
    const noted = result === 'too_late' ? undefined : deps.breaker.note(text.sender, result);
    await within(bounds.recordMs, Promise.all([record(deps, text, result), noted]));
  };
}

/** Claims a text and gets everything that it needs; those that come to nothing end here. */
async function prepare(deps: SmsDeps, data: EffectJob): Promise<Prepared | undefined> {
  const { store, faultPoint } = deps;
  const { workspace, effect: id } = data;
  const claim = newId('cl');
  const effect = await store.effects.claim('sms', { workspace, id, claim });
  if (!effect) return undefined;
  faultPoint('sms.claimed');
  if (await settleShown(store, effect, claim)) return undefined;
  const called = effect.state === 'calling';
  const [composed, allowed] = await Promise.all([
    composeOrSay(deps, effect),
    called || mayReply(store.limits, effect),
  ]);
  if (typeof composed === 'string') return end(deps, effect, claim, composed);
  if (!allowed) return refuse(deps, effect, claim, 'frequency_cap', 'limit.replies');
  const claimed: Claimed = { ...composed, claim };
  if (called) return { step: 'look_up', text: claimed };
  return release(deps, await withReminder(store, claimed));
}

/** Without a text nothing is sent; one that was being called may have left, and stays unknown. */
async function end(
  deps: SmsDeps,
  effect: TextEffectDocument,
  claim: string,
  reason: string,
): Promise<undefined> {
  if (effect.state !== 'calling') return refuse(deps, effect, claim, reason, 'sms.compose');
  const outcome: EffectOutcome = { result: 'unknown', reason };
  await conclude(deps.store, effect, claim, outcome, 'unknown', { reason });
  return undefined;
}

/** A text that cannot be made is refused for good: claiming it again would not mend it. */
async function composeOrSay(deps: SmsDeps, effect: TextEffectDocument) {
  try {
    return await compose(deps, effect);
  } catch (error) {
    if (isServerTrouble(error)) throw error;
    deps.log.error({ err: error, effect: effect._id }, 'a text cannot be made');
    return 'The text could not be made. Its template, program or key needs an operator.';
  }
}

/** Asks the gate and, if it lets the text pass, marks that its one call begins. */
async function release(deps: SmsDeps, text: Claimed): Promise<Prepared | undefined> {
  const { store, faultPoint } = deps;
  const { effect, claim, key, body, send, sender } = text;
  await showMessage(store, text);
  const gatedAt = performance.now();
  const { _id, contact, workspace } = effect;
  const asked = { contact, effect: _id, phone: text.phone };
  const verdict = await deps.gate.checkToSend(workspace, asked, send, sender.number);
  faultPoint('sms.gated');
  if (!verdict.allowed) return obey(deps, text, verdict);
  const said = seal(key, saidName(effect), body);
  const { localTimes } = verdict;
  const decision = decisionOf(verdict, store.clock.now());
  const [started] = await Promise.all([
    store.effects.startCall(effect, claim, { relied: verdict.entry, said, localTimes }),
    store.messages.decide(workspace, effect.message, decision),
  ]);
  if (!started) return undefined;
  return { step: 'call', text: { ...text, effect: { ...effect, state: 'calling' } }, gatedAt };
}

/**
 * The one call. Whatever was between the gate's reading and the first byte, a second or more of it
 * means that nothing leaves: the process may have stood still, and a STOP have come.
 */
async function call(
  deps: SmsDeps,
  text: Claimed,
  gatedAt: number,
  boundMs: number,
): Promise<SendResult | 'too_late'> {
  const { effect, sender, phone: to, body } = text;
  let tooLate = false;
  const mayLeave = () => {
    tooLate = performance.now() - gatedAt > VERDICT_VALID_MS;
    return !tooLate;
  };
  const { text: content } = effect;
  const validForSeconds = content.kind === 'reply' ? VALID_SECONDS[content.template] : undefined;
  const calling = deps.provider.send(sender.accountSid, {
    ...{ from: sender.number, to, body, mayLeave, ids: idsOf(effect) },
    ...(validForSeconds !== undefined && { validForSeconds }),
  });
  try {
    const result = await within(boundMs, calling);
    return tooLate ? 'too_late' : result;
  } catch (error) {
    if (!(error instanceof DeadlinePassed)) throw error;
    return { result: 'unknown', reason: 'The provider did not answer in time.' };
  }
}

/** The conversation shows the text from now on; a repeat finds it there. */
async function showMessage(store: Store, { effect, key, body, sender }: Claimed): Promise<void> {
  const { message: id, contact, program, text, createdAt } = effect;
  const purpose = text.kind === 'message' ? { purpose: text.purpose } : {};
  const shown = { id, contact, program, body, key, createdAt, ...purpose };
  await store.messages.add(effect.workspace, [
    { ...shown, direction: 'outbound', sender: sender.number, status: 'queued' },
  ]);
}

/** The gate said no: for good, or until something passes. */
async function obey(deps: SmsDeps, text: Claimed, verdict: Verdict): Promise<undefined> {
  const { store } = deps;
  const { effect, claim } = text;
  const reason = verdict.reason ?? 'cannot_read';
  const retryAt = verdict.retryAt ? new Date(verdict.retryAt) : undefined;
  const now = store.clock.now();
  const waited = now.getTime() - effect.createdAt.getTime();
  const inReview = reason === 'in_review' && waited < REVIEW_WAIT_MS;
  if (!retryAt && !inReview && !PASSING_REASONS.has(reason)) {
    const decision = decisionOf(verdict, now);
    return refuse(deps, effect, claim, reason, verdict.rule, decision);
  }
  // The longer it has waited, the less often it is asked: a fence set aside may stand for days.
  const pauseMs = Math.min(Math.max(ASK_AGAIN_MS, waited / 4), 60_000);
  const dueAt = retryAt ?? new Date(store.clock.now().getTime() + pauseMs);
  await store.messages.decide(effect.workspace, effect.message, decisionOf(verdict, now));
  await leaveCount(store, effect);
  await store.effects.postpone(effect, claim, dueAt);
  return undefined;
}

async function refuse(
  deps: SmsDeps,
  effect: TextEffectDocument,
  claim: string,
  reason: string,
  rule: string,
  decision?: MessageDecision,
): Promise<undefined> {
  const outcome: EffectOutcome = { result: 'blocked', reason, rule };
  const details = { reason, ...(decision && { decision }) };
  await conclude(deps.store, effect, claim, outcome, 'blocked', details);
  return undefined;
}

/**
 * Stores what the call came to. An unknown outcome stays `calling`, to be looked up when it is due.
 */
async function record(
  deps: SmsDeps,
  text: Claimed,
  result: SendResult | 'too_late',
): Promise<void> {
  const { store, log, faultPoint } = deps;
  const { effect, claim } = text;
  if (result === 'too_late') {
    await store.effects.postpone(effect, claim, store.clock.now());
    return;
  }
  switch (result.result) {
    case 'accepted': {
      const { providerSid, status } = result;
      const outcome: EffectOutcome = { result: 'sent', providerSid, status };
      await store.messages.progress(effect.workspace, effect.message, 'sending', { providerSid });
      faultPoint('sms.shown');
      await store.effects.settle(effect, claim, outcome);
      return;
    }
    case 'refused': {
      const { reason, code, flag, alert } = result;
      if (alert) log.error({ effect: effect._id, code }, reason);
      if (flag) await keepReport(deps, text, { code, flag });
      const outcome: EffectOutcome = { result: 'failed', reason, code, ...(alert && { alert }) };
      return conclude(store, effect, claim, outcome, 'failed', { reason, errorCode: code });
    }
    case 'not_taken': {
      const { reason, refusal: code, retryAfterMs } = result;
      if (code !== undefined) {
        log.error({ effect: effect._id, code }, reason);
        const again = new Date(store.clock.now().getTime() + retryAfterMs);
        await store.effects.takeBack(effect, claim, again);
        return;
      }
      if (effect.attempts + 1 >= ATTEMPTS_MAX) {
        const outcome: EffectOutcome = { result: 'failed', reason };
        return conclude(store, effect, claim, outcome, 'failed', { reason });
      }
      const pauseMs = retryAfterMs * 2 ** effect.attempts;
      await store.effects.postpone(effect, claim, new Date(store.clock.now().getTime() + pauseMs));
      return;
    }
    case 'unknown':
      log.warn({ effect: effect._id, reason: result.reason }, 'the answer of a call was lost');
  }
}

/** What a refusal says of the number is an act and travels the one road. */
async function keepReport(
  deps: SmsDeps,
  { effect, sender }: Claimed,
  said: Pick<ProviderReport, 'code' | 'flag'>,
): Promise<void> {
  const { workspace, contact, _id: origin } = effect;
  const { provider, accountSid, number } = sender;
  const about = { workspace, contact, provider, accountSid, sender: number, origin };
  const receivedAt = deps.store.clock.now();
  await feed(deps, [reportEvent({ ...about, ...said, raised: true, receivedAt })]);
}

const idsOf = ({ workspace, _id: effect, message, contact }: TextEffectDocument) => ({
  ...{ workspace, effect, message, contact },
});
