// Links of an invitation that are over, and the one that ends the mail: each says what to do, a GET
// does nothing, and "don't e-mail me again" is obeyed, for texts too where that was asked.
import { describe, expect, test } from 'vitest';
import { STOPS_OF_INVITATION } from '../../src/ingress/limiting.js';
import { useInvited } from './invited-fixture.js';

const mail = useInvited();
const { house, api, get, post, sendOff, invited, statusOf } = mail;
const { workspace } = mail.scratch;

describe('a link that is over', () => {
  test('says what to do: unknown, cancelled, expired, used', async () => {
    const unknown = await get(`/confirm/${'A'.repeat(22)}`);
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('We do not know this link');
    expect((await get('/confirm/nonsense')).statusCode).toBe(404);

    const cancelled = await invited();
    await api('POST', `/v1/opt-in-requests/${cancelled.id}/cancel`);
    const taken = await get(cancelled.confirm);
    expect(taken.statusCode).toBe(410);
    expect(taken.body).toContain('This question was taken back');
    const late = await sendOff(cancelled, cancelled.phone);
    expect(late.statusCode).toBe(410);

    const expired = await invited();
    await house.store.connection
      .collection('opt_in_requests')
      .updateOne({ _id: expired.id as never }, { $set: { expiresAt: new Date(0) } });
    const gone = await get(expired.confirm);
    expect(gone.statusCode).toBe(410);
    expect(gone.body).toContain('text START to (602) 555-0100');

    const used = await invited();
    await sendOff(used, used.phone);
    await house.decideAll();
    const again = await get(used.confirm);
    expect(again.statusCode).toBe(200);
    expect(again.body).toContain('You have answered already');
  });

  test('belongs to one mail: its unsubscribe token opens no form, nor the other way round', async () => {
    const { confirm, unsubscribe } = await invited();
    const swapped = [
      confirm.replace('confirm', 'unsubscribe'),
      unsubscribe.replace('unsubscribe', 'confirm'),
    ];
    for (const url of swapped) expect((await get(url)).statusCode).toBe(404);
  });
});

describe('unsubscribing', () => {
  test('is asked by a GET and done by a POST, of a person or of a mailbox provider', async () => {
    const one = await invited();
    const isRefused = async (email: string) =>
      house.store.invitations.isRefused(
        workspace,
        await house.store.invitations.addressOf(workspace, email),
      );
    const page = await get(one.unsubscribe);
    expect(page.body).toContain('Don’t e-mail me again');
    expect(await isRefused(one.email)).toBe(false);
    const done = await post(one.unsubscribe, { 'List-Unsubscribe': 'One-Click' });
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('Stop texts too');
    expect(await isRefused(one.email)).toBe(true);

    const two = await invited();
    const multipart = await house.app.inject({
      method: 'POST',
      url: two.unsubscribe,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload:
        '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    });
    expect(multipart.statusCode).toBe(200);
    expect(await isRefused(two.email)).toBe(true);
  });

  test('is obeyed by every later request to that address', async () => {
    const one = await invited();
    await post(one.unsubscribe, {});
    expect(await api('POST', `/v1/opt-in-requests/${one.id}/resend`)).toMatchObject({
      status: 409,
      code: 'email_unsubscribed',
    });
    const shown = await api('GET', `/v1/records/${one.externalId}`);
    expect(shown['consent']).toMatchObject({ status: 'none', flags: ['email_unsubscribed'] });
    const record = { externalId: 'same-address', name: 'D', email: one.email.toUpperCase() };
    expect(await api('POST', '/v1/opt-in-requests', { record, method: 'email' })).toMatchObject({
      status: 409,
      code: 'email_unsubscribed',
    });
  });

  test('is never counted; stopping texts too is, for each press is an act', async () => {
    const one = await invited();
    const press = async (fields: Record<string, string>) =>
      (await post(one.unsubscribe, fields)).statusCode;
    const max = STOPS_OF_INVITATION[0]?.max ?? 0;
    for (let count = 0; count < max; count += 1) expect(await press({ texts: 'stop' })).toBe(200);
    const refused = await post(one.unsubscribe, { texts: 'stop' });
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000);
    expect(refused.body).toContain(`${max} an hour at most`);
    for (let count = 0; count <= max; count += 1) expect(await press({})).toBe(200);
    const acts = house.store.connection.collection('inbox');
    expect(await acts.countDocuments({ _id: { $regex: `/unsubscribe/${one.id}/` } as never })).toBe(
      max,
    );
    await house.decideAll();
  });

  test('and stopping texts too ends them, each time it is pressed', async () => {
    const one = await invited();
    await sendOff(one, one.phone);
    await house.decideAll();
    expect(await statusOf(one.phone)).toBe('opted_in');
    const page = await post(one.unsubscribe, { texts: 'stop' });
    expect(page.body).toContain('No e-mail and no texts');
    const verdict = await mail.check(one.phone);
    expect(verdict).toMatchObject({ allowed: false, reason: 'opt_out_waiting' });
    await house.decideAll();
    expect(await statusOf(one.phone)).toBe('opted_out');
  });
});
