// What events say, as shapes: they describe, and type for clients, what workers/projector writes. A
// test holds real events against them. More may be said than stands here.
import { Type, type TSchema } from 'typebox';
import type { EventType } from '../../store/events.js';
import { EntryKindName } from './entry-view.js';
import { EXAMPLES } from './examples.js';
import { MessageStatusName } from './message-shapes.js';
import { OptInMethod, OptInRequestStatus } from './request-view.js';
import { Basis, ConsentStatus, FlagName, idLike, Time } from './schemas.js';

const Nullable = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

/** What every event says. */
export const ABOUT = {
  contact: Nullable('Stands for a number. `null` of a request that has none yet, and of an alert.'),
  phone: Nullable('E.164. `null` once the person was erased.'),
  records: Type.Array(Type.String(), {
    description: 'Your ids of the records with this number, as it happened.',
  }),
  occurredAt: Time,
};
const Program = idLike(EXAMPLES.program, '`*` is every program.');
const MessageId = idLike(EXAMPLES.message);
const Body = Type.Optional(
  Type.String({ description: 'What the person wrote, for as long as it is kept.' }),
);

/** What a ledger entry tells. */
const ACT = {
  ...ABOUT,
  program: Program,
  entry: idLike(EXAMPLES.entry),
  kind: EntryKindName,
  channel: Type.String({ description: 'On which way it came: `sms`, `email`, `api` …' }),
  rule: Type.String({ description: 'Which rule decided it.' }),
  sender: Type.Optional(Type.String()),
  request: Type.Optional(Type.String()),
  status: ConsentStatus,
};

const ConsentData = Type.Object(
  { ...ACT, previousStatus: ConsentStatus, basis: Type.Optional(Basis) },
  { title: 'ConsentEventData' },
);
const FlagsData = Type.Object(
  {
    ...ACT,
    flags: Type.Array(FlagName, {
      description: 'Everything that stands against texting this number by now.',
    }),
    raised: Type.Array(FlagName),
    lifted: Type.Array(FlagName),
  },
  { title: 'FlagsEventData' },
);
const ReviewData = Type.Object(
  { ...ACT, message: MessageId, body: Body },
  { title: 'ReviewEventData' },
);
const RequestData = Type.Object(
  {
    ...ABOUT,
    request: idLike(EXAMPLES.request),
    record: Type.String(),
    method: OptInMethod,
    program: Type.String(),
    status: OptInRequestStatus,
    entry: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String({ description: 'Why it failed.' })),
  },
  { title: 'OptInRequestEventData' },
);
const MESSAGE = {
  ...ABOUT,
  message: MessageId,
  direction: Type.Enum(['inbound', 'outbound']),
  sender: Type.String(),
  status: MessageStatusName,
  program: Type.Optional(Type.String()),
  purpose: Type.Optional(Type.String()),
};
const ReceivedData = Type.Object({ ...MESSAGE, body: Body }, { title: 'ReceivedMessageEventData' });
const SentData = Type.Object(
  {
    ...MESSAGE,
    reason: Type.Optional(Type.String({ description: 'Why it did not arrive or did not leave.' })),
    errorCode: Type.Optional(Type.String({ description: 'The provider’s own code.' })),
  },
  { title: 'SentMessageEventData' },
);
const AlertData = Type.Object(
  {
    ...ABOUT,
    kind: Type.String({ description: 'A section of the runbook.' }),
    subject: Type.String(),
    details: Type.String({ description: 'What was found, in words.' }),
  },
  { title: 'AlertEventData' },
);
const TestData = Type.Object(
  { ...ABOUT, endpoint: idLike(EXAMPLES.endpoint) },
  { title: 'TestEventData' },
);

/** What an endpoint's test posts; never in the list. */
export const TEST_EVENT = 'webhook.test';
export type ToldType = EventType | typeof TEST_EVENT;

export const EVENT_DATA: Readonly<Record<ToldType, TSchema>> = {
  'consent.granted': ConsentData,
  'consent.renewed': ConsentData,
  'consent.revoked': ConsentData,
  'consent.pending': ConsentData,
  'contact.flagged': FlagsData,
  'opt_in_request.updated': RequestData,
  'message.received': ReceivedData,
  'message.sent': SentData,
  'message.delivered': SentData,
  'message.failed': SentData,
  'message.blocked': SentData,
  'message.review': ReviewData,
  'operator.alert': AlertData,
  [TEST_EVENT]: TestData,
};
