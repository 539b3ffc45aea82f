// /console/settings/senders: the numbers that texts come from. Adding and changing them, stopping
// one and letting it go on, and whether what people text arrives here.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatPhone } from '../../../phone.js';
import type { Sender } from '../../../store/senders.js';
import type { Pause } from '../../../store/pauses.js';
import type { Workspace } from '../../../store/workspaces.js';
import { SenderBody, SenderChange } from '../../api/setting-shapes.js';
import { workspaceOf } from '../../choices.js';
import { usualKeywordReplies } from '../../../senders/providers.js';
import type { IngressRoomDeps } from '../../deps.js';
import { addSender, changeSender, senderIdOf, senderIn } from '../../furnishing/change-sender.js';
import { sayAgo, sayWhen } from '../spoken-time.js';
import { type Field, numberOrNull, shown, type Values } from './fields.js';
import { type FormRequest, goOn, type Sent, tryForm, valuesOf } from './forms.js';
import { mayDo, showPage } from './room.js';

const reading = { config: { scope: 'settings:read' } } as const;
const writing = { config: { scope: 'settings:write' } } as const;
/** Whoever runs the queues may stop and resume a number, as on the command line. */
const braking = { config: { scope: 'queues:write' } } as const;
const LIST = '/console/settings/senders';
const BACK = { href: LIST, label: 'Senders' };
/** Texts that are looked through for the last one to each number. */
const LATELY_MAX = 200;

const REPLIES = [
  ['provider', 'The provider: bare STOP, START and HELP are answered by them'],
  ['service', 'This service: every word is answered here'],
] as const;

const OPTIONS = (programs: Workspace['programs']): Field[] => [
  {
    ...{ name: 'defaultProgram', label: 'Program', kind: 'select' },
    options: Object.values(programs).map(({ id, name }) => [id, name] as const),
    hint: 'What a bare START to this number means.',
  },
  {
    ...{ name: 'keywordReplies', label: 'Who answers STOP, START and HELP', kind: 'select' },
    options: REPLIES,
    hint: 'Has to be what is set at the provider: two answers break the rule, none loses people.',
  },
  {
    ...{ name: 'messagesPerSecond', label: 'Segments in a second', kind: 'number' },
    hint: 'What carriers grant the number: 1 for a long code, 3 for toll-free.',
  },
  {
    ...{ name: 'messagingServiceSid', label: 'Messaging service', optional: true },
    hint: 'MG and 32 digits, where the number belongs to one.',
  },
  {
    ...{ name: 'authToken', label: 'Auth token of the account', kind: 'password', optional: true },
    hint: 'Signs calls and checks webhooks; kept sealed, never shown. Empty: it stays as it is.',
  },
];

const NUMBER: readonly Field[] = [
  {
    ...{ name: 'number', label: 'Number', kind: 'tel' },
    hint: 'With its country code: +1 602 555 0100.',
  },
  {
    ...{ name: 'accountSid', label: 'Provider account' },
    hint: 'AC and 32 digits. The provider is asked whether number and token are the account’s.',
  },
];

export function sendersPages(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store, config } = deps;

  scope.get('/settings/senders', reading, async (request: FormRequest, reply) => {
    const { senders, programs } = await workspaceOf(store, request.workspace);
    const [pauses, heard] = await Promise.all([store.pauses.list(), lastHeard(request.workspace)]);
    return showPage(deps, request, reply, [
      'senders',
      {
        ...{ title: 'Senders', tab: 'senders', change: 'settings:write' },
        lead: 'The numbers that texts come from, and what the carrier grants each.',
        act: { href: `${LIST}/new`, label: 'Add a number' },
        mayBrake: mayDo(request, 'queues:write'),
        webhook: `${config.publicUrl}/webhooks/twilio/messages`,
        senders: Object.values(senders).map((one) => ({
          ...cardOf(one, programs),
          ...pausedOf(one, pauses, store.clock.now()),
          ...heardOf(heard.get(one.number), store.clock.now()),
        })),
      },
    ]);
  });

  /** When each number was texted last, as far as it was lately, in one read. */
  async function lastHeard(workspace: string): Promise<Map<string, Date>> {
    const page = { type: 'message.received', limit: LATELY_MAX } as const;
    const { data } = await store.events.list(workspace, page);
    const oldestFirst = data.toReversed();
    return new Map(oldestFirst.map(({ at, data: told }) => [String(told['sender']), at]));
  }

  async function showNew(request: FormRequest, reply: FastifyReply, sent: Sent) {
    const { programs } = await workspaceOf(store, request.workspace);
    const fields = shown([...NUMBER, ...OPTIONS(programs)], sent.values, sent.faults);
    return showPage(deps, request, reply, [
      'sender',
      {
        ...{ title: 'Add a number', tab: 'senders', change: 'settings:write', back: BACK },
        ...{ deeper: true, action: `${LIST}/new`, fields, button: 'Add the number' },
        ...(sent.faults && { faults: sent.faults }),
        ...(sent.status !== undefined && { status: sent.status }),
        noProgram: Object.keys(programs).length === 0,
        webhook: `${config.publicUrl}/webhooks/twilio/messages`,
      },
    ]);
  }

  scope.get('/settings/senders/new', writing, async (request: FormRequest, reply) => {
    const keywordReplies = usualKeywordReplies(config);
    return showNew(request, reply, { values: { keywordReplies, messagesPerSecond: '1' } });
  });

  scope.post('/settings/senders/new', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const { number = '', accountSid = '' } = values;
    const { programs } = await workspaceOf(store, request.workspace);
    const form = {
      ...{ fields: [...NUMBER, ...OPTIONS(programs)], schema: SenderBody },
      body: { number, accountSid, ...optionsOf(values) },
    };
    const tried = await tryForm(request, form, (wish) => addSender(deps, request.workspace, wish));
    if ('faults' in tried) return showNew(request, reply, { values, ...tried });
    return goOn(reply, LIST, 'added');
  });

  async function showOne(request: FormRequest, reply: FastifyReply, sent?: Sent) {
    const workspace = await workspaceOf(store, request.workspace);
    const sender = senderIn(workspace, request.params['id'] ?? '');
    const values = sent?.values ?? valuesFrom(sender);
    return showPage(deps, request, reply, [
      'sender',
      {
        ...{ title: formatPhone(sender.number), tab: 'senders', change: 'settings:write' },
        ...{ back: BACK, deeper: true, action: `${LIST}/${senderIdOf(sender)}`, button: 'Save' },
        ...(sent?.faults && { faults: sent.faults }),
        ...(sent?.status !== undefined && { status: sent.status }),
        fields: shown(OPTIONS(workspace.programs), values, sent?.faults),
        account: sender.accountSid,
        webhook: `${config.publicUrl}/webhooks/twilio/messages`,
      },
    ]);
  }

  scope.get('/settings/senders/:id', reading, async (request: FormRequest, reply) =>
    showOne(request, reply),
  );

  scope.post('/settings/senders/:id', writing, async (request: FormRequest, reply) => {
    const values = valuesOf(request);
    const { programs } = await workspaceOf(store, request.workspace);
    const form = { fields: OPTIONS(programs), schema: SenderChange, body: optionsOf(values) };
    const id = request.params['id'] ?? '';
    const tried = await tryForm(request, form, (change) =>
      changeSender(deps, request.workspace, { id, change }),
    );
    if ('faults' in tried) return showOne(request, reply, { values, ...tried });
    return goOn(reply, LIST, 'saved');
  });

  brakes(scope, deps);
}

/** Stopping a number asks once; letting it go on does not. */
function brakes(scope: FastifyInstance, deps: IngressRoomDeps): void {
  const { store } = deps;
  const senderOf = async ({ workspace, params }: FormRequest) =>
    senderIn(await workspaceOf(store, workspace), params['id'] ?? '');

  scope.get('/settings/senders/:id/pause', braking, async (request: FormRequest, reply) => {
    const sender = await senderOf(request);
    return showPage(deps, request, reply, [
      'confirm',
      {
        ...{ title: 'Pause a number', tab: 'senders', change: 'queues:write', deeper: true },
        asking: true,
        ask: {
          title: `Pause ${formatPhone(sender.number)}?`,
          text: 'Within a second nothing leaves from it but answers to STOP and HELP. What is due waits, and STOP is obeyed as ever.',
          action: `${LIST}/${senderIdOf(sender)}/pause`,
          ...{ button: 'Pause', danger: true, back: LIST },
        },
      },
    ]);
  });

  scope.post('/settings/senders/:id/pause', braking, async (request: FormRequest, reply) => {
    const { number } = await senderOf(request);
    await store.pauses.pause({ workspace: request.workspace, sender: number });
    return goOn(reply, LIST, 'paused');
  });

  scope.post('/settings/senders/:id/resume', braking, async (request: FormRequest, reply) => {
    const { number } = await senderOf(request);
    await store.pauses.resume({ workspace: request.workspace, sender: number });
    return goOn(reply, LIST, 'resumed');
  });
}

function optionsOf(values: Values) {
  const { defaultProgram = '', keywordReplies = '', messagingServiceSid, authToken } = values;
  return {
    ...{ defaultProgram, keywordReplies },
    messagesPerSecond: numberOrNull(values['messagesPerSecond']) ?? '',
    ...(messagingServiceSid?.trim() && { messagingServiceSid: messagingServiceSid.trim() }),
    ...(authToken && { authToken }),
  };
}

const valuesFrom = (sender: Sender): Values => ({
  ...{ defaultProgram: sender.defaultProgram, keywordReplies: sender.keywordReplies },
  messagesPerSecond: String(sender.messagesPerSecond),
  messagingServiceSid: sender.messagingServiceSid,
});

function cardOf(sender: Sender, programs: Workspace['programs']) {
  const { number, accountSid, messagingServiceSid, keywordReplies, messagesPerSecond } = sender;
  return {
    ...{ accountSid, messagingServiceSid, rate: messagesPerSecond },
    href: `${LIST}/${senderIdOf(sender)}`,
    number: formatPhone(number),
    program: programs[sender.defaultProgram]?.name ?? sender.defaultProgram,
    replies: keywordReplies === 'provider' ? 'the provider' : 'this service',
  };
}

/** A pause of the number itself can be lifted here; wider ones cannot. */
function pausedOf({ workspace, number }: Sender, pauses: readonly Pause[], now: Date) {
  const own = pauses.find((one) => one.workspace === workspace && one.sender === number);
  const wider = pauses.find(
    (one) => one.sender === undefined && (one.workspace ?? workspace) === workspace,
  );
  const pause = own ?? wider;
  if (!pause) return {};
  return { paused: { when: sayWhen(pause.since, now, undefined), own: own !== undefined } };
}

const heardOf = (at: Date | undefined, now: Date) =>
  at ? { heard: { iso: at.toISOString(), said: sayAgo(at, now) } } : {};
