// The gate's answers, one table a kind of send, and the order of its reasons.
import { describe, expect, it } from 'vitest';
import { gate } from '../../../src/consent/gate.js';
import type { ConsentEvent, GateQuestion, Head, SendPurpose } from '../../../src/consent/types.js';
import {
  attested,
  blocked,
  POLICY,
  PROVIDER_POLICY,
  request,
  SENDER,
  stampAt,
  tell,
  text,
  timeAt,
} from './story.js';

const message: SendPurpose = { kind: 'message', program: 'updates', purpose: 'informational' };
const marketing: SendPurpose = { kind: 'message', program: 'offers', purpose: 'marketing' };

function reply(template: 'opt_in_confirmation' | 'agreement' | 'help', second: number) {
  return { kind: 'reply', template, program: 'updates', asked: stampAt(second) } as const;
}

function confirmStop(second: number): SendPurpose {
  const entry = `entry/event/${stampAt(second)}`;
  const asked = stampAt(second);
  return { kind: 'reply', template: 'opt_out_confirmation', program: '*', asked, entry };
}

function ask(head: Head | null, send: SendPurpose, more: Partial<GateQuestion> = {}) {
  const at = { sender: SENDER, policy: POLICY, now: timeAt(100) };
  return gate({ head, fences: [], send, ...at, ...more });
}

const headOf = (...events: ConsentEvent[]) => tell(events).head;
const flagged = (head: Head, flag: string): Head => ({
  ...head,
  flags: { ...head.flags, [flag]: { since: timeAt(0), entry: 'entry/flag', stamp: stampAt(0) } },
});
const start = text(0, 'START');

describe('messages', () => {
  it('leave with consent, and name the entry relied on', () => {
    expect(ask(headOf(start), message)).toEqual({
      allowed: true,
      status: 'opted_in',
      basis: 'express',
      rule: 'status.opted_in',
      entry: `entry/event/${stampAt(0)}`,
    });
  });

  it('are refused from the second on in which consent is too old, recorded or not', () => {
    const policy = {
      programs: { updates: { purpose: 'informational', validForDays: 1 } },
    } as const;
    const at = (second: number) => ask(headOf(start), message, { policy, now: timeAt(second) });
    expect(at(86_399).allowed).toBe(true);
    expect(at(86_400)).toEqual({
      allowed: false,
      status: 'none',
      basis: 'express',
      reason: 'consent_expired',
      rule: 'status.expired',
      entry: `entry/event/${stampAt(0)}`,
    });
  });

  it.each([
    ['a contact never seen', null, 'no_consent'],
    ['somebody out', headOf(start, text(60, 'STOP')), 'opted_out'],
    ['doubtful words', headOf(start, text(60, 'go away')), 'in_review'],
    ['a provider block of this sender', headOf(start, blocked(60)), 'provider_block'],
    ['an unreachable number', flagged(headOf(start), 'unreachable'), 'unreachable'],
    ['a landline', flagged(headOf(start), 'landline'), 'landline'],
    ['a reassigned number', flagged(headOf(start), 'reassigned'), 'reassigned'],
  ])('are refused for %s', (_name, head, reason) => {
    expect(ask(head, message)).toMatchObject({ allowed: false, reason });
  });

  it('are refused while any fence stands, before every other reason', () => {
    const fences = [stampAt(90)];
    expect(ask(headOf(start), message, { fences }).reason).toBe('opt_out_waiting');
    expect(ask(null, message, { fences }).reason).toBe('opt_out_waiting');
    expect(ask(headOf(text(0, 'STOP')), message, { fences }).reason).toBe('opt_out_waiting');
  });

  it('are refused as opted out before any flag', () => {
    const head = flagged(headOf(text(0, 'STOP')), 'landline');
    expect(ask(head, message).reason).toBe('opted_out');
  });

  it('name the entry that raised the flag', () => {
    expect(ask(flagged(headOf(start), 'landline'), message).entry).toBe('entry/flag');
  });

  it('for marketing need written consent', () => {
    const asked = text(0, 'START', { request: request({ program: 'offers' }) });
    expect(ask(headOf(asked), marketing).reason).toBe('pending');
    const verbal = headOf(attested(0, 'offers', 'express'));
    expect(ask(verbal, marketing).reason).toBe('written_consent_required');
    const signed = headOf(attested(0, 'offers', 'express_written'));
    expect(ask(signed, marketing).rule).toBe('circumstances.unread');
  });

  it('pass a provider block of another sender and an e-mail unsubscription', () => {
    const head = headOf(start, blocked(60));
    expect(ask(head, message, { sender: '+16025550199' }).allowed).toBe(true);
    expect(ask(flagged(headOf(start), 'email_unsubscribed'), message).allowed).toBe(true);
  });
});

describe('a paused sender', () => {
  it('sends nothing, neither messages nor answers', () => {
    const paused = { allowed: false, reason: 'sender_paused', rule: 'sender.paused' };
    expect(ask(headOf(start), message, { paused: true })).toMatchObject(paused);
    expect(ask(headOf(start), reply('help', 60), { paused: true })).toMatchObject(paused);
    const out = headOf(start, text(60, 'STOP'));
    expect(ask(out, confirmStop(60), { paused: true })).toMatchObject(paused);
  });

  it('is named only where everything else would let the text pass', () => {
    expect(ask(null, message, { paused: true }).reason).toBe('no_consent');
    expect(ask(headOf(text(0, 'STOP')), message, { paused: true }).reason).toBe('opted_out');
  });
});

describe('answers to a START', () => {
  const confirmation = reply('opt_in_confirmation', 0);

  it('leave, also for somebody in review', () => {
    expect(ask(headOf(start), confirmation).allowed).toBe(true);
    expect(ask(flagged(headOf(start), 'in_review'), confirmation).allowed).toBe(true);
  });

  it('carry the agreement while it is pending', () => {
    const asked = text(0, 'START', { request: request({ program: 'offers' }) });
    const send: SendPurpose = { ...reply('agreement', 0), program: 'offers' };
    expect(ask(headOf(asked), send)).toMatchObject({ allowed: true, status: 'pending' });
  });

  it('pass no stop and no fence', () => {
    expect(ask(headOf(start, text(60, 'STOP')), confirmation).reason).toBe('opted_out');
    expect(ask(headOf(start), confirmation, { fences: [stampAt(60)] }).reason).toBe(
      'opt_out_waiting',
    );
  });

  it('are not tried while the provider holds its block', () => {
    const { head } = tell([text(0, 'STOP'), text(60, 'START K7Q2')], PROVIDER_POLICY);
    expect(ask(head, reply('opt_in_confirmation', 60)).reason).toBe('provider_block');
  });
});

describe('the confirmation of a STOP', () => {
  const out = headOf(start, text(60, 'STOP'));

  it('leaves while that stop is the last word', () => {
    expect(ask(out, confirmStop(60))).toMatchObject({ allowed: true, status: 'opted_out' });
  });

  it('passes its own fence and older ones, and no newer', () => {
    expect(ask(out, confirmStop(60), { fences: [stampAt(30), stampAt(60)] }).allowed).toBe(true);
    expect(ask(out, confirmStop(60), { fences: [stampAt(61)] }).reason).toBe('opt_out_waiting');
  });

  it('is dropped after five minutes by the time of the act', () => {
    expect(ask(out, confirmStop(60), { now: timeAt(360) }).allowed).toBe(true);
    expect(ask(out, confirmStop(60), { now: timeAt(361) })).toMatchObject({
      allowed: false,
      rule: 'confirmation.stale',
    });
  });

  it('is dropped when the person has come back, or come back and left again', () => {
    const back = headOf(start, text(60, 'STOP'), text(70, 'START'));
    expect(ask(back, confirmStop(60)).rule).toBe('confirmation.stale');
    const again = headOf(start, text(60, 'STOP'), text(70, 'START'), text(80, 'STOP'));
    expect(ask(again, confirmStop(60)).rule).toBe('confirmation.stale');
    expect(ask(again, confirmStop(80)).allowed).toBe(true);
  });

  it('still leaves when the stop was only repeated', () => {
    const twice = headOf(start, text(60, 'STOP'), text(62, 'stop!!'));
    expect(ask(twice, confirmStop(60)).allowed).toBe(true);
  });

  it('leaves for a stop that outranked the START it crossed', () => {
    const crossed = headOf(text(20, 'START'), text(0, 'STOP'));
    expect(ask(crossed, confirmStop(0)).allowed).toBe(true);
  });

  it('is not tried where the provider blocks already', () => {
    const { head } = tell([text(0, 'STOP')], PROVIDER_POLICY);
    expect(ask(head, confirmStop(0)).reason).toBe('provider_block');
  });
});

describe('the answer to HELP', () => {
  const out = headOf(text(50, 'STOP'));

  it('leaves without any consent', () => {
    expect(ask(null, reply('help', 0)).allowed).toBe(true);
  });

  it('passes an opt-out and a fence older than the HELP, and none newer', () => {
    expect(ask(out, reply('help', 60)).allowed).toBe(true);
    expect(ask(out, reply('help', 40)).reason).toBe('opted_out');
    expect(ask(null, reply('help', 60), { fences: [stampAt(50)] }).allowed).toBe(true);
    expect(ask(null, reply('help', 60), { fences: [stampAt(70)] }).reason).toBe('opt_out_waiting');
  });
});
