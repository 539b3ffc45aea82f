// The language of replies: the person's own words, else the record's, the house's, or English.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningProcess, startWorker } from '../support/processes.js';
import { BRAND } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { openSending, type Sending } from '../support/sending.js';
import { until } from '../support/until.js';

const scratch = useScratch();
const PATIENCE = { timeoutMs: 30_000 };
let sending: Sending;
let worker: RunningProcess;
let people = 0;
const somebody = () => `+1602561${String((people += 1)).padStart(4, '0')}`;

beforeAll(async () => {
  sending = await openSending(scratch);
  worker = await startWorker(sending.environment);
});

afterAll(async () => {
  await worker?.stop();
  await sending?.close();
});

/** The one answer to a text. */
async function answerTo(phone: string, body: string): Promise<string> {
  const before = (await sending.received(phone)).length;
  expect(await sending.road.text(phone, body)).toBe(200);
  const answers = await until(
    'the answer',
    async () => {
      const texts = await sending.received(phone);
      return texts.length > before ? texts.slice(before) : undefined;
    },
    PATIENCE,
  );
  expect(answers).toHaveLength(1);
  return answers[0]?.body ?? '';
}

const record = (phone: string, locale?: string) =>
  sending.road.store.records.put(scratch.workspace, phone, {
    ...{ name: 'Dana Reyes', phone },
    ...(locale !== undefined && { locale }),
  });

const SPANISH = { in: /suscrito a/, out: /cancelaste tus mensajes/ };
const ENGLISH = { in: /you['’]re in for/, out: /unsubscribed/ };

test('is English where nobody said another one', async () => {
  const phone = somebody();
  await record(phone);
  expect(await answerTo(phone, 'START')).toMatch(ENGLISH.in);
});

test('is that of the record, also of a region of it', async () => {
  const phone = somebody();
  await record(phone, 'es-MX');
  expect(await answerTo(phone, 'START')).toMatch(SPANISH.in);
  expect(await answerTo(phone, 'STOP')).toMatch(SPANISH.out);
});

test('is that of the person’s own words before that of the record', async () => {
  const phone = somebody();
  await record(phone, 'en');
  await answerTo(phone, 'START');
  expect(await answerTo(phone, 'no me manden mas mensajes')).toMatch(SPANISH.out);
});

test('is that of the house for people of whom nothing is known', async () => {
  const { workspaces } = sending.road.store;
  await workspaces.create(scratch.workspace, { brand: { ...BRAND, locale: 'es' } });
  const inSpanish = async () => SPANISH.in.test(await answerTo(somebody(), 'START'));
  // A change of the settings is in force everywhere after a second.
  expect(await until('the setting to be in force', inSpanish)).toBe(true);
  const phone = somebody();
  await record(phone, 'en');
  expect(await answerTo(phone, 'START')).toMatch(ENGLISH.in);
  await workspaces.create(scratch.workspace, { brand: BRAND });
});
