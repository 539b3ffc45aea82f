// The pages: doors, sign-in, list, record, dashboard. What they show, and whom they let in.
import { describe, expect, test } from 'vitest';
import { Visitor } from '../support/visitor.js';
import { useApi } from './api-fixture.js';

const api = useApi();
const phoneOf = (n: number) => `+1602555${String(n).padStart(4, '0')}`;

const addUser = (role: 'admin' | 'agent' | 'operator', email = `${role}@example.com`) =>
  api.store.accounts.addUser(api.scratch.workspace, { email, password: 'correct horse', role });

async function signedIn(role: 'admin' | 'agent' | 'operator'): Promise<Visitor> {
  const { email } = await addUser(role);
  const visitor = new Visitor(api.app);
  const fields = { email, password: 'correct horse' };
  const answer = await visitor.submit('/console/login', '/console/login', fields);
  expect(answer.headers.location).toBe('/console');
  return visitor;
}

describe('the doors', () => {
  test('are three in the demo, and the first opens with one click', async () => {
    await addUser('operator', 'demo@assent.example');
    const visitor = new Visitor(api.app);
    const home = await visitor.get('/');
    expect(home.body).toContain('http://127.0.0.1:3001/phones');
    expect(home.body).toContain('href="/docs"');
    const answer = await visitor.submit('/', '/console/demo');
    expect(answer.statusCode).toBe(303);
    expect((await visitor.get('/console')).statusCode).toBe(200);
  });
});

describe('the sign-in', () => {
  test('refuses a wrong password and an unknown address in the same words', async () => {
    await addUser('agent');
    const words = await Promise.all(
      ['agent@example.com', 'nobody@example.com'].map(async (email) => {
        const fields = { email, password: 'wrong' };
        const answer = await new Visitor(api.app).submit(
          '/console/login',
          '/console/login',
          fields,
        );
        expect(answer.statusCode).toBe(401);
        return /role="alert">.*?<\/p>/s.exec(answer.body)?.[0];
      }),
    );
    expect(words[0]).toBe(words[1]);
    expect(words[0]).toContain('do not go together');
  });

  test('changes the session id, and leads back only to pages of ours', async () => {
    const visitor = new Visitor(api.app);
    const { email } = await addUser('agent');
    const fields = { email, password: 'correct horse', next: 'https://evil.example/console' };
    const answer = await visitor.submit('/console/login', '/console/login', fields);
    expect(answer.headers.location).toBe('/console');
    const [cookie] = answer.cookies.filter(({ name }) => name === 'assent_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  });

  test('takes no form without its token or from another site', async () => {
    await addUser('agent');
    const fields = { email: 'agent@example.com', password: 'correct horse' };
    expect((await new Visitor(api.app).post('/console/login', fields)).statusCode).toBe(403);
    const visitor = new Visitor(api.app);
    const from = { 'sec-fetch-site': 'cross-site' };
    const answer = await visitor.submit('/console/login', '/console/login', fields, from);
    expect(answer.statusCode).toBe(403);
  });

  test('ends with the sign-out', async () => {
    const visitor = await signedIn('agent');
    await visitor.submit('/console', '/console/logout');
    const answer = await visitor.get('/console');
    expect(answer.headers.location).toBe('/console/login?next=%2Fconsole');
  });
});

describe('the records', () => {
  test('show each with its icon, word, number and address', async () => {
    await api.call('PUT', '/v1/records/a', {
      name: 'Dana <b>Ruiz</b>',
      phone: phoneOf(142),
      address: '14 Palm St, Phoenix',
    });
    await api.text(phoneOf(142), 'START');
    const visitor = await signedIn('agent');
    const { body } = await visitor.get('/console');
    expect(body).toContain('Dana &lt;b&gt;Ruiz');
    expect(body).toContain('(602) 555-0142');
    expect(body).toMatch(/class="state ok">\s*<svg[\s\S]*?<\/svg>\s*Can text/);
    const filtered = await visitor.get('/console?state=stop');
    expect(filtered.body).toContain('Nobody stands here');
    const found = await visitor.get('/console?query=palm');
    expect(found.body).toContain('One record for “palm”');
  });

  test('say of nobody that they can be texted while a text of theirs is in review', async () => {
    await api.call('PUT', '/v1/records/c', { name: 'Lena Ortiz', phone: phoneOf(143) });
    await api.text(phoneOf(143), 'START');
    await api.text(phoneOf(143), 'enough');
    const visitor = await signedIn('agent');
    const { body } = await visitor.get('/console/records/c');
    expect(body).toContain('Did Lena ask to stop?');
    expect(body).not.toContain('Can text');
  });

  test('open with what happened, and let an agent ask', async () => {
    await api.call('PUT', '/v1/records/b', { name: 'Omar Haddad', phone: phoneOf(150) });
    const visitor = await signedIn('agent');
    const before = await visitor.get('/console/records/b');
    expect(before.body).toContain('May we text Omar?');
    const asked = await visitor.submit('/console/records/b', '/console/records/b/ask');
    expect(asked.headers.location).toBe('/console/records/b');
    const after = await visitor.get('/console/records/b');
    expect(after.body).toContain('Waiting for Omar');
    expect(after.body).toContain('(602) 555-0100');
    expect(after.body).toContain('You can say: “Brightside Windows would like to text you');
    await api.text(phoneOf(150), 'STOP');
    const out = await visitor.get('/console/records/b');
    expect(out.body).toContain('Opted out · everything');
    expect((await visitor.get('/console/records/nobody')).statusCode).toBe(404);
  });
});

describe('the queues', () => {
  test('are for operators', async () => {
    const stranger = await new Visitor(api.app).get('/queues/');
    expect(stranger.headers.location).toContain('/console/login');
    const agent = await signedIn('agent');
    expect((await agent.get('/queues/')).statusCode).toBe(403);
    const operator = await signedIn('operator');
    const page = await operator.get('/queues');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.body).toContain('<base href="/queues/"');
    expect(page.body).not.toContain('googleapis');
    const board = await operator.get(
      '/queues/api/queues?activeQueue=inbound&page=1&jobsPerPage=10',
    );
    const { queues } = board.json<{ queues: { name: string; readOnlyMode: boolean }[] }>();
    expect(queues.map(({ name }) => name)).toContain('inbound');
    expect(queues.filter(({ readOnlyMode }) => !readOnlyMode)).toEqual([]);
  });
});

describe('every page', () => {
  test('forbids scripts, frames and sniffing', async () => {
    for (const url of ['/', '/console/login', '/problems']) {
      const { headers } = await new Visitor(api.app).get(url);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('script-src');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});

describe('the probes', () => {
  test('are ready with MongoDB and its indexes, degraded without workers', async () => {
    expect((await api.call('GET', '/livez')).status).toBe(200);
    const { status, body } = await api.call('GET', '/readyz');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', degraded: ['workers'], parts: { mongodb: 'ok' } });
  });

  test('count requests by route template', async () => {
    await api.call('GET', '/v1/records/secret-id');
    const { text } = await api.call('GET', '/metrics');
    expect(text).toContain('route="/v1/records/:externalId"');
    expect(text).not.toContain('secret-id');
    expect(text).toContain('assent_queue_jobs{queue="inbound"');
  });

  test('show which senders are paused, and which providers are left alone', async () => {
    const { pauses, breakers } = api.store;
    await pauses.pause({ workspace: 'elsewhere', sender: '+16025550199' });
    for (let failure = 1; failure <= 5; failure += 1)
      await breakers.fail('AC0/+16025550199', 'full');
    const { text } = await api.call('GET', '/metrics');
    expect(text).toContain('assent_sending_paused{workspace="elsewhere",sender="+16025550199"} 1');
    expect(text).toContain('assent_breaker_open{account="AC0",sender="+16025550199"} 1');
    await pauses.resume({ workspace: 'elsewhere', sender: '+16025550199' });
    await breakers.close('AC0/+16025550199');
  });

  test('keep numbers from strangers', async () => {
    const answer = await api.app.inject({ url: '/metrics', remoteAddress: '192.0.2.7' });
    expect(answer.statusCode).toBe(401);
  });
});
