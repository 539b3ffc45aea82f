// Lists texts as Twilio pages through them: filters, page sizes, links to the next page. Reads
// only.
import { parsePhone } from '../../phone.js';
import type { TextFilter, Texts } from '../texts.js';
import { TwilioError } from './errors.js';
import { messageResource } from './resources.js';

const PAGE_SIZE_DEFAULT = 50;
const PAGE_SIZE_MAX = 1_000;
const DAY_MS = 86_400_000;

/** @throws TwilioError for a filter or page that cannot be read. */
export function listMessages(texts: Texts, accountSid: string, query: URLSearchParams) {
  const size = readPageSize(query.get('PageSize'));
  const token = query.get('PageToken');
  const filter = readFilter(accountSid, query);
  const { texts: found, more } = texts.page(filter, readToken(token), size);
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const page = Number(query.get('Page') ?? 0);
  const last = found.at(-1);
  return {
    messages: found.map(messageResource),
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(found.length - 1, 0),
    uri: withQuery(path, query, {}),
    first_page_uri: withQuery(path, query, { Page: '0', PageSize: String(size), PageToken: null }),
    previous_page_uri: null,
    next_page_uri:
      more && last
        ? withQuery(path, query, {
            Page: String(page + 1),
            PageSize: String(size),
            PageToken: `PA${last.position}`,
          })
        : null,
  };
}

/** `DateSent>=…` and `DateSent<=…` arrive as the names `DateSent>` and `DateSent<`. */
function readFilter(accountSid: string, query: URLSearchParams): TextFilter {
  const on = readTime(query.get('DateSent'));
  const from = readTime(query.get('DateSent>')) ?? on;
  const until = readTime(query.get('DateSent<')) ?? on;
  return {
    accountSid,
    ...numberFilter('to', query.get('To')),
    ...numberFilter('from', query.get('From')),
    ...(from && { sentFrom: from.start }),
    ...(until && { sentUntil: until.end }),
  };
}

function numberFilter(end: 'to' | 'from', number: string | null): { to?: string; from?: string } {
  return number ? { [end]: parsePhone(number) ?? number } : {};
}

/** A date alone means the whole day in UTC; with a time, that moment. */
function readTime(value: string | null): { start: number; end: number } | null {
  if (!value) return null;
  const start = Date.parse(value);
  if (Number.isNaN(start)) throw new TwilioError(400, 20_001, `Invalid date ${value}`);
  return { start, end: /^\d{4}-\d\d-\d\d$/.test(value) ? start + DAY_MS - 1 : start };
}

function readPageSize(value: string | null): number {
  if (!value) return PAGE_SIZE_DEFAULT;
  if (/^\d+$/.test(value) && Number(value) > 0) return Math.min(Number(value), PAGE_SIZE_MAX);
  throw new TwilioError(400, 20_001, `Invalid PageSize ${value}`);
}

function readToken(token: string | null): number {
  if (!token) return Number.POSITIVE_INFINITY;
  if (/^PA\d+$/.test(token)) return Number(token.slice(2));
  throw new TwilioError(400, 20_001, `Invalid PageToken ${token}`);
}

function withQuery(
  path: string,
  query: URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  return changed.size === 0 ? path : `${path}?${changed.toString()}`;
}
