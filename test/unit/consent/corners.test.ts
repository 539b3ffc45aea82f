// Corners of the rules, one sentence each: what a careless change would get wrong first.
import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../../src/consent/expiring.js';
import { standingOf, statusOf } from '../../../src/consent/fold.js';
import { isOutOfEverything, strongerAttestation } from '../../../src/consent/standing.js';
import type { Policy, TextReceived } from '../../../src/consent/types.js';
import {
  attested,
  blocked,
  CONTACT,
  emailed,
  expired,
  POLICY,
  PROVIDER_POLICY,
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
const BLOCK = `provider_block:${SENDER}`;
const shown = request({ program: 'offers', disclosureShown: true, contact: CONTACT });
const asked = request({ program: 'offers', contact: CONTACT });
const elsewhere = (event: TextReceived): TextReceived => ({ ...event, sender: '+16025550199' });

describe('AGREE', () => {
  it('answers the question that was asked last', () => {
    const other = request({ id: 'oir_2', program: 'sales' });
    for (const questions of [
      [text(0, 'START', { request: asked }), text(60, 'START', { request: other })],
      [text(60, 'START', { request: other }), text(0, 'START', { request: asked })],
    ]) {
      const { last } = tell([...questions, text(120, 'AGREE')]);
      expect(last.entry).toMatchObject({
        program: 'sales',
        source: { countsAt: stampAt(60), stamp: stampAt(120) },
      });
    }
  });

  it('may come in the moment in which the question was decided', () => {
    const start = { event: text(0, 'START', { request: asked }), decidedAfter: 5 };
    expect(tell([start, text(5, 'AGREE')]).last.entry?.kind).toBe('opted_in');
  });

  it('answers no question twice', () => {
    const story = [text(0, 'START', { request: asked }), text(60, 'AGREE'), text(90, 'AGREE')];
    expect(tell(story).last).toEqual({ effects: [] });
  });

  it('answers no question whose time is over', () => {
    const policy: Policy = {
      ...POLICY,
      programs: { offers: { purpose: 'marketing', validForDays: 30 } },
    };
    const question = text(0, 'START', { request: asked });
    const first = attested(10, 'offers', 'express');
    const end = expired(40 * DAY, 'offers', `entry/${first.id}`);
    const { last } = tell([question, first, end, text(41 * DAY, 'AGREE')], policy);
    expect(last).toEqual({ effects: [] });
  });
});

describe('YES and START where the provider acts on them', () => {
  it('YES lifts a block of somebody who never stopped', () => {
    const { head, last } = tell([blocked(0), text(60, 'yes')], PROVIDER_POLICY);
    expect(last.entry).toMatchObject({ kind: 'opted_in', providerBlock: 'lifted' });
    expect(head.flags).toEqual({});
  });

  it('YES among other words, or with nothing to come back to, is talk', () => {
    expect(tell([text(0, 'STOP'), text(60, 'yes!')], PROVIDER_POLICY).last.entry).toBeUndefined();
    expect(tell([text(0, 'START'), text(60, 'yes')], PROVIDER_POLICY).last.entry).toBeUndefined();
  });

  it('YES that the provider took as START counts', () => {
    const { last } = tell([text(0, 'Yes', { optOutType: 'START' })]);
    expect(last.entry).toMatchObject({ kind: 'opted_in', providerBlock: 'lifted' });
  });

  it('a bare START lifts a block that is known, also where we answer ourselves', () => {
    expect(tell([blocked(0), text(60, 'START')]).last.entry?.providerBlock).toBe('lifted');
    expect(tell([blocked(0), text(60, 'START K7Q2')]).last.entry).not.toHaveProperty(
      'providerBlock',
    );
    expect(tell([text(60, 'START')]).last.entry).not.toHaveProperty('providerBlock');
  });

  it('words that the provider took as START or HELP mean that where we read nothing', () => {
    const start = tell([text(0, 'si quiero', { optOutType: 'START' })]).last;
    expect(start.entry).toMatchObject({ kind: 'opted_in', source: { rule: 'provider.start' } });
    expect(tell([text(0, 'hi', { optOutType: 'HELP' })]).last).toEqual({ effects: [] });
    const doubt = tell([text(0, 'go away', { optOutType: 'START' })]).last;
    expect(doubt.entry?.kind).toBe('flagged');
  });
});

describe('a sender that is none of the workspace’s', () => {
  it('ends as much with a STOP, is not answered, and says nothing of a block', () => {
    for (const body of ['STOP', 'please stop texting me']) {
      const { head, last } = tell([text(0, 'START'), elsewhere(text(60, body))]);
      expect(last.effects).toEqual([]);
      expect(last.entry).not.toHaveProperty('providerBlock');
      expect(statusOf(head, 'updates')).toBe('opted_out');
      expect(head.flags).toEqual({});
    }
  });

  it('cannot say which program a START means, unless its request does', () => {
    expect(tell([elsewhere(text(0, 'START'))]).last).toEqual({ effects: [{ kind: 'review' }] });
    const linked = tell([elsewhere(text(0, 'START', { request: shown }))]);
    expect(linked.last.entry).toMatchObject({ kind: 'opted_in', program: 'offers' });
  });

  it('is nobody’s by a name that every object has', () => {
    const named = { ...text(0, 'START'), sender: 'constructor' };
    expect(tell([named]).last).toEqual({ effects: [{ kind: 'review' }] });
    expect(tell([{ ...text(0, 'STOP'), sender: 'constructor' }]).last.effects).toEqual([]);
  });

  it('asks for the agreement in a program that the settings no longer know', () => {
    const gone = request({ program: 'constructor' });
    expect(texts(tell([text(0, 'START', { request: gone })]).last)).toEqual(['agreement']);
  });
});

describe('a stop', () => {
  it('told on another way seconds before a START that was decided counts where that lies', () => {
    const { head, last } = tell([text(5, 'START'), revoked(0, 'updates')]);
    expect(last).toMatchObject({
      entry: { kind: 'opted_out', source: { channel: 'api', countsAt: stampAt(5) } },
      effects: [],
    });
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });

  it('of one program leaves the others, and their latest START', () => {
    const { head, last } = tell([
      text(0, 'START', { request: shown }),
      text(100, 'START'),
      revoked(50, 'updates'),
    ]);
    expect(last.entry).toMatchObject({ kind: 'superseded', act: 'opt_out', status: 'opted_in' });
    expect(statusOf(head, 'offers')).toBe('opted_in');
    const ended = tell([
      text(0, 'START', { request: shown }),
      text(100, 'START'),
      revoked(150, 'offers'),
    ]);
    expect(ended.last.entry).toMatchObject({ kind: 'opted_out', status: 'opted_out' });
    expect(statusOf(ended.head, 'updates')).toBe('opted_in');
  });

  it('lies where it lies, unless its order is contested', () => {
    for (const steps of [
      [text(0, 'START'), text(10, 'STOP')],
      [text(100, 'START'), text(0, 'STOP')],
    ]) {
      expect(tell(steps).last.entry?.source).not.toHaveProperty('countsAt');
    }
  });

  it('that comes late ends what still waited for an answer, and only what stands', () => {
    const waiting = tell([
      text(0, 'START', { request: asked }),
      text(100, 'START'),
      text(50, 'STOP'),
    ]);
    expect(waiting.last.entry?.kind).toBe('opted_out');
    expect(statusOf(waiting.head, 'offers')).toBe('opted_out');
    expect(statusOf(waiting.head, 'updates')).toBe('opted_in');
    const out = tell([revoked(0, 'offers'), text(100, 'START'), text(50, 'STOP')]);
    expect(out.last.entry).toMatchObject({ kind: 'superseded', act: 'opt_out' });
    const renewed = [text(0, 'START', { request: asked }), text(100, 'START', { request: shown })];
    expect(tell([...renewed, revoked(50, 'offers')]).last.entry?.kind).toBe('superseded');
    expect(tell([...renewed, text(50, 'STOP')]).last.entry?.kind).toBe('superseded');
  });

  it('that comes late ends what was vouched for, though a START since then still waits', () => {
    const { head, last } = tell([
      attested(40, 'offers', 'express_written'),
      text(60, 'START', { request: asked }),
      revoked(0, 'offers'),
    ]);
    expect(statusOf(head, 'offers')).toBe('pending');
    expect(last.entry).toMatchObject({ kind: 'superseded', act: 'opt_out', status: 'pending' });
  });

  it('is confirmed again after somebody had come back, and not while one program is left out', () => {
    expect(texts(tell([text(0, 'STOP'), text(60, 'START'), text(120, 'STOP')]).last)).toEqual([
      'opt_out_confirmation',
    ]);
    expect(texts(tell([revoked(0, 'offers'), text(60, 'STOP')]).last)).toEqual([
      'opt_out_confirmation',
    ]);
    expect(isOutOfEverything(tell([revoked(0, 'offers')]).head)).toBe(false);
  });

  it('that the provider says it read raises its block, also where we answer ourselves', () => {
    const { head, last } = tell([text(0, 'STOP', { optOutType: 'STOP' })]);
    expect(last).toMatchObject({ entry: { providerBlock: 'raised' }, effects: [] });
    expect(Object.keys(head.flags)).toEqual([BLOCK]);
  });

  it('found in a review seconds before a START is contested with it', () => {
    const story = [text(0, 'go away'), text(5, 'START'), reviewed(900, 0, 'opt_out')];
    const { head, last } = tell(story);
    expect(last.entry).toMatchObject({ kind: 'opted_out', source: { countsAt: stampAt(5) } });
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });
});

describe('what is vouched for', () => {
  const act = (second: number, basis: 'express' | 'express_written') => ({
    ...{ stamp: stampAt(second), at: timeAt(second), recordedAt: timeAt(second), basis },
    entry: `entry/${second}`,
  });

  it('is worth its strongest part, then its latest', () => {
    const [written, later] = [act(0, 'express_written'), act(60, 'express')];
    expect(strongerAttestation(written, later)).toBe(written);
    expect(strongerAttestation(later, written)).toBe(written);
    const again = act(90, 'express');
    expect(strongerAttestation(later, again)).toBe(again);
    expect(strongerAttestation(undefined, later)).toBe(later);
  });

  it('counts on top of a START that came back, and ends with the next stop', () => {
    const back = [text(0, 'STOP'), text(60, 'START')];
    const vouched = attested(120, 'updates', 'express_written');
    expect(standingOf(tell([...back, vouched]).head, 'updates').basis).toBe('express_written');
    const early = attested(30, 'updates', 'express_written');
    expect(tell([...back, early]).last.entry?.source.rule).toBe('attested.after_opt_out');
    expect(standingOf(tell([...back, early]).head, 'updates').basis).toBe('express');
    const ended = tell([...back, vouched, text(180, 'STOP'), text(240, 'START')]);
    expect(standingOf(ended.head, 'updates').basis).toBe('express');
  });

  it('before a stop that turns up late, is ended by it', () => {
    const vouched = attested(60, 'updates', 'express_written');
    const { head } = tell([vouched, text(30, 'STOP'), text(120, 'START')]);
    expect(standingOf(head, 'updates').basis).toBe('express');
  });
});

describe('expiry', () => {
  const policy: Policy = {
    ...POLICY,
    programs: { updates: { purpose: 'informational', validForDays: 30 } },
  };
  const expiry = (steps: Parameters<typeof tell>[0]) =>
    expiryOf(tell(steps, policy).head, 'updates', policy);

  it('is due to the second', () => {
    const entry = `entry/${text(0, 'START').id}`;
    const at = (second: number) =>
      tell([text(0, 'START'), expired(second, 'updates', entry)], policy).last.entry;
    expect(at(30 * DAY - 1)).toBeUndefined();
    expect(at(30 * DAY)).toMatchObject({
      kind: 'expired',
      program: 'updates',
      status: 'none',
      occurredAt: timeAt(30 * DAY),
      source: { channel: 'system', rule: 'consent.expired', countsAt: stampAt(0) },
    });
  });

  it('is counted from the latest act, whichever kind it was', () => {
    const start = text(0, 'START');
    expect(expiry([start, emailed(DAY)])?.at).toBe(timeAt(31 * DAY));
    expect(expiry([start, attested(2 * DAY, 'updates', 'express')])).toEqual({
      entry: `entry/${attested(2 * DAY, 'updates', 'express').id}`,
      at: timeAt(31 * DAY),
    });
    expect(
      expiry([text(3, 'START', { request: request({ disclosureShown: true }) }), start])?.at,
    ).toBe(new Date(Date.parse(timeAt(3)) + 30 * DAY * 1_000).toISOString());
  });

  it('is not shortened by something older that is vouched for later', () => {
    const start = text(10 * DAY, 'START');
    const older = attested(10.5 * DAY, 'updates', 'express');
    expect(expiry([start, older])).toEqual({ entry: `entry/${older.id}`, at: timeAt(40 * DAY) });
  });

  it('knows nothing of what a stop has ended', () => {
    const back = text(200, 'START');
    expect(expiry([emailed(0), text(100, 'STOP'), back])).toEqual({
      entry: `entry/${back.id}`,
      at: timeAt(200 + 30 * DAY),
    });
    expect(expiry([emailed(0, { trusted: false })])).toBeUndefined();
  });

  it('of another entry, or of a program that does not expire, is nothing', () => {
    const nothing = { effects: [] };
    expect(tell([text(0, 'START'), expired(90 * DAY, 'updates', 'entry/x')], policy).last).toEqual(
      nothing,
    );
    const entry = `entry/${text(0, 'START').id}`;
    expect(tell([text(0, 'START'), expired(90 * DAY, 'updates', entry)]).last).toEqual(nothing);
  });
});
