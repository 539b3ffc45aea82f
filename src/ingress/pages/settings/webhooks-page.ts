// /console/settings/webhooks: where events are posted to, which of them, and what came of each: a
// list, one endpoint with its log, and everything that is asked once before it is done.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { newId } from '../../../ids.js';
import { EVENT_TYPES } from '../../../store/events.js';
import type { WebhookEndpoint } from '../../../store/webhook-endpoints.js';
import { EndpointBody, EndpointChange } from '../../api/webhook-shapes.js';
import type { IngressRoomDeps } from '../../deps.js';
import {
  addEndpoint,
  changeEndpoint,
  endpointOf,
  type MadeEndpoint,
} from '../../furnishing/endpoints.js';
import { sayWhen } from '../spoken-time.js';
import { type Field, shown, type Values } from './fields.js';
import { type FormRequest, goOn, type Sent, tryForm, valuesOf } from './forms.js';
import { showPage } from './room.js';
import { deliveryLogOf, webhookActs, WEBHOOKS as LIST } from './webhook-acts.js';

const reading = { config: { scope: 'webhooks:read' } } as const;
const writing = { config: { scope: 'webhooks:write' } } as const;
const BACK = { href: LIST, label: 'Webhooks' };
const ID = /^whe_[0-9a-f]{32}$/;

const ADDRESS: readonly Field[] = [
  {
    ...{ name: 'url', label: 'Address', kind: 'url' },
    hint: 'An https address of yours. Each post is signed as Standard Webhooks say.',
  },
  { name: 'description', label: 'What it is for', optional: true },
];
const PRIVATE: Field = {
  ...{ name: 'allowPrivateAddresses', label: 'In a network of your own', kind: 'tick' },
  hint: 'Private addresses and plain HTTP.',
};

export function webhooksPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store, config } = deps;
  const fields = config.webhookPrivateAddresses ? [...ADDRESS, PRIVATE] : ADDRESS;

  scope.get('/settings/webhooks', reading, async (request: FormRequest, reply) => {
    const all = await store.webhookEndpoints.list(request.workspace);
    const now = store.clock.now();
    return showPage(deps, request, reply, [
      'webhooks',
      {
        ...{ title: 'Webhooks', tab: 'webhooks', change: 'webhooks:write' },
        lead: 'Where your CRM is told what happened, within seconds, until it answers.',
        act: { href: `${LIST}/new`, label: 'Add an endpoint' },
        endpoints: all.map((one) => endpointView(one, now)),
      },
    ]);
  });

  const showNew = (request: FormRequest, reply: FastifyReply, { values, faults, status }: Sent) =>
    showPage(deps, request, reply, [
      'webhook-new',
      {
        ...{ title: 'Add an endpoint', tab: 'webhooks', change: 'webhooks:write', back: BACK },
        ...{ deeper: true, mint: newId('whe'), action: `${LIST}/new` },
        ...(status !== undefined && { status }),
        ...(faults && { faults }),
        ...{ fields: shown(fields, values, faults), types: typesOf(values) },
      },
    ]);

  scope.get('/settings/webhooks/new', writing, async (request: FormRequest, reply) =>
    showNew(request, reply, { values: {} }),
  );

  scope.post('/settings/webhooks/new', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const { mint = '' } = values;
    const form = { fields, schema: EndpointBody, body: bodyOf(values) };
    const tried = await tryForm(request, form, (wish) =>
      // A page that is loaded again finds the endpoint that it made, with the same secret.
      addEndpoint(deps, request.workspace, { wish, id: ID.test(mint) ? mint : undefined }),
    );
    if ('faults' in tried) return showNew(request, reply, { values, ...tried });
    return showSecret(deps, request, reply, tried.done);
  });

  async function showOne(request: FormRequest, reply: FastifyReply, sent?: Sent) {
    const endpoint = await endpointOf(deps, request.workspace, request.params['id'] ?? '');
    const now = store.clock.now();
    const values = sent?.values ?? valuesFrom(endpoint);
    return showPage(deps, request, reply, [
      'webhook',
      {
        ...{ title: new URL(endpoint.url).host, tab: 'webhooks', change: 'webhooks:write' },
        ...{ back: BACK, deeper: true, action: `${LIST}/${endpoint._id}` },
        ...(sent?.faults && { faults: sent.faults }),
        ...(sent?.status !== undefined && { status: sent.status }),
        endpoint: endpointView(endpoint, now),
        ...{ fields: shown(fields, values, sent?.faults), types: typesOf(values) },
        ...(await deliveryLogOf(deps, request, endpoint)),
      },
    ]);
  }

  scope.get('/settings/webhooks/:id', reading, async (request: FormRequest, reply) =>
    showOne(request, reply),
  );

  scope.post('/settings/webhooks/:id', writing, async (request: FormRequest, reply) => {
    const id = request.params['id'] ?? '';
    const values = valuesOf(request);
    const form = { fields, schema: EndpointChange, body: bodyOf(values) };
    const tried = await tryForm(request, form, (wish) =>
      changeEndpoint(deps, request.workspace, { id, wish }),
    );
    if ('faults' in tried) return showOne(request, reply, { values, ...tried });
    return goOn(reply, `${LIST}/${id}`, 'saved');
  });

  webhookActs(scope, deps, (request, reply, made) => showSecret(deps, request, reply, made));
}

const showSecret = (
  deps: IngressRoomDeps,
  request: FormRequest,
  reply: FastifyReply,
  { endpoint, secret }: MadeEndpoint,
) =>
  showPage(deps, request, reply, [
    'once',
    {
      ...{ title: 'The secret of the endpoint', tab: 'webhooks', change: 'webhooks:write' },
      deeper: true,
      once: {
        ...{ secret, next: `${LIST}/${endpoint._id}` },
        text: `What is posted to ${endpoint.url} is signed with it. Give it to whoever runs that address.`,
      },
    },
  ]);

const typesOf = (values: Values) =>
  EVENT_TYPES.map((name) => ({ name, ticked: values[`event.${name}`] === 'yes' }));

function bodyOf(values: Values) {
  const { url = '', description = '', allowPrivateAddresses } = values;
  return {
    ...{ url: url.trim(), description },
    events: EVENT_TYPES.filter((name) => values[`event.${name}`] === 'yes'),
    allowPrivateAddresses: allowPrivateAddresses === 'yes',
  };
}

const valuesFrom = (endpoint: WebhookEndpoint): Values => ({
  ...{ url: endpoint.url, description: endpoint.description },
  allowPrivateAddresses: endpoint.allowPrivateAddresses ? 'yes' : '',
  ...Object.fromEntries(endpoint.events.map((name) => [`event.${name}`, 'yes'])),
});

function endpointView(endpoint: WebhookEndpoint, now: Date) {
  const { _id, url, description, events, status, disabledReason, failingSince } = endpoint;
  const { previousSecretUntil } = endpoint;
  const bothUntil = previousSecretUntil && previousSecretUntil > now && previousSecretUntil;
  return {
    ...{ url, description, enabled: status === 'enabled', disabledReason },
    href: `${LIST}/${_id}`,
    events: events.length === 0 ? 'every event' : events.join(', '),
    failing: failingSince && sayWhen(failingSince, now, undefined),
    both: bothUntil && sayWhen(bothUntil, now, undefined),
  };
}
