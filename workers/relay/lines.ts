// Which of the effects that wait are queued next. Each sender is a line of its own and gets as many
// jobs as its rate has room for, workspaces take turns, and what there is no room for waits in
// MongoDB, in its order.
import { chunks } from '../../src/chunks.js';
import type { Channel } from '../../src/effect-hints.js';
import { JOBS_MAX, type Queues } from '../../src/queues/queues.js';
import { type EffectDocument, hintOf, type Line, TURN } from '../../src/store/effects.js';
import type { Store } from '../../src/store/store.js';
import { inFairTurns, upTo } from '../fair-turns.js';
import { AHEAD_MS } from '../sms/turns.js';

export interface LinesDeps {
  readonly store: Pick<Store, 'clock' | 'effects' | 'paces' | 'pauses' | 'senders'>;
  readonly queues: Pick<Queues, 'addEffects' | 'countJobs'>;
}

/** Lines that are read in one round trip. */
const LINES_PER_READ = 100;
/** Look-ups and confirmations of STOPs that one sweep queues of one line, whatever its rate. */
const PRESSING_MAX = 100;
/** More replies, and more messages, of one line than this no sweep queues, however fast it is. */
const PACED_MAX = 300;

/**
 * Queues what is due, was last queued before `before`, and has room.
 * @returns how many were queued.
 */
export async function sweepLines(
  { store, queues }: LinesDeps,
  channel: Channel,
  before: Date,
): Promise<number> {
  const room = Math.max(0, JOBS_MAX - (await queues.countJobs(channel)));
  const senders = await store.effects.waitingSenders(channel);
  const found: EffectDocument[][] = [];
  const linesFor = async (of: Channel, batch: readonly (string | null)[]): Promise<Asked[]> => {
    if (of === 'sms') return linesOf(store, batch);
    return of === 'webhooks' ? batch.map(oneOf) : [oneFor(room)];
  };
  for (const batch of chunks(senders, LINES_PER_READ)) {
    const lines = await linesFor(channel, batch);
    const next = await store.effects.nextInLine(channel, before, lines);
    found.push(...next.map((line, index) => withinRate(line, lines[index] ?? oneFor(0))));
  }
  const chosen = [...upTo(inFairTurns(found), room, isPressing)];
  await queues.addEffects(
    chosen.map((effect) => ({ ...hintOf(effect), round: effect.hints + 1 })),
    store.clock.iso(),
  );
  await store.effects.markHinted(chosen.map(({ _id }) => _id));
  return chosen.length;
}

/** A line of which so many replies and messages have room, beside what is pressing. */
type Asked = Line & { readonly replies: number; readonly messages: number };

function asked(sender: string | null, replies: number, messages: number): Asked {
  return { sender, replies, messages, limit: PRESSING_MAX + replies + messages };
}

/** What leaves without a sender has its own limiter and is one line. */
const oneFor = (room: number): Asked => asked(null, 0, room);

/** One job an endpoint: whoever takes it looks through the whole line. */
const oneOf = (endpoint: string | null): Asked => asked(endpoint, 0, 1);

/** What is asked of each sender's line: nothing of ours to say while it is paused. */
async function linesOf(
  { senders, paces, pauses }: LinesDeps['store'],
  numbers: readonly (string | null)[],
): Promise<Asked[]> {
  const owners = await Promise.all(
    numbers.map(async (number) =>
      number === null ? undefined : (await senders.ofNumber(number))[0],
    ),
  );
  const known = owners.flatMap((owner) => (owner ? [{ ...owner, sender: owner.number }] : []));
  const taken = await paces.takenAheadMs(known);
  const takenOf = new Map(known.map(({ sender }, index) => [sender, taken[index] ?? 0]));
  return Promise.all(
    owners.map(async (owner, index) => {
      const sender = numbers[index] ?? null;
      // A sender that is gone: its texts are refused one by one, and need no rate for that.
      if (!owner) return asked(sender, PRESSING_MAX, PRESSING_MAX);
      const paused = await pauses.isPaused(owner.workspace, owner.number);
      const takenMs = takenOf.get(owner.number) ?? 0;
      const fitting = (aheadMs: number) => {
        const roomMs = Math.max(0, aheadMs - takenMs);
        return Math.min(PACED_MAX, Math.ceil((roomMs * owner.messagesPerSecond) / 1_000));
      };
      return asked(sender, fitting(AHEAD_MS.reply), paused ? 0 : fitting(AHEAD_MS.hinted));
    }),
  );
}

/** As many of each kind as there is room for; the line is in the order of its turns. */
function withinRate(line: readonly EffectDocument[], { replies, messages }: Asked) {
  const of = (turn: number) => line.filter((effect) => turnOf(effect) === turn);
  return [
    ...line.filter(isPressing),
    ...of(TURN.reply).slice(0, replies),
    ...of(TURN.rest).slice(0, messages),
  ];
}

const turnOf = ({ turn = TURN.rest }: EffectDocument): number => turn;
const isPressing = (effect: EffectDocument): boolean => turnOf(effect) <= TURN.urgent;
