// GET /confirm/{token}/outcome/{act}: what became of a form that was sent off. Told when it is
// there, by a stream where there are scripts, by looking again where there are none.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isOpen } from '../../consent/request-status.js';
import { groupBy } from '../../group-by.js';
import { formatPhone } from '../../phone.js';
import { entryIdOf } from '../../store/ledger.js';
import { smsUrlOf, wordsOf } from '../api/request-view.js';
import { qrMatrixOf } from '../codes/qr-matrix.js';
import { qrSvg } from '../codes/qr-svg.js';
import type { IngressRoomDeps } from '../deps.js';
import { LIVE_POLICY } from '../security-headers.js';
import { endedView } from './confirm.js';
import { originOf } from './confirm-act.js';
import { frameOf, type Visit, visitOf } from './confirm-visit.js';
import { demoHandsetOf } from './demo-handset.js';
import { PageNotice, sendPage } from './html.js';
import { createPageStream } from './page-stream.js';

type Outcome = FastifyRequest<{
  Params: { token: string; act: string };
  Querystring: { shown?: string };
}>;

/** What the page shows. `step`: the handset has to say yes itself. */
type Shown = 'waiting' | 'done' | 'step' | 'ended';

/** An act whose outcome is looked for. */
interface Asked {
  readonly workspace: string;
  readonly request: string;
  readonly contact: string;
  readonly event: string;
}

const ACT = /^([\w-]{16})\.(ct_[0-9a-f]{32})$/;
const LOOK_AGAIN_SECONDS = 3;

export async function confirmOutcome(scope: FastifyInstance, deps: IngressRoomDeps): Promise<void> {
  const { store, log } = deps;
  const stream = createPageStream({ log, read: (keys) => shownByKey(deps, keys) });
  scope.addHook('preClose', async () => stream.close());

  async function asked({ params }: Outcome): Promise<{ visit: Visit; act: Asked }> {
    const visit = await visitOf(store, 'confirm', params.token);
    const [, act = '', contact = ''] = ACT.exec(params.act) ?? [];
    if (act === '') throw unknownAct();
    const { workspace, _id: request } = visit.request;
    const event = `${workspace}/${originOf(visit.invitation._id, { act, contact })}`;
    return { visit, act: { workspace, request, contact, event } };
  }

  scope.get('/confirm/:token/outcome/:act', async (request: Outcome, reply) => {
    const { visit, act } = await asked(request);
    const shown = (await shownOf(deps, act.workspace, [act])).get(act.event);
    if (shown === undefined) throw unknownAct();
    const self = `/confirm/${request.params.token}/outcome/${request.params.act}`;
    const waits = shown === 'waiting' || shown === 'step';
    reply.header('content-security-policy', LIVE_POLICY).header('x-robots-tag', 'noindex');
    return sendPage(reply, 'confirm-outcome', {
      ...frameOf(visit),
      ...endedView(visit).view,
      ...stepOf(deps, visit),
      ...{ shown, self, live: waits },
      ...(waits && { refresh: LOOK_AGAIN_SECONDS }),
    });
  });

  scope.get(
    '/confirm/:token/outcome/:act/live',
    { exposeHeadRoute: false },
    async (request: Outcome, reply) => {
      const { act } = await asked(request);
      stream.follow(reply, { key: JSON.stringify(act), shown: request.query.shown ?? '' });
      return reply;
    },
  );
}

function stepOf({ config }: IngressRoomDeps, { request }: Visit) {
  const smsUrl = smsUrlOf(request);
  const text = wordsOf(request);
  const phone = formatPhone(request.sender);
  const demoHandset = demoHandsetOf(config, smsUrl);
  const code = qrSvg(qrMatrixOf(smsUrl), `${text} → ${phone}`);
  return { smsUrl, text, phone, code, demoHandset };
}

/**
 * What each of these acts came to, in three reads. A form that was enough is in the ledger; one
 * that was not is done when the number that was typed has texted. Of another number nothing is
 * said, for whoever typed it may not be its owner.
 */
async function shownOf(
  { store }: IngressRoomDeps,
  workspace: string,
  acts: readonly Asked[],
): Promise<Map<string, Shown>> {
  const entryOf = ({ contact, event }: Asked) => entryIdOf(workspace, contact, event);
  const [states, rows, requests] = await Promise.all([
    store.inbox.states(acts.map(({ event }) => event)),
    store.ledger.byIds(workspace, acts.map(entryOf)),
    store.requests.many(workspace, [...new Set(acts.map(({ request }) => request))]),
  ]);
  const kinds = new Map(rows.map(({ _id, kind }) => [_id, kind]));
  const byId = new Map(requests.map((request) => [request._id, request]));
  const shown = (act: Asked): Shown | undefined => {
    const state = states.get(act.event);
    const request = byId.get(act.request);
    if (state === undefined || !request) return undefined;
    const kind = kinds.get(entryOf(act));
    if (kind === 'opted_in' || kind === 'opt_in_renewed') return 'done';
    if (state !== 'done') return 'waiting';
    const answered = request.status === 'completed' || request.status === 'needs_match';
    if (answered && request.actingContact === act.contact) return 'done';
    return isOpen(request.status) ? 'step' : 'ended';
  };
  return new Map(
    acts.flatMap((act) => {
      const one = shown(act);
      return one === undefined ? [] : [[act.event, one]];
    }),
  );
}

async function shownByKey(deps: IngressRoomDeps, keys: readonly string[]) {
  const acts = keys.map((key) => ({ key, ...(JSON.parse(key) as Asked) }));
  const found = await Promise.all(
    [...groupBy(acts, ({ workspace }) => workspace)].map(async ([workspace, own]) => {
      const shown = await shownOf(deps, workspace, own);
      return own.flatMap(({ key, event }): [string, string][] => [[key, shown.get(event) ?? '']]);
    }),
  );
  return new Map(found.flat());
}

function unknownAct(): PageNotice {
  const text = 'Open the link in the e-mail again and send the form off once more.';
  return new PageNotice(404, { title: 'We do not know this form', text });
}
