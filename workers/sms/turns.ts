// When a text may leave, as far as its sender's rate goes: now, in a moment, or when the relay
// brings it again. Asked before the claim, so that what has to wait is held by nobody. Whether it
// may leave at all is the gate's to say.
import { DelayedError, type Job } from 'bullmq';
import { within } from '../../src/deadline.js';
import type { EffectJob } from '../../src/queues/queues.js';
import { countSegments } from '../../src/consent/text-size.js';
import type { TextEffectDocument } from '../../src/store/effects.js';
import type { Probe } from '../../src/store/breakers.js';
import type { Sender } from '../../src/store/senders.js';
import type { Store } from '../../src/store/store.js';
import { createPlaces } from '../fair-turns.js';
import { BOUNDS, type SmsBounds } from './bounds.js';
import type { Breaker } from './breaker.js';
import { compose } from './compose.js';
import { isConfirmation } from './conclude.js';

export interface TurnsDeps {
  readonly store: Store;
  readonly publicUrl: string;
  readonly breaker: Pick<Breaker, 'heldUntil' | 'giveBack'>;
  /** Jobs under way in this process at most: what the worker's concurrency is. */
  readonly concurrency: number;
}

/**
 * How far ahead turns are given. A new message gets one only where nobody waits: the relay keeps a
 * line that has more to send filled further than `direct`, and brings them in their order.
 * Replies may always go further than messages, so that they never wait behind many. All of it is
 * shorter than the relay's grace.
 */
export const AHEAD_MS = { direct: 1_000, hinted: 3_000, reply: 4_000, urgent: 4_000 } as const;

/** Until then the relay has brought whoever found no room; newer messages must not pass them. */
const BROUGHT_WITHIN_MS = 2_500;
/** A turn that came is used soon or lost: many used late at once would be faster than the rate. */
const TURN_VALID_MS = 500;
/** A wait that is shorter than the way through Redis and back. */
const AT_ONCE_MS = 10;
/** When everybody is busy with a slow provider: not long, for the next may answer. */
const CROWDED_MS = 250;

type Send = (job: Pick<Job<EffectJob>, 'data'>) => Promise<void>;

/**
 * Lets texts pass at the rate of their sender.
 * @returns a processor that runs `send` when it is the text's turn; else the job is put back or
 *   given up, and the effect stays as it is, due and open.
 */
export function createTurns(deps: TurnsDeps, send: Send, { turnMs }: SmsBounds = BOUNDS) {
  const { store, concurrency } = deps;
  const places = createPlaces(concurrency);

  return async function sendInTurn(job: Job<EffectJob>, token?: string): Promise<void> {
    const place: Place = { probes: [] };
    try {
      const turn = await within(turnMs, ask(job, place));
      if (turn === 'now') return await send(job);
      if (turn === 'never') return;
      await within(turnMs, putBack(job, token, turn.waitMs, turn.at));
      throw new DelayedError();
    } finally {
      place.leave?.();
      // Whether it waits, was refused by the gate or broke off: the next text may try.
      if (place.probes.length > 0) await deps.breaker.giveBack(place.probes);
    }
  };

  async function ask(job: Job<EffectJob>, place: Place): Promise<Turn> {
    const { workspace, effect: id, urgent } = job.data;
    const effect = await store.effects.get(workspace, id);
    if (effect?.channel !== 'sms') return 'never';
    const sender = (await store.workspaces.get(workspace))?.senders[effect.sender];
    // Look-ups need no rate, and what has no sender any more is only to be refused.
    if (effect.state === 'calling' || !sender) return 'now';
    if (effect.dueAt === undefined) return 'never';
    if (effect.text.kind === 'message' && (await store.pauses.isPaused(workspace, sender.number))) {
      await store.effects.giveBack(workspace, id);
      return 'never';
    }
    const heldUntil = await deps.breaker.heldUntil(sender, place.probes);
    if (heldUntil) {
      await store.effects.giveBack(workspace, id, heldUntil);
      return 'never';
    }
    const leave = places.enter(workspace, sender.number, urgent);
    if (!leave) return { waitMs: CROWDED_MS };
    place.leave = leave;
    const at = await turnOf(deps, job, effect, sender);
    if (!at) {
      await store.effects.giveBack(workspace, id);
      return 'never';
    }
    const waitMs = at.getTime() - store.clock.now().getTime();
    return waitMs > AT_ONCE_MS ? { waitMs, at } : 'now';
  }
}

/** What a job holds while it is under way. */
interface Place {
  leave?: () => void;
  readonly probes: Probe[];
}

/** `never`: the job is of no use any more; what is due stays so, and comes in another one. */
type Turn = 'now' | 'never' | { readonly waitMs: number; readonly at?: Date };

async function turnOf(
  { store, publicUrl }: TurnsDeps,
  job: Job<EffectJob>,
  effect: TextEffectDocument,
  sender: Sender,
): Promise<Date | null> {
  const { turnAt, urgent, round = 0 } = job.data;
  const given = turnAt === undefined ? undefined : new Date(turnAt);
  if (given && store.clock.now().getTime() - given.getTime() < TURN_VALID_MS) return given;
  const text = await compose({ store, publicUrl }, effect);
  return store.paces.takeTurn(effect.workspace, sender.number, {
    // One that cannot be composed is not going to be sent.
    segments: typeof text === 'string' ? 0 : countSegments(text.body),
    perSecond: sender.messagesPerSecond,
    aheadMs: aheadOf(effect, round),
    urgent: urgent && isConfirmation(effect),
    ...(isNewMessage(effect, round) && { afterRefusedMs: BROUGHT_WITHIN_MS }),
  });
}

/** A message that nobody has queued again yet. */
const isNewMessage = ({ text }: TextEffectDocument, round: number): boolean =>
  text.kind === 'message' && round === 0;

function aheadOf(effect: TextEffectDocument, round: number): number {
  if (isConfirmation(effect)) return AHEAD_MS.urgent;
  if (effect.text.kind === 'reply') return AHEAD_MS.reply;
  return isNewMessage(effect, round) ? AHEAD_MS.direct : AHEAD_MS.hinted;
}

/** The job comes again after so long; where it is lost on the way, the relay finds its effect. */
async function putBack(
  job: Job<EffectJob>,
  token: string | undefined,
  waitMs: number,
  turn?: Date,
): Promise<void> {
  if (turn) await job.updateData({ ...job.data, turnAt: turn.toISOString() });
  // BullMQ counts on the host's clock, whatever time that shows.
  await job.moveToDelayed(Date.now() + waitMs, token);
}
