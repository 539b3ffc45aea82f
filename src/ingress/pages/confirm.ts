// GET, POST /confirm/{token}: the form behind an invitation. Looking at it changes nothing, however
// often and by whatever. Sending it off is an act: it is kept in the inbox and decided like any
// other.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOpen, type RequestStatus } from '../../consent/request-status.js';
import { readTypedPhone, type TypedFault } from '../../phone.js';
import { endingOf } from '../../senders/mail/invitation.js';
import { actEvent } from '../../store/act-events.js';
import { toldBy } from '../acts.js';
import type { IngressRoomDeps } from '../deps.js';
import { LIVE_POLICY } from '../security-headers.js';
import {
  FORMS_OF_INVITATION,
  FORMS_OF_NUMBER,
  FORMS_OF_VISITOR,
  takeOrRefuse,
} from '../limiting.js';
import { makeNonce, readNonce } from './confirm-nonce.js';
import { type Act, confirmationOf, pathOfOutcome } from './confirm-act.js';
import { frameOf, type Visit, visitOf } from './confirm-visit.js';
import { sendPage } from './html.js';
import { namedLinks } from './linked-text.js';

interface Form {
  readonly phone?: string;
  readonly agree?: string;
  readonly nonce?: string;
}
type Confirm = FastifyRequest<{ Params: { token: string }; Body: Form | undefined }>;

interface Faults {
  readonly form?: string;
  readonly phone?: string;
  readonly agree?: string;
}

/** What a program may send for a box that is not ticked; a browser sends nothing. */
const UNTICKED = new Set(['', '0', 'false', 'no', 'off']);
const TYPED_LENGTH_MAX = 40;

export async function confirmPages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, inbox } = deps;

  scope.get('/confirm/:token', async ({ params, headers }: Confirm, reply) => {
    const visit = await visitOf(store, 'confirm', params.token);
    if (!isOpen(visit.request.status)) return sendEnded(reply, visit);
    const { token } = params;
    const { referer: referrer } = headers;
    return sendForm(deps, reply, visit, { token, typed: '', faults: {}, referrer });
  });

  scope.post('/confirm/:token', async (request: Confirm, reply) => {
    const { token } = request.params;
    const visit = await visitOf(store, 'confirm', token);
    if (!isOpen(visit.request.status)) return sendEnded(reply, visit);
    await limitForms(deps, request, visit);
    const read = readForm(deps, request, visit);
    if ('faults' in read) {
      await noteOpened(deps, visit);
      return sendForm(deps, reply.code(422), visit, { token, ...read });
    }
    const receivedAt = await store.requests.noteFormReturned(
      visit.request.workspace,
      visit.request._id,
    );
    const act = { ...read, by: toldBy(request), receivedAt, headers: request.headers };
    const draft = await confirmationOf(deps, visit, act);
    await limitNumber(deps, draft);
    await inbox.keep(actEvent(draft));
    return reply.redirect(pathOfOutcome(token, draft), 303);
  });

  // A person is at the form: sent by its script on the first touch of a field, never by looking.
  scope.post('/confirm/:token/opened', async ({ params, body }: Confirm, reply) => {
    const visit = await visitOf(store, 'confirm', params.token);
    const now = store.clock.now();
    const known = readNonce(store, visit.invitation, { nonce: body?.nonce ?? '', now });
    if (known) await noteOpened(deps, visit);
    return reply.code(204).send();
  });
}

/** Nothing of consent; the request only shows whoever asked that somebody is at it. */
async function noteOpened({ store }: IngressRoomDeps, { request }: Visit): Promise<void> {
  if (request.status !== 'pending') return;
  const opened = { request: request._id, outcome: 'opened', at: store.clock.now() } as const;
  await store.requests.settle(request.workspace, [opened]);
}

/** Counted in MongoDB: a form that is sent off again and again tries numbers. */
async function limitForms(
  { store: { limits } }: IngressRoomDeps,
  { ip }: Confirm,
  { invitation }: Visit,
): Promise<void> {
  const { workspace, _id } = invitation;
  const what = 'tries with this form';
  const subject = `confirm/invitation/${_id}`;
  await takeOrRefuse(limits, { workspace, subject, of: FORMS_OF_INVITATION, what });
  const visitor = { subject: `confirm/ip/${ip}`, of: FORMS_OF_VISITOR };
  await takeOrRefuse(limits, { workspace, ...visitor, what: 'forms from this address' });
}

/** Sending the same form off again is the same act, and takes nothing. */
async function limitNumber(
  { store: { limits } }: IngressRoomDeps,
  { workspace, contact, origin }: { workspace: string; contact: string; origin: string },
): Promise<void> {
  const what = 'forms with this number';
  const subject = `confirm/number/${contact}`;
  await takeOrRefuse(limits, { workspace, subject, of: FORMS_OF_NUMBER, what, as: origin });
}

type Read = Pick<Act, 'phone' | 'phoneAsGiven' | 'boxValue' | 'nonce' | 'shown'>;

function readForm(
  { store }: IngressRoomDeps,
  { body }: Confirm,
  { invitation, request, words }: Visit,
): Read | Omit<FormState, 'token'> {
  const { phone: given = '', agree = '', nonce = '' } = body ?? {};
  const typed = given.slice(0, TYPED_LENGTH_MAX);
  const number = readTypedPhone(typed, request.sender);
  const shown = readNonce(store, invitation, { nonce, now: store.clock.now() });
  const faults: Faults = {
    ...('fault' in number && { phone: wordsFor(words, number.fault) }),
    ...(UNTICKED.has(agree.toLowerCase()) && { agree: words.faults.unticked }),
    ...(!shown && { form: words.faults.stale }),
  };
  if ('fault' in number || !shown || faults.agree) {
    return { faults, typed, referrer: shown?.referrer };
  }
  return { phone: number.phone, phoneAsGiven: typed, boxValue: agree, nonce, shown };
}

const wordsFor = ({ faults }: Visit['words'], fault: TypedFault): string => faults[fault];

interface FormState {
  readonly token: string;
  readonly typed: string;
  readonly faults: Faults;
  readonly referrer?: string | undefined;
}

async function sendForm(
  { store }: IngressRoomDeps,
  reply: FastifyReply,
  visit: Visit,
  { token, typed, faults, referrer }: FormState,
): Promise<FastifyReply> {
  const { invitation, request } = visit;
  const { workspace } = request;
  const record = await store.records.get(workspace, invitation.record);
  open(reply);
  return sendPage(reply, 'confirm', {
    ...frameOf(visit),
    form: true,
    self: `/confirm/${token}`,
    nonce: makeNonce(store, invitation, { now: store.clock.now(), referrer }),
    ...{ typed, faults },
    ending: record?.phone === undefined ? '' : endingOf(record.phone),
    disclosure: namedLinks(request.disclosure.text),
    unsubscribe: `/unsubscribe/${store.linkTokens.of('unsubscribe', workspace, invitation._id)}`,
  });
}

type Ended = keyof Visit['words']['ended'];
const ENDED: Readonly<Record<RequestStatus, { readonly words: Ended; readonly code: number }>> = {
  pending: { words: 'failed', code: 410 },
  opened: { words: 'failed', code: 410 },
  confirming: { words: 'failed', code: 410 },
  completed: { words: 'used', code: 200 },
  needs_match: { words: 'used', code: 200 },
  expired: { words: 'expired', code: 410 },
  cancelled: { words: 'cancelled', code: 410 },
  failed: { words: 'failed', code: 410 },
};

/** What the page of an ended request says. */
export function endedView(visit: Visit) {
  const ended = ENDED[visit.request.status];
  const offersWays = ended.words !== 'used';
  return { code: ended.code, view: { ended: visit.words.ended[ended.words], offersWays } };
}

function sendEnded(reply: FastifyReply, visit: Visit): FastifyReply {
  const { code, view } = endedView(visit);
  open(reply.code(code));
  return sendPage(reply, 'confirm-closed', { ...frameOf(visit), title: view.ended.title, ...view });
}

function open(reply: FastifyReply): void {
  reply.header('content-security-policy', LIVE_POLICY).header('x-robots-tag', 'noindex');
}
