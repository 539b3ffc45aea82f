// Heads made anew from the ledger: the same bytes as the workers write. Safe beside running
// workers: a head is only written over one that stands no further, so none moves backwards.
import { emptyHead, evolve } from '../consent/fold.js';
import type { Head } from '../consent/types.js';
import { inBatches } from './in-batches.js';
import { groupBy } from '../group-by.js';
import { entryOf, type LedgerRow } from './ledger.js';
import type { Store } from './store.js';

export interface RebuildOptions {
  readonly workspace?: string;
  readonly contact?: string;
  /** Says what differs and writes nothing. */
  readonly dryRun?: boolean;
  /** Told now and then how many more entries were folded. */
  readonly onProgress?: (entries: number) => void;
  /** Told of each head that differs from its ledger. */
  readonly onDifference?: (difference: HeadDifference) => void;
}

/** A head that is not what its ledger folds to. */
export interface HeadDifference {
  readonly workspace: string;
  readonly contact: string;
  /** `ahead`: it knows entries that the ledger lacks, so it stays; assent verify says more. */
  readonly state: 'missing' | 'behind' | 'different' | 'ahead';
  readonly seq: number;
}

export interface RebuildReport {
  readonly entries: number;
  readonly heads: number;
  readonly differing: number;
  /** Of those, how many were written; others were moved by their worker meanwhile, or are ahead. */
  readonly written: number;
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
  const report = { entries: 0, heads: 0, differing: 0, written: 0 };
  const count = (entries: number) => {
    report.entries += entries;
    onProgress?.(entries);
  };
  for await (const folded of inBatches(foldAll(store.ledger.walk(which), count), BATCH_HEADS)) {
    report.heads += folded.length;
    for (const [id, ofOne] of groupBy(folded, (one) => one.workspace)) {
      const heads = ofOne.map(({ head }) => head);
      const differing = await differencesOf(store, id, heads);
      report.differing += differing.length;
      for (const { state, head } of differing) {
        onDifference?.({ workspace: id, contact: head.contact, state, seq: head.seq });
      }
      const mending = differing.filter(({ state }) => state !== 'ahead').map(({ head }) => head);
      if (!dryRun) report.written += await store.heads.replace(id, mending);
    }
  }
  return report;
}

/** The head of each chain, one after the other. */
async function* foldAll(
  rows: AsyncIterable<LedgerRow>,
  count: (entries: number) => void,
): AsyncGenerator<{ workspace: string; head: Head }> {
  let chain: { workspace: string; head: Head } | undefined;
  for await (const row of rows) {
    if (chain?.head.contact !== row.contact || chain.workspace !== row.workspace) {
      if (chain) yield chain;
      chain = { workspace: row.workspace, head: emptyHead(row.contact) };
    }
    chain.head = evolve(chain.head, entryOf(row));
    count(1);
  }
  if (chain) yield chain;
}

/** Heads are read after they were folded, so that one which a worker moves meanwhile is ahead. */
async function differencesOf({ heads, ledger }: RebuiltStore, workspace: string, folded: Head[]) {
  const stored = await heads.many(
    workspace,
    folded.map(({ contact }) => contact),
  );
  const behind = folded.filter(({ contact, seq }) => (stored.get(contact)?.seq ?? 0) > seq);
  const beyond = groupBy(await ledger.beyond(workspace, behind), ({ contact }) => contact);
  return folded.flatMap((head) => {
    const now = stored.get(head.contact);
    const caughtUp = (beyond.get(head.contact) ?? [])
      .filter(({ seq }) => seq <= (now?.seq ?? 0))
      .reduce((next, row) => evolve(next, entryOf(row)), head);
    const state = stateOf(now, caughtUp);
    return state ? [{ head: caughtUp, state }] : [];
  });
}

/** Bytes count: a head that says the same in another order of fields is written anew, too. */
function stateOf(stored: Head | undefined, folded: Head): HeadDifference['state'] | undefined {
  if (!stored) return 'missing';
  if (stored.seq !== folded.seq) return stored.seq < folded.seq ? 'behind' : 'ahead';
  return JSON.stringify(stored) === JSON.stringify(folded) ? undefined : 'different';
}
