// Asks the provider when it got two texts whose order cannot be trusted, and hands its answer to
// the road as an act. Decides nothing: until the answer is decided, the person is out.
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import type { FaultPoint } from '../src/fault-points.js';
import { newId } from '../src/ids.js';
import type { EffectJob, Queues } from '../src/queues/queues.js';
import { textOfEvent } from '../src/senders/dialect.js';
import type { AskedTime, TextProvider } from '../src/senders/provider.js';
import { dialect } from '../src/senders/providers.js';
import { actEvent } from '../src/store/act-events.js';
import type { EffectOutcome, QuestionEffectDocument } from '../src/store/effects.js';
import type { InboxEvent } from '../src/store/inbox.js';
import type { Store } from '../src/store/store.js';
import { feed } from './feed.js';

export interface QuestionsDeps {
  readonly store: Pick<Store, 'effects' | 'inbox' | 'clock'>;
  readonly queues: Pick<Queues, 'addInbound'>;
  readonly provider: Pick<TextProvider, 'askTime'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly faultPoint: FaultPoint;
}

/** A provider that is away for longer is not asked again: the person stays out until a START. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
const PAUSE_MS = { min: 5_000, max: 600_000 };

type Known = Extract<AskedTime, { result: 'known' }>;

/** @returns a processor for the `questions` queue. Asking changes nothing and may be repeated. */
export function createQuestionsProcessor(deps: QuestionsDeps) {
  const { store, faultPoint } = deps;
  return async function askOrder(job: Pick<Job<EffectJob>, 'data'>): Promise<void> {
    const { workspace, effect: id } = job.data;
    const claim = newId('cl');
    const effect = await store.effects.claim('questions', { workspace, id, claim });
    if (!effect) return;
    const { optIn, optOut } = effect.question;
    const [start, stop] = await Promise.all([ask(deps, optIn.event), ask(deps, optOut.event)]);
    if (start.result === 'unanswered') return askLater(deps, effect, claim, start.reason);
    if (stop.result === 'unanswered') return askLater(deps, effect, claim, stop.reason);
    faultPoint('questions.asked');
    // One that knows only one of them, or neither, says nothing: no act, and the person stays out.
    if (start.result === 'known' && stop.result === 'known') {
      await feed(deps, [reportOf(effect, start, stop, store.clock.now())]);
      faultPoint('questions.fed');
    }
    await store.effects.settle(effect, claim, { result: 'answered' });
  };
}

async function ask({ provider }: QuestionsDeps, event: string): Promise<AskedTime> {
  const text = textOfEvent(dialect, event);
  if (!text) return { result: 'no_such_text' };
  return provider.askTime(text.accountSid, text.messageSid);
}

/** The longer it has been asked in vain, the longer the pause. */
async function askLater(
  { store, log }: QuestionsDeps,
  effect: QuestionEffectDocument,
  claim: string,
  reason: string,
): Promise<void> {
  const now = store.clock.now().getTime();
  const waitedMs = now - effect.createdAt.getTime();
  if (waitedMs > GIVE_UP_AFTER_MS) {
    log.error({ effect: effect._id, reason }, 'nobody could say which of two texts was later');
    const outcome: EffectOutcome = { result: 'failed', reason };
    await store.effects.settle(effect, claim, outcome);
    return;
  }
  const pauseMs = Math.min(Math.max(PAUSE_MS.min, waitedMs), PAUSE_MS.max);
  await store.effects.postpone(effect, claim, new Date(now + pauseMs));
}

/** The act that the answer is; however often it is asked, it is the same one. */
function reportOf(
  { _id, workspace, contact, question }: QuestionEffectDocument,
  start: Known,
  stop: Known,
  receivedAt: Date,
): InboxEvent {
  const { sender, optIn, optOut } = question;
  return actEvent({
    ...{ type: 'order', workspace, contact, origin: `order/${_id}`, sender, receivedAt },
    intent: 'none',
    told: {
      sender,
      optIn: { ...optIn, at: start.at.toISOString() },
      optOut: { ...optOut, at: stop.at.toISOString() },
    },
  });
}
