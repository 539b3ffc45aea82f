// What every provider of texts must do, whoever it is: a set of tests as a function of one. A new
// provider passes it against a stand-in of its own before anything is sent through it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProviderDialect, FormFields } from '../../src/senders/dialect.js';
import { textEventId } from '../../src/senders/dialect.js';
import type { OutgoingText, TextProvider } from '../../src/senders/provider.js';
import { until } from '../support/until.js';

/** A call that the provider made to us. */
export interface Posted {
  /** Path and query as they were requested. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly fields: FormFields;
  readonly raw: string;
}

/** How the provider misbehaves on demand. */
export type Trouble = 'down' | 'slow_down' | 'answer_lost' | 'blocked' | 'undeliverable';

/** A provider with a stand-in behind it that does as it is told. */
export interface ProviderBench {
  readonly provider: TextProvider;
  readonly dialect: ProviderDialect;
  readonly accountSid: string;
  /** Signs what is posted to us. */
  readonly token: string;
  readonly sender: string;
  /** Where the provider reaches us, as it was told. */
  readonly publicUrl: string;
  readonly posted: readonly Posted[];
  /** How many of the next calls to us find an ingress that cannot keep them. */
  failNextPosts(count: number): void;
  /** A person texts the sender; resolves with the provider's id of it. */
  text(from: string, body: string): Promise<string>;
  /** What the handset shows, oldest first. */
  received(phone: string): Promise<readonly string[]>;
  trouble(what: Trouble | null): Promise<void>;
  takeOutOfService(numbers: readonly string[], day: string): Promise<void>;
  close(): Promise<void>;
}

const IDS = { workspace: 'ws-1', effect: 'fx_1', message: 'msg_1', contact: 'ct_1' };
const STRANGER = `AC${'0'.repeat(32)}`;
/** In words that people understand, and no socket's. */
const SENTENCE = expect.stringMatching(/^[A-Z].*\.$/);
const UNANSWERED = { result: 'unanswered', reason: SENTENCE };

export function providerContract(name: string, open: () => Promise<ProviderBench>): void {
  let bench: ProviderBench;
  let last = 0;
  beforeAll(async () => {
    bench = await open();
  });
  afterEach(() => bench.trouble(null));
  afterAll(() => bench?.close());

  const somebody = () => {
    last += 1;
    return `+1602555${String(8_000 + last)}`;
  };
  const outgoing = (to: string, body: string): OutgoingText => ({
    ...{ from: bench.sender, to, body, ids: IDS },
    mayLeave: () => true,
  });
  const send = (to: string, body: string) =>
    bench.provider.send(bench.accountSid, outgoing(to, body));
  async function sent(to: string, body = 'Your window is ready.'): Promise<string> {
    const result = await send(to, body);
    if (result.result !== 'accepted') throw new Error(`it was ${result.result}`);
    return result.providerSid;
  }
  const reportsOf = (sid: string) =>
    bench.posted.flatMap((call) => {
      const query = Object.fromEntries(new URLSearchParams(call.target.split('?')[1]));
      const report = bench.dialect.readStatus(query, call.fields);
      return report?.providerSid === sid ? [{ call, report }] : [];
    });
  const delivered = (sid: string) =>
    until('the last report', () =>
      reportsOf(sid).find(({ report }) => report.status === 'delivered'),
    );
  const postedText = (sid: string) =>
    until('the text to be posted', () =>
      bench.posted.find(({ fields }) => bench.dialect.readPosted(fields)?.messageSid === sid),
    );
  const isSigned = (call: Posted, more: object = {}) =>
    bench.dialect.isSigned({
      tokens: [bench.token],
      signature: String(call.headers[bench.dialect.signatureHeader]),
      publicUrl: bench.publicUrl,
      target: call.target,
      fields: call.fields,
      ...more,
    });

  describe(`${name} sends`, () => {
    test('a text, and reports what became of it with our ids', async () => {
      const to = somebody();
      const sid = await sent(to, 'Hello there');
      await delivered(sid);
      expect(await bench.received(to)).toEqual(['Hello there']);
      for (const { call, report } of reportsOf(sid)) {
        expect(report).toMatchObject({ accountSid: bench.accountSid, ids: IDS });
        expect(report.sender).toBe(bench.sender);
        expect(isSigned(call)).toBe(true);
      }
    });

    test('a text that is blocked, in words and with what it says of the number', async () => {
      await bench.trouble('blocked');
      const result = await send(somebody(), 'Hello');
      expect(result).toMatchObject({ result: 'refused', flag: 'provider_block' });
      expect(result).toMatchObject({ reason: expect.stringMatching(/^[A-Z].*\.$/) });
    });

    test('nothing for an account that is none of ours', async () => {
      const result = await bench.provider.send(STRANGER, outgoing(somebody(), 'Hello'));
      expect(result).toMatchObject({ result: 'not_taken', trouble: 'account' });
      expect(result).toMatchObject({ reason: SENTENCE, refusal: expect.any(String) });
    });

    test('nothing that came too late to leave', async () => {
      const to = somebody();
      const text = { ...outgoing(to, 'Hello'), mayLeave: () => false };
      const result = await bench.provider.send(bench.accountSid, text);
      expect(result).toMatchObject({ result: 'not_taken' });
      expect(await bench.received(to)).toEqual([]);
    });

    test('later, when it is asked to slow down', async () => {
      await bench.trouble('slow_down');
      const result = await send(somebody(), 'Hello');
      expect(result).toMatchObject({ result: 'not_taken' });
      expect(result).toHaveProperty('retryAfterMs', expect.any(Number));
    });

    test('with an unknown outcome, when the answer is lost, and finds it afterwards', async () => {
      const to = somebody();
      const since = new Date();
      await bench.trouble('answer_lost');
      expect(await send(to, 'Once')).toMatchObject({ result: 'unknown', reason: SENTENCE });
      await bench.trouble(null);
      const sought = { from: bench.sender, to, since };
      const found = await bench.provider.find(bench.accountSid, { ...sought, body: 'Once' });
      expect(found).toHaveLength(1);
      expect(await bench.provider.find(bench.accountSid, { ...sought, body: 'Twice' })).toEqual([]);
      // MongoDB's clock may be far ahead of the provider's: it still is the one.
      const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
      const ahead = { ...sought, body: 'Once', since: inMinutes(110) };
      expect(await bench.provider.find(bench.accountSid, ahead)).toHaveLength(1);
      const later = { ...sought, body: 'Once', since: inMinutes(180) };
      expect(await bench.provider.find(bench.accountSid, later)).toEqual([]);
    });

    test('and an error that comes later is a status with a code that we can read', async () => {
      await bench.trouble('undeliverable');
      const sid = await sent(somebody());
      const { report } = await until('the end', () =>
        reportsOf(sid).find(({ report: { status } }) => status === 'undelivered'),
      );
      expect(bench.dialect.describeError(report.errorCode ?? '').reason).toMatch(/^[A-Z].*\.$/);
    });
  });

  describe(`${name} is asked`, () => {
    test('when it got a text, and what became of one', async () => {
      const before = Date.now();
      const heard = await bench.text(somebody(), 'Hello');
      const time = await bench.provider.askTime(bench.accountSid, heard);
      if (time.result !== 'known') throw new Error(time.result);
      expect(Math.abs(time.at.getTime() - before)).toBeLessThan(10_000);
      const sid = await sent(somebody());
      await delivered(sid);
      const status = await bench.provider.askStatus(bench.accountSid, sid);
      expect(status).toEqual({ result: 'known', status: 'delivered' });
    });

    test('about texts that it does not know, and says so', async () => {
      const { provider, accountSid } = bench;
      const none = { result: 'no_such_text' };
      expect(await provider.askTime(accountSid, 'SMnone')).toEqual(none);
      expect(await provider.askStatus(accountSid, 'SMnone')).toEqual(none);
    });

    test('in vain while it is down', async () => {
      const { provider, accountSid, sender } = bench;
      const sid = await sent(somebody());
      await bench.trouble('down');
      const sought = { from: sender, to: somebody(), body: 'x', since: new Date() };
      expect(await provider.find(accountSid, sought)).toBeNull();
      expect(await provider.askTime(accountSid, sid)).toMatchObject(UNANSWERED);
      expect(await provider.askStatus(accountSid, sid)).toMatchObject(UNANSWERED);
      const page = { since: new Date(0), limit: 10 };
      expect(await provider.list(accountSid, page)).toMatchObject(UNANSWERED);
      expect(await provider.deactivated(accountSid, '2026-11-20')).toMatchObject(UNANSWERED);
    });

    test('with an account of nobody, and answers nothing', async () => {
      const page = { since: new Date(0), limit: 10 };
      expect(await bench.provider.list(STRANGER, page)).toMatchObject(UNANSWERED);
      expect(await bench.provider.askStatus(STRANGER, 'SMx')).toMatchObject(UNANSWERED);
      expect(await bench.provider.deactivated(STRANGER, '2026-11-20')).toMatchObject(UNANSWERED);
    });
  });

  describe(`${name} posts`, () => {
    test('texts that read the same at once, from what was kept, and from its list', async () => {
      const { dialect, accountSid } = bench;
      const from = somebody();
      const body = 'STOP — “por favor” 🙏 & more';
      const sid = await bench.text(from, body);
      const call = await postedText(sid);
      const text = dialect.readPosted(call.fields);
      expect(text).toMatchObject({ accountSid, messageSid: sid, from, to: bench.sender, body });
      expect(dialect.accountOf(call.fields)).toBe(accountSid);
      expect(dialect.readKept(call.raw)).toEqual(text);
      expect(text).not.toHaveProperty('foundAt');

      const listed = await bench.provider.list(accountSid, { since: new Date(0), limit: 1_000 });
      if (listed.result !== 'page') throw new Error(listed.result);
      const read = listed.inbound.map(({ raw, at }) => ({ at, found: dialect.readKept(raw) }));
      const { at, found } = read.find((one) => one.found?.messageSid === sid) ?? {};
      if (!found || !text) throw new Error('it is not in the list');
      expect(found).toEqual({ ...text, foundAt: at });
      const idOf = (one: typeof text) => textEventId('ws-1', dialect, one);
      expect(idOf(found)).toBe(idOf(text));
    });

    test('nothing that anybody else could have signed', async () => {
      const call = await postedText(await bench.text(somebody(), 'STOP'));
      expect(isSigned(call)).toBe(true);
      // While a token is rotated either will do.
      expect(isSigned(call, { tokens: ['other', bench.token] })).toBe(true);
      expect(isSigned(call, { tokens: ['other'] })).toBe(false);
      expect(isSigned(call, { signature: undefined })).toBe(false);
      expect(isSigned(call, { target: `${call.target}?x=1` })).toBe(false);
      expect(isSigned(call, { publicUrl: 'https://elsewhere.test' })).toBe(false);
      const [first = ''] = Object.keys(call.fields);
      for (const changed of [{ [first]: 'x' }, { added: 'x' }, { [first]: undefined }]) {
        const fields = Object.fromEntries(
          Object.entries({ ...call.fields, ...changed }).filter(([, value]) => value !== undefined),
        );
        expect(isSigned(call, { fields })).toBe(false);
      }
    });

    test('a report again when nobody could keep it', async () => {
      bench.failNextPosts(1);
      const sid = await sent(somebody());
      await until('the report that was refused to come again', () => {
        const statuses = reportsOf(sid).map(({ report }) => report.status);
        return statuses.length > new Set(statuses).size;
      });
    });

    test('forms that are no texts and no reports, which read as neither', () => {
      const { dialect } = bench;
      for (const raw of ['', 'a=b', 'From=%2B1&To=%2B2', '%', 'MessageStatus=sent']) {
        expect(dialect.readPosted(dialect.readForm(raw))).toBeNull();
        expect(dialect.readKept(raw)).toBeNull();
        expect(dialect.readStatus({}, dialect.readForm(raw))).toBeNull();
      }
      expect(dialect.readKept('{"nothing":true}')).toBeNull();
    });
  });

  describe(`${name} lists`, () => {
    test('both directions, newest first, page by page, to the end', async () => {
      const { provider, accountSid, dialect } = bench;
      const sid = await sent(somebody());
      await delivered(sid);
      const heard: string[] = [];
      for (const body of ['one', 'two', 'three']) heard.push(await bench.text(somebody(), body));
      const seen: string[] = [];
      const reported = new Map<string, string>();
      let page: string | undefined;
      let newest = Number.POSITIVE_INFINITY;
      do {
        const asked = { since: new Date(0), limit: 2, ...(page && { page }) };
        const listed = await provider.list(accountSid, asked);
        if (listed.result !== 'page') throw new Error(listed.result);
        seen.push(...listed.inbound.map(({ raw }) => dialect.readKept(raw)?.messageSid ?? ''));
        for (const { providerSid, status } of listed.reports) reported.set(providerSid, status);
        expect(listed.newest?.getTime() ?? 0).toBeLessThanOrEqual(newest);
        newest = listed.newest?.getTime() ?? 0;
        page = listed.next;
      } while (page !== undefined);
      expect(seen.slice(0, 3)).toEqual(heard.toReversed());
      expect(new Set(seen).size).toBe(seen.length);
      expect(reported.get(sid)).toBe('delivered');
    });

    test('nothing older than it is asked for, and knows a page that is none', async () => {
      const { provider, accountSid } = bench;
      const since = new Date(Date.now() + 3_600_000);
      const empty = await provider.list(accountSid, { since, limit: 10 });
      expect(empty).toEqual({ result: 'page', inbound: [], reports: [] });
      const first = await provider.list(accountSid, { since: new Date(0), limit: 1 });
      const page = first.result === 'page' ? (first.next ?? '') : '';
      const torn = page.replace(/(PageToken=)[^&]*/, '$1torn');
      const asked = { since: new Date(0), limit: 1, page: torn };
      expect(await provider.list(accountSid, asked)).toEqual({ result: 'no_such_page' });
    });

    test('numbers out of service, by the day', async () => {
      const { provider, accountSid } = bench;
      const numbers = [somebody(), somebody()];
      await bench.takeOutOfService(numbers, '2026-11-20');
      const known = await provider.deactivated(accountSid, '2026-11-20');
      expect(known).toEqual({ result: 'known', numbers });
      expect(await provider.deactivated(accountSid, '2026-11-19')).toEqual({ result: 'no_list' });
    });
  });

  test(`${name} has a word for every error`, () => {
    for (const code of ['', '0', 'constructor', '99999', '20003']) {
      const { action, reason } = bench.dialect.describeError(code);
      expect(['retry', 'give_up', 'flag', 'alert']).toContain(action);
      expect(reason).toMatch(/^[A-Z].*\.$/);
    }
  });
}
