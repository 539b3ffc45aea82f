// Signs over the API: what they are, for whom, and when there is none to print.
import { expect, test } from 'vitest';
import { drawPdf } from '../support/pdf-picture.js';
import { readCode } from '../support/read-code.js';
import { useApi } from './api-fixture.js';

const api = useApi();

const get = (url: string, key = api.key) =>
  api.app.inject({ url, headers: { authorization: `Bearer ${key}` } });

test('a sign is a PDF or an SVG whose code opens the bare word to the program’s sender', async () => {
  const pdf = await get('/v1/programs/updates/sign.pdf?location=Front%20desk&size=a4');
  expect(pdf.statusCode).toBe(200);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.headers['content-disposition']).toBe('inline; filename="sign-updates.pdf"');
  expect(pdf.headers['cache-control']).toMatch(/^private/);
  const page = await drawPdf(pdf.rawPayload, 1);
  expect(page.words).toContain('By texting START you agree to get Appointments & quotes texts.');
  expect(page.words).toContain('Front desk');
  expect(await readCode(page.picture)).toBe('sms:+16025550100?&body=START');
  const svg = await get('/v1/programs/updates/sign.svg');
  expect(svg.headers['content-type']).toContain('image/svg+xml');
  expect(await readCode(svg.rawPayload, { width: 600 })).toBe('sms:+16025550100?&body=START');
});

test('no sign asks for a program that the bare word does not mean', async () => {
  const answer = await api.call('GET', '/v1/programs/offers/sign.pdf');
  expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(answer.body['detail']).toContain('updates');
});

test('what cannot be printed or is not there is said in words', async () => {
  const unknown = await api.call('GET', '/v1/programs/nothing/sign.svg');
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const letters = `/v1/programs/updates/sign.pdf?location=${encodeURIComponent('受付')}`;
  expect(await api.call('GET', letters)).toMatchObject({
    status: 422,
    body: { code: 'sign_not_printable', detail: expect.stringContaining('受 付') },
  });
  for (const query of ['size=a3', 'location=', 'colour=red']) {
    const { status } = await api.call('GET', `/v1/programs/updates/sign.svg?${query}`);
    expect(status).toBe(400);
  }
});

test('a sign is for keys that may read the settings of their own workspace', async () => {
  const narrow = await api.newKey(['records:read']);
  expect((await get('/v1/programs/updates/sign.pdf', narrow.key)).statusCode).toBe(403);
  expect((await api.app.inject('/v1/programs/updates/sign.pdf')).statusCode).toBe(401);
});
