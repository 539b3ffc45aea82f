// Every text the carrier remembers: by sid, in order, and by the numbers at its two ends.
// Memory only; what is written to disk is decided in state.ts.
import { handsetOf } from './types.js';
import type { Text } from './types.js';

export interface TextFilter {
  readonly accountSid: string;
  readonly to?: string;
  readonly from?: string;
  /** Sent at or after, and before or at, in epoch milliseconds. */
  readonly sentFrom?: number;
  readonly sentUntil?: number;
}

export class Texts {
  readonly #textsMax: number;
  readonly #bySid = new Map<string, Text>();
  readonly #byEnd = new Map<string, Text[]>();
  #ordered: Text[] = [];
  #position = 0;

  /** @param textsMax how many are kept; the oldest tenth goes when one more arrives. */
  constructor(textsMax: number) {
    this.#textsMax = textsMax;
  }

  nextPosition(): number {
    this.#position += 1;
    return this.#position;
  }

  add(text: Text): void {
    if (this.#bySid.has(text.sid)) return;
    this.#position = Math.max(this.#position, text.position);
    this.#bySid.set(text.sid, text);
    this.#ordered.push(text);
    for (const end of new Set([text.from, text.to])) {
      const list = this.#byEnd.get(end);
      if (list) list.push(text);
      else this.#byEnd.set(end, [text]);
    }
    if (this.#ordered.length > this.#textsMax) this.#forgetOldest();
  }

  get(sid: string): Text | undefined {
    return this.#bySid.get(sid);
  }

  /** Texts of one handset, oldest first. */
  thread(handset: string): readonly Text[] {
    const texts = this.#byEnd.get(handset) ?? [];
    return texts.filter((text) => handsetOf(text) === handset);
  }

  all(): readonly Text[] {
    return this.#ordered;
  }

  /** One page, newest first, of what lies below a position. */
  page(filter: TextFilter, below: number, size: number): { texts: Text[]; more: boolean } {
    const found: Text[] = [];
    const candidates = this.#candidates(filter);
    for (let index = candidates.length - 1; index >= 0; index -= 1) {
      const text = candidates[index];
      if (!text || text.position >= below || !matches(text, filter)) continue;
      if (found.length === size) return { texts: found, more: true };
      found.push(text);
    }
    return { texts: found, more: false };
  }

  /** The shortest list that holds every match. */
  #candidates(filter: TextFilter): readonly Text[] {
    const ends = [filter.to, filter.from].flatMap((end) => (end === undefined ? [] : [end]));
    const lists = ends.map((end) => this.#byEnd.get(end) ?? []);
    return lists.sort((one, other) => one.length - other.length)[0] ?? this.#ordered;
  }

  #forgetOldest(): void {
    const forgotten = this.#ordered.splice(0, Math.ceil(this.#textsMax / 10));
    for (const text of forgotten) this.#bySid.delete(text.sid);
    for (const end of new Set(forgotten.flatMap((text) => [text.from, text.to]))) {
      const list = this.#byEnd.get(end)?.filter((text) => this.#bySid.has(text.sid)) ?? [];
      if (list.length > 0) this.#byEnd.set(end, list);
      else this.#byEnd.delete(end);
    }
  }
}

function matches(text: Text, filter: TextFilter): boolean {
  const sent = text.sentAt ?? text.createdAt;
  return (
    text.accountSid === filter.accountSid &&
    (filter.to === undefined || text.to === filter.to) &&
    (filter.from === undefined || text.from === filter.from) &&
    (filter.sentFrom === undefined || sent >= filter.sentFrom) &&
    (filter.sentUntil === undefined || sent <= filter.sentUntil)
  );
}
