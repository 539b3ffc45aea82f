// One delivery of one event to one endpoint: claimed, called, noted, settled. Never decides what an
// event says; a lost answer is called again, for whoever gets it knows an event by its id.
import type { Logger } from 'pino';
import type { FaultPoint } from '../../src/fault-points.js';
import { newId } from '../../src/ids.js';
import { bodiesOf, type EventBody } from '../../src/senders/webhooks/event-body.js';
import type { WebhookAnswer, WebhookPoster } from '../../src/senders/webhooks/poster.js';
import { retryPauseMs } from '../../src/senders/webhooks/retry-schedule.js';
import { deliveryOfEffect, type DeliveryTry } from '../../src/store/deliveries.js';
import type { EffectOutcome, WebhookEffectDocument } from '../../src/store/effects.js';
import type { Store } from '../../src/store/store.js';
import type { WebhookEndpoint } from '../../src/store/webhook-endpoints.js';
import { raiseAlert } from '../raise-alert.js';

export interface DeliverDeps {
  readonly store: Pick<
    Store,
    | 'alerts'
    | 'clock'
    | 'deliveries'
    | 'effects'
    | 'events'
    | 'messages'
    | 'people'
    | 'webhookEndpoints'
  >;
  readonly poster: Pick<WebhookPoster, 'post'>;
  /** Whether the installation lets endpoints be in private networks. */
  readonly privateAddresses: boolean;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly faultPoint: FaultPoint;
}

/** `passed`: somebody else has it, or it is not due. */
export type Delivered = 'taken' | 'failed' | 'passed';

const DAY_MS = 86_400_000;
/** Nothing but failures for so long, and nobody is called there any more. */
const DISABLED_AFTER_MS = 5 * DAY_MS;
/** One that waited long for its first tries is not tried for longer than the others. */
const GIVE_UP_AFTER_MS = 3.5 * DAY_MS;
const GONE = 410;

type Due = Pick<WebhookEffectDocument, '_id' | 'workspace'>;
interface Held {
  readonly effect: WebhookEffectDocument;
  readonly claim: string;
}

export async function deliver(deps: DeliverDeps, { _id: id, workspace }: Due): Promise<Delivered> {
  const { store, faultPoint } = deps;
  const claim = newId('cl');
  const effect = await store.effects.claim('webhooks', { workspace, id, claim });
  if (!effect) return 'passed';
  faultPoint('webhooks.claimed');
  const held: Held = { effect, claim };
  // It died in the call: the endpoint may have it, and knows it again by its id.
  if (effect.state === 'calling') {
    await store.effects.repeat(effect, claim, store.clock.now());
    return 'passed';
  }
  const endpoint = await store.webhookEndpoints.get(workspace, effect.sender);
  if (!endpoint) return cancel(deps, held, 'The endpoint was deleted.');
  if (endpoint.status === 'disabled') return cancel(deps, held, 'The endpoint is disabled.');
  const body = await bodyOf(deps, effect);
  if (!body) return cancel(deps, held, 'There is no such event any more.');
  if (!(await store.effects.startCall(effect, claim))) return 'passed';
  faultPoint('webhooks.calling');
  const at = store.clock.now();
  const answer = await deps.poster.post({
    ...{ url: endpoint.url, id: body.id, at, body: JSON.stringify(body) },
    secrets: store.webhookEndpoints.secrets(endpoint),
    allowPrivate: endpoint.allowPrivateAddresses && deps.privateAddresses,
  });
  faultPoint('webhooks.called');
  const calling: Held = { effect: { ...effect, state: 'calling' }, claim };
  return answer.taken
    ? taken(deps, calling, endpoint, tryOf(at, answer))
    : notTaken(deps, calling, endpoint, tryOf(at, answer), answer);
}

/** A test tells nothing that happened. */
async function bodyOf(
  { store }: DeliverDeps,
  { workspace, event, sender, createdAt }: WebhookEffectDocument,
): Promise<EventBody | undefined> {
  if (event.startsWith('test_')) {
    const timestamp = createdAt.toISOString();
    const nobody = { contact: null, phone: null, records: [] };
    const data = { ...nobody, endpoint: sender, occurredAt: timestamp };
    return { id: event, type: 'webhook.test', timestamp, workspace, sequence: 0, data };
  }
  const found = await store.events.get(workspace, event);
  return found ? (await bodiesOf({ store }, workspace, [found]))[0] : undefined;
}

function tryOf(at: Date, { ms, status, excerpt, reason }: WebhookAnswer): DeliveryTry {
  return {
    ...{ at, ms },
    ...(status !== undefined && { status }),
    ...(excerpt !== undefined && { excerpt }),
    ...(reason !== undefined && { reason }),
  };
}

/** Shown first and settled last: a crash in between delivers once more, and hides nothing. */
async function taken(
  { store, faultPoint }: DeliverDeps,
  { effect, claim }: Held,
  endpoint: WebhookEndpoint,
  tried: DeliveryTry,
): Promise<Delivered> {
  const { workspace, _id } = effect;
  await store.webhookEndpoints.noteTaken(endpoint);
  await store.deliveries.note(workspace, deliveryOfEffect(_id), { tried, status: 'delivered' });
  faultPoint('webhooks.noted');
  const status = String(tried.status);
  await store.effects.settle(effect, claim, { result: 'sent', providerSid: effect.event, status });
  return 'taken';
}

async function notTaken(
  deps: DeliverDeps,
  { effect, claim }: Held,
  endpoint: WebhookEndpoint,
  tried: DeliveryTry,
  { retryAfterMs, reason = 'It was not taken.' }: WebhookAnswer,
): Promise<Delivered> {
  const { store, faultPoint } = deps;
  const { workspace, _id } = effect;
  const delivery = deliveryOfEffect(_id);
  await judge(deps, endpoint, tried);
  const pauseMs = retryPauseMs(effect.attempts, { retryAfterMs });
  const nextTryAt = new Date(tried.at.getTime() + tried.ms + (pauseMs ?? 0));
  const tooOld = nextTryAt.getTime() - effect.createdAt.getTime() > GIVE_UP_AFTER_MS;
  const next = pauseMs !== undefined && tried.status !== GONE && !tooOld;
  await store.deliveries.note(
    workspace,
    delivery,
    next ? { tried, status: 'pending', nextTryAt } : { tried, status: 'failed', reason },
  );
  faultPoint('webhooks.noted');
  if (next) await store.effects.postpone(effect, claim, nextTryAt);
  else await store.effects.settle(effect, claim, failure(reason, tried));
  return 'failed';
}

const failure = (reason: string, { status }: DeliveryTry): EffectOutcome => ({
  ...{ result: 'failed', reason },
  ...(status !== undefined && { code: String(status) }),
});

/** Turns an endpoint off that is gone or took nothing for days; an operator hears of it. */
async function judge(
  deps: DeliverDeps,
  endpoint: WebhookEndpoint,
  { at, status }: DeliveryTry,
): Promise<void> {
  const { webhookEndpoints } = deps.store;
  const since = await webhookEndpoints.noteFailed(endpoint);
  const days = DISABLED_AFTER_MS / DAY_MS;
  const why =
    status === GONE
      ? 'It answered 410: it is gone.'
      : at.getTime() - since.getTime() >= DISABLED_AFTER_MS
        ? `Nothing but failures for ${days} days.`
        : undefined;
  if (why === undefined) return;
  const { workspace, _id } = endpoint;
  if (!(await webhookEndpoints.disable(workspace, _id, why))) return;
  await raiseAlert(deps, {
    ...{ kind: 'webhook_endpoint_disabled', subject: _id, workspace },
    details: `Endpoint ${_id} of ${workspace} was turned off. ${why}`,
  });
}

/** Nothing is called any more; what may have been called stays as it was shown. */
async function cancel(
  { store }: DeliverDeps,
  { effect, claim }: Held,
  reason: string,
): Promise<Delivered> {
  const { workspace, _id } = effect;
  const outcome: EffectOutcome = { result: 'blocked', reason, rule: 'webhooks.endpoint' };
  await store.deliveries.note(workspace, deliveryOfEffect(_id), { status: 'cancelled', reason });
  await store.effects.settle(effect, claim, outcome);
  return 'passed';
}
