// Twilio's list of an account's messages, one page a call, in our words.
import type { Twilio } from 'twilio';
import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import { canonicalJson } from '../../canonical-json.js';
import type { ReportedText } from '../dialect.js';
import type { ListedText, ListedTexts } from '../provider.js';
import { errorCodeOf, statusOf } from './statuses.js';

/** Twilio's own. */
const PAGE_SIZE_MAX = 1_000;
/** A message is listed by when it was sent, and the list's dates are whole seconds. */
const CLOCK_SLACK_MS = 2_000;

/**
 * The list takes no direction and no status. Its order and its filter go by `date_sent`, which of
 * an inbound message is when Twilio called us: never before it was created.
 * @param page.page the address of a page, as the page before named it.
 */
export async function listTexts(
  client: Pick<Twilio, 'messages'>,
  { since, limit, page }: { since: Date; limit: number; page?: string },
): Promise<Extract<ListedTexts, { result: 'page' }>> {
  const found =
    page === undefined
      ? await client.messages.page({
          dateSentAfter: new Date(since.getTime() - CLOCK_SLACK_MS),
          pageSize: Math.min(limit, PAGE_SIZE_MAX),
        })
      : await client.messages.getPage(page);
  const { instances, nextPageUrl: next } = found;
  const newest = Math.max(...instances.map(timeOf));
  return {
    result: 'page',
    inbound: instances.filter(({ direction }) => direction === 'inbound').map(toText),
    reports: instances.filter(({ direction }) => direction !== 'inbound').flatMap(toReport),
    ...(instances.length > 0 && { newest: new Date(newest) }),
    ...(next && { next }),
  };
}

/** By which the list is ordered; a message that was never sent has only the other time. */
const timeOf = ({ dateSent, dateCreated }: MessageInstance) =>
  Math.max(...[dateSent, dateCreated].map((at) => at?.getTime() || 0));

const toText = (message: MessageInstance): ListedText => ({
  raw: canonicalJson(message.toJSON()),
  at: message.dateCreated,
});

function toReport({ sid, status: reported, errorCode }: MessageInstance): ReportedText[] {
  const status = statusOf(reported);
  return status ? [{ providerSid: sid, status, ...errorCodeOf(errorCode) }] : [];
}
