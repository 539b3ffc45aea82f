// An event as the API lists, streams and posts it, and how one of each type looks.
import { Type } from 'typebox';
import { EVENT_TYPES } from '../../store/events.js';
import { ABOUT, EVENT_DATA, TEST_EVENT, type ToldType } from './event-data.js';
import { EXAMPLES } from './examples.js';
import { Time } from './schemas.js';

export const EventTypeName = Type.Enum([...EVENT_TYPES], { title: 'EventType' });

const { contact, phone, record, program, entry, message, request, sender, time } = EXAMPLES;
const told = { program, entry, occurredAt: time, channel: 'sms', sender };
const ofMessage = { message, sender, program, purpose: 'informational', occurredAt: time };
const incoming = { message, sender, direction: 'inbound', status: 'received', occurredAt: time };

const nobody = { contact: null, phone: null, records: [] };

/** What each type tells and, by example, which facts it carries. */
const TOLD: Readonly<Record<ToldType, readonly [summary: string, facts: object]>> = {
  'consent.granted': [
    'A program (`*`: every one) was opted in to.',
    {
      ...{ ...told, kind: 'opted_in', rule: 'keyword.start', basis: 'express' },
      ...{ status: 'opted_in', previousStatus: 'none' },
    },
  ],
  'consent.renewed': [
    'The same again.',
    {
      ...{ ...told, kind: 'opt_in_renewed', rule: 'keyword.start', basis: 'express' },
      ...{ status: 'opted_in', previousStatus: 'opted_in' },
    },
  ],
  'consent.pending': [
    'The handset still has to answer.',
    {
      ...{ ...told, channel: 'email', kind: 'opt_in_pending', rule: 'email.other_number' },
      ...{ status: 'pending', previousStatus: 'none' },
    },
  ],
  'consent.revoked': [
    'Somebody opted out (`opted_out`), or consent ended by itself (`none`).',
    {
      ...{ ...told, program: '*', kind: 'opted_out', rule: 'keyword.stop' },
      ...{ status: 'opted_out', previousStatus: 'opted_in' },
    },
  ],
  'contact.flagged': [
    'What stands against texting a number changed.',
    {
      ...{ ...told, kind: 'flagged', rule: 'provider.unreachable', status: 'opted_in' },
      ...{ flags: ['unreachable'], raised: ['unreachable'], lifted: [] },
    },
  ],
  'opt_in_request.updated': [
    'A request, as it is by now.',
    { request, record, method: 'qr', program, status: 'completed', entry, occurredAt: time },
  ],
  'message.received': ['Somebody texted.', { ...incoming, body: 'START' }],
  'message.review': [
    'A text that a person has to read: `POST /v1/messages/{id}/review`.',
    {
      ...{ ...told, kind: 'flagged', rule: 'doubt', status: 'opted_in', message },
      body: 'please no more for now',
    },
  ],
  'message.sent': [
    'The provider took a text.',
    { ...ofMessage, direction: 'outbound', status: 'sent' },
  ],
  'message.delivered': [
    'It arrived.',
    { ...ofMessage, direction: 'outbound', status: 'delivered' },
  ],
  'message.failed': [
    'It did not arrive.',
    {
      ...{ ...ofMessage, direction: 'outbound', status: 'undelivered' },
      ...{ reason: 'The handset could not be reached.', errorCode: '30003' },
    },
  ],
  'message.blocked': [
    'Consent did not allow it when it was to leave.',
    { ...ofMessage, direction: 'outbound', status: 'blocked', reason: 'opted_out' },
  ],
  'operator.alert': [
    'Something in this workspace needs whoever runs Assent.',
    {
      ...{ kind: 'webhook_endpoint_disabled', subject: EXAMPLES.endpoint, occurredAt: time },
      ...{ details: 'It has taken nothing for five days.', ...nobody },
    },
  ],
  [TEST_EVENT]: [
    'What an endpoint’s test posts.',
    { endpoint: EXAMPLES.endpoint, occurredAt: time, ...nobody },
  ],
};

/** Everything that may be posted. */
export const TOLD_TYPES: readonly ToldType[] = [...EVENT_TYPES, TEST_EVENT];
export const eventSummary = (type: ToldType): string => TOLD[type][0];

/** An event of this type as it could be. */
export function eventExample(type: ToldType) {
  const { event: id, workspace } = EXAMPLES;
  const data = { contact, phone, records: [record], ...TOLD[type][1] };
  const sequence = type === TEST_EVENT ? 0 : 7;
  return { id, type, timestamp: time, workspace, sequence, data };
}

const EventId = Type.String({
  description: 'The same in every delivery of one event: what you have seen, you can leave.',
});
const OF_EVERY = {
  timestamp: { ...Time, description: 'When what it tells was recorded.' },
  workspace: Type.String(),
  sequence: Type.Integer({
    description: '1, 2, 3 … of the contact, without a gap: leave what is older than your highest.',
  }),
};

/** An event of one type, for the document: `ConsentGrantedEvent`. */
export const eventOf = (type: ToldType) =>
  Type.Object(
    { id: EventId, type: Type.Literal(type), ...OF_EVERY, data: EVENT_DATA[type] },
    { title: `${eventName(type)}Event`, description: eventSummary(type) },
  );

/** `consent.granted` → `ConsentGranted`. */
export const eventName = (type: ToldType): string =>
  type.replace(/(?:^|[._])([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/**
 * What routes serialise by: whatever else a type says passes. The document says it type by type
 * (openapi/webhooks.ts).
 */
export const EventView = Type.Object(
  {
    ...{ id: EventId, type: EventTypeName, ...OF_EVERY },
    data: Type.Object(ABOUT, { additionalProperties: true }),
  },
  { title: 'Event', examples: [eventExample('consent.granted')] },
);
