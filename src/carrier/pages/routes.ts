// The pages people open: any handset, the mail inbox, and the files they need. Shows; changes
// nothing.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Logger } from 'pino';
import { formatPhone, parsePhone } from '../../phone.js';
import { BadCall } from '../control/problem.js';
import { readHandset } from '../control/phones.js';
import type { Directory, RentedNumber } from '../directory.js';
import type { State } from '../state.js';
import { isOnHandset } from '../types.js';
import type { Mail, Person } from '../types.js';
import { ASSETS, render } from './assets.js';
import { conversationOf, followChanges } from './live.js';
import { linkedParts, mailView, personView, phonePath, textView } from './views.js';

const PEOPLE_SHOWN = 60;
const MAILS_SHOWN = 50;
const TEXTS_SHOWN = 200;

export interface PageDeps {
  readonly state: State;
  readonly directory: Directory;
  readonly log: Logger;
}

const PhonesQuery = Type.Object({ number: Type.Optional(Type.String({ maxLength: 40 })) });
const PhoneParams = Type.Object({ phone: Type.String() });
const PhoneQuery = Type.Object({
  sender: Type.Optional(Type.String({ maxLength: 40 })),
  body: Type.Optional(Type.String({ maxLength: 1_600 })),
});
const LiveQuery = Type.Object({
  phone: Type.Optional(Type.String({ maxLength: 40 })),
  sender: Type.Optional(Type.String({ maxLength: 40 })),
});
const InboxQuery = Type.Object({ to: Type.Optional(Type.String({ maxLength: 254 })) });

const OpenQuery = Type.Object({ link: Type.String({ maxLength: 2_000 }) });

const MailParams = Type.Object({ id: Type.String() });
const MailQuery = Type.Object({ as: Type.Optional(Type.Enum(['html', 'text'])) });

/** A mail runs no script, sends nothing by itself, and opens its links in a new tab. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; " +
  "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

export async function pageRoutes(plainApp: FastifyInstance, deps: PageDeps): Promise<void> {
  const app = plainApp.withTypeProvider<TypeBoxTypeProvider>();
  const { state } = deps;
  /** The handset that somebody held last: a link of its browser opens its own messages. */
  let held: string | undefined;

  app.get('/', async (_request, reply) => reply.redirect('/phones'));
  app.get('/phones', { schema: { querystring: PhonesQuery } }, async (request, reply) => {
    const typed = request.query.number;
    if (typed === undefined) return html(reply, handsetPage(deps, listPeople(state)[0]));
    const number = parsePhone(typed);
    if (number !== null) return reply.redirect(phonePath(number), 303);
    const problem = 'This is no phone number. Try one like (602) 555-0123.';
    return html(reply.code(400), handsetPage(deps, undefined, { typed, problem }));
  });
  app.get(
    '/phones/:phone',
    { schema: { params: PhoneParams, querystring: PhoneQuery } },
    async (request, reply) => {
      const person = state.person(readHandset(request.params.phone));
      held = person.number;
      const { sender, body } = request.query;
      return html(reply, handsetPage(deps, person, { sender, draft: body }));
    },
  );
  app.get('/open', { schema: { querystring: OpenQuery } }, async (request, reply) => {
    const link = readSmsLink(request.query.link);
    if (!link) throw new BadCall(400, [{ pointer: 'link', detail: 'is no sms: link' }]);
    const number = held ?? listPeople(state)[0]?.number;
    const messages = new URLSearchParams({ sender: link.to, body: link.body });
    return reply.redirect(number ? `${phonePath(number)}?${messages.toString()}` : '/phones', 303);
  });
  app.get('/phones/live', { schema: { querystring: LiveQuery } }, async (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    const { phone = null, sender = null } = request.query;
    followChanges(deps, { phone, sender }, reply.raw);
  });
  app.get('/inbox', { schema: { querystring: InboxQuery } }, async (request, reply) =>
    html(reply, inboxPage(state, request.query.to ?? '')),
  );
  app.get(
    '/inbox/messages/:id/body',
    { schema: { params: MailParams, querystring: MailQuery } },
    async (request, reply) => {
      const mail = state.mail(request.params.id);
      if (!mail) throw new BadCall(404, [{ pointer: 'id', detail: 'names no mail' }]);
      void reply.header('content-security-policy', MAIL_POLICY);
      return html(reply, mailBody(mail, request.query.as ?? 'html'));
    },
  );
  for (const asset of Object.values(ASSETS)) {
    app.get(asset.path, async (_request, reply) =>
      reply
        .type(asset.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(asset.content),
    );
  }
}

/** What a phone makes of a link that opens its messages. */
function readSmsLink(link: string): { readonly to: string; readonly body: string } | undefined {
  const [, to = '', query = ''] = /^sms:([^?&;]+)[?&;]*(.*)$/i.exec(link) ?? [];
  const number = parsePhone(to);
  return number ? { to: number, body: new URLSearchParams(query).get('body') ?? '' } : undefined;
}

/** A mail that is a page of its own stays one, but for where its links open. */
function mailBody(mail: Mail, as: 'html' | 'text'): string {
  const { subject, text } = mail;
  const shown = as === 'html' && mail.html !== '' ? mail.html : '';
  if (/<head[\s>]/i.test(shown)) {
    return shown.replace(/<head(?:\s[^>]*)?>/i, (head) => `${head}<base target="_blank">`);
  }
  return render('mail-body', { subject, html: shown, parts: linkedParts(text) });
}

const html = (reply: FastifyReply, page: string) =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);

interface HandsetPageState {
  readonly sender?: string | undefined;
  readonly draft?: string | undefined;
  readonly typed?: string;
  readonly problem?: string;
}

function handsetPage(
  { state, directory }: PageDeps,
  selected: Person | undefined,
  page: HandsetPageState = {},
): string {
  const people = listPeople(state);
  const isListed = people.some((person) => person.number === selected?.number);
  if (selected && !isListed) people.unshift(selected);
  const numbers = directory.numbers();
  const sender = chooseSender(state, numbers, selected, page.sender);
  const conversation =
    selected && sender ? conversationOf(state, selected.number, sender.number) : [];
  const texts = conversation.slice(-TEXTS_SHOWN);
  const lastOf = (person: Person) => state.texts.thread(person.number).findLast(isOnHandset);
  const address = selected?.email ?? '';
  return render('phones', {
    page: 'phones',
    title: selected ? `${selected.name ?? formatPhone(selected.number)} · Handsets` : 'Handsets',
    people: people.map((one) => personView(one, lastOf(one), one.number === selected?.number)),
    selected: selected && personView(selected, undefined, true),
    sender: sender && senderView(sender),
    senders: numbers.map((number) => ({
      ...senderView(number),
      href: `?sender=${encodeURIComponent(number.number)}`,
      current: number.number === sender?.number,
    })),
    texts: texts.map((text, index) => textView(text, texts[index - 1], sender?.friendlyName ?? '')),
    typed: page.typed ?? '',
    problem: page.problem ?? '',
    draft: page.draft ?? '',
    address,
    mails: state
      .mails(address || undefined)
      .slice(0, MAILS_SHOWN)
      .map(mailView),
  });
}

const senderView = ({ number, friendlyName }: RentedNumber) => ({
  number,
  name: friendlyName,
  phone: formatPhone(number),
});

/** The sender that was asked for, else the one of the last text, else the first. */
function chooseSender(
  state: State,
  numbers: readonly RentedNumber[],
  selected: Person | undefined,
  wanted: string | undefined,
): RentedNumber | undefined {
  const last = selected && state.texts.thread(selected.number).findLast(isOnHandset);
  const candidates = [wanted && (parsePhone(wanted) ?? wanted), last?.to, last?.from];
  return (
    candidates
      .map((candidate) => numbers.find(({ number }) => number === candidate))
      .find((number) => number !== undefined) ?? numbers[0]
  );
}

/**
 * People with a name in the order in which they were named, then handsets that texted, latest
 * first.
 */
function listPeople(state: State): Person[] {
  const people = new Map(state.people().map((person) => [person.number, person]));
  const texts = state.texts.all();
  for (let index = texts.length - 1; index >= 0 && people.size < PEOPLE_SHOWN; index -= 1) {
    const text = texts[index];
    const number = text?.direction === 'inbound' ? text.from : text?.to;
    if (number !== undefined && !people.has(number)) people.set(number, { number });
  }
  return [...people.values()].slice(0, PEOPLE_SHOWN);
}

function inboxPage(state: State, address: string): string {
  const all = state.mails();
  const mails = address === '' ? all : state.mails(address);
  return render('inbox', {
    page: 'inbox',
    title: 'Inbox',
    address,
    addresses: [...new Set(all.map((mail) => mail.to))].slice(0, MAILS_SHOWN),
    count: sayCount(Math.min(mails.length, MAILS_SHOWN), all.length),
    mails: mails.slice(0, MAILS_SHOWN).map(mailView),
  });
}

function sayCount(shown: number, all: number): string {
  if (all === 0) return '';
  const mails = all === 1 ? '1 mail' : `${all} mails`;
  return shown === all ? mails : `${shown} of ${mails}`;
}
