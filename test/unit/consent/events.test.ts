// What follows from what is no text: e-mailed forms, reviews, provider answers, expiry, flags.
import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../../src/consent/expiring.js';
import { standingOf, statusOf } from '../../../src/consent/fold.js';
import { gate } from '../../../src/consent/gate.js';
import type { Decision, Head, Policy } from '../../../src/consent/types.js';
import {
  attested,
  blocked,
  CONTACT,
  emailed,
  expired,
  flagReported,
  orderReported,
  POLICY,
  PROVIDER_POLICY,
  questionOf,
  request,
  reviewed,
  revoked,
  SENDER,
  stampAt,
  tell,
  text,
  texts,
  timeAt,
} from './story.js';

const DAY = 86_400;
const OFFERS_SHOWN = request({ program: 'offers', disclosureShown: true, contact: CONTACT });

const reasonOf = (head: Head, program = 'updates', purpose = POLICY.programs[program]?.purpose) =>
  gate({
    head,
    fences: [],
    sender: SENDER,
    now: timeAt(10_000),
    policy: POLICY,
    send: { kind: 'message', program, purpose: purpose ?? 'marketing' },
  }).reason ?? 'allowed';

describe('an e-mailed form', () => {
  it('with a number that can be trusted is consent in writing, confirmed by text', () => {
    const { head, last } = tell([emailed(0)]);
    expect(last.entry).toMatchObject({
      kind: 'opted_in',
      program: 'updates',
      basis: 'express_written',
      source: { channel: 'email', request: 'oir_mail', sender: SENDER },
    });
    expect(texts(last)).toEqual(['opt_in_confirmation']);
    expect(last.effects).toContainEqual({
      kind: 'request',
      request: 'oir_mail',
      outcome: 'completed',
    });
    expect(reasonOf(head)).toBe('allowed');
  });

  it('with any other number is pending: nothing is texted, the handset has to answer', () => {
    const { head, last } = tell([emailed(0, { trusted: false })]);
    expect(last.entry).toMatchObject({ kind: 'opt_in_pending', status: 'pending' });
    expect(last.effects).toEqual([{ kind: 'request', request: 'oir_mail', outcome: 'confirming' }]);
    expect(statusOf(head, 'updates')).toBe('pending');
    expect(reasonOf(head)).toBe('pending');
  });

  it('is no question that AGREE answers', () => {
    const form = emailed(0, { trusted: false, request: OFFERS_SHOWN });
    expect(tell([form, text(60, 'AGREE')]).last.entry).toBeUndefined();
  });

  it('never lifts a stop, in either order of delivery', () => {
    for (const stop of [text(0, 'STOP'), revoked(0, 'updates')]) {
      const after = tell([stop, emailed(60)]);
      expect(after.last.entry).toMatchObject({ kind: 'superseded', act: 'opt_in' });
      expect(after.last.effects).toEqual([
        { kind: 'request', request: 'oir_mail', outcome: 'confirming' },
      ]);
      expect(statusOf(after.head, 'updates')).toBe('opted_out');
      expect(statusOf(tell([emailed(60), stop]).head, 'updates')).toBe('opted_out');
    }
  });

  it('without trust changes nothing for somebody who is in, or out', () => {
    const form = emailed(60, { trusted: false });
    expect(statusOf(tell([text(0, 'START'), form]).head, 'updates')).toBe('opted_in');
    expect(statusOf(tell([text(0, 'STOP'), form]).head, 'updates')).toBe('opted_out');
    expect(statusOf(tell([form, text(0, 'STOP')]).head, 'updates')).toBe('opted_out');
  });

  it('counts for somebody who came back by START, and strengthens it', () => {
    const { head } = tell([text(0, 'STOP'), text(60, 'START'), emailed(120)]);
    expect(standingOf(head, 'updates')).toMatchObject({
      status: 'opted_in',
      basis: 'express_written',
    });
  });
});

describe('a review', () => {
  const doubt = text(0, 'go away');

  it('that finds an opt-out ends everything where the text lies, and confirms it as of then', () => {
    const { head, last } = tell([doubt, reviewed(100, 0, 'opt_out')]);
    expect(last.entry).toMatchObject({
      kind: 'opted_out',
      program: '*',
      source: { stamp: stampAt(0), rule: 'review.opt_out' },
    });
    expect(last.effects).toEqual([
      {
        kind: 'text',
        template: 'opt_out_confirmation',
        program: '*',
        asked: { stamp: stampAt(0), at: timeAt(0) },
      },
    ]);
    expect(head.flags).toEqual({});
    expect(reasonOf(head)).toBe('opted_out');
  });

  it('does not undo a START that came after the text', () => {
    const { head, last } = tell([doubt, text(60, 'START'), reviewed(100, 0, 'opt_out')]);
    expect(last).toMatchObject({ entry: { kind: 'superseded', act: 'opt_out' }, effects: [] });
    expect(statusOf(head, 'updates')).toBe('opted_in');
    expect(head.flags).toEqual({});
  });

  it('that finds nothing lifts the doubts up to that text, and no later one', () => {
    expect(tell([doubt, reviewed(100, 0, 'none')]).head.flags).toEqual({});
    const later = text(50, 'this is harassment');
    const { head, last } = tell([doubt, later, reviewed(100, 0, 'none')]);
    expect(last.entry).toMatchObject({ kind: 'unflagged', flag: 'in_review' });
    expect(head.flags).toHaveProperty('in_review');
    expect(tell([doubt, later, reviewed(100, 50, 'none')]).head.flags).toEqual({});
  });
});

describe('a contested order', () => {
  const start = text(5, 'START', { request: OFFERS_SHOWN });
  const stop = text(0, 'STOP');
  const cases = {
    'START that came while a STOP was undecided': [{ event: stop, decidedAfter: 10 }, start],
    'START that was decided first though it came later': [start, stop],
    'STOP that came while a START was undecided': [
      { event: text(0, 'START', { request: OFFERS_SHOWN }), decidedAfter: 10 },
      text(5, 'STOP'),
    ],
    'STOP that was decided first though it came later': [
      text(5, 'STOP'),
      text(0, 'START', { request: OFFERS_SHOWN }),
    ],
  };

  it.each(Object.entries(cases))('%s is out, and the provider is asked', (_name, steps) => {
    const { head, last } = tell(steps);
    expect(statusOf(head, 'offers')).toBe('opted_out');
    expect(questionOf(last)).toMatchObject({
      sender: SENDER,
      optIn: { program: 'offers', basis: 'express_written' },
    });
  });

  it.each(Object.entries(cases))('%s: in again when START really was later', (_name, steps) => {
    const { head, last } = answered(steps, { optIn: 8, optOut: 7 });
    expect(last.entry).toMatchObject({ kind: 'opted_in', basis: 'express_written' });
    expect(texts(last)).toEqual(['opt_in_confirmation']);
    expect(standingOf(head, 'offers')).toMatchObject({
      status: 'opted_in',
      basis: 'express_written',
    });
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });

  it.each([
    ['STOP was later', { optIn: 7, optOut: 8 }],
    ['both came in the same second', { optIn: 7, optOut: 7 }],
  ])('stays out when %s', (_name, times) => {
    for (const steps of Object.values(cases)) {
      const { head, last } = answered(steps, times);
      expect(last).toMatchObject({ entry: { kind: 'superseded', act: 'opt_in' }, effects: [] });
      expect(statusOf(head, 'offers')).toBe('opted_out');
    }
  });

  it.each([
    ['START', { optIn: null, optOut: 7 }],
    ['STOP', { optIn: 8, optOut: null }],
  ])('stays as it is when the provider does not know the %s', (_name, times) => {
    for (const steps of Object.values(cases)) {
      const { head, last } = answered(steps, times);
      expect(last).toEqual({ effects: [] });
      expect(statusOf(head, 'offers')).toBe('opted_out');
    }
  });

  it('is settled against the answer by a stop that came later', () => {
    for (const steps of Object.values(cases)) {
      const question = questionOf(tell(steps).last);
      if (!question) throw new Error('no question was asked');
      const answer = orderReported(90, question, { optIn: 8, optOut: 7 });
      const again = text(60, 'STOP');
      for (const order of [
        [...steps, answer, again],
        [...steps, again, answer],
      ]) {
        expect(statusOf(tell(order).head, 'offers')).toBe('opted_out');
      }
    }
  });

  it('is left as it is when several stops are near, or one without a provider’s time', () => {
    const twice = tell([text(3, 'STOP'), { event: text(4, 'STOP'), decidedAfter: 9 }, start]);
    expect(questionOf(twice.last)).toBeUndefined();
    const told = tell([{ event: revoked(0), decidedAfter: 9 }, start]);
    expect(questionOf(told.last)).toBeUndefined();
    expect(statusOf(told.head, 'offers')).toBe('opted_out');
  });

  it('does not trust an answer about one stop when another one has turned up beside it', () => {
    const steps = cases['START that came while a STOP was undecided'];
    const question = questionOf(tell(steps).last);
    if (!question) throw new Error('no question was asked');
    const answer = orderReported(90, question, { optIn: 8, optOut: 7 });
    const { head } = tell([...steps, text(3, 'STOP'), answer]);
    expect(statusOf(head, 'offers')).toBe('opted_out');
  });

  function answered(
    steps: Parameters<typeof tell>[0],
    times: { optIn: number | null; optOut: number | null },
  ) {
    const question = questionOf(tell(steps).last);
    if (!question) throw new Error('no question was asked');
    return tell([...steps, orderReported(90, question, times)]);
  }
});

describe('expiry', () => {
  const policy: Policy = {
    ...POLICY,
    programs: { ...POLICY.programs, updates: { purpose: 'informational', validForDays: 30 } },
  };
  const dueOf = (head: Head) => expiryOf(head, 'updates', policy);
  const entryOf = ({ entry }: Decision) => `entry/${entry?.source.event ?? ''}`;

  it('is due so many days after the last act of consent, where a program says so', () => {
    const { head } = tell([text(0, 'START'), text(DAY, 'START')], policy);
    expect(dueOf(head)?.at).toBe(timeAt(31 * DAY));
    expect(expiryOf(head, 'updates', POLICY)).toBeUndefined();
    expect(dueOf(tell([text(0, 'STOP')], policy).head)).toBeUndefined();
    expect(dueOf(tell([attested(DAY, 'updates', 'express')], policy).head)?.at).toBe(
      timeAt(30 * DAY),
    );
  });

  it('ends consent when its time is over, and the gate says so', () => {
    const { decisions } = tell([text(0, 'START')], policy);
    const end = expired(30 * DAY, 'updates', entryOf(decisions[0] as Decision));
    const { head, last } = tell([text(0, 'START'), end], policy);
    expect(last.entry).toMatchObject({ kind: 'expired', status: 'none' });
    expect(statusOf(head, 'updates')).toBe('none');
    expect(reasonOf(head)).toBe('consent_expired');
    const back = tell([text(0, 'START'), end, text(31 * DAY, 'START')], policy);
    expect(back.last.entry?.kind).toBe('opted_in');
    expect(texts(back.last)).toEqual(['opt_in_confirmation']);
    const vouched = attested(31 * DAY, 'updates', 'express');
    expect(statusOf(tell([vouched, end, vouched], policy).head, 'updates')).toBe('opted_in');
  });

  it('ends nothing before its time, after another act, or after a stop', () => {
    const first = tell([text(0, 'START')], policy);
    const entry = entryOf(first.last);
    const end = expired(30 * DAY, 'updates', entry);
    const nothing = { effects: [] };
    expect(tell([text(0, 'START'), expired(9, 'updates', entry)], policy).last).toEqual(nothing);
    expect(tell([text(0, 'START'), text(9, 'START'), end], policy).last).toEqual(nothing);
    expect(tell([text(0, 'START'), text(9, 'STOP'), end], policy).last).toEqual(nothing);
  });

  it('does not touch an act that turns up late', () => {
    const end = expired(30 * DAY, 'updates', entryOf(tell([text(0, 'START')], policy).last));
    const { head } = tell([text(0, 'START'), end, text(9, 'START')], policy);
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });
});

describe('flags', () => {
  it.each(['unreachable', 'landline'] as const)(
    '%s ends with the next text, whatever it says',
    (flag) => {
      const { head } = tell([text(0, 'START'), flagReported(60, flag)]);
      expect(reasonOf(head)).toBe(flag);
      expect(statusOf(head, 'updates')).toBe('opted_in');
      for (const body of ['START', 'STOP', 'HELP', 'hi there', 'go away']) {
        const { head: after, last } = tell([flagReported(60, flag), text(90, body)]);
        expect(last.entry).toBeDefined();
        expect(after.flags).not.toHaveProperty(flag);
        expect(tell([flagReported(60, flag), text(30, body)]).head.flags).toHaveProperty(flag);
      }
      expect(tell([text(90, 'START'), flagReported(60, flag)]).head.flags).toEqual({});
    },
  );

  it('ends when the report is taken back, also if that comes first', () => {
    const back = flagReported(90, 'landline', false);
    expect(tell([flagReported(60, 'landline'), back]).head.flags).toEqual({});
    expect(tell([back, flagReported(60, 'landline')]).head.flags).toEqual({});
  });

  it('HELP is still answered on the way', () => {
    expect(texts(tell([flagReported(0, 'landline'), text(9, 'HELP')]).last)).toEqual(['help']);
  });

  it('a reassigned number has nothing that its former holder agreed to', () => {
    const before = [text(0, 'START'), text(10, 'START K7Q2', { request: OFFERS_SHOWN })];
    const { head } = tell([...before, emailed(20), flagReported(60, 'reassigned')]);
    expect(reasonOf(head)).toBe('reassigned');
    expect(reasonOf(head, 'offers')).toBe('reassigned');
    const mailed = tell([flagReported(60, 'reassigned'), emailed(90)]);
    expect(reasonOf(mailed.head)).toBe('reassigned');
  });

  it('a START since then is the present holder’s, and only in its own program', () => {
    const story = [
      text(10, 'START K7Q2', { request: OFFERS_SHOWN }),
      flagReported(60, 'reassigned'),
      text(90, 'START'),
    ];
    for (const order of [story, [story[2], story[1], story[0]]]) {
      const { head } = tell(order.filter((event) => event !== undefined));
      expect(reasonOf(head)).toBe('allowed');
      expect(reasonOf(head, 'offers')).toBe('reassigned');
      expect(head.flags).toHaveProperty('reassigned');
    }
  });

  it('what the former holder said stop to stays refused until a START', () => {
    const { head } = tell([text(0, 'STOP'), flagReported(60, 'reassigned')]);
    expect(reasonOf(head)).toBe('opted_out');
    const back = tell([text(0, 'STOP'), flagReported(60, 'reassigned'), text(90, 'START')]);
    expect(reasonOf(back.head)).toBe('allowed');
  });

  it('a report that was wrong gives back what there was', () => {
    const story = [text(0, 'START'), flagReported(60, 'reassigned')];
    expect(reasonOf(tell([...story, flagReported(90, 'reassigned', false)]).head)).toBe('allowed');
  });
});

describe('the language of a text', () => {
  const localeOf = ({ effects }: Decision) =>
    effects.find((effect) => effect.kind === 'text')?.locale;

  it.each([
    ['alto', undefined, 'es'],
    ['ARRET', 'en', 'fr'],
    ['STOP', 'es-MX', 'es-MX'],
    ['STOP', undefined, undefined],
    ['START', 'es', 'es'],
  ])('%j with a record in %s gives %s', (body, locale, wanted) => {
    const event = { ...text(0, body), ...(locale && { locale }) };
    expect(localeOf(tell([event]).last)).toBe(wanted);
  });
});

describe('a provider’s block', () => {
  it('is lifted again when the provider says that a contested START really was later', () => {
    const steps = [{ event: text(0, 'STOP'), decidedAfter: 9 }, text(5, 'START')];
    const question = questionOf(tell(steps, PROVIDER_POLICY).last);
    if (!question) throw new Error('no question was asked');
    const answer = orderReported(90, question, { optIn: 8, optOut: 7 });
    expect(tell([...steps, answer], PROVIDER_POLICY).head.flags).toEqual({});
  });

  it('says nothing about consent', () => {
    expect(statusOf(tell([text(0, 'START'), blocked(60)]).head, 'updates')).toBe('opted_in');
  });
});
