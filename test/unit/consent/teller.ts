// Tells stories from bytes: each byte is an act, a tick of the clock, or a step or death of one of
// two workers. Bytes, because they shrink well and ten thousand stories must cost seconds.
import { classify } from '../../../src/consent/classify.js';
import type { ConsentEvent, OrderReported, Stamp } from '../../../src/consent/types.js';
import type { ModelRoad, Pass } from './model-road.js';
import { CONTACT, request, SENDER, stampAt, timeAt } from './story.js';

const READINGS = new Map(
  ['START', 'AGREE', 'STOP', 'leave me alone', 'go away', 'HELP', 'hi'].map((body) => [
    body,
    classify(body),
  ]),
);
const SHOWN = request({ id: 'oir_1', program: 'offers', disclosureShown: true, contact: CONTACT });
const ASKED = request({ id: 'oir_2', program: 'offers', contact: CONTACT });
const MAILED = request({ id: 'oir_3', disclosureShown: true, contact: CONTACT });
const TICKS = [0, 1, 2, 5, 20, 40, 400, 4_000];
const DAY = 86_400;

type Act = ConsentEvent extends infer E ? (E extends ConsentEvent ? Omit<E, Base> : never) : never;
type Base = 'id' | 'contact' | 'stamp' | 'receivedAt';

export class Teller {
  private readonly workers: (Pass | undefined)[] = [undefined, undefined];
  private told = 0;

  constructor(private readonly road: ModelRoad) {}

  tell(byte: number): void {
    const choice = byte >> 3;
    const detail = byte & 7;
    if (choice < ACTS.length) return this.act(choice, detail);
    if (choice < 19) this.road.clock += TICKS[detail % TICKS.length] ?? 1;
    else if (choice < 23) this.startPass(choice & 1, 0, 1_000);
    else if (choice < 26) this.startPass(choice & 1, detail, 0);
    else if (choice < 31) this.step(choice & 1, detail + 1);
    else this.workers[detail & 1] = undefined; // It dies where it stands.
  }

  /** Workers that live finish, and what is open is tried again until nothing is. */
  finish(): void {
    for (const worker of [0, 1]) this.step(worker, 1_000);
    this.startPass(0, 0, 1_000);
  }

  private act(choice: number, detail: number): void {
    const known = this.mine([...this.road.inbox.values()].map((item) => item.event))[detail];
    // A repeat of what came before, now and then.
    if (choice === 0 && known) return this.road.arrive(known);
    const act = ACTS[choice]?.(this.road, detail);
    if (!act) return;
    this.told += 1;
    const [seconds] = stampAt(this.road.clock).split('.');
    const stamp: Stamp = `${seconds}.${String(this.told).padStart(10, '0')}`;
    const event = {
      ...act,
      id: `event/${this.told}`,
      contact: CONTACT,
      stamp,
      receivedAt: timeAt(this.road.clock),
    };
    this.road.arrive(event);
  }

  /** A worker takes some of what is open, and the rest is late; it goes so many steps. */
  private startPass(worker: number, mask: number, steps: number): void {
    const open = this.road.open();
    const left = this.mine(open).filter((_, index) => mask !== 0 && !((mask >> (index % 3)) & 1));
    this.workers[worker] ??= this.road.pass(open.filter((event) => !left.includes(event)));
    this.step(worker, steps);
  }

  /** Acts of this story; others on the same road change nothing of how it is told. */
  private mine(events: readonly ConsentEvent[]): ConsentEvent[] {
    return events.filter(({ id }) => id.startsWith('event/'));
  }

  private step(worker: number, steps: number): void {
    for (let count = 0; count < steps && this.workers[worker]; count += 1) {
      if (this.workers[worker]?.next().done) this.workers[worker] = undefined;
    }
  }
}

const said = (body: string, more: object = {}) => {
  const reading = READINGS.get(body) ?? classify(body);
  return { type: 'text_received' as const, sender: SENDER, reading, ...more };
};

const ACTS: readonly ((road: ModelRoad, detail: number) => Act | undefined)[] = [
  () => said('START'),
  () => said('START', { request: SHOWN }),
  () => said('START', { request: ASKED }),
  () => said('AGREE'),
  () => said('STOP'),
  (_, detail) => (detail & 1 ? said('leave me alone') : said('hi', { optOutType: 'STOP' })),
  () => said('go away'),
  (_, detail) => said(detail & 1 ? 'HELP' : 'hi'),
  (_, detail) => ({
    type: 'email_confirmed',
    sender: SENDER,
    request: detail & 2 ? SHOWN : MAILED,
    trusted: (detail & 1) === 0,
  }),
  (road, detail) => ({
    type: 'consent_attested',
    method: 'paper',
    program: detail & 1 ? 'offers' : 'updates',
    basis: detail & 2 ? 'express' : 'express_written',
    occurredAt: timeAt(road.clock - DAY),
  }),
  (road, detail) => ({
    type: 'revocation_recorded',
    method: 'phone',
    program: detail & 1 ? 'offers' : '*',
    occurredAt: timeAt(road.clock),
  }),
  reviewOfOne,
  answerToOne,
  answerToOne,
  (_, detail) => ({
    type: 'flag_reported',
    flag: detail & 4 ? 'unreachable' : 'reassigned',
    raised: (detail & 1) === 0,
    code: '30006',
  }),
];

/** Somebody reads one of the doubtful texts that were decided. */
function reviewOfOne(road: ModelRoad, detail: number): Act | undefined {
  const doubts = [...road.inbox.values()].filter(
    ({ event, state }) =>
      state === 'done' && event.type === 'text_received' && event.reading.intent === 'review',
  );
  const event = doubts[(detail >> 1) % doubts.length]?.event;
  if (!event) return undefined;
  const { id, stamp, receivedAt } = event;
  const decision = detail & 1 ? 'opt_out' : 'none';
  return { type: 'review_decided', reviewed: { event: id, stamp, receivedAt }, decision };
}

/** The provider answers a question that was asked: either text was later, or it does not know. */
function answerToOne(road: ModelRoad, detail: number): Omit<OrderReported, Base> | undefined {
  const questions = [...road.effects.values()].filter((effect) => effect.kind === 'ask_order');
  const question = questions[(detail >> 2) % questions.length];
  if (!question) return undefined;
  const { sender, optIn, optOut } = question;
  const [start, stop] = [[9, 8] as const, [8, 9] as const, [9, null] as const, [7, 7] as const][
    detail & 3
  ] ?? [null, null];
  const at = (second: number | null) => (second === null ? null : timeAt(second));
  return {
    type: 'order_reported',
    sender,
    optIn: { ...optIn, at: at(start) },
    optOut: { ...optOut, at: at(stop) },
  };
}
