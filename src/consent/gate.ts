// The gate: may this leave now? One pure function; every sender asks it at the moment of release.
// What cannot be read is the caller's to refuse (`cannot_read`). Nothing is sent or stored here.
import { secondsSince } from './acts.js';
import { expiryOf } from './expiring.js';
import { flagKey } from './fold.js';
import { emptyHead } from './fold.js';
import { capsOf, reachedCap } from './frequency.js';
import { nextOpening } from './quiet-hours.js';
import { actsOf, ownOptIns, ownValue, type Standing, standingOf } from './standing.js';
import type {
  Flag,
  GateQuestion,
  GateReason,
  Head,
  IsoTime,
  Policy,
  SendPurpose,
  Stamp,
  Verdict,
} from './types.js';

/** A confirmation of an opt-out later than this needs a justification (47 CFR 64.1200(a)(12)). */
const CONFIRMATION_SECONDS = 300;
/** For so long a message is an answer to the person's own text. */
const REPLY_MS = 15 * 60_000;

type Message = Extract<SendPurpose, { kind: 'message' }>;
type Reply = Extract<SendPurpose, { kind: 'reply' }>;

/** A question with everything looked up that the rules ask for. */
interface Case {
  readonly question: GateQuestion;
  readonly head: Head;
  readonly standing: Standing;
}

/**
 * Answers whether a send may leave. The order of the reasons is part of the promise: fences, the
 * opt-out, flags, what is missing. Each verdict names its rule and the entry that it relies on.
 */
export function gate(question: GateQuestion): Verdict {
  const head = question.head ?? emptyHead('');
  const standing = standingOf(head, question.send.program);
  const at: Case = { question, head, standing };
  const { send } = question;
  const verdict = send.kind === 'message' ? judgeMessage(at, send) : judgeReply(at, send);
  // Last, so that nobody waits for a sender to go on who would be refused all the same.
  if (!verdict.allowed || !question.paused) return verdict;
  return refuse(at, 'sender_paused', 'sender.paused');
}

/** Flags that hold back what we start ourselves; a reply goes to somebody who has just texted. */
const MESSAGE_FLAGS = ['in_review', 'provider_block', 'unreachable', 'landline'] as const;

function judgeMessage(at: Case, send: Message): Verdict {
  const { standing } = at;
  if (at.question.fences.length > 0) return refuse(at, 'opt_out_waiting', 'fence.standing');
  if (standing.status === 'opted_out') return refuse(at, 'opted_out', 'status.opted_out');
  const flagged = refuseFlagged(at, MESSAGE_FLAGS);
  if (flagged) return flagged;
  // What its present holder has agreed to counts (standing.ts); what the former one did does not.
  const former = standing.status !== 'opted_in' && refuseFlagged(at, ['reassigned']);
  if (former) return former;
  if (standing.expired) return refuse(at, 'consent_expired', 'status.expired');
  if (standing.status === 'pending') return refuse(at, 'pending', 'status.pending');
  if (standing.status === 'none') return refuse(at, 'no_consent', 'status.none');
  if (send.purpose === 'marketing' && standing.basis !== 'express_written') {
    return refuse(at, 'written_consent_required', 'basis.written_required');
  }
  if (isOver(at.question)) {
    return { ...refuse(at, 'consent_expired', 'status.expired'), status: 'none' };
  }
  return judgeMoment(at, send);
}

/** Refusal of a question whose circumstances have to be read first. */
export const CIRCUMSTANCES_UNREAD = 'circumstances.unread';

/** Whether this message has hours to keep or texts to be counted; the law asks it of marketing. */
function hasHoursOrCaps({ program, purpose }: Message, { programs }: Pick<Policy, 'programs'>) {
  const { perDayMax, perMonthMax } = ownValue(programs, program) ?? {};
  return purpose === 'marketing' || perDayMax !== undefined || perMonthMax !== undefined;
}

/**
 * After consent: whether now is a time for it, and if not, when to come back. An answer to what
 * the person has just texted keeps no hours. How many texts they get is a promise of its own, kept.
 */
function judgeMoment(at: Case, send: Message): Verdict {
  const { policy, now, circumstances } = at.question;
  if (!hasHoursOrCaps(send, policy)) return allow(at, 'status.opted_in');
  if (!circumstances) return refuse(at, 'cannot_read', CIRCUMSTANCES_UNREAD);
  const { places, heardAt, sent } = circumstances;
  const opening = (from: IsoTime) =>
    send.purpose === 'marketing'
      ? nextOpening(places, from, { holidays: policy.holidays ?? false })
      : { at: from };
  const isAnswer = (moment: IsoTime) =>
    heardAt !== undefined && Date.parse(moment) - Date.parse(heardAt) <= REPLY_MS;
  const { closedBy } = opening(now);
  const isQuiet = closedBy !== undefined && !isAnswer(now);
  const cap = reachedCap(capsOf(send, places, policy), sent, now);
  if (!cap && !isQuiet) {
    return allow(at, closedBy === undefined ? 'status.opted_in' : 'answer.own_text');
  }
  const until = cap?.until ?? now;
  const retryAt = isAnswer(until) ? until : opening(until).at;
  return isQuiet
    ? { ...refuse(at, 'quiet_hours', `quiet_hours.${closedBy}`), retryAt }
    : { ...refuse(at, 'frequency_cap', `frequency_cap.${cap?.by}`), retryAt };
}

/** Time ends consent whether or not anybody has come round to recording it. */
function isOver({ head, send, policy, now }: GateQuestion): boolean {
  const expiry = head ? expiryOf(head, send.program, policy) : undefined;
  return expiry !== undefined && expiry.at <= now;
}

function judgeReply(at: Case, send: Reply): Verdict {
  switch (send.template) {
    case 'opt_in_confirmation':
    case 'agreement':
      return judgeOptInReply(at, send);
    case 'opt_out_confirmation':
      return judgeOptOutConfirmation(at, send);
    case 'help':
      return judgeHelp(at, send);
    default:
      return unknown(send.template);
  }
}

/** The answer to the person's own START needs no prior consent, and passes no fence and no stop. */
function judgeOptInReply(at: Case, send: Reply): Verdict {
  if (at.question.fences.length > 0) return refuse(at, 'opt_out_waiting', 'fence.standing');
  if (at.standing.status === 'opted_out') return refuse(at, 'opted_out', 'status.opted_out');
  const blocked = refuseFlagged(at, ['provider_block']);
  return blocked ?? allow(at, `reply.${send.template}`);
}

/**
 * The one text that follows an opt-out: only while that opt-out is the last word, and only soon.
 */
function judgeOptOutConfirmation(at: Case, send: Reply): Verdict {
  if (at.question.fences.some((fence) => fence > send.asked)) {
    return refuse(at, 'opt_out_waiting', 'fence.newer');
  }
  const late = secondsSince(send.asked, at.question.now) > CONFIRMATION_SECONDS;
  if (late || !isCurrentOptOut(at, send)) return refuse(at, 'no_consent', 'confirmation.stale');
  return refuseFlagged(at, ['provider_block']) ?? allow(at, 'reply.opt_out_confirmation');
}

/**
 * Current means: the contact is out, and nothing but further stops came after the one confirmed.
 * Those are recorded without a confirmation of their own, so this one still speaks for them.
 */
function isCurrentOptOut({ head, standing }: Case, send: Reply): boolean {
  const { outAt } = actsOf(head, send.program);
  if (standing.status !== 'opted_out' || !outAt || send.entry === undefined) return false;
  const since = outAt.entry === send.entry ? outAt.stamp : send.asked;
  return ownOptIns(head, send.program).every((act) => act.stamp <= since);
}

/** HELP is answered also to somebody who is out, when it was asked after the stop. */
function judgeHelp(at: Case, send: Reply): Verdict {
  if (at.question.fences.some((fence) => fence >= send.asked)) {
    return refuse(at, 'opt_out_waiting', 'fence.newer');
  }
  if (isOutSince(at, send.asked)) return refuse(at, 'opted_out', 'status.opted_out');
  return refuseFlagged(at, ['provider_block']) ?? allow(at, 'reply.help');
}

function isOutSince({ head, standing, question }: Case, asked: Stamp): boolean {
  const { outAt } = actsOf(head, question.send.program);
  return standing.status === 'opted_out' && outAt !== undefined && outAt.stamp >= asked;
}

/** A provider's block counts for the sender that wants to send, other flags for the contact. */
function refuseFlagged(at: Case, flags: readonly Extract<Flag, GateReason>[]): Verdict | undefined {
  for (const flag of flags) {
    const raised = ownValue(at.head.flags, flagKey(flag, at.question.sender));
    if (raised) return { ...refuse(at, flag, `flag.${flag}`), entry: raised.entry };
  }
  return undefined;
}

function refuse(at: Case, reason: GateReason, rule: string): Verdict {
  return { allowed: false, ...known(at.standing), reason, rule };
}

function allow(at: Case, rule: string): Verdict {
  return { allowed: true, ...known(at.standing), rule };
}

function known({ status, basis, entry }: Standing): Pick<Verdict, 'status' | 'basis' | 'entry'> {
  return { status, ...(basis && { basis }), ...(entry && { entry }) };
}

function unknown(value: never): never {
  throw new TypeError(`no rule for ${JSON.stringify(value)}`);
}
