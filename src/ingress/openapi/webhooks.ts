// What is posted to a CRM, described as calls that its own side has to answer (docs/webhooks.md).
import { EVENT_TYPES, type EventType } from '../../store/events.js';
import { eventExample, eventSummary, EventView } from '../api/event-shapes.js';
import type { Document, Operation } from './types.js';

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
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: posted(type) }]));
}

function posted(type: EventType): Operation {
  const content = { schema: JSON.parse(JSON.stringify(EventView)), example: eventExample(type) };
  return {
    operationId: `on${pascal(type)}`,
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

const pascal = (type: string) =>
  type.replace(/(?:^|[._])([a-z])/g, (_match, letter: string) => letter.toUpperCase());
