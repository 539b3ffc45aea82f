// Requests on a record's page: what waits, whose act it was, and who may answer.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/store/access.js';
import { readCode } from '../support/read-code.js';
import { Visitor } from '../support/visitor.js';
import { useApi } from './api-fixture.js';

const api = useApi();
let agent: Visitor;
let numbers = 0;
let records = 0;
const aPhone = () => `+1602555${String((numbers += 1)).padStart(4, '0')}`;

async function signIn(role: Role): Promise<Visitor> {
  const email = `${role}@example.com`;
  await api.store.accounts.addUser(api.scratch.workspace, { email, password: 'horse', role });
  const visitor = new Visitor(api.app);
  await visitor.submit('/console/login', '/console/login', { email, password: 'horse' });
  return visitor;
}

interface Asked {
  readonly id: string;
  readonly token: string;
  readonly record: string;
  readonly page: string;
  status(): Promise<unknown>;
  phone(): Promise<unknown>;
}

async function ask(phone?: string, methods: readonly string[] = ['text_to_join']): Promise<Asked> {
  records += 1;
  const externalId = `page/${records}`;
  const record = { externalId, name: 'Nora Beck', ...(phone && { phone }) };
  const ids: string[] = [];
  for (const method of methods) {
    const { body } = await api.call('POST', '/v1/opt-in-requests', { record, method });
    ids.push(String(body['id']));
  }
  const [id = ''] = ids;
  const get = async () => (await api.call('GET', `/v1/opt-in-requests/${id}`)).body;
  return {
    id,
    token: String((await get())['token']),
    record: externalId,
    page: `/console/records/${encodeURIComponent(externalId)}`,
    status: async () => (await get())['status'],
    async phone() {
      const answer = await api.call('GET', `/v1/records/${encodeURIComponent(externalId)}`);
      return answer.body['phone'];
    },
  };
}

const read = async (url: string) => (await agent.get(url)).body;
const answer = ({ page, id }: Asked, verb: string, fields: Record<string, string> = {}) =>
  agent.submit(page, `${page}/requests/${id}/${verb}`, fields);

beforeAll(async () => {
  agent = await signIn('agent');
});

describe('the page of a record', () => {
  test('says in plain words what each open request waits for, and takes one back', async () => {
    const asked = await ask(aPhone(), ['text_to_join', 'qr']);
    const page = await read(asked.page);
    expect(page).toContain('Text to join · Appointments &amp; quotes');
    expect(page).toContain('Waiting for the text');
    expect(page).toContain('The code was not scanned yet');
    expect((await answer(asked, 'cancel')).statusCode).toBe(303);
    expect(await asked.status()).toBe('cancelled');
    expect(await read(asked.page)).not.toContain('Text to join · Appointments');
  });

  test('asks whose text it was, with the number half hidden', async () => {
    const [own, other] = [aPhone(), '+16025559177'];
    const asked = await ask(own);
    await api.text(other, `START ${asked.token}`);
    const page = await read(asked.page);
    expect(page).toMatch(/From <span class="num">\(•••\) •••-9177<\/span>/);
    expect(page).toContain('is this Nora?');
    expect(page).not.toContain('602) 555-9177');
  });

  test('takes the number over where that is the answer', async () => {
    const [own, other] = [aPhone(), aPhone()];
    const asked = await ask(own, ['text_to_join', 'qr']);
    const contact = await api.text(other, `START ${asked.token}`);
    const page = await read(asked.page);
    expect(page.match(/is this Nora\?/g)).toHaveLength(1);
    await answer(asked, 'match', { contact, useNumber: 'yes' });
    expect(await asked.status()).toBe('completed');
    expect(await asked.phone()).toBe(other);
    const after = await read(asked.page);
    expect(after).not.toContain('is this Nora?');
    expect(after).toContain('Can text');
  });

  test('keeps the record’s number where that is the answer', async () => {
    const [own, other] = [aPhone(), aPhone()];
    const asked = await ask(own);
    const contact = await api.text(other, `START ${asked.token}`);
    await answer(asked, 'match', { contact });
    expect(await asked.status()).toBe('completed');
    expect(await asked.phone()).toBe(own);
  });

  test('knows an answer for none of them, given once for all that asked the same', async () => {
    const asked = await ask(aPhone(), ['text_to_join', 'qr']);
    await api.text(aPhone(), `START ${asked.token}`);
    await api.text(aPhone(), `START ${asked.token}`);
    const page = await read(asked.page);
    expect(page.match(/is this Nora\?/g)).toHaveLength(2);
    expect(page).toContain('none of them');
    await answer(asked, 'cancel');
    expect(await read(asked.page)).not.toContain('is this Nora?');
    const left = await api.call(
      'GET',
      `/v1/opt-in-requests?record=${encodeURIComponent(asked.record)}`,
    );
    expect(left.body['data']).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
  });

  test('offers a START without a code to a record without a number', async () => {
    const other = aPhone();
    const asked = await ask();
    const contact = await api.text(other, 'START');
    const page = await read(asked.page);
    expect(page).toContain('that’s Nora');
    expect(page).toContain('It sent no code');
    await answer(asked, 'match', { contact, useNumber: 'yes' });
    expect(await asked.phone()).toBe(other);
  });

  test('says so when the question was answered meanwhile, or never asked', async () => {
    const asked = await ask(aPhone());
    const contact = await api.text(aPhone(), `START ${asked.token}`);
    await answer(asked, 'cancel');
    const late = await answer(asked, 'match', { contact });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('no longer open');
    const elsewhere = await ask(aPhone());
    const url = `${elsewhere.page}/requests/${asked.id}/cancel`;
    expect((await agent.submit(elsewhere.page, url)).statusCode).toBe(409);
  });

  test('lets an auditor look and not answer', async () => {
    const auditor = await signIn('auditor');
    const asked = await ask(aPhone());
    const contact = await api.text(aPhone(), `START ${asked.token}`);
    const url = `${asked.page}/requests/${asked.id}/match`;
    expect((await auditor.submit(asked.page, url, { contact })).statusCode).toBe(403);
    expect(await asked.status()).toBe('needs_match');
  });

  test('names who answered, in the evidence', async () => {
    const asked = await ask(aPhone());
    const contact = await api.text(aPhone(), `START ${asked.token}`);
    await answer(asked, 'match', { contact });
    const { body } = await api.call('GET', `/v1/opt-in-requests/${asked.id}`);
    const steps = body['history'] as readonly { by?: { kind: string; id: string } }[];
    expect(steps.at(-1)?.by).toEqual({ kind: 'user', id: expect.stringMatching(/./) });
  });
});

describe('asking from the page of a record', () => {
  /** Somebody with an address, whom nobody has asked. */
  async function aRecord(more: object = {}) {
    records += 1;
    const externalId = `way/${records}`;
    const at = `/v1/records/${encodeURIComponent(externalId)}`;
    await api.call('PUT', at, { name: 'Omar Haddad', phone: aPhone(), ...more });
    return { externalId, page: `/console/records/${encodeURIComponent(externalId)}` };
  }
  const askBy = (page: string, method: string, by = agent) =>
    by.submit(page, `${page}/ask`, { method });

  test('shows a code that a phone reads, beside what it agrees to', async () => {
    const { page, externalId } = await aRecord();
    expect(await read(page)).toContain('Show a QR code');
    await askBy(page, 'qr');
    const shown = await read(page);
    const [code = ''] = /<svg xmlns[\s\S]*?<\/svg>/.exec(shown) ?? [];
    const { body } = await api.call('GET', `/v1/opt-in-requests?record=${externalId}`);
    const [request] = body['data'] as { smsUrl: string; method: string }[];
    expect(request?.method).toBe('qr');
    expect(await readCode(Buffer.from(code), { width: 400 })).toBe(request?.smsUrl);
    expect(shown).toContain('By texting START you agree to get Appointments &amp; quotes texts.');
    expect(shown).not.toContain('Show a QR code');
    expect(shown).toContain('Ask by text');
  });

  test('sends a mail where there is an address that wants some, and says where there is none', async () => {
    const { page } = await aRecord({ email: 'omar@example.com' });
    await askBy(page, 'email');
    const shown = await read(page);
    expect(shown).toContain('Waiting for Omar’s answer');
    expect(shown).toContain('A mail is on its way to o…@example.com.');
    const bare = await aRecord();
    expect(await read(bare.page)).toContain('There is no e-mail address on this record.');
    expect(await read(bare.page)).not.toContain('Send an e-mail');
    const { invitations } = api.store;
    const { workspace } = api.scratch;
    const address = await invitations.addressOf(workspace, 'no-more@example.com');
    await invitations.refuseAddress(workspace, address, 'oir_x/1');
    const tired = await aRecord({ email: 'no-more@example.com' });
    expect(await read(tired.page)).toContain('Omar asked for no more e-mail.');
    expect((await askBy(tired.page, 'email')).statusCode).toBe(409);
  });

  test('is not for auditors', async () => {
    const { page, externalId } = await aRecord();
    const auditor = await signIn('auditor');
    expect((await auditor.get(page)).body).not.toContain('Show a QR code');
    expect((await askBy(page, 'qr', auditor)).statusCode).toBe(403);
    const { body } = await api.call('GET', `/v1/opt-in-requests?record=${externalId}`);
    expect(body['data']).toEqual([]);
  });
});

test('asking past the limit is a page that says when to come back', async () => {
  const asked = await ask(aPhone());
  await answer(asked, 'cancel');
  const press = () => agent.submit(asked.page, `${asked.page}/ask`);
  await api.store.connection
    .collection('limits')
    .updateMany({}, [{ $set: { 'windows.day.count': 1_000_000 } }]);
  const refused = await press();
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(80_000);
  expect(refused.body).toContain('Try again in 24 hours');
});
