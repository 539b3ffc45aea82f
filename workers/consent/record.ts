// What follows from settled acts, written so that writing it twice is writing it once:
// conversation, effects to the outside, opt-in requests. Nothing is decided here.
import type { Effect } from '../../src/consent/types.js';
import type { SealingKey } from '../../src/store/keyring.js';
import { effectIdOf, type NewEffect } from '../../src/store/effects.js';
import { messageIdOf, type NewMessage } from '../../src/store/messages.js';
import type { LooseAct, RequestSettlement } from '../../src/store/requests.js';
import type { Scan } from '../../src/store/scans.js';
import type { Store } from '../../src/store/store.js';
import type { Workspace } from '../../src/store/workspaces.js';
import type { Act, Notice } from './act.js';
import type { Settled } from './waves.js';

export interface RecordDeps {
  readonly store: Pick<Store, 'messages' | 'effects' | 'requests' | 'records' | 'scans' | 'clock'>;
}

/** What a pass came to. */
export interface Following {
  readonly settled: readonly Settled[];
  readonly notices: readonly Notice[];
  readonly keys: ReadonlyMap<string, SealingKey>;
}

type TextEffect = Extract<Effect, { kind: 'text' }>;
type Question = Extract<Effect, { kind: 'ask_order' }>;
type RequestEffect = Extract<Effect, { kind: 'request' }>;

/** @returns the effects that were recorded, to be queued. */
export async function recordFollowing(
  { store }: RecordDeps,
  workspace: Workspace,
  { settled, notices, keys }: Following,
): Promise<NewEffect[]> {
  const effects = settled.flatMap((one) => [
    ...newTexts(one, workspace, store.clock.now()),
    ...newQuestions(one, workspace, store.clock.now()),
  ]);
  await Promise.all([
    store.messages.add(
      workspace.id,
      settled.flatMap((one) => newMessage(one, workspace.id, keys) ?? []),
    ),
    store.effects.record(effects),
    store.requests.offer(workspace.id, settled.flatMap(looseActs)),
    store.scans.note(workspace.id, notices.flatMap(scans)),
  ]);
  return effects;
}

/** Whether requests have to be moved before another pass decides by them. */
export const answersRequests = (pass: Omit<Following, 'keys'>): boolean =>
  requestChanges(pass).length > 0;

/** Moves the opt-in requests that a pass answered. */
export async function moveRequests(
  { store: { requests, records } }: RecordDeps,
  workspace: string,
  pass: Omit<Following, 'keys'>,
): Promise<void> {
  const changes = requestChanges(pass);
  if (changes.length === 0) return;
  const completed = await requests.settle(workspace, changes);
  // A record without a number has one now: the one that answered its request.
  for (const { record, contact, actingContact } of completed) {
    if (contact !== undefined || actingContact === undefined) continue;
    const adopted = await records.adopt(workspace, record, actingContact);
    if (adopted) await requests.follow(workspace, record, actingContact);
  }
}

// Who answers a form has looked at it first.
const requestChanges = ({ settled, notices }: Omit<Following, 'keys'>): RequestSettlement[] => [
  ...notices.flatMap(noticed),
  ...settled.flatMap(settlements),
];

function newMessage(
  { act }: Settled,
  workspace: string,
  keys: ReadonlyMap<string, SealingKey>,
): NewMessage | undefined {
  const key = keys.get(act.contact);
  if (!act.text || !key) return undefined;
  return {
    id: messageIdOf(workspace, act.text.id),
    contact: act.contact,
    direction: 'inbound',
    sender: act.text.sender,
    body: act.text.body,
    event: act.text.id,
    stamp: act.event.stamp,
    ...(act.text.media && { media: act.text.media }),
    key,
    status: 'received',
    createdAt: new Date(sentAtOf(act)),
  };
}

/** In the conversation a text that was found stands where it was sent. */
const sentAtOf = ({ event }: Act): string =>
  (event.type === 'text_received' ? event.foundAt : undefined) ?? event.receivedAt;

function newTexts({ act, entry, effects }: Settled, workspace: Workspace, now: Date): NewEffect[] {
  const sender = act.replyFrom;
  // Nothing can be sent from a number that is no sender of this workspace.
  if (!sender || !workspace.senders[sender]) return [];
  return effects
    .filter((effect): effect is TextEffect => effect.kind === 'text')
    .map(({ template, program, asked, locale }) => {
      const id = effectIdOf(workspace.id, act.id, template);
      return {
        _id: id,
        channel: 'sms' as const,
        workspace: workspace.id,
        contact: act.contact,
        sender,
        program,
        text: {
          kind: 'reply',
          template,
          asked: asked?.stamp ?? act.event.stamp,
          askedAt: asked?.at ?? act.event.receivedAt,
          ...(entry ? { entry: entry.id } : {}),
          ...(locale === undefined ? {} : { locale }),
        },
        message: messageIdOf(workspace.id, id),
        dueAt: now,
      };
    });
}

/** An act has at most one question: about itself and the one opposite act beside it. */
function newQuestions({ act, effects }: Settled, { id }: Workspace, now: Date): NewEffect[] {
  return effects
    .filter((effect): effect is Question => effect.kind === 'ask_order')
    .map(({ kind, ...question }) => ({
      _id: effectIdOf(id, act.id, kind),
      channel: 'questions' as const,
      workspace: id,
      contact: act.contact,
      question,
      dueAt: now,
    }));
}

function settlements({ act, entry, effects }: Settled): RequestSettlement[] {
  if (!entry) return [];
  return effects
    .filter((effect): effect is RequestEffect => effect.kind === 'request')
    .map(({ request, outcome }) => ({
      request,
      outcome,
      contact: act.contact,
      entry: entry.id,
      at: new Date(act.event.receivedAt),
    }));
}

/** Opt-ins by the bare word, which no request waited for. */
function looseActs({ act, entry }: Settled): LooseAct[] {
  const agrees = entry?.kind === 'opted_in' || entry?.kind === 'opt_in_renewed';
  if (!agrees || act.event.type !== 'text_received' || entry.source.request) return [];
  const { sender, receivedAt } = act.event;
  const { id, program } = entry;
  return [{ sender, program, contact: act.contact, entry: id, at: new Date(receivedAt) }];
}

const noticed = ({ receivedAt, effects }: Notice): RequestSettlement[] =>
  effects.map(({ request, outcome }) => ({ request, outcome, at: new Date(receivedAt) }));

const scans = ({ receivedAt, scanned: request }: Notice): Scan[] =>
  request === undefined ? [] : [{ request, at: new Date(receivedAt) }];
