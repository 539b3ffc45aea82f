// Webhook endpoints and deliveries as the API takes and gives them.
import { Type } from 'typebox';
import type { Delivery, DeliveryTry } from '../../store/deliveries.js';
import type { WebhookEndpoint } from '../../store/webhook-endpoints.js';
import { EventTypeName } from './event-shapes.js';
import { EXAMPLES } from './examples.js';
import { idLike, strict, Time } from './schemas.js';

const Url = Type.String({ minLength: 1, maxLength: 2_000 });
const Description = Type.String({ maxLength: 200 });
const Events = Type.Array(EventTypeName, {
  uniqueItems: true,
  description: 'Types that are posted; all when empty or left out.',
});
const AllowPrivate = Type.Boolean({
  description: 'For an endpoint in a network of its own: private addresses and plain HTTP.',
});
const Status = Type.Enum(['enabled', 'disabled']);

export const EndpointBody = Type.Object(
  {
    url: Url,
    description: Type.Optional(Description),
    events: Type.Optional(Events),
    allowPrivateAddresses: Type.Optional(AllowPrivate),
  },
  {
    ...{ ...strict, title: 'WebhookEndpointInput' },
    examples: [{ url: 'https://crm.example/hooks', events: ['consent.revoked'] }],
  },
);
export const EndpointChange = Type.Object(
  {
    url: Type.Optional(Url),
    description: Type.Optional(Description),
    events: Type.Optional(Events),
    allowPrivateAddresses: Type.Optional(AllowPrivate),
    status: Type.Optional(Status),
  },
  {
    ...{ ...strict, minProperties: 1, title: 'WebhookEndpointChange' },
    examples: [{ status: 'enabled' }],
  },
);
const EndpointFields = {
  id: idLike(EXAMPLES.endpoint),
  url: idLike('https://crm.example/hooks'),
  description: idLike('CRM'),
  events: Type.Array(EventTypeName),
  allowPrivateAddresses: Type.Boolean({ examples: [false] }),
  status: Status,
  disabledReason: Type.Optional(Type.String()),
  failingSince: Type.Optional(Time),
  previousSecretUntil: Type.Optional(Time),
  createdAt: Time,
  updatedAt: Time,
};
export const EndpointView = Type.Object(EndpointFields, { title: 'WebhookEndpoint' });
export const MadeEndpointView = Type.Object(
  {
    ...EndpointFields,
    secret: idLike('whsec_…', 'Verifies what is posted. It cannot be shown again.'),
  },
  { title: 'MadeWebhookEndpoint' },
);
export const EndpointParams = Type.Object({
  id: Type.String({ pattern: '^whe_[0-9a-f]{32}$' }),
});

const TryView = Type.Object(
  {
    at: Time,
    ms: Type.Integer(),
    status: Type.Optional(Type.Integer()),
    excerpt: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
  },
  { title: 'DeliveryTry', examples: [{ at: EXAMPLES.time, ms: 84, status: 204, excerpt: '' }] },
);
export const DeliveryStatusName = Type.Enum(['pending', 'delivered', 'failed', 'cancelled'], {
  ...{ title: 'DeliveryStatus', examples: ['delivered'] },
});
export const DeliveryView = Type.Object(
  {
    id: idLike(EXAMPLES.delivery),
    endpoint: idLike(EXAMPLES.endpoint),
    event: idLike(EXAMPLES.event),
    type: idLike('consent.revoked'),
    status: DeliveryStatusName,
    tries: Type.Array(TryView),
    nextTryAt: Type.Optional(Time),
    reason: Type.Optional(Type.String()),
    redeliveryOf: Type.Optional(Type.String()),
    createdAt: Time,
    finishedAt: Type.Optional(Time),
  },
  { title: 'Delivery' },
);
export const DeliveryId = Type.String({ pattern: '^dl_[0-9a-f]{32}$' });

export function viewEndpoint(endpoint: WebhookEndpoint) {
  const { _id: id, url, description, events, allowPrivateAddresses, status } = endpoint;
  const { disabledReason, failingSince, previousSecretUntil, createdAt, updatedAt } = endpoint;
  return {
    ...{ id, url, description, events: [...events], allowPrivateAddresses, status },
    ...(disabledReason !== undefined && { disabledReason }),
    ...(failingSince && { failingSince: failingSince.toISOString() }),
    ...(previousSecretUntil && { previousSecretUntil: previousSecretUntil.toISOString() }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function viewDelivery(delivery: Delivery) {
  const { _id: id, endpoint, event, type, status, tries, reason, redeliveryOf } = delivery;
  const { nextTryAt, createdAt, finishedAt } = delivery;
  return {
    ...{ id, endpoint, event, type, status, tries: tries.map(viewTry) },
    ...(nextTryAt && { nextTryAt: nextTryAt.toISOString() }),
    ...(reason !== undefined && { reason }),
    ...(redeliveryOf !== undefined && { redeliveryOf }),
    createdAt: createdAt.toISOString(),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
  };
}

const viewTry = ({ at, ...rest }: DeliveryTry) => ({ ...rest, at: at.toISOString() });
