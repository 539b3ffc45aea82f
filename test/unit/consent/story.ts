// Builders for the consent tests: events and the ledger that deciding them makes. No assertions
// here.
import { classify } from '../../../src/consent/classify.js';
import { decide } from '../../../src/consent/decide.js';
import { emptyHead, evolve } from '../../../src/consent/fold.js';
import type {
  ConsentAttested,
  ConsentEvent,
  ConsentExpired,
  ErasureRequested,
  Decision,
  Effect,
  EmailConfirmed,
  EntryDraft,
  FlagReported,
  Head,
  OpenRequest,
  OrderReported,
  Policy,
  ProviderBlocked,
  ReviewDecided,
  RevocationRecorded,
  TextReceived,
} from '../../../src/consent/types.js';

export type AskOrder = Extract<Effect, { kind: 'ask_order' }>;

export const CONTACT = 'ct_0123456789abcdef0123456789abcdef';
export const SENDER = '+16025550100';
const START_OF_TIME = Date.parse('2026-03-02T17:00:00.000Z') / 1000;

export const POLICY: Policy = {
  programs: { updates: { purpose: 'informational' }, offers: { purpose: 'marketing' } },
  senders: { [SENDER]: { keywordReplies: 'service', defaultProgram: 'updates' } },
};

export const PROVIDER_POLICY: Policy = {
  ...POLICY,
  senders: { [SENDER]: { keywordReplies: 'provider', defaultProgram: 'updates' } },
};

/** The stamp of an act so many seconds into the story. */
export function stampAt(second: number): string {
  return `${String(START_OF_TIME + second).padStart(10, '0')}.0000000001`;
}

export function timeAt(second: number): string {
  return new Date((START_OF_TIME + second) * 1000).toISOString();
}

function base(second: number) {
  const stamp = stampAt(second);
  return { id: `event/${stamp}`, contact: CONTACT, stamp, receivedAt: timeAt(second) };
}

export function text(
  second: number,
  body: string,
  more: Partial<Pick<TextReceived, 'optOutType' | 'request'>> = {},
): TextReceived {
  const reading = classify(body);
  return { ...base(second), type: 'text_received', sender: SENDER, reading, ...more };
}

export function attested(second: number, program: string, basis: ConsentAttested['basis']) {
  const event: ConsentAttested = {
    ...base(second),
    type: 'consent_attested',
    method: 'paper',
    program,
    basis,
    occurredAt: timeAt(second - 86_400),
  };
  return event;
}

export function revoked(second: number, program = '*'): RevocationRecorded {
  const occurredAt = timeAt(second);
  return { ...base(second), type: 'revocation_recorded', method: 'phone', program, occurredAt };
}

export function blocked(second: number): ProviderBlocked {
  return { ...base(second), type: 'provider_blocked', sender: SENDER, code: '21610' };
}

export function emailed(
  second: number,
  more: Partial<Pick<EmailConfirmed, 'trusted' | 'request' | 'locale'>> = {},
): EmailConfirmed {
  const asked = request({ id: 'oir_mail', disclosureShown: true, contact: CONTACT });
  return {
    ...base(second),
    type: 'email_confirmed',
    sender: SENDER,
    request: asked,
    trusted: true,
    ...more,
  };
}

/** A decision about the doubtful text that lies at second `of`. */
export function reviewed(
  second: number,
  of: number,
  decision: ReviewDecided['decision'],
): ReviewDecided {
  const { id: event, stamp, receivedAt } = base(of);
  return {
    ...base(second),
    type: 'review_decided',
    reviewed: { event, stamp, receivedAt, sender: SENDER },
    decision,
  };
}

/** The provider's answer to the question that a decision asked; times are seconds of the story. */
export function orderReported(
  second: number,
  question: AskOrder,
  times: { optIn: number | null; optOut: number | null },
): OrderReported {
  const at = (time: number | null) => (time === null ? null : timeAt(time));
  return {
    ...base(second),
    type: 'order_reported',
    sender: question.sender,
    optIn: { ...question.optIn, at: at(times.optIn) },
    optOut: { ...question.optOut, at: at(times.optOut) },
  };
}

export function expired(second: number, program: string, entry: string): ConsentExpired {
  return { ...base(second), type: 'consent_expired', program, entry };
}

export function erasureAsked(second: number): ErasureRequested {
  return { ...base(second), type: 'erasure_requested', mode: 'retain' };
}

export function flagReported(
  second: number,
  flag: FlagReported['flag'],
  raised = true,
): FlagReported {
  return { ...base(second), type: 'flag_reported', flag, raised, code: '30006' };
}

/** The question to the provider among what follows from a decision. */
export function questionOf({ effects }: Decision): AskOrder | undefined {
  return effects.find((effect): effect is AskOrder => effect.kind === 'ask_order');
}

export function request(more: Partial<OpenRequest> = {}): OpenRequest {
  return { id: 'oir_1', program: 'updates', disclosureShown: false, ...more };
}

/** The head after an entry, as the ledger would number, hash and name it. */
export function append(head: Head, entry: EntryDraft, decidedAt: string): Head {
  const seq = head.seq + 1;
  return evolve(head, {
    ...entry,
    v: 1,
    workspace: 'demo',
    contact: head.contact,
    seq,
    recordedAt: decidedAt,
    evidenceDigest: null,
    prevHash: head.hash,
    hash: `hash-${seq}`,
    id: `entry/${entry.source.event}`,
  });
}

/** An event, and how many seconds after its arrival it is decided. */
export interface Step {
  readonly event: ConsentEvent;
  readonly decidedAfter?: number;
}

/** Decides the events in the order given; returns the head and every decision. */
export function tell(steps: readonly (ConsentEvent | Step)[], policy: Policy = POLICY) {
  let head = emptyHead(CONTACT);
  const decisions: Decision[] = [];
  for (const step of steps) {
    const { event, decidedAfter = 0 } = 'event' in step ? step : { event: step };
    const decision = decide(head, event, policy);
    decisions.push(decision);
    if (!decision.entry) continue;
    const decidedAt = new Date(Date.parse(event.receivedAt) + decidedAfter * 1000).toISOString();
    head = append(head, decision.entry, decidedAt);
  }
  return { head, decisions, last: decisions.at(-1) ?? { effects: [] } };
}

/** The templates of the texts that a decision asks for. */
export function texts(decision: Decision): string[] {
  return decision.effects.flatMap((effect) => (effect.kind === 'text' ? [effect.template] : []));
}
