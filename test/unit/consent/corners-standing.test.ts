// Corners of where somebody stands and what the gate makes of it, one sentence each.
import { describe, expect, it } from 'vitest';
import { overallStatus } from '../../../src/consent/fold.js';
import { gate } from '../../../src/consent/gate.js';
import type { Decision, Head, Policy } from '../../../src/consent/types.js';
import {
  emailed,
  expired,
  flagReported,
  POLICY,
  reviewed,
  revoked,
  SENDER,
  stampAt,
  tell,
  text,
  timeAt,
} from './story.js';

const DAY = 86_400;

describe('reports', () => {
  it('that repeat an earlier one move it, and one that comes late is nothing', () => {
    const first = flagReported(0, 'reassigned');
    const { head, last } = tell([first, flagReported(60, 'reassigned')]);
    expect(last.entry).toMatchObject({
      kind: 'flagged',
      flag: 'reassigned',
      program: '*',
      source: { channel: 'provider', rule: 'provider.30006', stamp: stampAt(60) },
    });
    expect(last.entry?.source).not.toHaveProperty('sender');
    expect(head.flags['reassigned']?.stamp).toBe(stampAt(60));
    expect(tell([flagReported(60, 'reassigned'), first]).last).toEqual({ effects: [] });
    expect(tell([first, first]).last).toEqual({ effects: [] });
    expect(
      tell([flagReported(60, 'landline'), flagReported(60, 'unreachable')]).last.entry,
    ).toBeDefined();
  });

  it('are told apart: a text ends two of them and not the third', () => {
    const flags = [
      flagReported(0, 'landline'),
      flagReported(1, 'unreachable'),
      flagReported(2, 'reassigned'),
    ];
    expect(Object.keys(tell([...flags, text(60, 'hi')]).head.flags)).toEqual(['reassigned']);
  });

  it('older than the latest text are proved wrong already', () => {
    const { head } = tell([text(90, 'START'), text(60, 'HELP'), flagReported(80, 'landline')]);
    expect(head.flags).toEqual({});
    expect(head.heard).toBe(stampAt(90));
    expect(tell([text(90, 'START'), text(60, 'STOP')]).head.heard).toBe(stampAt(90));
    expect(tell([text(60, 'STOP'), text(90, 'START')]).head.heard).toBe(stampAt(90));
    expect(tell([revoked(60)]).head).not.toHaveProperty('heard');
  });

  it('name the sender where they are about one', () => {
    const report = { ...flagReported(0, 'unreachable'), sender: SENDER };
    expect(tell([report]).last.entry?.source.sender).toBe(SENDER);
  });
});

describe('the gate', () => {
  const ask = (head: Head, program = 'updates') =>
    gate({
      ...{ head, fences: [], sender: SENDER, policy: POLICY, now: timeAt(9_000) },
      send: { kind: 'message', program, purpose: 'informational' },
    });

  it('names the report when a number has passed on, and the entry that expired', () => {
    const passedOn = tell([text(0, 'START'), flagReported(60, 'reassigned')]).head;
    expect(ask(passedOn)).toMatchObject({
      allowed: false,
      reason: 'reassigned',
      rule: 'flag.reassigned',
      entry: `entry/${flagReported(60, 'reassigned').id}`,
    });
    const policy: Policy = {
      ...POLICY,
      programs: { updates: { purpose: 'informational', validForDays: 1 } },
    };
    const end = expired(2 * DAY, 'updates', `entry/${text(0, 'START').id}`);
    expect(ask(tell([text(0, 'START'), end], policy).head)).toMatchObject({
      allowed: false,
      status: 'none',
      reason: 'consent_expired',
      rule: 'status.expired',
      entry: `entry/${end.id}`,
    });
  });

  it('says pending for a form, and no consent where nothing ever was', () => {
    expect(ask(tell([emailed(0, { trusted: false })]).head).reason).toBe('pending');
    expect(ask(tell([]).head).reason).toBe('no_consent');
  });
});

describe('one status for a whole contact', () => {
  it('is the one that allows most', () => {
    const statusAfter = (steps: Parameters<typeof tell>[0]) => overallStatus(tell(steps).head);
    expect(statusAfter([revoked(0, 'offers')])).toBe('opted_out');
    expect(statusAfter([revoked(0, 'offers'), emailed(60, { trusted: false })])).toBe('pending');
    expect(statusAfter([revoked(0, 'offers'), text(60, 'START')])).toBe('opted_in');
    expect(statusAfter([flagReported(0, 'landline')])).toBe('none');
  });
});

describe('the language of a reply', () => {
  const localeOf = ({ effects }: Decision) =>
    effects.flatMap((effect) => (effect.kind === 'text' ? [effect.locale] : []));

  it('is that of free words, too, and of the record for English ones', () => {
    const spanish = { ...text(0, 'no me escribas mas mensajes'), locale: 'fr' };
    expect(localeOf(tell([spanish]).last)).toEqual(['es']);
    const english = { ...text(0, 'please stop texting me'), locale: 'fr' };
    expect(localeOf(tell([english]).last)).toEqual(['fr']);
    expect(localeOf(tell([emailed(0, { locale: 'es' })]).last)).toEqual(['es']);
    const found = { ...reviewed(60, 0, 'opt_out'), locale: 'es' };
    expect(localeOf(tell([text(0, 'go away'), found]).last)).toEqual(['es']);
  });
});
