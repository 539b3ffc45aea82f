// What the console says of a conversation: a sentence and a way out for every reason of the gate,
// words for every status, days, sizes, and the box as it opens and closes.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { measureText } from '../../src/consent/text-size.js';
import type { GateReason, Verdict } from '../../src/consent/types.js';
import { mayWait } from '../../src/ingress/api/message-shapes.js';
import { type ComposerInput, composerOf } from '../../src/ingress/pages/talk/composer-view.js';
import { isWaiting, shortReason } from '../../src/ingress/pages/talk/gate-words.js';
import { stateWords } from '../../src/ingress/pages/talk/message-state.js';
import { momentsOf } from '../../src/ingress/pages/talk/moments.js';
import { threadOf } from '../../src/ingress/pages/talk/thread-view.js';
import { type MessageStatus, RANK } from '../../src/store/message-status.js';
import type { Message } from '../../src/store/messages.js';

/** As the rules' own type lists them, so that a new one without words fails here. */
const REASONS = [
  ...(/export type GateReason =([^;]+);/
    .exec(readFileSync(new URL('../../src/consent/types.ts', import.meta.url), 'utf8'))?.[1]
    ?.matchAll(/'(\w+)'/g) ?? []),
].map(([, reason]) => reason as GateReason);

const now = new Date('2026-11-24T04:40:00Z');
const PHOENIX = { zone: 'America/Phoenix', region: 'US-AZ' };
const program = (id: string, more: object = {}) =>
  ({ id, name: `The ${id}`, purpose: 'informational', ...more }) as never;

const refused = (reason: GateReason, retryAt?: string): Verdict => ({
  ...{ allowed: false, status: 'none', reason, rule: `any.${reason}` },
  ...(retryAt !== undefined && { retryAt }),
});
const allowed: Verdict = { allowed: true, status: 'opted_in', rule: 'status.opted_in' };

function boxFor(verdicts: Record<string, Verdict>, more: Partial<ComposerInput> = {}) {
  return composerOf({
    programs: Object.keys(verdicts).map((id) => program(id)),
    defaultProgram: Object.keys(verdicts)[0],
    verdicts: new Map(Object.entries(verdicts)),
    of: { who: 'Dana', sender: '(602) 555-0100', since: '12 Mar' },
    places: [PHOENIX],
    now,
    draft: { key: 'k', body: '' },
    ...more,
  });
}

describe('every reason of the gate', () => {
  test('is known here', () => {
    expect(REASONS).toHaveLength(15);
  });

  test.each(REASONS)('%s has a sentence, and its way out', (reason) => {
    const box = boxFor({ updates: refused(reason) });
    const words = box.closed ?? box.choices[0]?.notice;
    expect(words?.title).toMatch(/^[A-Z(]/);
    expect(words?.text).toMatch(/\.$/);
    // Either somebody can do something, or it passes by itself and says so.
    expect(words?.next !== undefined || isWaiting(reason)).toBe(true);
    expect(`${words?.title} ${words?.text}`).not.toMatch(/undefined|_|\{/);
    expect(shortReason(reason)).not.toContain('_');
  });

  test.each(REASONS)('%s closes the box unless a text of it is taken', (reason) => {
    expect(boxFor({ updates: refused(reason) }).closed === undefined).toBe(
      mayWait(refused(reason)),
    );
  });
});

describe('the box', () => {
  test('says when it is and when the text will leave', () => {
    const night = refused('quiet_hours', '2026-11-24T15:00:00Z');
    const [choice] = boxFor({ offers: night }).choices;
    expect(choice?.notice?.title).toBe('It is 9:40 PM there; this will leave at 8:00 AM');
  });

  test('names both ends where nobody knows the place, and the day when it is far off', () => {
    const coasts = [{ zone: 'America/New_York' }, { zone: 'America/Los_Angeles' }];
    expect(momentsOf(coasts, now, new Date('2026-11-26T16:00:00Z'))).toEqual({
      there: 'between 8:40 PM and 11:40 PM',
      leaves: 'on 26 Nov when it is between 8:00 AM and 11:00 AM',
    });
  });

  test('chooses a program that is open, and keeps the closed one in the list', () => {
    const box = boxFor({ offers: refused('written_consent_required'), updates: allowed });
    expect(box.chosen).toBe('updates');
    expect(box.closed).toBeUndefined();
    expect(box.choices.map(({ closed }) => closed?.title)).toEqual([
      'The offers needs consent in writing',
      undefined,
    ]);
  });

  test('keeps the draft when it closes', () => {
    const draft = { key: 'k', body: 'half a sentence' };
    const box = boxFor({ updates: refused('opted_out') }, { draft });
    expect(box).toMatchObject({ reason: 'opted_out', draft });
    expect(box.closed?.text).toContain('START');
  });

  test.each(['no_number', 'no_sender', 'erased', 'role'] as const)('is barred by %s', (barred) => {
    const box = boxFor({ updates: allowed }, { barred });
    expect(box.closed?.title).toMatch(/./);
    expect(box.choices).toEqual([]);
  });
});

describe('the state under a text', () => {
  const say = () => 'today 8:00 AM';

  test.each(Object.keys(RANK) as MessageStatus[])('%s has words of its own', (status) => {
    const { word } = stateWords({ status }, say);
    expect(word).toMatch(/^[A-Z]/);
    expect(word).not.toContain('_');
  });

  test.each([
    ['held', 'quiet_hours', 'Held until today 8:00 AM there: quiet hours'],
    ['undelivered', 'The handset was off.', 'Not delivered: The handset was off'],
    ['blocked', 'opted_out', 'Not sent: they had said stop'],
    ['blocked', 'something_new', 'Not sent: something new'],
  ] as const)('%s of %s', (status, reason, said) => {
    const retryAt = status === 'held' ? now : undefined;
    expect(stateWords({ status, reason, ...(retryAt && { retryAt }) }, say).word).toBe(said);
  });
});

describe('the thread', () => {
  const text = (id: string, at: string, more: Partial<Message> = {}) =>
    ({
      ...{ id, body: id, direction: 'outbound', status: 'delivered', purpose: 'informational' },
      ...{ contact: 'ct', from: '', to: '', createdAt: new Date(at), updatedAt: new Date(at) },
      ...more,
    }) as Message;
  const drawn = (messages: readonly Message[]) =>
    threadOf({ messages, doubted: new Map(), now, timeZone: 'America/Phoenix' });

  test('begins a day at midnight where the person lives', () => {
    const days = drawn([
      text('c', '2026-11-24T04:00:00Z'),
      text('b', '2026-11-23T06:00:00Z'),
      text('a', '2026-03-02T18:00:00Z'),
    ]);
    expect(days.map(({ said }) => said)).toEqual(['Monday 2 March', 'Yesterday', 'Today']);
  });

  test('says what became of the last one of ours, and of all that did not arrive', () => {
    const failed = { status: 'undelivered', reason: 'Off.' } as const;
    const days = drawn([
      text('d', '2026-11-24T04:03:00Z', { direction: 'inbound', status: 'received' }),
      text('c', '2026-11-24T04:02:00Z'),
      text('b', '2026-11-24T04:01:00Z'),
      text('a', '2026-11-24T04:00:00Z', failed),
    ]);
    const states = days.flatMap(({ bubbles }) => bubbles.map(({ state }) => state?.word));
    expect(states).toEqual(['Not delivered: Off', undefined, 'Delivered', undefined]);
  });
});

describe('the size of a text', () => {
  test.each([
    ['', 0, 'GSM-7', 160, []],
    ['a'.repeat(160), 1, 'GSM-7', 160, []],
    ['a'.repeat(161), 2, 'GSM-7', 153, []],
    ['{'.repeat(81), 2, 'GSM-7', 153, []],
    ['it’s', 1, 'UCS-2', 70, ['curly apostrophe']],
    ['ŵ 🙂', 1, 'UCS-2', 70, ['letter U+0175', 'emoji']],
    ['a’'.repeat(40), 2, 'UCS-2', 67, ['curly apostrophe']],
  ] as const)('%j', (body, segments, encoding, perSegment, names) => {
    const size = measureText(body);
    expect(size).toMatchObject({ segments, encoding, perSegment });
    expect(size.wide.map(({ name }) => name)).toEqual(names);
  });
});
