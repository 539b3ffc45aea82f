// What the provider reports of a text that we sent: best effort, unordered, repeated. Ranked, never
// backwards.
import { describeError } from '../../senders/twilio/errors.js';
import { PROVIDER_BLOCK, providerBlockEvent } from '../../senders/provider-block.js';
import type { FormFields } from '../../senders/twilio/inbound.js';
import type { MessageStatus } from '../../store/messages.js';
import type { Store } from '../../store/store.js';
import type { InboxWriter } from '../inbox-writer.js';

/** A status callback with our own ids, which travel in its address and are signed with it. */
export interface StatusReport {
  readonly workspace: string;
  readonly effect: string;
  readonly message: string;
  readonly contact: string;
  readonly sender: string;
  readonly accountSid: string;
  readonly providerSid: string;
  readonly status: MessageStatus;
  readonly errorCode: string | undefined;
}

const STATUSES: Readonly<Record<string, MessageStatus>> = {
  accepted: 'sending',
  scheduled: 'sending',
  queued: 'sending',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  partially_delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/** @returns `null` when it is no report on a text of ours. */
export function readStatus(query: unknown, fields: FormFields): StatusReport | null {
  const { workspace, effect, message, contact } = query as Record<string, unknown>;
  const { MessageSid, MessageStatus: reported, ErrorCode, AccountSid, From } = fields;
  const status = STATUSES[String(reported)];
  if (!status || typeof MessageSid !== 'string' || typeof AccountSid !== 'string') return null;
  const ours = [workspace, effect, message, contact];
  if (!ours.every((id): id is string => typeof id === 'string')) return null;
  return {
    workspace: String(workspace),
    effect: String(effect),
    message: String(message),
    contact: String(contact),
    sender: String(From ?? ''),
    accountSid: AccountSid,
    providerSid: MessageSid,
    status,
    errorCode: typeof ErrorCode === 'string' && ErrorCode !== '' ? ErrorCode : undefined,
  };
}

export async function applyStatus(
  { store, writer }: { store: Pick<Store, 'effects' | 'messages' | 'clock'>; writer: InboxWriter },
  report: StatusReport,
): Promise<void> {
  const { workspace, effect, message, providerSid, status, errorCode } = report;
  // A block is an act of consent: it goes through the inbox before anything shows it as handled.
  if (errorCode === PROVIDER_BLOCK) {
    const receivedAt = store.clock.now();
    await writer.keep(providerBlockEvent({ ...report, origin: providerSid, receivedAt }));
  }
  await store.messages.progress(workspace, message, status, {
    providerSid,
    ...(errorCode ? { reason: describeError(errorCode).reason } : {}),
  });
  await store.effects.settleByCallback(workspace, effect, providerSid);
}
