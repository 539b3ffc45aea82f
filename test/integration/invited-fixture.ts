// People who were invited by e-mail, as the tests of its pages need them: the whole ingress behind
// them, the links of their mail, and a form that is opened, filled in and sent off.
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import type { Verdict } from '../../src/consent/types.js';
import { createGate } from '../../src/senders/gate.js';
import { ACCOUNT, SENDER } from '../support/road.js';
import { type Scratch, useScratch } from '../support/scratch.js';
import { openWholeIngress, type WholeIngress } from '../support/whole-ingress.js';
import { setUp } from './api-fixture.js';

export interface Invited {
  readonly externalId: string;
  readonly id: string;
  readonly phone: string;
  readonly email: string;
  /** Paths of the two links in the mail. */
  readonly confirm: string;
  readonly unsubscribe: string;
}

/** Call once at the top of a file. */
export function useInvited() {
  const scratch = useScratch();
  const house = {} as WholeIngress;
  let key = '';
  beforeAll(async () => {
    const opened = await openWholeIngress(scratch, { ...ACCOUNT, tokens: [ACCOUNT.authToken] });
    Object.assign(house, opened);
    await setUp(house.store, scratch.workspace);
    key = (await house.store.accounts.addKey(scratch.workspace, { test: true })).plaintext;
  });
  afterAll(() => house.close());

  async function api(method: 'POST' | 'PUT' | 'GET', url: string, body?: object) {
    const answer = await house.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${key}` },
      ...(body && { payload: body }),
    });
    return answer.json<Record<string, unknown>>();
  }
  return { house, scratch, api, ...forms(house), ...people(house, scratch, api) };
}

/** The form of a mail as a browser without scripts uses it. */
function forms(house: WholeIngress) {
  const get = (url: string) => house.app.inject({ method: 'GET', url });
  const nonceIn = (page: LightMyRequestResponse) =>
    /name="nonce" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const post = (url: string, fields: Record<string, string>) =>
    house.app.inject({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Mozilla/5.0 (test)',
      },
      payload: new URLSearchParams(fields).toString(),
    });
  return {
    get,
    nonceIn,
    post,
    /** Opens the form, fills it in and sends it off. */
    async sendOff({ confirm }: Pick<Invited, 'confirm'>, phone: string, more: object = {}) {
      const nonce = nonceIn(await get(confirm));
      return post(confirm, { phone, agree: 'yes', nonce, ...more });
    },
  };
}

type Api = (
  method: 'POST' | 'PUT' | 'GET',
  url: string,
  body?: object,
) => Promise<Record<string, unknown>>;

function people(house: WholeIngress, { workspace }: Scratch, api: Api) {
  let person = 0;
  const contactOf = (phone: string) => house.store.people.contactOf(workspace, phone);
  return {
    contactOf,
    /** Somebody new with an invitation in the mailbox. */
    async invited(more: object = {}): Promise<Invited> {
      person += 1;
      const externalId = `form-${person}`;
      const phone = `+1602555${String(2_000 + person)}`;
      const email = `${externalId}@example.com`;
      const record = { externalId, name: 'Dana Ruiz', phone, email, ...more };
      const { id } = await api('POST', '/v1/opt-in-requests', { record, method: 'email' });
      const link = (path: 'confirm' | 'unsubscribe') =>
        `/${path}/${house.store.linkTokens.of(path, workspace, `${String(id)}/1`)}`;
      const links = { confirm: link('confirm'), unsubscribe: link('unsubscribe') };
      return { externalId, id: String(id), phone, email, ...links };
    },
    requestOf: (id: string) => api('GET', `/v1/opt-in-requests/${id}`),
    statusOf: async (phone: string) =>
      (await api('POST', '/v1/consents/check', { phone }))['status'],
    entriesOf: async (phone: string) =>
      house.store.ledger.entries(workspace, await contactOf(phone), { limit: 20 }),
    /** What the gate says of an informational message to this number now. */
    async check(phone: string): Promise<Verdict> {
      const send = { kind: 'message', program: 'updates', purpose: 'informational' } as const;
      return createGate({ store: house.store }).check(
        workspace,
        await contactOf(phone),
        send,
        SENDER,
      );
    },
  };
}
