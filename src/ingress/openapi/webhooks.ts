// What is posted to a CRM, described as calls that its own side has to answer (docs/webhooks.md).
import type { ToldType } from '../api/event-data.js';
import { eventExample, eventName, eventOf, eventSummary, TOLD_TYPES } from '../api/event-shapes.js';
import type { Document, Operation, Shape } from './types.js';

const signed = (name: string, description: string, example: string) => ({
  ...{ name, in: 'header', required: true, description, example },
  schema: { type: 'string' },
});
/** Standard Webhooks, https://www.standardwebhooks.com. */
const SIGNATURE = [
  signed('webhook-id', 'The same in every try of one event.', 'evt_…'),
  signed('webhook-timestamp', 'Seconds since 1970, of this try.', '1772472011'),
  signed('webhook-signature', 'HMAC-SHA256 of `id.timestamp.body`.', 'v1,K5oZfzN95Z9UVu1E…'),
];

export function webhooks(): NonNullable<Document['webhooks']> {
  return Object.fromEntries(TOLD_TYPES.map((type) => [type, { post: posted(type) }]));
}

/**
 * What the routes describe as an event is one of those that are posted: `type` says which, and with
 * it what its data are. Called once the posted ones have been shared.
 */
export function typeEvents({ components }: Document): void {
  const { Event: event = {} } = components.schemas;
  const refs = TOLD_TYPES.map((type) => [type, `#/components/schemas/${eventName(type)}Event`]);
  components.schemas['Event'] = {
    description: 'Something that happened. Later versions may add types.',
    oneOf: refs.map(([, $ref]) => ({ $ref })) as Shape[],
    discriminator: { propertyName: 'type', mapping: Object.fromEntries(refs) },
    ...(event.examples && { examples: event.examples }),
  };
}

function posted(type: ToldType): Operation {
  const content = {
    schema: JSON.parse(JSON.stringify(eventOf(type))),
    example: eventExample(type),
  };
  return {
    operationId: `on${eventName(type)}`,
    summary: eventSummary(type),
    tags: ['Webhooks'],
    security: [],
    parameters: SIGNATURE,
    requestBody: { content: { 'application/json': content } },
    responses: {
      '2XX': { description: 'Taken. Answer within 15 seconds, and work on it afterwards.' },
      '4XX': { description: 'Not taken, and tried again; 410 turns the endpoint off.' },
    },
  };
}
