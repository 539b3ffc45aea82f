// A program with a word of its own: its sign and its pages ask for that word, and whoever texts it
// gets to that program and no other.
import { beforeAll, expect, test } from 'vitest';
import { readCode } from '../support/read-code.js';
import { useApi } from './api-fixture.js';

const api = useApi();

beforeAll(async () => {
  const { workspaces } = api.store;
  const { offers } = (await workspaces.get(api.scratch.workspace))?.programs ?? {};
  if (!offers) throw new Error('there is no program offers');
  const words = { keywords: { optIn: ['Offers'] }, disclosure: offers.disclosure.text };
  await workspaces.addProgram(api.scratch.workspace, { ...offers, ...words });
});

test('what the sign says is what a phone’s camera reads, and leads to consent in writing', async () => {
  const headers = { authorization: `Bearer ${api.key}` };
  const sign = await api.app.inject({ url: '/v1/programs/offers/sign.svg', headers });
  expect(sign.statusCode).toBe(200);
  const link = new URL((await readCode(sign.rawPayload, { width: 600 })) ?? '');
  expect(link.href).toBe('sms:+16025550100?&body=OFFERS');

  const phone = '+16025550134';
  const contact = await api.text(phone, link.searchParams.get('body') ?? '');
  const effects = api.store.connection.collection('effects');
  const answers = await effects.find({ contact }).toArray();
  expect(answers).toMatchObject([{ program: 'offers', text: { template: 'agreement' } }]);
  await api.text(phone, 'AGREE');
  const { body } = await api.call('POST', '/v1/contacts/lookup', { phone });
  expect(body['consent']).toMatchObject({
    programs: {
      updates: { status: 'none' },
      offers: { status: 'opted_in', basis: 'express_written' },
    },
  });
});

test('the public pages ask for the word', async () => {
  const at = `/programs/${api.scratch.workspace}/offers`;
  const { body: page } = await api.app.inject({ url: at });
  expect(page).toContain('By texting OFFERS you agree to get Seasonal offers texts.');
  expect(page).toContain('href="sms:+16025550100?&amp;body=OFFERS"');
  expect(page).toContain('When somebody texts OFFERS');
  expect(page).toContain(`src="${at}/sign.svg"`);
  const { body: terms } = await api.app.inject({ url: `${at}/terms` });
  expect(terms).toContain('text <b>OFFERS</b> to the same number');
});

test('a request asks for the word wherever it is said, and the word answers it', async () => {
  const phone = '+16025550135';
  const record = { externalId: 'own-word', name: 'Nora Beck', phone };
  const asked = { record, method: 'text_to_join', program: 'offers' };
  const { body: request } = await api.call('POST', '/v1/opt-in-requests', asked);
  const { token } = request as { token: string };
  expect(request).toMatchObject({
    keyword: 'OFFERS',
    smsUrl: `sms:+16025550100?&body=OFFERS%20${token}`,
    instructions: expect.stringMatching(/^Text OFFERS to .* \(or OFFERS \w+ from another one\)/),
    disclosure: { text: 'By texting OFFERS you agree to get Seasonal offers texts.' },
    script: { text: expect.stringContaining('To agree, text OFFERS to') },
  });
  expect(JSON.stringify(request)).not.toContain('START');
  await api.text(phone, `offers ${token}`);
  await api.text(phone, 'AGREE');
  const { body } = await api.call('GET', `/v1/opt-in-requests/${String(request['id'])}`);
  expect(body).toMatchObject({ status: 'completed' });
});
