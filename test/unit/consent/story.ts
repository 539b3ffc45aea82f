// Builders for the consent tests: events and the ledger that deciding them makes. No assertions
// here.
import { classify } from '../../../src/consent/classify.js';
import { decide } from '../../../src/consent/decide.js';
import { emptyHead, evolve } from '../../../src/consent/fold.js';
import type {
  ConsentAttested,
  ConsentEvent,
  Decision,
  EntryDraft,
  Head,
  OpenRequest,
  Policy,
  ProviderBlocked,
  RevocationRecorded,
  TextReceived,
} from '../../../src/consent/types.js';

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
