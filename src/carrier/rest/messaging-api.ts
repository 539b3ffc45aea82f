// Twilio's messaging API as far as the service uses it: the daily lists of numbers out of service.
// The answer is a redirect to a file, as Twilio's is; the file needs no credentials.
import type { FastifyInstance } from 'fastify';
import { answerError, doFaults, queryOf, type RestDeps, signedInAs } from './api.js';
import { notFound, TwilioError } from './errors.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const FILES = '/deactivations';

/** Registered at the root: `/v1/Deactivations` and the files that it leads to. */
export async function messagingApi(app: FastifyInstance, deps: RestDeps): Promise<void> {
  const { state, directory } = deps;
  app.setErrorHandler((error, request, reply) => answerError(deps, error, request, reply));
  app.addHook('preHandler', async (request, reply) => doFaults(deps, request, reply));

  app.get('/v1/Deactivations', async (request, reply) => {
    signedInAs(directory, request);
    const day = queryOf(request).get('Date') ?? '';
    if (!DAY.test(day)) throw new TwilioError(400, 20_001, `Invalid Date ${day}`);
    if (!state.deactivated(day)) throw notFound(request.url);
    const address = `http://${request.host}${FILES}/${day}.txt`;
    return reply.code(307).header('Location', address).send({ redirect_to: address });
  });

  app.get<{ Params: { file: string } }>(`${FILES}/:file`, async (request, reply) => {
    const numbers = state.deactivated(request.params.file.replace(/\.txt$/, ''));
    if (!numbers) throw notFound(request.url);
    return reply.type('text/plain').send(numbers.map((number) => `${number}\n`).join(''));
  });
}
