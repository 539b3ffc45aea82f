// The console's inbox and conversations as pages: looked at by GET, and changed by forms that need
// no script. With scripts the same pages are followed live (src/console/talk.ts).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../../../digest.js';
import type { CrmRecord } from '../../../store/records.js';
import { toldBy } from '../../acts.js';
import { BODY_MAX } from '../../api/message-shapes.js';
import type { IngressRoomDeps } from '../../deps.js';
import { warningsOf } from '../../message-warnings.js';
import { PROBLEMS, Problem } from '../../problems.js';
import { decideReview } from '../../reviewing.js';
import { handIn } from '../../sending.js';
import { workspaceOf } from '../../choices.js';
import { sendRoom } from '../frame.js';
import { PageNotice } from '../html.js';
import { personSignedIn } from '../sessions.js';
import type { Draft } from './composer-view.js';
import { conversationOf, newDraft } from './conversation.js';
import { FILTERS, type InboxFilter, inboxOf, type InboxView } from './inbox-view.js';

type InboxRequest = FastifyRequest<{ Querystring: { show?: string; after?: string } }>;
type TalkRequest = FastifyRequest<{
  Params: { contact: string };
  Querystring: { before?: string; sent?: string };
  Body: Readonly<Record<string, string | undefined>> | undefined;
}>;

const CONTACT = /^ct_[0-9a-f]{32}$/;
const MESSAGE = /^msg_[0-9a-f]{32}$/;
const EVENT = /^evt_[0-9a-f]{32}$/;
const DRAFT_KEY = /^[0-9a-f-]{36}$/;
const NOTE_MAX = 2_000;

const reading = { config: { scope: 'messages:read' } } as const;
const writing = { config: { scope: 'messages:write' } } as const;
const deciding = { config: { scope: 'consents:write' } } as const;

export function talkPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store, config } = deps;

  scope.get('/inbox', reading, async (request: InboxRequest, reply) => {
    const show = FILTERS.find((one) => one === request.query.show) ?? 'all';
    const { after = '' } = request.query;
    const query = { show, ...(EVENT.test(after) && { after }) };
    const inbox = await inboxOf(store, request.workspace, query);
    return sendRoom(deps, request, reply, {
      ...{ template: 'inbox', islands: ['live-dot', 'inbox'], styles: ['talk'] },
      ...inbox,
      ...inboxWords(show, inbox),
    });
  });

  /** The page of a conversation, with a draft that was not sent where there is one. */
  async function showTalk(request: TalkRequest, reply: FastifyReply, draft?: Draft) {
    const { workspace, params, query } = request;
    const { before = '', sent } = query;
    const asked = {
      ...{ contact: params.contact, user: personSignedIn(request) },
      ...(MESSAGE.test(before) && { before }),
      ...(draft && { draft }),
      ...(sent !== undefined && { sent }),
    };
    const known = CONTACT.test(params.contact);
    const talk = known ? await conversationOf(deps, workspace, asked) : null;
    if (!talk) throw unknownPerson();
    return sendRoom(deps, request, reply, {
      ...{ template: 'conversation', islands: ['talk'], styles: ['talk'], alone: true },
      talk,
    });
  }

  /** Where the form came from: the page of a record that holds this number, or the conversation. */
  async function comeFrom(request: TalkRequest, hash: string): Promise<string> {
    const { contact } = request.params;
    const { back } = request.body ?? {};
    const held = back === undefined ? null : await store.records.get(request.workspace, back);
    return held?.contact === contact
      ? `/console/records/${encodeURIComponent(held.externalId)}${hash}`
      : `/console/inbox/${contact}${hash}`;
  }

  scope.get('/inbox/:contact', reading, async (request: TalkRequest, reply) =>
    showTalk(request, reply),
  );

  scope.post('/inbox/:contact/messages', writing, async (request: TalkRequest, reply) => {
    const { workspace } = request;
    const draft = readDraft(request);
    if (request.body?.['act'] === 'check') {
      const warnings = await warningsFor(request, draft);
      return showTalk(request, reply, { ...draft, warnings });
    }
    try {
      const to = await numberOf(request);
      const { body, program } = draft;
      const text = { to, body, ...(program !== undefined && { program }) };
      const { message } = await handIn(deps, workspace, text, idOf(request, draft));
      await moveMark(request, store.clock.now());
      return await reply.redirect(await comeFrom(request, `?sent=${message.id}#newest`), 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      reply.code(error.status);
      return showTalk(request, reply, { ...draft, fault: faultWords(error) });
    }
  });

  scope.post('/inbox/:contact/review', deciding, async (request: TalkRequest, reply) => {
    const { workspace } = request;
    const { message = '', decision, note: said = '' } = request.body ?? {};
    const note = said.trim().slice(0, NOTE_MAX);
    if (!MESSAGE.test(message)) throw unknownPerson();
    if (decision !== 'opt_out' && decision !== 'none') throw undecided();
    const by = toldBy(request);
    const what = { decision, by, ...(note !== '' && { note }) } as const;
    const reviewed = await decideReview(deps, workspace, message, what);
    if (reviewed?.contact !== request.params.contact) throw unknownPerson();
    return reply.redirect(await comeFrom(request, `#${message}`), 303);
  });

  scope.post('/inbox/:contact/read', writing, async (request: TalkRequest, reply) => {
    await numberOf(request);
    const at = new Date(request.body?.['shown'] ?? '');
    const now = store.clock.now();
    await moveMark(request, at > now || Number.isNaN(at.getTime()) ? now : at);
    return reply.redirect('/console/inbox', 303);
  });

  /** The conversation counts as looked at, as far as the page showed it. */
  async function moveMark(request: TalkRequest, at: Date): Promise<void> {
    const { workspace, params, body } = request;
    const { newest = '' } = body ?? {};
    const { _id: by } = personSignedIn(request);
    const message = MESSAGE.test(newest) && { message: newest };
    await store.seenMarks.move(workspace, params.contact, { at, by, ...message });
  }

  /** The number behind a contact of this workspace. */
  async function numberOf({ workspace, params }: TalkRequest): Promise<string> {
    const { contact } = params;
    if (!CONTACT.test(contact)) throw unknownPerson();
    const [phones, held] = await Promise.all([
      store.people.phonesOf(workspace, [contact]),
      store.records.byContacts(workspace, [contact]),
    ]);
    const phone = held.find((one: CrmRecord) => one.phone)?.phone ?? phones.get(contact);
    if (phone === undefined) throw unknownPerson();
    return phone;
  }

  async function warningsFor({ workspace, params }: TalkRequest, { body, program }: Draft) {
    const { brand, programs } = await workspaceOf(store, workspace);
    const written = await store.messages.hasWritten(workspace, params.contact);
    const chosen = programs[program ?? ''] ?? Object.values(programs)[0];
    return chosen ? warningsOf(config, { body, brand, program: chosen, isFirst: !written }) : [];
  }
}

/** Of the draft's key and its words: the same draft twice is one text, another is another. */
function idOf(request: TalkRequest, { key, body, program = '' }: Draft): string {
  const { _id: id } = personSignedIn(request);
  const digest = sha256([id, request.params.contact, key, program, body].join('\n'));
  return `msg_${digest.slice(0, 32)}`;
}

function readDraft({ body: fields }: TalkRequest): Draft {
  const { draft = '', body = '', program } = fields ?? {};
  return {
    key: DRAFT_KEY.test(draft) ? draft : newDraft().key,
    // Browsers send what is typed with the line ends of old.
    body: body.replaceAll('\r\n', '\n').trim().slice(0, BODY_MAX),
    ...(program !== undefined && { program }),
  };
}

/** What the gate refuses, the closed box says itself. */
function faultWords({ code, message }: Problem): string {
  const title = PROBLEMS[code].title;
  return `It was not sent: ${title.charAt(0).toLowerCase()}${title.slice(1)}. ${
    code === 'invalid_text' ? message.replace('/body', 'The text') : 'What you wrote is kept here.'
  }`;
}

function inboxWords(show: InboxFilter, { act, recent, counts, next }: InboxView) {
  const pill = (filter: InboxFilter, label: string) => ({
    href: filter === 'all' ? '/console/inbox' : `/console/inbox?show=${filter}`,
    label,
    current: filter === show,
    count: filter === 'all' ? 0 : counts[filter],
  });
  const nothing = act.length === 0 && (recent ?? []).length === 0;
  return {
    filters: [
      pill('all', 'All'),
      pill('unread', 'New'),
      pill('review', 'To read'),
      pill('match', 'Whose text'),
      pill('failed', 'Not delivered'),
    ],
    recentTitle: show === 'unread' ? 'New texts' : 'Who wrote last',
    ...(nothing && { empty: EMPTY[show] }),
    ...(next !== undefined && { next: `/console/inbox?show=${show}&after=${next}` }),
  };
}

const EMPTY: Readonly<Record<InboxFilter, { readonly title: string; readonly text: string }>> = {
  all: {
    title: 'Nobody has texted yet',
    text: 'What people text to your numbers stands here, with what has to be decided on top.',
  },
  unread: {
    title: 'Everything is read',
    text: 'New texts stand here until somebody has seen them.',
  },
  review: {
    title: 'Nothing to read',
    text: 'A text that may be a stop waits here until somebody says what it means.',
  },
  match: {
    title: 'Nobody to recognise',
    text: 'A START from a number that we do not know waits here for whoever asked.',
  },
  failed: {
    title: 'Everything arrived',
    text: 'Texts that could not be delivered stand here for a week.',
  },
};

function unknownPerson(): PageNotice {
  const text = 'Nobody of this address is known here, or what was known was erased.';
  const next = { href: '/console/inbox', label: 'To the inbox' };
  return new PageNotice(404, { title: 'There is no such conversation', text, next });
}

function undecided(): PageNotice {
  const text = 'Say whether the text is a stop or is none.';
  const next = { href: '/console/inbox', label: 'To the inbox' };
  return new PageNotice(422, { title: 'Nothing was decided', text, next });
}
