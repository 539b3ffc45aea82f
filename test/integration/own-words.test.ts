// Words that a program adds to the built-in ones: read at the door and by the worker alike.
import { beforeAll, expect, test } from 'vitest';
import { useApi } from './api-fixture.js';

const api = useApi();
let people = 0;
const somebody = () => `+1602562${String((people += 1)).padStart(4, '0')}`;

beforeAll(async () => {
  const { workspaces } = api.store;
  const known = await workspaces.get(api.scratch.workspace);
  for (const { disclosure, ...program } of Object.values(known?.programs ?? {})) {
    const keywords = { updates: { optOut: ['Feierabend'] }, offers: { optIn: ['Gold'] } };
    await workspaces.addProgram(api.scratch.workspace, {
      ...{ ...program, keywords: keywords[program.id as 'updates' | 'offers'] },
      disclosure: disclosure.text,
    });
  }
});

const check = async (phone: string, program = 'updates') =>
  (await api.call('POST', '/v1/consents/check', { phone, program })).body;

test('a word of its own that means stop raises a fence at once, and ends everything', async () => {
  const phone = somebody();
  await api.text(phone, 'START');
  expect(await check(phone)).toMatchObject({ allowed: true });
  await api.keepText(phone, 'FEIERABEND!');
  expect(await check(phone)).toMatchObject({ allowed: false, reason: 'opt_out_waiting' });
  await api.decideAll();
  expect(await check(phone)).toMatchObject({ allowed: false, reason: 'opted_out' });
});

test('a word of its own that opts in means its program, and no request of another', async () => {
  const phone = somebody();
  await api.call('PUT', '/v1/records/own-words', { name: 'Dana Reyes', phone });
  const asked = await api.call('POST', '/v1/opt-in-requests', {
    ...{ record: { externalId: 'own-words' }, method: 'text_to_join', program: 'updates' },
  });
  await api.text(phone, 'gold');
  expect(await check(phone, 'offers')).toMatchObject({ status: 'pending' });
  expect(await check(phone)).toMatchObject({ status: 'none' });
  const request = async () =>
    (await api.call('GET', `/v1/opt-in-requests/${String(asked.body['id'])}`)).body;
  expect(await request()).toMatchObject({ status: 'pending' });
  await api.text(phone, 'START');
  expect(await request()).toMatchObject({ status: 'completed' });
});

test('the API shows them', async () => {
  const { body } = await api.call('GET', '/v1/programs');
  expect(body['data']).toContainEqual(
    expect.objectContaining({ id: 'offers', keywords: { optIn: ['Gold'] } }),
  );
});
