// Who hears of events: makes the deliveries that the workspace's endpoints ask for. Made twice they
// are made once; an endpoint hears of nothing that was before it.
import type { Logger } from 'pino';
import { canFail } from '../../src/can-fail.js';
import type { Queues } from '../../src/queues/queues.js';
import { deliveryIdOf, effectOfDelivery, type NewDelivery } from '../../src/store/deliveries.js';
import { hintOf, type NewEffect } from '../../src/store/effects.js';
import type { StoredEvent } from '../../src/store/events.js';
import type { Store } from '../../src/store/store.js';
import type { WebhookEndpoint } from '../../src/store/webhook-endpoints.js';

export interface SubscribersDeps {
  readonly store: Pick<Store, 'clock' | 'deliveries' | 'effects' | 'webhookEndpoints'>;
  readonly queues: Pick<Queues, 'hintEffects'>;
  readonly log: Pick<Logger, 'warn'>;
}

export function createSubscribers({ store, queues, log }: SubscribersDeps) {
  return async function tell(workspace: string, events: readonly StoredEvent[]): Promise<void> {
    const endpoints = await store.webhookEndpoints.enabled(workspace);
    const deliveries = endpoints.flatMap((endpoint) =>
      events.filter((event) => wants(endpoint, event)).map((event) => deliveryOf(endpoint, event)),
    );
    if (deliveries.length === 0) return;
    const dueAt = store.clock.now();
    const effects = deliveries.map((one) => effectFor(one, dueAt));
    await store.deliveries.add(deliveries);
    await store.effects.record(effects);
    // One job an endpoint is enough: whoever takes it looks through the whole line.
    const first = new Map(effects.toReversed().map((effect) => [effect.sender, effect]));
    const hinted = queues.hintEffects([...first.values()].map(hintOf), store.clock.iso());
    await canFail(hinted, 'deliveries wait for the relay because Redis did not take them', log);
  };
}

const wants = ({ events, createdAt }: WebhookEndpoint, event: StoredEvent): boolean =>
  event.at >= createdAt && (events.length === 0 || events.includes(event.type));

function deliveryOf({ _id: endpoint }: WebhookEndpoint, event: StoredEvent): NewDelivery {
  const { workspace, _id, type } = event;
  return { _id: deliveryIdOf(workspace, _id, endpoint), workspace, endpoint, event: _id, type };
}

function effectFor({ _id, workspace, endpoint, event }: NewDelivery, dueAt: Date) {
  const id = effectOfDelivery(_id);
  const effect = {
    _id: id,
    channel: 'webhooks' as const,
    workspace,
    sender: endpoint,
    event,
    dueAt,
  };
  return effect satisfies NewEffect;
}
