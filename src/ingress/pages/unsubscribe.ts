// GET, POST /unsubscribe/{token}: ends invitations by e-mail. A GET only asks; a POST, be it of the
// button or of a mailbox provider (RFC 8058), counts at once and asks for nothing. It offers to end
// texts too, which is a revocation like any other.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../../ids.js';
import { EVERY_PROGRAM } from '../../consent/types.js';
import { formatPhone } from '../../phone.js';
import { actEvent } from '../../store/act-events.js';
import { toldBy } from '../acts.js';
import type { IngressRoomDeps } from '../deps.js';
import { STOPS_OF_INVITATION, STOPS_OF_VISITOR, takeOrRefuse } from '../limiting.js';
import { frameOf, type Visit, visitOf } from './confirm-visit.js';
import { sendPage } from './html.js';
import { unsubscribeWords } from './unsubscribe-words.js';

type Unsubscribe = FastifyRequest<{
  Params: { token: string };
  Body: { readonly texts?: string } | undefined;
}>;

export async function unsubscribePages(
  scope: FastifyInstance,
  deps: IngressRoomDeps,
): Promise<void> {
  const { store } = deps;

  scope.get('/unsubscribe/:token', async ({ params }: Unsubscribe, reply) => {
    const visit = await visitOf(store, 'unsubscribe', params.token);
    return send(reply, visit, { token: params.token, shown: 'question' });
  });

  scope.post('/unsubscribe/:token', async (request: Unsubscribe, reply) => {
    const { token } = request.params;
    const visit = await visitOf(store, 'unsubscribe', token);
    const { workspace, address, _id, record } = visit.invitation;
    await store.invitations.refuseAddress(workspace, address, _id);
    const phone = (await store.records.get(workspace, record))?.phone;
    const stops = request.body?.texts === 'stop';
    if (stops && phone !== undefined) {
      await limitStops(deps, request, visit);
      await stopTexts(deps, request, { workspace, invitation: _id, phone });
      return send(reply, visit, { token, shown: 'texts' });
    }
    return send(reply, visit, { token, shown: 'done', offersTexts: phone !== undefined });
  });
}

/** Counted in MongoDB, after the address was refused: over a limit, nothing of that is lost. */
async function limitStops(
  { store: { limits } }: IngressRoomDeps,
  { ip }: Unsubscribe,
  { invitation: { workspace, _id } }: Visit,
): Promise<void> {
  const ofMail = { subject: `stop/invitation/${_id}`, of: STOPS_OF_INVITATION };
  await takeOrRefuse(limits, { workspace, ...ofMail, what: 'presses of this button' });
  const ofVisitor = { subject: `stop/ip/${ip}`, of: STOPS_OF_VISITOR };
  await takeOrRefuse(limits, { workspace, ...ofVisitor, what: 'presses from this address' });
}

/** Each press is an act of its own: after a new yes the same link must be able to end it again. */
async function stopTexts(
  { store, inbox }: IngressRoomDeps,
  request: Unsubscribe,
  { workspace, invitation, phone }: { workspace: string; invitation: string; phone: string },
): Promise<void> {
  const receivedAt = store.clock.now();
  await inbox.keep(
    actEvent({
      type: 'revocation',
      workspace,
      contact: await store.people.contactOf(workspace, phone),
      origin: `unsubscribe/${invitation}/${newId('act')}`,
      intent: 'opt_out',
      receivedAt,
      told: {
        ...{ phone, phoneAsGiven: phone },
        method: 'unsubscribe',
        program: EVERY_PROGRAM,
        occurredAt: receivedAt.toISOString(),
        words: 'Pressed “stop texts too” on the page behind the unsubscribe link of an invitation.',
        by: toldBy(request),
      },
    }),
  );
}

interface State {
  readonly token: string;
  readonly shown: 'question' | 'done' | 'texts';
  readonly offersTexts?: boolean;
}

function send(reply: FastifyReply, visit: Visit, { token, ...state }: State): FastifyReply {
  const { locale, workspace, request } = visit;
  const phone = formatPhone(request.sender);
  const words = unsubscribeWords(locale, { brand: workspace.brand.name, phone });
  const title = state.shown === 'question' ? words.question.title : words.done.title;
  reply.header('x-robots-tag', 'noindex');
  return sendPage(reply, 'unsubscribe', {
    ...frameOf(visit),
    ...{ ...state, title, unsubscribing: words, self: `/unsubscribe/${token}` },
  });
}
