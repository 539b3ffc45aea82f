// Heads whose entries are in the ledger and which are on their way to their own collection: the
// next pass goes on from them instead of waiting. Only a shortcut: whoever misses one loses the
// race for the chain and is folded again from the ledger.
import type { Head } from '../../src/consent/types.js';

/** What a part of a pass appended. */
export interface MovedHeads {
  readonly workspace: string;
  readonly heads: readonly Head[];
  /** Contacts among them that may still have no head of their own in the store. */
  readonly fresh: ReadonlySet<string>;
}

/** A place in the row of what was appended: what comes later hangs on it, and on nothing else. */
interface Place {
  moved?: MovedHeads;
  isWritten: boolean;
  next?: Place;
}

/** Heads as the next pass has to take them. */
export interface KnownHeads {
  readonly heads: ReadonlyMap<string, Head>;
  readonly fresh: ReadonlySet<string>;
}

export interface RecentHeads {
  /**
   * To be called before heads are read.
   * @returns brings what was read up to what was appended by the time of asking.
   */
  watch(): (workspace: string, read: ReadonlyMap<string, Head>) => KnownHeads;
  /**
   * Takes heads whose entries are durable in the ledger.
   * @returns to be called when they are written, or will not be.
   */
  appended(moved: MovedHeads): () => void;
}

export function createRecentHeads(): RecentHeads {
  let end: Place = { isWritten: false };
  /** No place before it holds what a reading could miss. */
  let first = end;
  return {
    watch() {
      while (first.isWritten && first.next) first = first.next;
      const since = first;
      return (workspace, read) => bringUp(since, workspace, read);
    },
    appended(moved) {
      const place = end;
      place.moved = moved;
      end = { isWritten: false };
      place.next = end;
      return () => {
        place.isWritten = true;
      };
    },
  };
}

function bringUp(since: Place, workspace: string, read: ReadonlyMap<string, Head>): KnownHeads {
  const heads = new Map(read);
  const fresh = new Set<string>();
  for (let place: Place | undefined = since; place?.moved; place = place.next) {
    if (place.moved.workspace !== workspace) continue;
    for (const head of place.moved.heads) {
      if ((heads.get(head.contact)?.seq ?? 0) >= head.seq) continue;
      heads.set(head.contact, head);
      if (place.moved.fresh.has(head.contact)) fresh.add(head.contact);
    }
  }
  return { heads, fresh };
}
