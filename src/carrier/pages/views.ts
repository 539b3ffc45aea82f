// Turns what the carrier knows into what the pages say: names, times, states of texts. Pure but for
// the clock.
import { formatPhone } from '../../phone.js';
import { urlsIn } from '../mail-links.js';
import type { Mail, Person, Text } from '../types.js';

/** Two texts further apart than this get the time between them. */
const SEPARATOR_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const PREVIEW_LENGTH = 60;

const CLOCK = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'short' });
const EXACT = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'medium' });

export interface Part {
  readonly text: string;
  readonly href?: string;
}

export function phonePath(number: string): string {
  return `/phones/${encodeURIComponent(number)}`;
}

export const nameOf = (person: Person) => person.name ?? formatPhone(person.number);

/** `9:52 AM` today, `Yesterday`, else `12 Mar` as the locale writes it. */
function sayBriefly(at: number, now = Date.now()): string {
  const days = dayOf(now) - dayOf(at);
  if (days <= 0) return CLOCK.format(at);
  return days === 1 ? 'Yesterday' : DAY.format(at);
}

/** `Today 9:52 AM`. */
function sayWhen(at: number, now = Date.now()): string {
  const days = dayOf(now) - dayOf(at);
  const day = days <= 0 ? 'Today' : sayBriefly(at, now);
  return `${day} ${CLOCK.format(at)}`;
}

/** Number of the local day, so that midnight and not 24 hours makes yesterday. */
function dayOf(at: number): number {
  return Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY_MS);
}

export function textView(text: Text, before: Text | undefined, who: string) {
  const gap = before === undefined ? Number.POSITIVE_INFINITY : text.createdAt - before.createdAt;
  return {
    sid: text.sid,
    own: text.direction === 'inbound',
    who,
    parts: linkedParts(text.body),
    at: new Date(text.createdAt).toISOString(),
    exact: EXACT.format(text.createdAt),
    separator: gap > SEPARATOR_MS ? sayWhen(text.createdAt) : null,
    state: text.webhook === null ? null : OUTCOMES[text.webhook],
  };
}

const OUTCOMES = {
  waiting: { kind: 'wait', word: 'Sending…' },
  answered: { kind: 'ok', word: 'Delivered' },
  failed: { kind: 'stop', word: 'The service did not take this text' },
} as const;

export function personView(person: Person, last: Text | undefined, current: boolean) {
  const preview = last && `${last.direction === 'inbound' ? 'You: ' : ''}${last.body}`;
  return {
    number: person.number,
    phone: formatPhone(person.number),
    name: nameOf(person),
    href: phonePath(person.number),
    current,
    time: last ? sayBriefly(last.createdAt) : '',
    preview: preview?.slice(0, PREVIEW_LENGTH) ?? '',
  };
}

export function mailView(mail: Mail) {
  return {
    id: mail.id,
    subject: mail.subject || '(no subject)',
    from: mail.from,
    to: mail.to,
    at: new Date(mail.at).toISOString(),
    exact: EXACT.format(mail.at),
    time: sayBriefly(mail.at),
    src: `/inbox/messages/${mail.id}/body`,
    both: mail.html !== '' && mail.text !== '',
  };
}

/** Plain text cut where its web addresses begin and end. */
export function linkedParts(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const link of urlsIn(text)) {
    if (link.start > end) parts.push({ text: text.slice(end, link.start) });
    parts.push({ text: link.url, href: link.url });
    end = link.end;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
