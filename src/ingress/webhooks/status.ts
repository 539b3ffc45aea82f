// What the provider reports of a text that we sent: best effort, unordered, repeated. Ranked, never
// backwards.
import { describeError } from '../../senders/twilio/errors.js';
import { type ProviderReport, reportEvent } from '../../senders/provider-reports.js';
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

export interface StatusDeps {
  readonly store: Pick<Store, 'effects' | 'messages' | 'heads' | 'clock'>;
  readonly writer: InboxWriter;
}

type Said = Pick<ProviderReport, 'code' | 'flag' | 'raised'>;

/** A text that arrived takes back that the number cannot be reached. */
async function saysOfNumber(
  { messages, heads }: StatusDeps['store'],
  { workspace, contact, message, status, errorCode: code }: StatusReport,
): Promise<Said | undefined> {
  if (status === 'delivered') {
    const head = await heads.get(workspace, contact);
    const wrong = head?.flags['unreachable'] !== undefined;
    return wrong ? { flag: 'unreachable', raised: false, code: status } : undefined;
  }
  if (code === undefined) return undefined;
  const { flag, flagAfter = 1 } = describeError(code);
  if (!flag) return undefined;
  const before = { contact, limit: flagAfter - 1, except: message };
  const codes = await messages.lastErrorCodes(workspace, before);
  const inARow = codes.length === flagAfter - 1 && codes.every((one) => one === code);
  return inARow ? { flag, raised: true, code } : undefined;
}

export async function applyStatus(
  { store, writer }: StatusDeps,
  report: StatusReport,
): Promise<void> {
  const { workspace, effect, message, providerSid, status, errorCode } = report;
  // What it says of the number goes through the inbox before anything shows it as handled.
  const said = await saysOfNumber(store, report);
  if (said) {
    const receivedAt = store.clock.now();
    await writer.keep(reportEvent({ ...report, ...said, origin: providerSid, receivedAt }));
  }
  await store.messages.progress(workspace, message, status, {
    providerSid,
    ...(errorCode ? { errorCode, reason: describeError(errorCode).reason } : {}),
  });
  await store.effects.settleByCallback(workspace, effect, providerSid);
}
