// GET /join/{token}: where a code leads. Shows what sending the text means and how to send it, and
// waits for it. A visit is counted and is never consent: the text is the act.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canFail } from '../../can-fail.js';
import { isOpen, type RequestStatus } from '../../consent/request-status.js';
import { groupBy } from '../../group-by.js';
import { formatPhone } from '../../phone.js';
import { actEvent } from '../../store/act-events.js';
import type { OptInRequest } from '../../store/requests.js';
import { minuteOf, SCANS_KEPT_MAX } from '../../store/scans.js';
import { smsUrlOf, wordsOf } from '../api/request-view.js';
import { workspaceOf } from '../choices.js';
import { qrMatrixOf } from '../codes/qr-matrix.js';
import { qrSvg } from '../codes/qr-svg.js';
import type { IngressRoomDeps } from '../deps.js';
import { LANDINGS_OF_VISITOR, takeOrRefuse } from '../limiting.js';
import { LIVE_POLICY } from '../security-headers.js';
import { businessOf } from './business.js';
import { demoHandsetOf } from './demo-handset.js';
import { PageNotice, sendPage } from './html.js';
import { namedLinks } from './linked-text.js';
import { createPageStream } from './page-stream.js';

type JoinRequest = FastifyRequest<{
  Params: { token: string };
  Querystring: { again?: string; shown?: string };
}>;

/** What the page shows of a request: several statuses are the same to the person. */
type Shown = 'asking' | 'confirming' | 'done' | 'closed';
const SHOWN: Readonly<Record<RequestStatus, Shown>> = {
  pending: 'asking',
  opened: 'asking',
  confirming: 'confirming',
  completed: 'done',
  needs_match: 'done',
  expired: 'closed',
  cancelled: 'closed',
  failed: 'closed',
};

const LOOK_AGAIN_SECONDS = 5;
/** Stands for the number of nobody: a scan says nothing of who held the phone. */
const NOBODY = '-';

export async function joinPages(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, log } = deps;
  const stream = createPageStream({ log, read: (keys) => shownNow(deps, keys) });
  scope.addHook('preClose', async () => stream.close());

  async function requestOf({ params }: JoinRequest): Promise<OptInRequest> {
    const found = await store.requests.findByJoinToken(params.token);
    if (!found) throw unknownCode();
    return found;
  }

  scope.get('/join/:token', async (request: JoinRequest, reply) => {
    const found = await requestOf(request);
    await limitLandings(deps, request, found);
    if (countsAsScan(request) && isOpen(found.status)) await noteScan(deps, found);
    const again = request.query.again !== undefined;
    const view = {
      ...(await viewOf(deps, found)),
      self: `/join/${request.params.token}`,
      again,
      live: true,
    };
    reply.header('content-security-policy', LIVE_POLICY).header('x-robots-tag', 'noindex');
    return sendJoinPage(reply, view);
  });

  scope.get(
    '/join/:token/live',
    { exposeHeadRoute: false },
    async (request: JoinRequest, reply) => {
      const { workspace, _id } = await requestOf(request);
      stream.follow(reply, { key: `${workspace}/${_id}`, shown: request.query.shown ?? '' });
      return reply;
    },
  );
}

function sendJoinPage(reply: FastifyReply, view: { shown: Shown; again: boolean }): FastifyReply {
  if (view.shown === 'closed') reply.code(410);
  // Somebody without scripts who says that the text is sent: the page looks again by itself.
  const waits = view.again && (view.shown === 'asking' || view.shown === 'confirming');
  if (waits) reply.header('refresh', String(LOOK_AGAIN_SECONDS));
  return sendPage(reply, 'join', view);
}

/** Counted in MongoDB; told and drawn pages are work, and a code is shown to one person. */
async function limitLandings(
  { store: { limits } }: IngressRoomDeps,
  { ip }: JoinRequest,
  { workspace }: OptInRequest,
): Promise<void> {
  const what = 'visits from this address';
  const subject = `join/ip/${ip}`;
  await takeOrRefuse(limits, { workspace, subject, of: LANDINGS_OF_VISITOR, what });
}

async function viewOf({ store, config }: IngressRoomDeps, request: OptInRequest) {
  const { sender, status, disclosure } = request;
  const workspace = await workspaceOf(store, request.workspace);
  const program = workspace.programs[request.program];
  const smsUrl = smsUrlOf(request);
  const phone = formatPhone(sender);
  const words = wordsOf(request);
  return {
    title: 'May we text you?',
    business: businessOf(workspace, request.program),
    status,
    shown: SHOWN[status],
    program: program?.name ?? request.program,
    topic: program?.topic ?? '',
    frequency: program?.frequency.replace(/\.$/, '') ?? '',
    disclosure: namedLinks(disclosure.text),
    ...{ smsUrl, phone, words, demoHandset: demoHandsetOf(config, smsUrl) },
    code: qrSvg(qrMatrixOf(smsUrl), `QR code: opens a text with ${words} to ${phone}`),
  };
}

/**
 * A person who opens the page counts. A HEAD, a look ahead by a browser and the page's own second
 * look do not; a mail scanner's GET cannot be told from a person's, and moves a request to `opened`
 * at most.
 */
function countsAsScan({ method, headers, query }: JoinRequest): boolean {
  const purposes = [headers['sec-purpose'], headers['purpose'], headers['x-moz']].flat();
  const looksAhead = purposes.some((purpose) => /prefetch|preview/i.test(purpose ?? ''));
  return method === 'GET' && query.again === undefined && !looksAhead;
}

/**
 * At most one event a minute, and a bounded number for each request: a thousand scans grow nothing.
 * A count is not worth a page: where it cannot be kept, the page is shown all the same.
 */
async function noteScan({ store, inbox, log }: IngressRoomDeps, request: OptInRequest) {
  const { workspace, _id } = request;
  const note = async () => {
    const known = (await store.scans.of(workspace, [_id])).get(_id) ?? [];
    const receivedAt = store.clock.now();
    const minute = minuteOf(receivedAt);
    const counted = known.some((at) => at.getTime() === minute.getTime());
    if (counted || known.length >= SCANS_KEPT_MAX) return;
    const origin = `scan/${_id}/${minute.toISOString()}`;
    const told = { request: _id };
    const draft = { workspace, origin, told, receivedAt, contact: NOBODY } as const;
    await inbox.keep(actEvent({ ...draft, type: 'scan', intent: 'none' }));
  };
  await canFail(note(), 'a scan was not counted', log);
}

/** What each of these pages would show, in one read a workspace. */
async function shownNow({ store }: IngressRoomDeps, keys: readonly string[]) {
  const byWorkspace = groupBy(keys, (key) => key.slice(0, key.indexOf('/')));
  const found = await Promise.all(
    [...byWorkspace].map(([workspace, own]) =>
      store.requests.many(
        workspace,
        own.map((key) => key.slice(workspace.length + 1)),
      ),
    ),
  );
  return new Map(
    found.flat().map(({ workspace, _id, status }) => [`${workspace}/${_id}`, SHOWN[status]]),
  );
}

function unknownCode(): PageNotice {
  const text =
    'A part of its address may be missing. Scan the code again, or ask the business that gave it to you for a new one.';
  return new PageNotice(404, { title: 'We do not know this code', text });
}
