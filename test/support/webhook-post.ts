// The provider's webhook as a test posts it by injection, with whatever about it is to be wrong.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { PUBLIC_URL } from './road.js';
import { signature, signedRequest, type TwilioForm } from './twilio-request.js';

export const TEXTS_PATH = '/webhooks/twilio/messages';

/** Signs the form as the provider does and posts it; `headers` replace those of the provider. */
export async function postForm(
  app: FastifyInstance,
  authToken: string,
  form: TwilioForm,
  headers: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> {
  const request = signedRequest(`${PUBLIC_URL}${TEXTS_PATH}`, authToken, form);
  return app.inject({
    method: 'POST',
    url: TEXTS_PATH,
    headers: { ...request.headers, ...headers },
    payload: request.body,
  });
}

/**
 * Posts these very bytes of a form.
 * @param read the fields that the bytes mean once decoded, which is what the provider signed.
 */
export async function postRaw(
  app: FastifyInstance,
  authToken: string,
  payload: string,
  read: TwilioForm,
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: TEXTS_PATH,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature(authToken, `${PUBLIC_URL}${TEXTS_PATH}`, read),
    },
    payload,
  });
}
