// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.events`
import { type Http, type RequestOptions } from '../http.js';
import type { List } from '../list.js';
import type {
  Basis,
  ConsentStatus,
  EntryKind,
  EventType,
  Flag,
  MessageStatus,
  OptInMethod,
  OptInRequestStatus,
} from './schemas.js';

/** Something that happened. Later versions may add types. */
export type AssentEvent =
  | ConsentGrantedEvent
  | ConsentRenewedEvent
  | ConsentRevokedEvent
  | ConsentPendingEvent
  | ContactFlaggedEvent
  | OptInRequestUpdatedEvent
  | MessageReceivedEvent
  | MessageSentEvent
  | MessageDeliveredEvent
  | MessageFailedEvent
  | MessageBlockedEvent
  | MessageReviewEvent
  | OperatorAlertEvent
  | WebhookTestEvent;

export interface ConsentEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  /** `*` is every program. */
  program: string;
  entry: string;
  kind: EntryKind;
  /** On which way it came: `sms`, `email`, `api` … */
  channel: string;
  /** Which rule decided it. */
  rule: string;
  sender?: string;
  request?: string;
  status: ConsentStatus;
  previousStatus: ConsentStatus;
  basis?: Basis;
}

/** A program (`*`: every one) was opted in to. */
export interface ConsentGrantedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'consent.granted';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: ConsentEventData;
}

/** The same again. */
export interface ConsentRenewedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'consent.renewed';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: ConsentEventData;
}

/** Somebody opted out (`opted_out`), or consent ended by itself (`none`). */
export interface ConsentRevokedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'consent.revoked';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: ConsentEventData;
}

/** The handset still has to answer. */
export interface ConsentPendingEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'consent.pending';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: ConsentEventData;
}

export interface FlagsEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  /** `*` is every program. */
  program: string;
  entry: string;
  kind: EntryKind;
  /** On which way it came: `sms`, `email`, `api` … */
  channel: string;
  /** Which rule decided it. */
  rule: string;
  sender?: string;
  request?: string;
  status: ConsentStatus;
  /** Everything that stands against texting this number by now. */
  flags: Flag[];
  raised: Flag[];
  lifted: Flag[];
}

/** What stands against texting a number changed. */
export interface ContactFlaggedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'contact.flagged';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: FlagsEventData;
}

export interface OptInRequestEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  request: string;
  record: string;
  method: OptInMethod;
  program: string;
  status: OptInRequestStatus;
  entry?: string;
  /** Why it failed. */
  reason?: string;
}

/** A request, as it is by now. */
export interface OptInRequestUpdatedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'opt_in_request.updated';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: OptInRequestEventData;
}

export interface ReceivedMessageEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  message: string;
  direction: 'inbound' | 'outbound';
  sender: string;
  status: MessageStatus;
  program?: string;
  purpose?: string;
  /** What the person wrote, for as long as it is kept. */
  body?: string;
}

/** Somebody texted. */
export interface MessageReceivedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'message.received';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: ReceivedMessageEventData;
}

export interface SentMessageEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  message: string;
  direction: 'inbound' | 'outbound';
  sender: string;
  status: MessageStatus;
  program?: string;
  purpose?: string;
  /** Why it did not arrive or did not leave. */
  reason?: string;
  /** The provider’s own code. */
  errorCode?: string;
}

/** The provider took a text. */
export interface MessageSentEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'message.sent';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: SentMessageEventData;
}

/** It arrived. */
export interface MessageDeliveredEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'message.delivered';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: SentMessageEventData;
}

/** It did not arrive. */
export interface MessageFailedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'message.failed';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: SentMessageEventData;
}

/** Consent did not allow it when it was to leave. */
export interface MessageBlockedEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'message.blocked';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: SentMessageEventData;
}

export interface ReviewEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  /** `*` is every program. */
  program: string;
  entry: string;
  kind: EntryKind;
  /** On which way it came: `sms`, `email`, `api` … */
  channel: string;
  /** Which rule decided it. */
  rule: string;
  sender?: string;
  request?: string;
  status: ConsentStatus;
  message: string;
  /** What the person wrote, for as long as it is kept. */
  body?: string;
}

/** A text that a person has to read: `POST /v1/messages/{id}/review`. */
export interface MessageReviewEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'message.review';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: ReviewEventData;
}

export interface AlertEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  /** A section of the runbook. */
  kind: string;
  subject: string;
  /** What was found, in words. */
  details: string;
}

/** Something in this workspace needs whoever runs Assent. */
export interface OperatorAlertEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'operator.alert';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: AlertEventData;
}

export interface TestEventData {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  contact: string | null;
  /** E.164. `null` once the person was erased. */
  phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  records: string[];
  occurredAt: string;
  endpoint: string;
}

/** What an endpoint’s test posts. */
export interface WebhookTestEvent {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  id: string;
  type: 'webhook.test';
  /** When what it tells was recorded. */
  timestamp: string;
  workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: leave what is older than your highest. */
  sequence: number;
  data: TestEventData;
}

export interface EventListParams {
  limit?: number;
  /** The id of the last one that is known: the page behind it. */
  startingAfter?: string;
  type?: EventType;
  /** Stands for a phone number, in this workspace only. */
  contact?: string;
}

export class EventsResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** What happened, newest first; of one type, of one contact, or all. */
  list(params: EventListParams = {}, options?: RequestOptions): List<AssentEvent> {
    return this.#http.list(
      { method: 'GET', path: '/v1/events', query: params, cursor: 'id' },
      options,
    );
  }
}
