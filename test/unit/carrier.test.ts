// The carrier's pure parts: addresses, segments, keywords, TwiML, links, dice.
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { createDirectory } from '../../src/carrier/directory.js';
import { Faults } from '../../src/carrier/faults.js';
import { handleKeyword, reservedWord } from '../../src/carrier/keywords.js';
import { linksIn } from '../../src/carrier/mail-links.js';
import { countSegments } from '../../src/carrier/segments.js';
import { repliesIn } from '../../src/carrier/twiml.js';
import { readWebhookTarget } from '../../src/carrier/webhook-target.js';

describe('the address of a webhook', () => {
  test('has defaults without a fragment', () => {
    const target = readWebhookTarget('https://example.com/hook?a=1');
    expect(target).toMatchObject({
      url: 'https://example.com/hook?a=1',
      connectTimeoutMs: 5_000,
      readTimeoutMs: 15_000,
      totalTimeoutMs: 15_000,
      retries: 1,
    });
    expect([...target.retryOn]).toEqual(['ct']);
  });

  test('takes its connection override from the fragment', () => {
    const target = readWebhookTarget('http://a/b#rc=5&rp=5xx,ct,rt&rt=200&tt=99000&ct=1');
    expect(target).toMatchObject({
      url: 'http://a/b',
      connectTimeoutMs: 100,
      readTimeoutMs: 200,
      totalTimeoutMs: 15_000,
      retries: 5,
    });
    expect([...target.retryOn].sort()).toEqual(['5xx', 'ct', 'rt']);
  });

  test('retries on everything when the policy says all', () => {
    expect([...readWebhookTarget('http://a/#rp=all').retryOn]).toHaveLength(4);
  });
});

describe('segments', () => {
  const bodies = [
    '',
    'START',
    'a'.repeat(160),
    'a'.repeat(161),
    '€'.repeat(80),
    '€'.repeat(81),
    `${'a'.repeat(152)}€${'a'.repeat(40)}`,
    'ñ'.repeat(200),
    'ç'.repeat(71),
    '日'.repeat(70),
    '日'.repeat(71),
    '👍'.repeat(34),
    '👍'.repeat(36),
  ];
  test.each(bodies)('agree with the published calculator (%#)', (body) => {
    const published = Math.max(new SegmentedMessage(body, 'auto').segmentsCount, 1);
    expect(countSegments(body)).toBe(published);
  });
});

describe('reserved words', () => {
  test('match whole bodies in any letter case only', () => {
    expect(reservedWord(' stop ')).toBe('STOP');
    expect(reservedWord('Yes')).toBe('START');
    expect(reservedWord('INFO')).toBe('HELP');
    expect(reservedWord('stop please')).toBeNull();
    expect(reservedWord('START K7Q2')).toBeNull();
  });

  test('are answered when they change something', () => {
    expect(handleKeyword('STOP', false, false).reply).toContain('unsubscribed');
    expect(handleKeyword('STOP', true, false)).toEqual({ blocked: true, reply: null });
    expect(handleKeyword('START', true, false).reply).toContain('re-subscribed');
    expect(handleKeyword('START', false, false)).toEqual({ blocked: false, reply: null });
    expect(handleKeyword('START', false, true).reply).not.toBeNull();
    expect(handleKeyword('HELP', true, true)).toEqual({ blocked: true, reply: null });
  });
});

describe('the answer of a webhook', () => {
  test('texts every message of its TwiML', () => {
    const body =
      '<?xml version="1.0"?><Response><Message>a &amp; b</Message>' +
      '<Message to="+1"><Body><![CDATA[c <d>]]></Body></Message></Response>';
    expect(repliesIn({ contentType: 'text/xml; charset=utf-8', body })).toEqual(['a & b', 'c <d>']);
  });

  test('texts plain text, and nothing of an empty response', () => {
    expect(repliesIn({ contentType: 'text/plain', body: 'OK' })).toEqual(['OK']);
    expect(repliesIn({ contentType: 'text/xml', body: '<Response/>' })).toEqual([]);
    expect(repliesIn({ contentType: 'text/html', body: 'OK' })).toEqual([]);
  });
});

test('links of a mail come once, from HTML and text', () => {
  const html = '<a href="http://a.test/x?a=1&amp;b=2">x</a> <a href="javascript:alert(1)">y</a>';
  expect(linksIn(html, 'see http://a.test/x?a=1&b=2, or https://b.test/y).')).toEqual([
    'http://a.test/x?a=1&b=2',
    'https://b.test/y',
  ]);
});

test('the same seed gives the same faults', () => {
  const rolled = rollCalls();
  expect(rolled).toEqual(rollCalls());
  expect(new Set(rolled)).toEqual(new Set(['none', 'error', 'timeout']));
});

function rollCalls() {
  const faults = new Faults();
  faults.set({ errorRate: 0.3, timeoutRate: 0.2, seed: 7 });
  return Array.from({ length: 50 }, () => faults.forCall());
}

test('a number cannot be rented twice', () => {
  const number = {
    number: '+16025550100',
    friendlyName: 'A',
    smsUrl: 'http://a',
    keywordReplies: 'service' as const,
  };
  const account = { accountSid: 'AC1', authToken: 't', numbers: [number, number] };
  expect(() => createDirectory([account])).toThrow('+16025550100 is rented twice');
});
