// Tells open pages what has changed, as server-sent events with ready-made HTML. Reads only.
import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { State } from '../state.js';
import { handsetOf, isOnHandset } from '../types.js';
import type { Mail, Text } from '../types.js';
import { render } from './assets.js';
import { mailView, nameOf, personView, textView } from './views.js';

/** Rows of other handsets are told at this pace, and no more than this many at a time. */
const PEOPLE_EVERY_MS = 500;
const PEOPLE_AT_ONCE = 20;
const HEARTBEAT_MS = 15_000;

export interface LivePage {
  /** The handset and the sender whose conversation is open; `null` on the inbox page. */
  readonly phone: string | null;
  readonly sender: string | null;
}

/** Writes events to an open answer until it is closed. */
export function followChanges(
  { state, log }: { readonly state: State; readonly log: Logger },
  page: LivePage,
  answer: ServerResponse,
): void {
  /** A page that cannot be told must not stop the text it should be told of; it connects again. */
  const guarded =
    <Change>(follow: (change: Change) => void) =>
    (change: Change) => {
      try {
        follow(change);
      } catch (error) {
        log.error({ err: error }, 'A page could not be told of a change.');
        answer.end();
      }
    };
  const changed = new Set<string>();
  const tell = (event: string, data: object) => {
    answer.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const onText = guarded((text: Text) => {
    if (!isOnHandset(text)) return;
    const handset = handsetOf(text);
    if (changed.size < PEOPLE_AT_ONCE) changed.add(handset);
    const other = handset === text.from ? text.to : text.from;
    if (handset !== page.phone || other !== page.sender) return;
    const conversation = conversationOf(state, handset, other);
    const before = conversation[conversation.indexOf(text) - 1];
    const who = nameOf(state.person(other));
    tell('text', { sid: text.sid, html: render('text', textView(text, before, who)) });
  });
  const onPerson = ({ number }: { number: string }) => changed.add(number);
  const onMail = guarded((mail: Mail) => {
    const html = render('mail', { ...mailView(mail), open: true });
    tell('mail', { id: mail.id, to: mail.to, html });
  });
  const tellPeople = guarded(() => {
    for (const number of changed) {
      const last = state.texts.thread(number).findLast(isOnHandset);
      const view = personView(state.person(number), last, false);
      tell('person', { number, html: render('person', view) });
    }
    changed.clear();
  });
  const timers = [
    setInterval(() => tellPeople(undefined), PEOPLE_EVERY_MS),
    setInterval(() => answer.write(':\n\n'), HEARTBEAT_MS),
  ];
  state.events.on('text', onText).on('person', onPerson).on('mail', onMail);
  answer.once('close', () => {
    for (const timer of timers) clearInterval(timer);
    state.events.off('text', onText).off('person', onPerson).off('mail', onMail);
  });
  answer.write('retry: 1000\n\n');
}

/** What passed between a handset and one sender, as the person sees it. */
export function conversationOf(state: State, handset: string, sender: string): Text[] {
  return state.texts
    .thread(handset)
    .filter((text) => isOnHandset(text) && (text.from === sender || text.to === sender));
}
