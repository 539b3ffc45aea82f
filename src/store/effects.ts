// Effects: things the outside world must see, each a document that is open until its outcome is
// stored. Claims live here; who may send and what is said is decided elsewhere.
import { sha256 } from '../digest.js';
import { groupBy } from '../group-by.js';
import { type Connection, mongo, Schema } from 'mongoose';
import type { Channel, EffectHint } from '../effect-hints.js';
import type { MongoClock } from './clock.js';
import type { EffectContent, EffectDocument, EffectOutcome, NewEffect } from './effect-document.js';
import { findByIds } from './find-by-ids.js';
import { insertNew } from './insert-each.js';
import { writeCommand } from './write-command.js';

export type {
  EffectDocument,
  EffectOutcome,
  MailEffectDocument,
  NewEffect,
  QuestionEffectDocument,
  TextEffectDocument,
  WebhookEffectDocument,
} from './effect-document.js';

/** A claim that dies is taken over after this long; a call without outcome is looked up then. */
const CLAIM_TIMEOUT_MS = 30_000;
/**
 * Two processes read MongoDB's clock some milliseconds apart; a hint must not come too early for
 * that.
 */
const CLOCK_TOLERANCE_MS = 1_000;

const schema = new Schema(
  {
    _id: String,
    workspace: String,
    channel: String,
    contact: String,
    sender: String,
    program: String,
    text: Schema.Types.Mixed,
    message: String,
    invitation: String,
    question: Schema.Types.Mixed,
    event: String,
    state: String,
    dueAt: Date,
    createdAt: Date,
    claim: String,
    claimedAt: Date,
    callingAt: Date,
    relied: String,
    localTimes: [String],
    said: Buffer,
    attempts: Number,
    lookups: Number,
    repeats: Number,
    hints: Number,
    hintedAt: Date,
    turn: Number,
    outcome: Schema.Types.Mixed,
    settledAt: Date,
    dead: Boolean,
    handled: Schema.Types.Mixed,
  },
  { collection: 'effects', versionKey: false },
);
schema.index(
  { channel: 1, sender: 1, turn: 1, dueAt: 1 },
  { name: 'line', partialFilterExpression: { dueAt: { $exists: true } } },
);
// Those that ended badly, for a person; no other effect has an entry in it.
schema.index(
  { workspace: 1, channel: 1, settledAt: -1, _id: -1 },
  { name: 'dead', partialFilterExpression: { dead: true } },
);

/**
 * Each sender's effects are one line, and each endpoint's. What was begun goes first: it needs to
 * be looked up more than it needs the sender. A person who has just texted is answered before
 * anything we start ourselves.
 */
export const TURN = { begun: 0, urgent: 1, reply: 2, rest: 3 } as const;

function turnOf(effect: EffectContent): number {
  if (effect.channel !== 'sms' || effect.text.kind !== 'reply') return TURN.rest;
  return effect.text.template === 'opt_out_confirmation' ? TURN.urgent : TURN.reply;
}

/** The one confirmation of an opt-out goes before everything else. */
export function hintOf(effect: NewEffect | EffectDocument): EffectHint {
  const { channel, workspace, _id: id } = effect;
  return { channel, workspace, id, urgent: turnOf(effect) === TURN.urgent };
}

/** The id of the one effect of this kind that an event can have. */
export function effectIdOf(workspace: string, event: string, kind: string): string {
  const digest = sha256(`${workspace}\n${event}\n${kind}`);
  return `fx_${digest.slice(0, 32)}`;
}

/** How many of a sender's effects are asked for; `null`: those that need none. */
export interface Line {
  readonly sender: string | null;
  readonly limit: number;
}

export function createEffectStore(connection: Connection, { clock }: { clock: MongoClock }) {
  const model = connection.model('effects', schema);
  const collection = () => model.collection as unknown as mongo.Collection<EffectDocument>;
  const after = (delayMs: number) => new Date(clock.now().getTime() + delayMs);

  /** Compare-and-set by the holder of a claim; false when the claim is not his any more. */
  async function move(
    effect: Pick<EffectDocument, '_id' | 'workspace'>,
    claim: string,
    from: EffectDocument['state'],
    update: object,
  ): Promise<boolean> {
    const result = await collection().updateOne(
      { _id: effect._id, workspace: effect.workspace, claim, state: from },
      update,
    );
    return result.matchedCount === 1;
  }

  return {
    /** Records effects; those that an earlier try recorded stay as they are. */
    async record(effects: readonly NewEffect[]): Promise<void> {
      const createdAt = clock.now();
      await insertNew(
        model,
        effects.map((effect) => ({
          ...effect,
          state: 'open' as const,
          createdAt,
          attempts: 0,
          lookups: 0,
          hints: 0,
          hintedAt: createdAt,
          turn: turnOf(effect),
        })),
      );
    },

    async get(workspace: string, id: string): Promise<EffectDocument | null> {
      return collection().findOne({ _id: id, workspace });
    },

    /** Effects of these ids, whichever exist. */
    async many(workspace: string, ids: readonly string[]): Promise<EffectDocument[]> {
      return findByIds<EffectDocument>(model, ids, { workspace });
    },

    /**
     * Claims an effect that is due: one that is open, or one whose claim died.
     * An effect in `calling` is claimed only to be looked up; its state stays.
     * @returns the effect as it is now, or `null` when it is settled, held by another or not due.
     */
    async claim<C extends Channel>(
      channel: C,
      { workspace, id, claim }: { workspace: string; id: string; claim: string },
    ): Promise<EffectDocument<Extract<EffectContent, { channel: C }>> | null> {
      type Claimed = EffectDocument<Extract<EffectContent, { channel: C }>>;
      const now = clock.now();
      const due = { _id: id, workspace, channel, dueAt: { $lte: after(CLOCK_TOLERANCE_MS) } };
      const hold = { claim, claimedAt: now, dueAt: after(CLAIM_TIMEOUT_MS), turn: TURN.begun };
      const claimed = await collection().findOneAndUpdate(
        { ...due, state: { $in: ['open', 'claimed'] } },
        { $set: { ...hold, state: 'claimed' } },
        { returnDocument: 'after' },
      );
      if (claimed) return claimed as Claimed;
      const looked = await collection().findOneAndUpdate(
        { ...due, state: 'calling' },
        { $set: hold },
        { returnDocument: 'after' },
      );
      return looked as Claimed | null;
    },

    /** The last step before the call: from here on the outcome may be unknown. */
    startCall(
      effect: EffectDocument,
      claim: string,
      call: {
        relied?: string | undefined;
        said?: Buffer;
        localTimes?: readonly string[] | undefined;
      } = {},
    ): Promise<boolean> {
      const now = clock.now();
      return move(effect, claim, 'claimed', {
        $set: {
          state: 'calling',
          callingAt: now,
          dueAt: after(CLAIM_TIMEOUT_MS),
          lookups: 0,
          ...(call.said === undefined ? {} : { said: new mongo.Binary(call.said) }),
          ...(call.relied === undefined ? {} : { relied: call.relied }),
          ...(call.localTimes && { localTimes: call.localTimes }),
        },
        $inc: { attempts: 1 },
      });
    },

    /** Stores the outcome; false when another holder has the effect by now. */
    settle(effect: EffectDocument, claim: string, outcome: EffectOutcome): Promise<boolean> {
      const dead = outcome.result === 'failed' || outcome.result === 'unknown';
      return move(effect, claim, effect.state, {
        $set: { state: 'settled', outcome, settledAt: clock.now(), ...(dead && { dead }) },
        $unset: { dueAt: '', said: '' },
      });
    },

    /** Gives an effect back, to be tried again: nothing was sent. */
    postpone(effect: EffectDocument, claim: string, dueAt: Date): Promise<boolean> {
      return move(effect, claim, effect.state, {
        $set: { state: 'open', dueAt, turn: turnOf(effect) },
      });
    },

    /** The same, where the call is to count as no try: `effect` is as it was before it. */
    takeBack(effect: EffectDocument, claim: string, dueAt: Date): Promise<boolean> {
      const { attempts } = effect;
      return move(effect, claim, effect.state, {
        $set: { state: 'open', dueAt, turn: turnOf(effect), attempts },
      });
    },

    /** Gives back one whose call may have gone through, to be called again all the same. */
    repeat(effect: EffectDocument, claim: string, dueAt: Date): Promise<boolean> {
      return move(effect, claim, 'calling', {
        $set: { state: 'open', dueAt, turn: turnOf(effect) },
        $inc: { repeats: 1 },
      });
    },

    /** The call's outcome stays unknown; it is looked up again at `dueAt`. */
    lookAgain(effect: EffectDocument, claim: string, dueAt: Date): Promise<boolean> {
      return move(effect, claim, 'calling', { $set: { dueAt }, $inc: { lookups: 1 } });
    },

    /** It could not even be asked for; that look-up counts for nothing. */
    postponeLookUp(effect: EffectDocument, claim: string, dueAt: Date): Promise<boolean> {
      return move(effect, claim, 'calling', { $set: { dueAt } });
    },

    /**
     * Status callbacks that carry our ids prove that the calls went through, also when they come
     * after everybody had given up asking, or while one waits to be called again: whoever holds it
     * then finds that it may not begin. One write for all of them.
     */
    async settleByCallbacks(
      workspace: string,
      proofs: readonly { readonly effect: string; readonly providerSid: string }[],
    ): Promise<void> {
      if (proofs.length === 0) return;
      const settledAt = clock.now();
      const unsettled = [
        { state: 'calling' },
        { state: 'settled', 'outcome.result': 'unknown' },
        { state: { $in: ['open', 'claimed'] }, attempts: { $gt: 0 } },
      ];
      const updates = proofs.map(({ effect: _id, providerSid }) => {
        const outcome: EffectOutcome = { result: 'sent', providerSid, status: 'sent' };
        return {
          q: { _id, workspace, $or: unsettled },
          u: {
            $set: { state: 'settled', outcome, settledAt },
            $unset: { dueAt: '', said: '', dead: '' },
          },
        };
      });
      const [failure] = await writeCommand(model, 'update', { updates });
      if (failure) throw new mongo.MongoServerError(failure);
    },

    /** Lets an endpoint rest: what is due there and was not begun is due then. */
    async restLine(endpoint: string, until: Date): Promise<void> {
      const due = { channel: 'webhooks' as const, sender: endpoint, state: 'open' as const };
      const filter = { ...due, dueAt: { $lt: until } };
      await collection().updateMany(filter, { $set: { dueAt: until } });
    },

    /** Whose lines have something due; `null` for effects that are one line. */
    async waitingSenders(channel: Channel): Promise<(string | null)[]> {
      const due = { channel, dueAt: { $lte: clock.now() } };
      // A distinct scan: as many keys as there are senders, however many effects wait.
      const senders = await collection().distinct('sender' as '_id', due);
      return channel === 'sms' || channel === 'webhooks' ? senders : [null];
    },

    /**
     * The next effects of each line that are due and were last queued before `hintedBefore`, in
     * their order, as many of each as asked for. For the relay, in one round trip.
     */
    async nextInLine(
      channel: Channel,
      hintedBefore: Date,
      lines: readonly Line[],
    ): Promise<EffectDocument[][]> {
      const now = clock.now();
      const [first, ...others] = lines.map(({ sender, limit }) => [
        { $match: { channel, sender, dueAt: { $lte: now }, hintedAt: { $lt: hintedBefore } } },
        { $sort: { turn: 1, dueAt: 1 } },
        { $limit: limit },
      ]);
      if (!first) return [];
      const joined = others.map((pipeline) => ({ $unionWith: { coll: 'effects', pipeline } }));
      const found = await collection()
        .aggregate<EffectDocument>([...first, ...joined])
        .toArray();
      const bySender = groupBy(found, (effect) => ('sender' in effect ? effect.sender : null));
      return lines.map(({ sender }) => bySender.get(sender) ?? []);
    },

    /** Gives back what nobody holds: brought again when there is room, or not before `dueAt`. */
    async giveBack(workspace: string, id: string, dueAt?: Date): Promise<void> {
      const $set = dueAt ? { dueAt } : { hintedAt: new Date(0) };
      await collection().updateOne({ _id: id, workspace, state: 'open' }, { $set });
    },

    async markHinted(ids: readonly string[]): Promise<void> {
      await collection().updateMany(
        { _id: { $in: [...ids] } },
        { $set: { hintedAt: clock.now() }, $inc: { hints: 1 } },
      );
    },

    /** Effects without an outcome, for whoever watches. */
    async countWaiting(): Promise<number> {
      return model.countDocuments({ dueAt: { $exists: true } });
    },
  };
}
