// Texts on their way to a handset: queued, sending, sent, then delivered or not, each told to
// StatusCallback. Whether a text may be sent at all is decided before it comes here.
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { canFail } from '../can-fail.js';
import type { Directory, RentedNumber } from './directory.js';
import type { Faults } from './faults.js';
import { countSegments } from './segments.js';
import type { State } from './state.js';
import type { Stats } from './stats.js';
import type { Text, TextStatus } from './types.js';
import type { Webhooks } from './webhooks.js';

/** How often texts on their way are looked at: each look moves a text at most one step. */
const STEP_MS = 25;
/** Twilio: the text was still queued when its ValidityPeriod ended. */
const VALIDITY_EXPIRED = 30_036;
const QUEUE_OVERFLOW = 30_001;
/** Twilio's default and greatest ValidityPeriod: 10 hours. */
export const VALIDITY_MS_MAX = 36_000_000;

export interface OutboundDraft {
  readonly sender: RentedNumber;
  readonly direction: 'outbound-api' | 'outbound-reply';
  readonly to: string;
  readonly body: string;
  /** Set when the caller named the service instead of a number. */
  readonly messagingServiceSid?: string | null;
  readonly statusCallback?: string | null;
  readonly validityMs?: number;
}

export interface Outbound {
  /** Takes a text in charge; resolves once it would survive a kill. */
  accept(draft: OutboundDraft): Promise<Text>;
  /** Stops moving texts; the next start moves them on. */
  close(): void;
}

export interface OutboundDeps {
  readonly state: State;
  readonly directory: Directory;
  readonly faults: Faults;
  readonly stats: Stats;
  readonly webhooks: Webhooks;
  readonly log: Logger;
}

export const newTextSid = () => `SM${randomBytes(16).toString('hex')}`;

export function createOutbound(deps: OutboundDeps): Outbound {
  const { state, faults, stats } = deps;
  const moving = new Set(state.textsOnTheWay());
  let timer: NodeJS.Timeout | undefined;

  const startMoving = () => {
    timer ??= setInterval(step, STEP_MS);
  };
  const step = () => {
    const now = Date.now();
    for (const text of moving) moveOn(text, now);
    if (moving.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  function moveOn(text: Text, now: number): void {
    const age = now - text.createdAt;
    switch (text.status) {
      case 'accepted':
      case 'queued':
        if (age > text.validityMs) return end(text, 'failed', VALIDITY_EXPIRED);
        if (age >= faults.settings.queueDelayMs) change(text, { status: 'sending' });
        return;
      case 'sending':
        if (text.doomedBy === QUEUE_OVERFLOW) return end(text, 'failed', QUEUE_OVERFLOW);
        return change(text, { status: 'sent', sentAt: now });
      default:
        if (text.doomedBy === null) return end(text, 'delivered', null);
        return end(text, 'undelivered', text.doomedBy);
    }
  }

  function end(
    text: Text,
    status: 'delivered' | 'undelivered' | 'failed',
    errorCode: number | null,
  ) {
    moving.delete(text);
    stats.sends[status] += 1;
    change(text, { status, errorCode, sentAt: text.sentAt });
  }

  function change(
    text: Text,
    to: { status: TextStatus; errorCode?: number | null; sentAt?: number | null },
  ): void {
    state.changeText(text, to);
    if (text.statusCallback !== null) tellStatus(deps, text, text.statusCallback);
  }

  if (moving.size > 0) startMoving();
  return {
    async accept(draft) {
      const text = createText(draft, state.texts.nextPosition(), faults.codeFor(draft.to));
      await state.addText(text);
      moving.add(text);
      startMoving();
      return text;
    },
    close() {
      clearInterval(timer);
      moving.clear();
    },
  };
}

function createText(draft: OutboundDraft, position: number, doomedBy: number | null): Text {
  const now = Date.now();
  const service = draft.messagingServiceSid ?? null;
  return {
    sid: newTextSid(),
    position,
    accountSid: draft.sender.account.accountSid,
    direction: draft.direction,
    from: draft.sender.number,
    to: draft.to,
    body: draft.body,
    segments: countSegments(draft.body),
    messagingServiceSid: service,
    createdAt: now,
    validityMs: draft.validityMs ?? VALIDITY_MS_MAX,
    statusCallback: draft.statusCallback ?? null,
    doomedBy,
    status: service === null ? 'queued' : 'accepted',
    errorCode: null,
    sentAt: null,
    updatedAt: now,
    webhook: null,
  };
}

/** The fields are taken now, for the text may have moved on when the webhook leaves. */
function tellStatus(deps: OutboundDeps, text: Text, address: string): void {
  const account = deps.directory.account(text.accountSid);
  if (!account) return;
  const fields: Record<string, string> = {
    SmsSid: text.sid,
    SmsStatus: text.status,
    MessageStatus: text.status,
    To: text.to,
    MessageSid: text.sid,
    AccountSid: text.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
  };
  if (text.messagingServiceSid !== null) fields['MessagingServiceSid'] = text.messagingServiceSid;
  if (text.errorCode !== null) fields['ErrorCode'] = String(text.errorCode);
  if (text.status === 'delivered' || text.status === 'undelivered') {
    fields['RawDlrDoneDate'] = new Date().toISOString().replace(/\D/g, '').slice(2, 12);
  }
  void canFail(
    deps.webhooks.deliver({ address, authToken: account.authToken, fields }),
    'A status callback was not made.',
    deps.log,
  );
}
