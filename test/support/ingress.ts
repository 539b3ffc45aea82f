// A real ingress process, and the provider's webhooks posted to it over the network, timed.
import { request } from 'node:http';
import { freePort, type RunningProcess, startProcess } from './processes.js';
import { ACCOUNT, SENDER } from './road.js';
import { inboundForm, signedRequest } from './twilio-request.js';

export interface IngressProcess extends RunningProcess {
  readonly url: string;
}

/** An ingress that is ready, on a port of its own. */
export async function startIngress(
  environment: Readonly<Record<string, string>>,
): Promise<IngressProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = await startProcess(['ingress'], {
    environment: { PORT: String(port), PUBLIC_URL: url, ...environment },
    ready: async () => (await fetch(`${url}/readyz`)).ok,
  });
  return { ...running, url };
}

/** A text with a sid of its own, so that the provider can come again with the same one. */
export interface Text {
  readonly from: string;
  readonly messageSid: string;
  readonly body: string;
}

export interface Answer extends Text {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  /** From the call to the whole answer, as the caller sees it. */
  readonly ms: number;
}

/** Posts a text as the provider does, on a connection of its own. */
export function postText({ url }: Pick<IngressProcess, 'url'>, text: Text): Promise<Answer> {
  const target = `${url}/webhooks/twilio/messages`;
  const form = inboundForm({ ...text, accountSid: ACCOUNT.accountSid, to: SENDER });
  const { headers, body } = signedRequest(target, ACCOUNT.authToken, form);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number) =>
      resolve({ ...text, status, ms: performance.now() - startedAt });
    const call = request(target, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      response.once('end', () => done(response.statusCode ?? 0));
      response.once('error', () => done(0));
    });
    call.once('error', () => done(0));
    call.end(body);
  });
}
