// What is done with a webhook endpoint beside changing it: a test, posting again, another secret,
// turning it off and on, deleting it. What loses something is asked once.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Delivery, DeliveryStatus } from '../../../store/deliveries.js';
import type { WebhookEndpoint } from '../../../store/webhook-endpoints.js';
import { RotateSecretBody } from '../../api/webhook-endpoints.js';
import { EndpointChange } from '../../api/webhook-shapes.js';
import type { IngressRoomDeps } from '../../deps.js';
import {
  changeEndpoint,
  endpointOf,
  type MadeEndpoint,
  redeliver,
  removeEndpoint,
  rotateSecret,
  testEndpoint,
} from '../../furnishing/endpoints.js';
import { sayWhen } from '../spoken-time.js';
import { type Faults, type Field, numberOrNull, shown, type Values } from './fields.js';
import { type FormRequest, goOn, tryForm, valuesOf } from './forms.js';
import { showPage } from './room.js';

export const WEBHOOKS = '/console/settings/webhooks';

const writing = { config: { scope: 'webhooks:write' } } as const;
const LOG_SIZE = 25;
const AT = '/settings/webhooks/:id';

const OVERLAP: readonly Field[] = [
  {
    ...{ name: 'overlapHours', label: 'Hours that both secrets sign', kind: 'number' },
    hint: 'Long enough to change the receiver over.',
  },
];

const idOf = ({ params }: FormRequest) => params['id'] ?? '';
const placeOf = (request: FormRequest) => `${WEBHOOKS}/${encodeURIComponent(idOf(request))}`;

type ShowSecret = (
  request: FormRequest,
  reply: FastifyReply,
  made: MadeEndpoint,
) => Promise<FastifyReply>;

export function webhookActs(
  scope: FastifyInstance,
  deps: IngressRoomDeps,
  showSecret: ShowSecret,
): void {
  scope.post(`${AT}/test`, writing, async (request: FormRequest, reply) => {
    await testEndpoint(deps, request.workspace, { endpoint: idOf(request) });
    return goOn(reply, placeOf(request), 'tested');
  });

  scope.post(`${AT}/redeliver/:delivery`, writing, async (request: FormRequest, reply) => {
    const delivery = request.params['delivery'] ?? '';
    await redeliver(deps, request.workspace, { delivery });
    return goOn(reply, placeOf(request), 'redelivered');
  });

  const turn = (request: FormRequest, status: WebhookEndpoint['status']) =>
    tryForm(request, { fields: [], schema: EndpointChange, body: { status } }, (wish) =>
      changeEndpoint(deps, request.workspace, { id: idOf(request), wish }),
    );

  scope.get(`${AT}/disable`, writing, async (request: FormRequest, reply) => {
    const { url } = await endpointOf(deps, request.workspace, idOf(request));
    return ask(deps, request, reply, {
      ...{
        title: 'Disable this endpoint?',
        action: `${placeOf(request)}/disable`,
        button: 'Disable',
      },
      text: `Nothing is posted to ${url} until it is enabled again; what happens meanwhile is not posted later.`,
      ...{ danger: true, back: placeOf(request) },
    });
  });

  for (const [act, status] of [
    ['disable', 'disabled'],
    ['enable', 'enabled'],
  ] as const) {
    scope.post(`${AT}/${act}`, writing, async (request: FormRequest, reply) => {
      const tried = await turn(request, status);
      // Only an address that may not be posted to any more can be refused here.
      const done = 'faults' in tried ? undefined : status;
      return goOn(reply, placeOf(request), done);
    });
  }

  scope.get(`${AT}/delete`, writing, async (request: FormRequest, reply) => {
    const { url } = await endpointOf(deps, request.workspace, idOf(request));
    return ask(deps, request, reply, {
      ...{ title: 'Delete this endpoint?', action: `${placeOf(request)}/delete`, button: 'Delete' },
      text: `Nothing is posted to ${url} any more, and what waits for it is given up.`,
      ...{ danger: true, back: placeOf(request) },
    });
  });

  scope.post(`${AT}/delete`, writing, async (request: FormRequest, reply) => {
    await removeEndpoint(deps, request.workspace, idOf(request));
    return goOn(reply, WEBHOOKS, 'deleted');
  });

  rotating(scope, deps, showSecret);
}

/** Another secret; asked once, and told the version that it is to follow. */
function rotating(scope: FastifyInstance, deps: IngressRoomDeps, showSecret: ShowSecret): void {
  async function askRotate(request: FormRequest, reply: FastifyReply, sent?: AskedAgain) {
    const endpoint = await endpointOf(deps, request.workspace, idOf(request));
    const values = sent?.values ?? { overlapHours: '24' };
    return ask(
      deps,
      request,
      reply,
      {
        ...{
          title: 'Make a new secret?',
          action: `${placeOf(request)}/rotate`,
          back: placeOf(request),
        },
        text: 'Both sign side by side for a while, and then only the new one.',
        // Sent twice, it must not end the secret that was just given away.
        hidden: { from: String(endpoint.secretVersion) },
        button: 'Make a new secret',
      },
      { ...sent, fields: shown(OVERLAP, values, sent?.faults) },
    );
  }

  scope.get(`${AT}/rotate`, writing, async (request: FormRequest, reply) =>
    askRotate(request, reply),
  );

  scope.post(`${AT}/rotate`, writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const body = { overlapHours: numberOrNull(values['overlapHours']) ?? '' };
    const form = { fields: OVERLAP, schema: RotateSecretBody, body };
    const tried = await tryForm(request, form, ({ overlapHours }) => {
      const change = { id: idOf(request), overlapHours, from: Number(values['from']) };
      return rotateSecret(deps, request.workspace, change);
    });
    if ('faults' in tried) return askRotate(request, reply, { values, ...tried });
    return showSecret(request, reply, tried.done);
  });
}

interface AskedAgain {
  readonly values: Values;
  readonly faults?: Faults;
  readonly status?: number;
}

const ask = (
  deps: IngressRoomDeps,
  request: FormRequest,
  reply: FastifyReply,
  asked: { readonly title: string; readonly [value: string]: unknown },
  more: object = {},
) =>
  showPage(deps, request, reply, [
    'confirm',
    {
      ...{ title: asked.title, heading: 'Webhooks', tab: 'webhooks', change: 'webhooks:write' },
      ...{ deeper: true, asking: true, ask: asked, ...more },
    },
  ]);

const STATUSES: readonly DeliveryStatus[] = ['pending', 'delivered', 'failed', 'cancelled'];
const SAID: Readonly<Record<DeliveryStatus, { word: string; tone: string }>> = {
  pending: { word: 'On its way', tone: 'wait' },
  delivered: { word: 'Taken', tone: 'ok' },
  failed: { word: 'Given up', tone: 'stop' },
  cancelled: { word: 'Not sent', tone: '' },
};

/** One page of what was posted to an endpoint, as it is filtered in the address. */
export async function deliveryLogOf(
  { store }: IngressRoomDeps,
  request: FormRequest,
  { _id: endpoint }: WebhookEndpoint,
) {
  const query = request.query as { status?: string; after?: string };
  const status = STATUSES.find((one) => one === query.status);
  const found = await store.deliveries.list(request.workspace, {
    ...{ endpoint, limit: LOG_SIZE },
    ...(status && { status }),
    ...(query.after !== undefined && { startingAfter: query.after }),
  });
  const now = store.clock.now();
  return {
    log: found.data.map((delivery) => viewOf(delivery, now)),
    filters: [undefined, ...STATUSES].map((one) => ({
      ...{ label: one ? SAID[one].word : 'All', here: one === status },
      href: one ? `?status=${one}#log` : '?#log',
    })),
    older:
      found.hasMore && `?${status ? `status=${status}&` : ''}after=${found.data.at(-1)?._id}#log`,
  };
}

function viewOf(delivery: Delivery, now: Date) {
  const { _id, type, event, status, tries, createdAt, nextTryAt, reason, redeliveryOf } = delivery;
  return {
    ...{ id: _id, type, event, ...SAID[status], reason, again: redeliveryOf !== undefined },
    at: sayWhen(createdAt, now, undefined),
    next: nextTryAt && sayWhen(nextTryAt, now, undefined),
    tries: tries.map((one) => ({
      ...{ ms: one.ms, status: one.status, excerpt: one.excerpt, reason: one.reason },
      at: sayWhen(one.at, now, undefined),
    })),
  };
}
