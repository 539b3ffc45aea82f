// What follows from each act, command by command, and that no pair of head and event is forgotten.
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/consent/decide.js';
import { overallStatus, standingOf, statusOf } from '../../../src/consent/fold.js';
import type { ConsentEvent, Head, Policy } from '../../../src/consent/types.js';
import {
  attested,
  blocked,
  CONTACT,
  POLICY,
  PROVIDER_POLICY,
  request,
  revoked,
  SENDER,
  tell,
  text,
  texts,
} from './story.js';

const BLOCK = `provider_block:${SENDER}`;

describe('START', () => {
  it('opts in to the default program and is confirmed once', () => {
    const { head, last } = tell([text(0, 'start')]);
    expect(last.entry).toMatchObject({ kind: 'opted_in', program: 'updates', basis: 'express' });
    expect(texts(last)).toEqual(['opt_in_confirmation']);
    expect(statusOf(head, 'updates')).toBe('opted_in');
    expect(statusOf(head, 'offers')).toBe('none');
  });

  it('completes the request that it carries, in that program', () => {
    const { last } = tell([text(0, 'START K7Q2', { request: request({ contact: CONTACT }) })]);
    expect(last.effects).toContainEqual({
      kind: 'request',
      request: 'oir_1',
      outcome: 'completed',
    });
    expect(last.entry?.source.request).toBe('oir_1');
  });

  it('from another number than the record’s is consent for that number and needs a match', () => {
    const { head, last } = tell([text(0, 'START K7Q2', { request: request({ contact: 'ct_x' }) })]);
    expect(last.effects).toContainEqual({
      kind: 'request',
      request: 'oir_1',
      outcome: 'needs_match',
    });
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });

  it('rests on written consent when the disclosure was shown', () => {
    const shown = request({ disclosureShown: true, program: 'offers' });
    const { head, last } = tell([text(0, 'START K7Q2', { request: shown })]);
    expect(last.entry).toMatchObject({ kind: 'opted_in', basis: 'express_written' });
    expect(standingOf(head, 'offers').basis).toBe('express_written');
  });

  it('renews without a second confirmation and still completes a request', () => {
    const { last } = tell([text(0, 'START'), text(60, 'START', { request: request() })]);
    expect(last.entry?.kind).toBe('opt_in_renewed');
    expect(texts(last)).toEqual([]);
    expect(last.effects).toHaveLength(1);
  });

  it('after STOP restores, and is confirmed again', () => {
    const { head, last } = tell([text(0, 'START'), text(60, 'STOP'), text(120, 'START')]);
    expect(last.entry?.kind).toBe('opted_in');
    expect(texts(last)).toEqual(['opt_in_confirmation']);
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });

  it('without a disclosure asks a marketing program’s agreement, and AGREE completes it', () => {
    const open = request({ program: 'offers' });
    const { head, decisions } = tell([
      text(0, 'START', { request: open }),
      text(60, 'Agree', { request: open }),
    ]);
    expect(decisions[0]?.entry).toMatchObject({ kind: 'opt_in_pending', status: 'pending' });
    expect(texts(decisions[0] ?? { effects: [] })).toEqual(['agreement']);
    expect(decisions[0]?.effects).toContainEqual({
      kind: 'request',
      request: 'oir_1',
      outcome: 'confirming',
    });
    expect(decisions[1]?.entry).toMatchObject({ kind: 'opted_in', basis: 'express_written' });
    expect(decisions[1]?.effects).toContainEqual({
      kind: 'request',
      request: 'oir_1',
      outcome: 'completed',
    });
    expect(standingOf(head, 'offers')).toMatchObject({
      status: 'opted_in',
      basis: 'express_written',
    });
  });

  it('is left to a person when nobody can say which program it means', () => {
    const nowhere: Policy = { programs: {}, senders: {} };
    expect(decide(tell([]).head, text(0, 'START'), nowhere)).toEqual({
      effects: [{ kind: 'review' }],
    });
  });
});

describe('AGREE and YES', () => {
  it('AGREE to nothing is no act', () => {
    expect(tell([text(0, 'AGREE')]).last).toEqual({ effects: [] });
  });

  it('AGREE does not answer a text that was not yet asked for', () => {
    const start = text(0, 'START', { request: request({ program: 'offers' }) });
    const { last } = tell([{ event: start, decidedAfter: 10 }, text(5, 'AGREE')]);
    expect(last.entry).toBeUndefined();
  });

  it('AGREE after STOP is no act', () => {
    const start = text(0, 'START', { request: request({ program: 'offers' }) });
    expect(tell([start, text(60, 'STOP'), text(90, 'AGREE')]).last.entry).toBeUndefined();
  });

  it('AGREE does not survive a STOP that lay before it and turns up late', () => {
    const start = text(0, 'START', { request: request({ program: 'offers' }) });
    const { head } = tell([start, text(120, 'AGREE'), text(60, 'STOP')]);
    expect(statusOf(head, 'offers')).toBe('opted_out');
  });

  it('AGREE leaves a request of another program open', () => {
    const start = text(0, 'START', { request: request({ program: 'offers' }) });
    const { last } = tell([start, text(60, 'AGREE', { request: request({ id: 'oir_2' }) })]);
    expect(last.entry?.program).toBe('offers');
    expect(last.effects).toEqual([
      { kind: 'text', template: 'opt_in_confirmation', program: 'offers' },
    ]);
  });

  it('YES is talk, unless a request is open or the provider lifts its block by it', () => {
    expect(tell([text(0, 'Yes')]).last.entry).toBeUndefined();
    expect(tell([text(0, 'Yes', { request: request() })]).last.entry?.kind).toBe('opted_in');
    const back = tell([text(0, 'STOP'), text(60, 'yes')], PROVIDER_POLICY);
    expect(back.last.entry).toMatchObject({ kind: 'opted_in', providerBlock: 'lifted' });
    expect(tell([text(0, 'STOP'), text(60, 'yes')]).last.entry).toBeUndefined();
  });
});

describe('STOP', () => {
  it('ends every program and is confirmed once', () => {
    const { head, last } = tell([text(0, 'START'), text(60, 'STOP')]);
    expect(last.entry).toMatchObject({ kind: 'opted_out', program: '*', status: 'opted_out' });
    expect(texts(last)).toEqual(['opt_out_confirmation']);
    expect(statusOf(head, 'updates')).toBe('opted_out');
    expect(statusOf(head, 'offers')).toBe('opted_out');
  });

  it('from somebody who was never in is recorded and confirmed', () => {
    expect(texts(tell([text(0, 'please stop texting me')]).last)).toEqual(['opt_out_confirmation']);
  });

  it('repeated has its entry and no second confirmation', () => {
    const { last } = tell([text(0, 'STOP'), text(2, 'STOP')]);
    expect(last.entry?.kind).toBe('opted_out');
    expect(last.effects).toEqual([]);
  });

  it('told on the phone ends the program that was meant, without a text', () => {
    const { head, last } = tell([text(0, 'START'), revoked(60, 'updates')]);
    expect(last).toMatchObject({ entry: { kind: 'opted_out', program: 'updates' }, effects: [] });
    expect(statusOf(head, 'updates')).toBe('opted_out');
    expect(statusOf(head, 'offers')).toBe('none');
  });

  it('counts as one whatever the words when the provider says so', () => {
    const { last } = tell([text(0, 'arretez tout', { optOutType: 'STOP' })]);
    expect(last.entry).toMatchObject({ kind: 'opted_out', providerBlock: 'raised' });
    expect(texts(last)).toEqual([]);
  });

  it('settles every doubt that is older', () => {
    const { head } = tell([text(0, 'go away'), text(60, 'STOP')]);
    expect(head.flags).toEqual({});
  });
});

describe('order of acts', () => {
  it('a START older than the STOP that was decided first is superseded', () => {
    const { head, last } = tell([text(100, 'STOP'), text(0, 'START')]);
    expect(last.entry).toMatchObject({ kind: 'superseded', source: { rule: 'order.overtaken' } });
    expect(last.effects).toEqual([]);
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });

  it('a START that came while a STOP was undecided is superseded as contested', () => {
    const stop = { event: text(0, 'STOP'), decidedAfter: 10 };
    const { head, last } = tell([stop, text(5, 'START')]);
    expect(last.entry).toMatchObject({ kind: 'superseded', source: { rule: 'order.contested' } });
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });

  it('a START that came after the STOP was decided counts', () => {
    const { head } = tell([{ event: text(0, 'STOP'), decidedAfter: 1 }, text(5, 'START')]);
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });

  it('a START half a minute after an undecided STOP counts', () => {
    const { head } = tell([{ event: text(0, 'STOP'), decidedAfter: 60 }, text(31, 'START')]);
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });

  it('a STOP just before a START that was decided first outranks it', () => {
    const { head, last } = tell([text(20, 'START'), text(0, 'STOP')]);
    expect(last.entry).toMatchObject({ kind: 'opted_out' });
    expect(texts(last)).toEqual(['opt_out_confirmation']);
    expect(statusOf(head, 'updates')).toBe('opted_out');
  });

  it('a STOP just after an undecided START wins by being later', () => {
    const start = { event: text(0, 'START'), decidedAfter: 10 };
    expect(statusOf(tell([start, text(1, 'STOP')]).head, 'updates')).toBe('opted_out');
  });

  it('a STOP long before the START is superseded, and still ends what nothing overtook', () => {
    const { head, last } = tell([text(100, 'START'), text(0, 'STOP')]);
    expect(last.entry).toMatchObject({ kind: 'superseded', act: 'opt_out', status: 'opted_in' });
    expect(last.effects).toEqual([]);
    expect(statusOf(head, 'updates')).toBe('opted_in');
    expect(statusOf(head, 'offers')).toBe('opted_out');
  });

  it('a late STOP ends the program whose opt-in was earlier', () => {
    const shown = request({ program: 'offers', disclosureShown: true });
    const { head, last } = tell([
      text(0, 'START K7Q2', { request: shown }),
      text(200, 'START'),
      text(100, 'STOP'),
    ]);
    expect(last.entry?.kind).toBe('opted_out');
    expect(last.effects).toEqual([]);
    expect(statusOf(head, 'offers')).toBe('opted_out');
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });
});

describe('attested consent', () => {
  it('opts in on its basis and sends nothing', () => {
    const { head, last } = tell([attested(0, 'offers', 'express_written')]);
    expect(last).toMatchObject({ entry: { kind: 'opted_in' }, effects: [] });
    expect(standingOf(head, 'offers').basis).toBe('express_written');
  });

  it('never lifts an opt-out that the person made, in either order', () => {
    const after = tell([text(0, 'STOP'), attested(60, 'updates', 'express_written')]);
    expect(after.last.entry?.kind).toBe('superseded');
    expect(statusOf(after.head, 'updates')).toBe('opted_out');
    const before = tell([attested(60, 'updates', 'express_written'), text(0, 'STOP')]);
    expect(statusOf(before.head, 'updates')).toBe('opted_out');
  });

  it('strengthens what is there or renews it', () => {
    const stronger = tell([text(0, 'START'), attested(60, 'updates', 'express_written')]);
    expect(stronger.last.entry?.kind).toBe('opted_in');
    const same = tell([text(0, 'START'), attested(60, 'updates', 'express')]);
    expect(same.last.entry?.kind).toBe('opt_in_renewed');
  });

  it('is confirmed by text once the person texts START', () => {
    const { last } = tell([attested(0, 'updates', 'express'), text(60, 'START')]);
    expect(texts(last)).toEqual(['opt_in_confirmation']);
  });
});

describe('doubt and help', () => {
  it('doubt flags, asks a person, and has an entry each time', () => {
    const { head, decisions } = tell([text(0, 'go away'), text(9, 'this is harassment')]);
    for (const { entry, effects } of decisions) {
      expect(entry).toMatchObject({ kind: 'flagged', flag: 'in_review' });
      expect(effects).toEqual([{ kind: 'review' }]);
    }
    expect(Object.keys(head.flags)).toEqual(['in_review']);
  });

  it('START does not settle a doubt', () => {
    const { head } = tell([text(0, 'go away'), text(60, 'START')]);
    expect(Object.keys(head.flags)).toEqual(['in_review']);
  });

  it('HELP is answered and changes nothing', () => {
    const { last } = tell([text(0, 'HELP')]);
    expect(last).toEqual({ effects: [{ kind: 'text', template: 'help', program: 'updates' }] });
  });
});

describe('where the provider answers its own words', () => {
  const told = (...events: ConsentEvent[]) => tell(events, PROVIDER_POLICY);

  it.each(['STOP', 'stop', ' Cancel ', 'HELP', 'info'])('a bare %j is not answered', (word) => {
    expect(texts(told(text(0, word)).last)).toEqual([]);
  });

  it.each([
    ['please stop texting me', 'opt_out_confirmation'],
    ['Stop.', 'opt_out_confirmation'],
    ['Help!', 'help'],
  ])('%j is ours to answer', (words, template) => {
    expect(texts(told(text(0, words)).last)).toEqual([template]);
  });

  it('a bare STOP also raises the block, in the same entry', () => {
    const { head, last } = told(text(0, 'STOP'));
    expect(last.entry).toMatchObject({ kind: 'opted_out', providerBlock: 'raised' });
    expect(Object.keys(head.flags)).toEqual([BLOCK]);
  });

  it('a free-text stop raises none', () => {
    expect(told(text(0, 'please stop texting me')).head.flags).toEqual({});
  });

  it('only a bare word that the provider lifts on ends the block', () => {
    const coded = told(text(0, 'STOP'), text(60, 'START K7Q2'));
    expect(statusOf(coded.head, 'updates')).toBe('opted_in');
    expect(Object.keys(coded.head.flags)).toEqual([BLOCK]);
    expect(told(text(0, 'STOP'), text(60, 'START')).head.flags).toEqual({});
    expect(told(text(0, 'STOP'), text(60, 'join')).head.flags).not.toEqual({});
  });

  it('an opt-in is confirmed unless the provider has answered it', () => {
    expect(texts(told(text(0, 'START')).last)).toEqual(['opt_in_confirmation']);
    expect(texts(told(text(0, 'START', { optOutType: 'START' })).last)).toEqual([]);
  });

  it('a refused send raises the block of that sender once', () => {
    const { head, decisions } = told(text(0, 'START'), blocked(60), blocked(90));
    expect(decisions[1]?.entry).toMatchObject({ kind: 'flagged', flag: 'provider_block' });
    expect(decisions[2]).toEqual({ effects: [] });
    expect(statusOf(head, 'updates')).toBe('opted_in');
  });

  it('a refusal older than the START that lifted the block stays down', () => {
    expect(told(text(100, 'START'), blocked(50)).head.flags).toEqual({});
  });
});

describe('every head meets every event', () => {
  const shown = request({ program: 'offers', disclosureShown: true });
  const asked = request({ program: 'offers' });
  const heads: Record<string, Head> = Object.fromEntries(
    Object.entries({
      none: [],
      in: [text(0, 'START')],
      pending: [text(0, 'START', { request: asked })],
      written: [text(0, 'START', { request: shown })],
      out: [text(0, 'STOP')],
      revokedOne: [revoked(0, 'updates')],
      attested: [attested(0, 'updates', 'express')],
      review: [text(0, 'go away')],
      blocked: [blocked(0)],
    } satisfies Record<string, ConsentEvent[]>).map(([name, events]) => [name, tell(events).head]),
  );
  const bodies = ['START', 'AGREE', 'YES', 'STOP', 'leave me alone', 'go away', 'HELP', 'hi'];
  const events = [-500, -10, 10, 500].flatMap((second): ConsentEvent[] => [
    ...bodies.flatMap((body) => [
      text(second, body),
      text(second, body, { request: asked }),
      text(second, body, { optOutType: 'STOP' }),
      text(second, body, { optOutType: 'START' }),
      text(second, body, { optOutType: 'HELP' }),
    ]),
    revoked(second),
    revoked(second, 'offers'),
    attested(second, 'offers', 'express'),
    attested(second, 'updates', 'express_written'),
    blocked(second),
  ]);

  it.each(Object.entries(heads))('head %s', (_name, head) => {
    for (const event of events) {
      for (const policy of [POLICY, PROVIDER_POLICY]) {
        const decision = decide(head, event, policy);
        const fenced =
          event.type === 'revocation_recorded' ||
          (event.type === 'text_received' &&
            (event.optOutType === 'STOP' || /^(opt_out|review)$/.test(event.reading.intent)));
        if (fenced) expect(decision.entry, JSON.stringify(event)).toBeDefined();
        expect(decision.effects.length).toBeLessThanOrEqual(2);
      }
    }
  });

  it('never lets a contact seem in who is out', () => {
    expect(overallStatus(heads['out'] as Head)).toBe('opted_out');
    expect(overallStatus(heads['written'] as Head)).toBe('opted_in');
  });
});
