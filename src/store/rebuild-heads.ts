// Heads made anew from the ledger: the same bytes as the workers write. Safe beside running
// workers: a head is only written over one that stands no further, so none moves backwards.
import { emptyHead, evolve } from '../consent/fold.js';
import type { Head } from '../consent/types.js';
import type { HeadDifference } from './heads.js';
import { inBatches } from './in-batches.js';
import { groupBy } from '../group-by.js';
import { entryOf, type LedgerRow } from './ledger.js';
import type { Store } from './store.js';
import { foldWhole } from './verification/fold-whole.js';

export interface RebuildOptions {
  readonly workspace?: string;
  readonly contact?: string;
  /** Says what differs and writes nothing. */
  readonly dryRun?: boolean;
  /** Told now and then how many more entries were folded. */
  readonly onProgress?: (entries: number) => void;
  /** Told of each head that differs from its ledger. */
  readonly onDifference?: (difference: RebuiltHead) => void;
}

/** A head that is not what its ledger folds to. */
export interface RebuiltHead {
  readonly workspace: string;
  readonly contact: string;
  /**
   * An `ahead` one stays as it is: entries were lost, and what it says may be an opt-out. So does
   * one whose chain is `broken`: what is missing from it may be one.
   */
  readonly state: HeadDifference['state'] | 'broken';
  readonly seq: number;
}

export interface RebuildReport {
  readonly entries: number;
  readonly heads: number;
  readonly differing: number;
  /** Of those, how many were written; others were moved by their worker meanwhile, or are ahead. */
  readonly written: number;
  /** Chains that are not whole, or end before their head: nothing was done about them. */
  readonly broken: number;
}

type RebuiltStore = Pick<Store, 'ledger' | 'heads'>;

const BATCH_HEADS = 500;

/** Folds every contact's ledger and writes the heads that differ. */
export async function rebuildHeads(
  store: RebuiltStore,
  options: RebuildOptions = {},
): Promise<RebuildReport> {
  const { workspace, contact, dryRun = false, onProgress, onDifference } = options;
  const which = {
    ...(workspace !== undefined && { workspace }),
    ...(contact !== undefined && { contact }),
  };
  const report = { entries: 0, heads: 0, differing: 0, written: 0, broken: 0 };
  const count = (entries: number) => {
    report.entries += entries;
    onProgress?.(entries);
  };
  for await (const chains of inBatches(foldAll(store.ledger.walk(which), count), BATCH_HEADS)) {
    report.heads += chains.length;
    for (const [id, ofOne] of groupBy(chains, (one) => one.workspace)) {
      const whole = ofOne.filter(({ broken }) => !broken).map(({ head }) => head);
      const differing = [
        ...ofOne
          .filter(({ broken }) => broken)
          .map(({ head }) => ({ head, state: 'broken' as const })),
        ...(await differencesOf(store, id, whole)),
      ];
      for (const { state, head } of differing) {
        onDifference?.({ workspace: id, contact: head.contact, state, seq: head.seq });
      }
      const mending = differing.filter(({ state }) => state !== 'ahead' && state !== 'broken');
      report.differing += differing.length;
      report.broken += differing.length - mending.length;
      if (dryRun) continue;
      report.written += await store.heads.replace(
        id,
        mending.map(({ head }) => head),
      );
    }
  }
  return report;
}

interface FoldedChain {
  readonly workspace: string;
  /** Up to its last entry, or to the one before the first bad one. */
  head: Head;
  broken: boolean;
}

/** The head of each chain, one after the other. */
async function* foldAll(
  rows: AsyncIterable<LedgerRow>,
  count: (entries: number) => void,
): AsyncGenerator<FoldedChain> {
  let chain: FoldedChain | undefined;
  for await (const row of rows) {
    if (chain?.head.contact !== row.contact || chain.workspace !== row.workspace) {
      if (chain) yield chain;
      chain = { workspace: row.workspace, head: emptyHead(row.contact), broken: false };
    }
    count(1);
    if (chain.broken) continue;
    const next = foldWhole(chain.head, row);
    if (typeof next === 'string') chain.broken = true;
    else chain.head = next.head;
  }
  if (chain) yield chain;
}

/** Heads are read after they were folded, so that one which a worker moves meanwhile is ahead. */
async function differencesOf({ heads, ledger }: RebuiltStore, workspace: string, folded: Head[]) {
  const first = await heads.compare(workspace, folded);
  const ahead = folded.filter(({ contact }) => first.get(contact)?.state === 'ahead');
  const beyond = groupBy(await ledger.beyond(workspace, ahead), ({ contact }) => contact);
  const caughtUp = ahead.map((head) =>
    (beyond.get(head.contact) ?? []).reduce((next, row) => evolve(next, entryOf(row)), head),
  );
  // Whose ledger reaches as far as the head did is one that a worker is moving: its own business.
  const moving = new Set(
    caughtUp
      .filter(({ contact, seq }) => seq >= (first.get(contact)?.seq ?? 0))
      .map(({ contact }) => contact),
  );
  return folded.flatMap((head) => {
    const difference = first.get(head.contact);
    if (!difference || moving.has(head.contact)) return [];
    return [{ head, state: difference.state }];
  });
}
