// What the opt-in pop-up makes of a state, without a screen; the reader of its stream; and that the
// element and the service mean the same by a state.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { buildConsole } from '../../../bin/build-console.mjs';
import {
  actOf,
  askedBy,
  blockedBy,
  changeOf,
  firstShown,
  mailSteps,
  readMethods,
  waysOf,
} from '../../../src/console/opt-in/progress.js';
import { createEventReader } from '../../../src/console/opt-in/sent-events.js';
import type { Asked, MailPreview, State } from '../../../src/console/opt-in/state.js';
import type * as told from '../../../src/ingress/widget/state-shape.js';

const ASKED: Asked = {
  ...{ id: 'oir_1', method: 'qr', status: 'pending', keyword: 'START', token: 'K7Q2' },
  ...{ smsUrl: 'sms:+16025550100', until: '8 Dec', disclosure: { version: 1, parts: [] } },
};
const STATE: State = {
  record: { id: 'lead-1', name: 'Omar Haddad', first: 'Omar' },
  brand: 'Brightside Windows',
  icon: { state: 'none', word: 'No consent yet' },
  ...{ flags: [], mayAct: true, keyword: 'START', asked: [], questions: [], shown: 'a' },
  sender: { number: '+16025550100', said: '(602) 555-0100' },
  ways: [{ method: 'text_to_join' }, { method: 'qr' }, { method: 'email', closed: 'no_address' }],
};

test('the element reads exactly what the service tells', () => {
  expectTypeOf<told.WidgetState>().toEqualTypeOf<State>();
  expectTypeOf<told.MailPreview>().toEqualTypeOf<MailPreview>();
});

describe('ways of asking', () => {
  test.each([
    [null, undefined],
    ['', undefined],
    ['fax', undefined],
    ['email text_to_join', ['text_to_join', 'email']],
    ['QR, email', ['qr', 'email']],
  ])('%j means %j', (attribute, methods) => {
    expect(readMethods(attribute)).toEqual(methods);
  });

  test('are those that the token allows, less what the page leaves out', () => {
    const names = (methods?: readonly ('qr' | 'email')[]) =>
      waysOf(STATE, methods).map(({ method }) => method);
    expect(names()).toEqual(['text_to_join', 'qr', 'email']);
    expect(names(['email', 'qr'])).toEqual(['qr', 'email']);
  });

  test('the pop-up opens on what is under way, on the only one, or on the choice', () => {
    expect(firstShown(STATE, STATE.ways)).toBeUndefined();
    expect(firstShown(STATE, [{ method: 'email' }])).toBe('email');
    const asked = { ...STATE, asked: [ASKED] };
    expect(firstShown(asked, asked.ways)).toBe('qr');
    expect(firstShown(asked, [{ method: 'text_to_join' }, { method: 'email' }])).toBeUndefined();
    expect(askedBy(asked, 'qr')).toBe(ASKED);
    expect(askedBy(asked, 'email')).toBeUndefined();
  });
});

test('a mail goes from sent to opened to confirmed, and says where it got stuck', () => {
  const mail = (status: 'queued' | 'sent' | 'failed' | 'unknown') => ({ to: 'o…@x', status });
  const steps = (asked: Pick<Asked, 'status' | 'mail'>) =>
    mailSteps(asked).map(({ state }) => state);
  expect(steps({ status: 'pending' })).toEqual(['now', 'next', 'next']);
  expect(steps({ status: 'pending', mail: mail('queued') })).toEqual(['now', 'next', 'next']);
  expect(steps({ status: 'pending', mail: mail('sent') })).toEqual(['done', 'now', 'next']);
  expect(steps({ status: 'pending', mail: mail('failed') })).toEqual(['failed', 'next', 'next']);
  expect(steps({ status: 'pending', mail: mail('unknown') })).toEqual(['failed', 'next', 'next']);
  // Somebody who has the form has the mail, whatever its server said.
  expect(steps({ status: 'opened', mail: mail('unknown') })).toEqual(['done', 'done', 'now']);
  expect(steps({ status: 'confirming', mail: mail('sent') })).toEqual(['done', 'done', 'now']);
});

test('how somebody agreed is told from how it came', () => {
  const cause = (by: NonNullable<State['cause']>['by']) => ({
    cause: { by, words: '', at: { iso: '', said: '' }, day: '', written: false },
  });
  expect(['sms', 'qr', 'email', 'api', 'provider'].map((by) => actOf(cause(by as 'sms')))).toEqual([
    ...['texted', 'scanned', 'form', 'told', 'other'],
  ]);
  expect(actOf({})).toBe('other');
});

test('of several reasons for silence the gravest is explained', () => {
  expect(blockedBy({ flags: ['in_review', 'landline'] })).toBe('landline');
  expect(blockedBy({ flags: ['provider_block', 'reassigned'] })).toBe('reassigned');
  expect(blockedBy({ flags: ['in_review'] })).toBe('in_review');
  expect(blockedBy({ flags: [] })).toBe('unreachable');
});

test('a page is told of a change, and not of what looks the same', () => {
  const now: State = { ...STATE, icon: { state: 'ok', word: 'Can text' } };
  expect(changeOf(undefined, STATE)).toBeNull();
  expect(changeOf(STATE, { ...STATE, shown: 'b' })).toBeNull();
  expect(changeOf(STATE, now)).toEqual({ record: 'lead-1', state: 'ok', previous: 'none' });
});

test('events are read however they are cut', () => {
  const text = 'retry: 2000\n\n:\n\nevent: changed\ndata:\n\n';
  for (let cut = 0; cut <= text.length; cut += 1) {
    const heard: string[] = [];
    const read = createEventReader((event) => void heard.push(event));
    read(text.slice(0, cut));
    read(text.slice(cut));
    expect([cut, heard]).toEqual([cut, ['changed']]);
  }
  const heard: string[] = [];
  createEventReader((event) => void heard.push(event))('event: over\r\ndata:\r\n\r\nevent: chan');
  expect(heard).toEqual(['over']);
});

describe('the script that CRMs load', () => {
  const LIMIT_BYTES = 25_000;
  let content: Buffer;
  beforeAll(() => {
    buildConsole();
    content = readFileSync(
      new URL('../../../dist/src/console/embedded/widget.js', import.meta.url),
    );
  });

  test('is small, with everything that it needs', () => {
    expect(gzipSync(content, { level: 9 }).byteLength).toBeLessThanOrEqual(LIMIT_BYTES);
    expect(content.toString()).not.toMatch(/^import |[;}]import[{ "']|import\(/m);
    expect(content.toString()).toContain('assent-opt-in');
  });

  test('runs under a strict content policy', () => {
    expect(content.toString()).not.toMatch(/\beval\(|new Function|style="|onclick=/);
  });
});
