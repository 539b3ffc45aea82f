// Contested order in its corners: when the provider is asked, and what its answer cannot do.
import { describe, expect, it } from 'vitest';
import { standingOf, statusOf } from '../../../src/consent/fold.js';
import {
  type AskOrder,
  CONTACT,
  emailed,
  expired,
  flagReported,
  orderReported,
  POLICY,
  PROVIDER_POLICY,
  questionOf,
  request,
  revoked,
  SENDER,
  stampAt,
  type Step,
  tell,
  text,
  texts,
  timeAt,
} from './story.js';
import type { ConsentEvent, Policy } from '../../../src/consent/types.js';

const stop = { event: text(0, 'STOP'), decidedAfter: 60 };
const shown = request({ program: 'offers', disclosureShown: true, contact: CONTACT });
const asked = request({ program: 'offers', contact: CONTACT });
const later = { optIn: 8, optOut: 7 };

function ask(steps: readonly (ConsentEvent | Step)[], policy?: Policy): AskOrder {
  const question = questionOf(tell(steps, policy).last);
  if (!question) throw new Error('nothing was asked');
  return question;
}

/** The answer to what the steps asked, after other things have happened. */
function answered(
  steps: readonly (ConsentEvent | Step)[],
  { times = later, meanwhile = [] }: { times?: typeof later; meanwhile?: ConsentEvent[] } = {},
) {
  return tell([...steps, ...meanwhile, orderReported(900, ask(steps), times)]);
}

describe('the provider is asked', () => {
  it('about exactly these two texts, and what the START would amount to', () => {
    expect(ask([stop, text(5, 'START K7Q2', { request: shown })])).toEqual({
      kind: 'ask_order',
      sender: SENDER,
      optIn: {
        event: `event/${stampAt(5)}`,
        stamp: stampAt(5),
        program: 'offers',
        basis: 'express_written',
        request: shown,
      },
      optOut: { event: `event/${stampAt(0)}`, stamp: stampAt(0) },
    });
    const start = text(5, 'START', { request: asked });
    expect(ask([start, text(0, 'STOP')])).toEqual({
      kind: 'ask_order',
      sender: SENDER,
      optIn: { event: start.id, stamp: stampAt(5), program: 'offers' },
      optOut: { event: `event/${stampAt(0)}`, stamp: stampAt(0) },
    });
  });

  it('whether its own block went with the word', () => {
    expect(ask([stop, text(5, 'START')], PROVIDER_POLICY).optIn.liftsBlock).toBe(true);
    expect(ask([stop, text(5, 'START')]).optIn).not.toHaveProperty('liftsBlock');
  });

  it('not about a START that came thirty-one seconds later, or after the decision', () => {
    for (const steps of [
      [stop, text(31, 'START')],
      [{ event: text(0, 'STOP'), decidedAfter: 4 }, text(5, 'START')],
    ]) {
      expect(tell(steps).last.entry?.kind).toBe('opted_in');
      expect(questionOf(tell(steps).last)).toBeUndefined();
    }
  });

  it('within one millisecond of the decision, for nobody can tell', () => {
    expect(ask([{ event: text(0, 'STOP'), decidedAfter: 5 }, text(5, 'START')])).toBeDefined();
  });

  it('not when two STARTs of different programs meet one stop', () => {
    const { head, last } = tell([text(5, 'START'), text(6, 'START', { request: shown }), stop]);
    expect(questionOf(last)).toBeUndefined();
    expect(last.entry).toMatchObject({ kind: 'opted_out', source: { countsAt: stampAt(6) } });
    expect(statusOf(head, 'updates')).toBe('opted_out');
    expect(statusOf(head, 'offers')).toBe('opted_out');
  });

  it('not when an earlier stop is as near to the START', () => {
    const near = [text(0, 'STOP'), text(5, 'START'), text(3, 'STOP')];
    expect(questionOf(tell(near).last)).toBeUndefined();
    const far = [text(-60, 'STOP'), text(5, 'START'), text(3, 'STOP')];
    expect(questionOf(tell(far).last)).toMatchObject({
      optIn: { program: 'updates' },
      optOut: { event: `event/${stampAt(3)}` },
    });
  });

  it('not about what was settled or agreed to: its place is another text’s', () => {
    const agreed = [text(0, 'START', { request: asked }), text(9, 'AGREE')];
    expect(questionOf(tell([...agreed, text(-5, 'STOP')]).last)).toBeUndefined();
    expect(statusOf(tell([...agreed, text(-5, 'STOP')]).head, 'offers')).toBe('opted_out');
  });

  it('not about a stop of one program, nor when one lies beside the text', () => {
    const told = [{ event: revoked(0, 'updates'), decidedAfter: 60 }, text(5, 'START')];
    expect(questionOf(tell(told).last)).toBeUndefined();
    const both = [{ event: revoked(1, 'updates'), decidedAfter: 60 }, stop, text(5, 'START')];
    expect(tell(both).last.entry?.source.rule).toBe('order.contested');
    expect(questionOf(tell(both).last)).toBeUndefined();
  });

  it('by a stop of one program that hid an undecided one of all', () => {
    const steps = [stop, revoked(1, 'updates'), text(5, 'START')];
    expect(statusOf(tell(steps).head, 'updates')).toBe('opted_out');
  });
});

describe('its answer', () => {
  const contested = [stop, text(5, 'START', { request: shown })];

  it('lets the START count right behind the stop, at the provider’s time', () => {
    const { last } = answered(contested);
    expect(last.entry).toMatchObject({
      kind: 'opted_in',
      status: 'opted_in',
      occurredAt: timeAt(8),
      source: {
        channel: 'provider',
        rule: 'order.start_was_later',
        sender: SENDER,
        request: 'oir_1',
        countsAt: `${stampAt(5)}+`,
      },
    });
    expect(last.entry).not.toHaveProperty('providerBlock');
    expect(last.effects).toEqual([
      { kind: 'text', template: 'opt_in_confirmation', program: 'offers' },
      { kind: 'request', request: 'oir_1', outcome: 'completed' },
    ]);
  });

  it('counts behind a stop that lies later than the START, too', () => {
    const start = { event: text(0, 'START'), decidedAfter: 60 };
    const { head, last } = answered([start, text(9, 'STOP')]);
    expect(last.entry?.source.countsAt).toBe(`${stampAt(9)}+`);
    expect(last.entry?.source).not.toHaveProperty('request');
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });

  it('asks for the agreement where the START had not been answered with it', () => {
    const { head, last } = answered([stop, text(5, 'START', { request: asked })]);
    expect(last.entry).toMatchObject({ kind: 'opt_in_pending', status: 'pending' });
    expect(last.entry).not.toHaveProperty('basis');
    expect(texts(last)).toEqual(['agreement']);
    expect(last.effects).toContainEqual({
      kind: 'request',
      request: 'oir_1',
      outcome: 'confirming',
    });
    expect(statusOf(head, 'offers')).toBe('pending');
  });

  it('leaves another number’s request to a person', () => {
    const others = request({ contact: 'ct_other' });
    const { last } = answered([stop, text(5, 'START K7Q2', { request: others })]);
    expect(last.effects).toContainEqual({
      kind: 'request',
      request: 'oir_1',
      outcome: 'needs_match',
    });
  });

  it('only renews for somebody who has come back meanwhile', () => {
    const { head, last } = answered(contested, {
      meanwhile: [text(300, 'START K7Q2', { request: shown })],
    });
    expect(last.entry?.kind).toBe('opt_in_renewed');
    expect(texts(last)).toEqual([]);
    expect(standingOf(head, 'offers').entry).toBe(`entry/event/${stampAt(300)}`);
    const pending = answered([stop, text(5, 'START', { request: asked })], {
      meanwhile: [text(300, 'START K7Q2', { request: shown })],
    });
    expect(pending.last.entry).toMatchObject({ kind: 'opt_in_pending', status: 'opted_in' });
    expect(texts(pending.last)).toEqual([]);
  });

  it('still asks for the agreement where what stands meanwhile is not in writing', () => {
    const informational: Policy = {
      ...POLICY,
      programs: { ...POLICY.programs, offers: { purpose: 'informational' } },
    };
    const question = ask([stop, text(5, 'START', { request: asked })]);
    const back = text(300, 'START', { request: asked });
    const { last } = tell(
      [stop, text(5, 'START', { request: asked }), back, orderReported(900, question, later)],
      informational,
    );
    expect(texts(last)).toEqual(['agreement']);
  });

  it.each([
    ['order.overtaken', { meanwhile: [text(400, 'STOP')] }],
    ['order.contested', { meanwhile: [text(3, 'STOP')] }],
    ['order.contested', { meanwhile: [revoked(3, 'offers')] }],
    ['number.reassigned', { meanwhile: [flagReported(400, 'reassigned')] }],
  ])('is kept as the reason %s where it cannot count', (rule, options) => {
    const { head, last } = answered(contested, options);
    expect(last).toMatchObject({ entry: { kind: 'superseded', source: { rule } }, effects: [] });
    expect(statusOf(head, 'offers')).toBe('opted_out');
  });

  it('counts after all when the number had not passed on', () => {
    const { head } = answered(contested, { meanwhile: [flagReported(400, 'reassigned')] });
    expect(standingOf(head, 'offers').status).toBe('opted_out');
    const question = ask(contested);
    const story = [
      ...contested,
      flagReported(400, 'reassigned'),
      orderReported(900, question, later),
      flagReported(950, 'reassigned', false),
    ];
    expect(standingOf(tell(story).head, 'offers')).toMatchObject({
      status: 'opted_in',
      basis: 'express_written',
    });
  });

  it('about a stop that is not on record changes nothing', () => {
    const { head, last } = tell([orderReported(900, ask(contested), later)]);
    expect(last.entry).toMatchObject({ kind: 'superseded', source: { rule: 'order.contested' } });
    expect(statusOf(head, 'offers')).toBe('none');
  });

  it('twice is once', () => {
    const question = ask(contested);
    const once = [...contested, orderReported(900, question, later)];
    const twice = [...once, orderReported(950, question, later), text(960, 'STOP')];
    expect(statusOf(tell(once).head, 'offers')).toBe('opted_in');
    expect(statusOf(tell(twice).head, 'offers')).toBe('opted_out');
  });
});

describe('what follows besides', () => {
  const settled = () => {
    const steps = [stop, text(5, 'START')];
    return [...steps, orderReported(900, ask(steps), later)];
  };

  it('is nothing where the provider is not asked', () => {
    const told = [{ event: revoked(0), decidedAfter: 60 }, text(5, 'START')];
    expect(tell(told).last.effects).toEqual([]);
    const near = tell([text(0, 'STOP'), text(5, 'START'), text(3, 'STOP')]);
    expect(near.last.effects).toEqual([
      { kind: 'text', template: 'opt_out_confirmation', program: '*' },
    ]);
  });

  it('is nothing when the answer only renews', () => {
    const steps = [stop, text(5, 'START')];
    const question = ask(steps);
    const { last } = tell([...steps, text(300, 'START'), orderReported(900, question, later)]);
    expect(last).toMatchObject({ entry: { kind: 'opt_in_renewed' }, effects: [] });
  });

  it('is no second question about a START that the provider has settled', () => {
    const { head, last } = tell([...settled(), text(4, 'STOP')]);
    expect(last.effects).toEqual([
      { kind: 'text', template: 'opt_out_confirmation', program: '*' },
    ]);
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });

  it('is consent of whoever holds a number that had passed on before', () => {
    const steps = [flagReported(-900, 'reassigned'), stop, text(5, 'START')];
    const { head } = tell([...steps, orderReported(900, ask(steps), later)]);
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });
});

describe('an opt-in that cannot count', () => {
  const DAY = 86_400;
  const policy: Policy = {
    ...POLICY,
    programs: { updates: { purpose: 'informational', validForDays: 30 } },
  };

  it('because its time was over before it came is kept as such', () => {
    const first = text(0, 'START');
    const end = expired(31 * DAY, 'updates', `entry/${first.id}`);
    const { head, last } = tell([first, end, text(-60, 'START')], policy);
    expect(last).toMatchObject({
      entry: { kind: 'superseded', act: 'opt_in', source: { rule: 'consent.expired' } },
      effects: [],
    });
    expect(statusOf(head, 'updates')).toBe('none');
  });

  it('because the number has passed on counts once that is taken back', () => {
    const passedOn = flagReported(60, 'reassigned');
    const back = flagReported(90, 'reassigned', false);
    for (const act of [text(0, 'START'), emailed(70), emailed(0)]) {
      const { last, head } = tell([passedOn, act]);
      expect(last.entry).toMatchObject({ kind: 'superseded', act: 'opt_in_held' });
      expect(texts(last)).toEqual([]);
      expect(statusOf(head, 'updates')).toBe('none');
      expect(statusOf(tell([passedOn, act, back]).head, 'updates')).toBe('opted_in');
    }
  });
});
