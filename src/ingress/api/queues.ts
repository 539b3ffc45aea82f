// /v1/queues: what waits and what ended badly, and giving it back. Read from MongoDB, so that a
// flushed Redis forgets none of it. For whoever is on duty: scopes of their own.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { CHANNELS, type Channel } from '../../effect-hints.js';
import { kindOf, redrive, whyNot } from '../../senders/redrive.js';
import type { DeadLetter } from '../../store/dead-letters.js';
import type { SetAsideAct } from '../../store/set-aside.js';
import type { IngressRoomDeps } from '../deps.js';
import { Problem } from '../problems.js';
import { EXAMPLES } from './examples.js';
import { PAGE_LIMIT, PageQuery, pageOf, refusals, strict, Time } from './schemas.js';

/** Acts that come in; every other queue is a channel on which effects leave. */
const INBOUND = 'inbound';
const QUEUES = [INBOUND, ...CHANNELS] as const;
const IDS_MAX = 100;
/** Counting on would cost more than the exact figure is worth. */
const ALL_MAX = 1_000;

const QueueName = Type.Enum([...QUEUES], { title: 'QueueName' });
const QueueView = Type.Object(
  {
    name: QueueName,
    waiting: Type.Integer({
      ...{ examples: [0], description: 'Acts to be decided, or effects without an outcome.' },
    }),
    failed: Type.Integer({ examples: [1], description: 'What waits for a person; see /failed.' }),
  },
  { title: 'Queue' },
);
const QueueParams = Type.Object({ name: QueueName });
const FailedView = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    contact: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
    result: Type.Enum(['set_aside', 'failed', 'unknown']),
    reason: Type.String(),
    code: Type.Optional(Type.String()),
    fence: Type.Boolean({ description: 'True while it keeps every text from its contact.' }),
    at: Time,
    redrivable: Type.Boolean(),
    note: Type.Optional(Type.String({ description: 'Why it cannot be given back.' })),
  },
  {
    title: 'Failed',
    examples: [
      {
        ...{ id: 'fx_9f2c4e7a1b3d5068', kind: 'message', result: 'failed', code: '30003' },
        ...{ contact: EXAMPLES.contact, message: EXAMPLES.message, fence: false },
        ...{ reason: 'The handset could not be reached.', at: EXAMPLES.time, redrivable: true },
      },
    ],
  },
);
const RedriveBody = Type.Object(
  {
    ids: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { minItems: 1, maxItems: IDS_MAX }),
    ),
    all: Type.Optional(Type.Literal(true)),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  {
    ...{ ...strict, title: 'Redrive' },
    examples: [{ ids: ['fx_9f2c4e7a1b3d5068'] }, { all: true, reason: 'The token was renewed.' }],
  },
);
const NotRedriven = Type.Object(
  { id: Type.String(), reason: Type.String() },
  { title: 'NotRedriven' },
);
const Redriven = Type.Object(
  { redriven: Type.Array(Type.String()), refused: Type.Array(NotRedriven) },
  { title: 'Redriven', examples: [{ redriven: ['fx_9f2c4e7a1b3d5068'], refused: [] }] },
);
const tags = ['Queues'];

export const queueRoutes: FastifyPluginAsyncTypebox<IngressRoomDeps> = async (app, { store }) => {
  app.get(
    '/queues',
    {
      config: { scope: 'queues:read' },
      schema: {
        operationId: 'listQueues',
        tags,
        summary: 'What waits in each queue, and what waits for a person.',
        response: { 200: pageOf(QueueView), ...refusals(503) },
      },
    },
    async ({ workspace }) => {
      const [waiting, setAside, dead] = await Promise.all([
        store.waiting.counts(workspace),
        store.setAside.counts(),
        store.deadLetters.counts(),
      ]);
      const failedIn = (name: string) =>
        name === INBOUND
          ? sum(setAside.filter((one) => one.workspace === workspace))
          : sum(dead.filter((one) => one.workspace === workspace && one.channel === name));
      const data = QUEUES.map((name) => ({
        name,
        waiting: waiting.get(name) ?? 0,
        failed: failedIn(name),
      }));
      return { data, hasMore: false };
    },
  );

  app.get(
    '/queues/:name/failed',
    {
      config: { scope: 'queues:read' },
      schema: {
        operationId: 'listFailed',
        tags,
        summary: 'What waits for a person in a queue, newest first.',
        params: QueueParams,
        querystring: Type.Object(PageQuery, strict),
        response: { 200: pageOf(FailedView), ...refusals(400, 503) },
      },
    },
    async ({ workspace, params, query }) => {
      const page = { limit: PAGE_LIMIT, ...query };
      if (params.name === INBOUND) {
        const { data, hasMore } = await store.setAside.list(workspace, page);
        return { data: data.map(viewAct), hasMore };
      }
      const { data, hasMore } = await store.deadLetters.list(workspace, params.name, page);
      const now = store.clock.now();
      return { data: data.map((letter) => viewLetter(letter, now)), hasMore };
    },
  );

  app.post(
    '/queues/:name/redrive',
    {
      config: { scope: 'queues:write' },
      schema: {
        operationId: 'redriveFailed',
        tags,
        summary: 'Give back what ended badly.',
        description:
          'A text whose outcome is unknown is looked up at the provider first, and sent once more ' +
          'only when it is not found. Every gate is asked again. `all` needs a `reason`.',
        params: QueueParams,
        body: RedriveBody,
        response: { 200: Redriven, ...refusals(400, 422, 503) },
      },
    },
    async ({ workspace, params: { name }, body }) => {
      const reason = body.reason ?? 'asked for by id';
      if ((body.ids === undefined) === (body.all === undefined)) {
        throw new Problem('invalid_request', 'Send either ids, or all: true with a reason.');
      }
      if (body.all && body.reason === undefined) {
        throw new Problem('invalid_request', 'Giving back all of them needs a reason.');
      }
      if (name === INBOUND) return retryActs(workspace, body.ids);
      const ids = body.ids ?? (await allOf(workspace, name));
      return redrive({ store }, workspace, { ids, reason });
    },
  );

  async function retryActs(workspace: string, given: readonly string[] | undefined) {
    const all = async () => (await store.setAside.list(workspace, { limit: ALL_MAX })).data;
    const ids = given
      ? await store.setAside.which(workspace, given)
      : (await all()).map(({ _id }) => _id);
    await store.setAside.retry(workspace, ids);
    const refused = (given ?? []).filter((id) => !ids.includes(id));
    return {
      redriven: ids,
      refused: refused.map((id) => ({ id, reason: 'It is not on the list (any more).' })),
    };
  }

  async function allOf(workspace: string, channel: Channel): Promise<string[]> {
    const { data } = await store.deadLetters.list(workspace, channel, { limit: ALL_MAX });
    return data.map(({ _id }) => _id);
  }
};

const sum = (counts: readonly { readonly count: number }[]) =>
  counts.reduce((total, { count }) => total + count, 0);

function viewAct({ _id, type, contact, reason = '', fence, receivedAt }: SetAsideAct) {
  return {
    ...{ id: _id, kind: type, contact, reason, fence },
    ...{ result: 'set_aside' as const, at: receivedAt.toISOString(), redrivable: true },
  };
}

function viewLetter(letter: DeadLetter, now: Date) {
  const { _id: id, outcome, settledAt } = letter;
  const note = whyNot(letter, now);
  return {
    ...{ id, kind: kindOf(letter), result: outcome.result, reason: outcome.reason, fence: false },
    ...('contact' in letter && { contact: letter.contact }),
    ...('message' in letter && { message: letter.message }),
    ...('code' in outcome && outcome.code !== undefined && { code: outcome.code }),
    ...{ at: settledAt.toISOString(), redrivable: note === undefined },
    ...(note !== undefined && { note }),
  };
}
