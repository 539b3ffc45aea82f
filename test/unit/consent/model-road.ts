// The road of one contact in memory: inbox, ledger, head and effects, and workers that can be
// stopped between any two of their steps. It imitates how entries are appended, never what they
// mean: that is `decide` and `evolve`, the code under test.
import { createHash } from 'node:crypto';
import { decide } from '../../../src/consent/decide.js';
import { coreBytes } from '../../../src/consent/entry.js';
import { emptyHead, evolve, type FoldedEntry } from '../../../src/consent/fold.js';
import type { ConsentEvent, Effect, Head, Policy } from '../../../src/consent/types.js';
import { CONTACT, timeAt } from './story.js';

export interface Entry {
  readonly row: FoldedEntry;
  /** The hashed bytes as they were written. */
  readonly core: string;
  readonly follows: readonly Effect[];
}

interface InboxItem {
  readonly event: ConsentEvent;
  readonly fenced: boolean;
  state: 'open' | 'done' | 'set_aside';
  fence: boolean;
}

/** A worker in the middle of a pass; advancing it does one step of I/O. */
export type Pass = Generator<void, void, void>;

export class ModelRoad {
  readonly inbox = new Map<string, InboxItem>();
  readonly ledger: Entry[] = [];
  /** Effects by id, as they were recorded first. */
  readonly effects = new Map<string, Effect>();
  head: Head = emptyHead(CONTACT);
  /** Seconds into the story, by the one clock. */
  clock = 0;
  private readonly byEvent = new Map<string, Entry>();

  constructor(private readonly policy: Policy) {}

  /** An act arrives; a repeat of one that is known adds nothing. */
  arrive(event: ConsentEvent): void {
    if (this.inbox.has(event.id)) return;
    const fenced = raisesFence(event);
    this.inbox.set(event.id, { event, fenced, state: 'open', fence: fenced });
  }

  open(): ConsentEvent[] {
    return [...this.inbox.values()]
      .filter(({ state }) => state === 'open')
      .map(({ event }) => event);
  }

  entryOf(event: string): Entry | undefined {
    return this.byEvent.get(event);
  }

  /** Decides these events as a worker does; each `yield` is a place where it may die or wait. */
  *pass(events: readonly ConsentEvent[]): Pass {
    const waiting = events
      .filter(({ id }) => this.inbox.get(id)?.state === 'open')
      .sort((a, b) => (a.stamp < b.stamp ? -1 : 1));
    yield;
    let head = this.head;
    const settled: { event: ConsentEvent; effects: readonly Effect[] }[] = [];
    const entryless: { event: ConsentEvent; effects: readonly Effect[] }[] = [];
    const failed: ConsentEvent[] = [];
    yield;
    for (let event = waiting.shift(); event; event = waiting.shift()) {
      const decision = this.decided(head, event);
      if (!decision) failed.push(event);
      else if (!decision.entry) entryless.push({ event, effects: decision.effects });
      else {
        const entry = this.entry(head, decision.entry, decision.effects);
        yield;
        if (this.append(entry)) {
          head = evolve(head, entry.row);
          settled.push({ event, effects: entry.follows });
          continue;
        }
        for (const { row } of this.ledger.slice(head.seq)) head = evolve(head, row);
        const stored = this.byEvent.get(event.id);
        if (stored) settled.push({ event, effects: stored.follows });
        else waiting.unshift(event);
      }
    }
    for (const one of entryless) {
      const stored = this.byEvent.get(one.event.id);
      settled.push({ event: one.event, effects: stored?.follows ?? one.effects });
    }
    yield;
    if (head.seq > this.head.seq) this.head = head;
    yield;
    for (const { event, effects } of settled) this.record(event, effects);
    yield;
    for (const { event } of settled) this.mark(event.id, 'done');
    for (const { id } of failed) this.mark(id, 'set_aside');
  }

  private decided(head: Head, event: ConsentEvent) {
    try {
      return decide(head, event, this.policy);
    } catch {
      return undefined;
    }
  }

  private entry(
    head: Head,
    draft: NonNullable<ReturnType<typeof decide>['entry']>,
    follows: readonly Effect[],
  ): Entry {
    const body = {
      ...draft,
      v: 1 as const,
      workspace: 'demo',
      contact: CONTACT,
      seq: head.seq + 1,
      recordedAt: timeAt(this.clock),
      evidenceDigest: null,
      prevHash: head.hash,
    };
    const core = coreBytes(body);
    const hash = createHash('sha256').update(core).digest('hex');
    return { row: { ...body, hash, id: `le/${draft.source.event}` }, core, follows };
  }

  /** Compare-and-set on the place in the chain and on the event. */
  private append(entry: Entry): boolean {
    const { event } = entry.row.source;
    if (entry.row.seq !== this.ledger.length + 1 || this.byEvent.has(event)) return false;
    this.ledger.push(entry);
    this.byEvent.set(event, entry);
    return true;
  }

  private record({ id }: ConsentEvent, effects: readonly Effect[]): void {
    for (const effect of effects) {
      const key = `${id}/${effect.kind === 'text' ? effect.template : effect.kind}`;
      if (!this.effects.has(key)) this.effects.set(key, effect);
    }
  }

  private mark(id: string, state: InboxItem['state']): void {
    const item = this.inbox.get(id);
    if (!item || item.state !== 'open') return;
    item.state = state;
    if (state === 'done') item.fence = false;
  }
}

/** What the ingress fences: everything that is or may be an opt-out. */
function raisesFence(event: ConsentEvent): boolean {
  if (event.type === 'revocation_recorded' || event.type === 'review_decided') return true;
  if (event.type !== 'text_received') return false;
  const { intent } = event.reading;
  return intent === 'opt_out' || intent === 'review' || event.optOutType === 'STOP';
}
