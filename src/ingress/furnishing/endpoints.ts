// Setting up where events are posted to, and posting once more: one way for the API and the
// console. The posting itself is a worker's.
import type { FastifyBaseLogger } from 'fastify';
import { canFail } from '../../can-fail.js';
import type { Config } from '../../config.js';
import { newId } from '../../ids.js';
import type { Queues } from '../../queues/queues.js';
import { addressFault } from '../../senders/webhooks/poster.js';
import { type Delivery, effectOfDelivery, type NewDelivery } from '../../store/deliveries.js';
import type { Store } from '../../store/store.js';
import type { EndpointChoice, WebhookEndpoint } from '../../store/webhook-endpoints.js';
import { fieldProblem, Problem } from '../problems.js';

export interface EndpointDeps {
  readonly store: Pick<Store, 'webhookEndpoints' | 'deliveries' | 'effects' | 'clock'>;
  readonly config: Pick<Config, 'webhookPrivateAddresses'>;
  readonly queues: Queues;
  readonly log: FastifyBaseLogger;
}

export type EndpointWish = Pick<EndpointChoice, 'url'> & Partial<EndpointChoice>;
export type EndpointChangeWish = Partial<EndpointChoice & Pick<WebhookEndpoint, 'status'>>;

/** How long the old secret signs beside the new one, unless somebody says otherwise. */
export const SECRET_OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;

/** An endpoint with its secret in clear, which is not shown a second time. */
export interface MadeEndpoint {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/**
 * @param id fixed by a caller that may come twice: the second time finds the first one.
 * @throws Problem 422 when nothing may be posted to the address, 409 when there are too many.
 */
export async function addEndpoint(
  { store, config }: Pick<EndpointDeps, 'store' | 'config'>,
  workspace: string,
  { wish, id = newId('whe') }: { wish: EndpointWish; id?: string | undefined },
): Promise<MadeEndpoint> {
  const { url, description = '', events = [], allowPrivateAddresses = false } = wish;
  const choice = { url, description, events, allowPrivateAddresses };
  requireAddress(choice, config.webhookPrivateAddresses);
  const endpoint = await store.webhookEndpoints.add(workspace, id, choice);
  if (!endpoint) throw new Problem('conflict', 'There are 20 endpoints; delete one first.');
  return { endpoint, secret: store.webhookEndpoints.secret(endpoint) };
}

/** @throws Problem 404, and 422 when nothing may be posted to the address. */
export async function changeEndpoint(
  { store, config }: Pick<EndpointDeps, 'store' | 'config'>,
  workspace: string,
  { id, wish }: { id: string; wish: EndpointChangeWish },
): Promise<WebhookEndpoint> {
  const found = await endpointOf({ store }, workspace, id);
  requireAddress({ ...found, ...wish }, config.webhookPrivateAddresses);
  return known(await store.webhookEndpoints.update(workspace, id, wish));
}

/**
 * A new secret; both sign while receivers change over.
 * @param from the version that it follows, for a caller that may come twice: the second time is
 *   refused.
 * @param by the call itself, where the second time is to find what the first made.
 * @throws Problem 404, 409.
 */
export async function rotateSecret(
  { store }: Pick<EndpointDeps, 'store'>,
  workspace: string,
  {
    id,
    overlapHours = SECRET_OVERLAP_HOURS,
    from,
    by,
  }: { id: string; overlapHours?: number | undefined; from?: number; by?: string | undefined },
): Promise<MadeEndpoint> {
  const overlapMs = overlapHours * HOUR_MS;
  const changed = await store.webhookEndpoints.rotate(workspace, id, overlapMs, { from, by });
  if (!changed && from !== undefined) {
    await endpointOf({ store }, workspace, id);
    throw new Problem('conflict', 'The secret was changed meanwhile. It is shown only once.');
  }
  const endpoint = known(changed);
  return { endpoint, secret: store.webhookEndpoints.secret(endpoint) };
}

/** @throws Problem 404. */
export async function removeEndpoint(
  { store }: Pick<EndpointDeps, 'store'>,
  workspace: string,
  id: string,
): Promise<void> {
  if (!(await store.webhookEndpoints.remove(workspace, id))) throw unknownEndpoint();
}

/** @throws Problem 404. */
export async function endpointOf(
  { store }: { readonly store: Pick<Store, 'webhookEndpoints'> },
  workspace: string,
  id: string,
): Promise<WebhookEndpoint> {
  return known(await store.webhookEndpoints.get(workspace, id));
}

/** Posts a test event there, signed like any other. @throws Problem 404, 409 where it is off. */
export async function testEndpoint(
  deps: EndpointDeps,
  workspace: string,
  { endpoint, id: _id = newId('dl') }: { endpoint: string; id?: string | undefined },
): Promise<Delivery> {
  await requireEnabled(deps, workspace, endpoint);
  const event = _id.replace(/^dl_/, 'test_');
  return post(deps, { _id, workspace, endpoint, event, type: 'webhook.test' });
}

/** Posts an event once more, with the id that it had. @throws Problem 404, 409. */
export async function redeliver(
  deps: EndpointDeps,
  workspace: string,
  { delivery, id: _id = newId('dl') }: { delivery: string; id?: string | undefined },
): Promise<Delivery> {
  const before = await deps.store.deliveries.get(workspace, delivery);
  if (!before) throw new Problem('not_found', 'There is no delivery of this id.');
  const { endpoint, event, type } = before;
  await requireEnabled(deps, workspace, endpoint);
  return post(deps, { _id, workspace, endpoint, event, type, redeliveryOf: delivery });
}

/** The delivery first and the effect after it: what is worked on can be seen. */
async function post({ store, queues, log }: EndpointDeps, delivery: NewDelivery) {
  const { _id, workspace, endpoint: sender, event } = delivery;
  const id = effectOfDelivery(_id);
  await store.deliveries.add([delivery]);
  const dueAt = store.clock.now();
  await store.effects.record([{ _id: id, channel: 'webhooks', workspace, sender, event, dueAt }]);
  const hint = { channel: 'webhooks', workspace, id, urgent: false } as const;
  const hinted = queues.addEffects([hint], store.clock.iso());
  await canFail(hinted, 'a delivery waits for the relay', log);
  const made = await store.deliveries.get(workspace, _id);
  if (!made) throw new Error('a delivery is gone that was just made');
  return made;
}

async function requireEnabled(deps: EndpointDeps, workspace: string, id: string): Promise<void> {
  const { status } = await endpointOf(deps, workspace, id);
  if (status === 'enabled') return;
  const detail = 'The endpoint is disabled. Turn it on with PATCH and {"status": "enabled"}.';
  throw new Problem('conflict', detail);
}

/** @throws Problem 422 when nothing may be posted to this address. */
function requireAddress(
  { url, allowPrivateAddresses }: Pick<WebhookEndpoint, 'url' | 'allowPrivateAddresses'>,
  privateAddresses: boolean,
): void {
  if (allowPrivateAddresses && !privateAddresses) {
    const detail =
      'Endpoints in private networks are not allowed here. Whoever runs this service allows them ' +
      'with WEBHOOK_PRIVATE_ADDRESSES=true.';
    throw fieldProblem('invalid_setting', '/allowPrivateAddresses', detail);
  }
  const fault = addressFault(url, allowPrivateAddresses);
  if (fault !== undefined) {
    const own = privateAddresses && !allowPrivateAddresses;
    const hint = own ? ' In a network of your own, send "allowPrivateAddresses": true.' : '';
    const detail = `${fault} Name an https address, like https://crm.example/hooks.${hint}`;
    throw fieldProblem('invalid_setting', '/url', detail);
  }
}

function known(endpoint: WebhookEndpoint | null): WebhookEndpoint {
  if (!endpoint) throw unknownEndpoint();
  return endpoint;
}

const unknownEndpoint = () => new Problem('not_found', 'There is no webhook endpoint of this id.');
