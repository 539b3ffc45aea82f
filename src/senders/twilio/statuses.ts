// Twilio's words for what became of a text, in ours; and the callback that brings them.
import type { MessageStatus } from '../../store/message-status.js';
import type { FormFields, ReportIds, StatusReport } from '../dialect.js';

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

/** `undefined` for a word that we do not know, and for those of inbound texts. */
export const statusOf = (reported: unknown): MessageStatus | undefined =>
  Object.hasOwn(STATUSES, String(reported)) ? STATUSES[String(reported)] : undefined;

/** The codes of the API are numbers, those of forms are text; none is empty, 0 or absent. */
export const errorCodeOf = (code: string | number | null | undefined): { errorCode?: string } =>
  code === undefined || code === null || code === '' || code === 0
    ? {}
    : { errorCode: String(code) };

/** @returns `null` when it is no report on a text. */
export function readStatus(query: unknown, fields: FormFields): StatusReport | null {
  const { MessageSid, MessageStatus: reported, ErrorCode, AccountSid, From } = fields;
  const status = statusOf(reported);
  if (!status || typeof MessageSid !== 'string' || typeof AccountSid !== 'string') return null;
  const ids = readIds(query);
  return {
    accountSid: AccountSid,
    sender: typeof From === 'string' ? From : '',
    providerSid: MessageSid,
    status,
    ...errorCodeOf(Array.isArray(ErrorCode) ? ErrorCode[0] : ErrorCode),
    ...(ids && { ids }),
  };
}

function readIds(query: unknown): ReportIds | undefined {
  const { workspace, effect, message, contact } = query as Record<string, unknown>;
  const ours = [workspace, effect, message, contact];
  if (!ours.every((id): id is string => typeof id === 'string')) return undefined;
  const [ofWorkspace = '', ofEffect = '', ofMessage = '', ofContact = ''] = ours;
  return { workspace: ofWorkspace, effect: ofEffect, message: ofMessage, contact: ofContact };
}
