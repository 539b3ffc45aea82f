// Verifies the whole store: every chain's bytes, places, seals and head. Streams; what is held does
// not grow with the ledger. Safe beside running workers: what looks wrong is looked at again.
import { isDeepStrictEqual } from 'node:util';
import { emptyHead, evolve } from '../../consent/fold.js';
import type { Head } from '../../consent/types.js';
import { groupBy } from '../../group-by.js';
import { inBatches } from '../in-batches.js';
import type { SealingKey } from '../keyring.js';
import { entryOf, type LedgerRow } from '../ledger.js';
import { isServerTrouble } from '../server-trouble.js';
import type { Store } from '../store.js';
import { sealFault } from './entry-faults.js';
import { foldWhole } from './fold-whole.js';
import { createTally, type Tally, type VerificationReport } from './report.js';

export interface VerifyOptions {
  /** Only this one. */
  readonly workspace?: string;
  /** Told after each batch how many entries it held. */
  readonly onProgress?: (entries: number) => void;
}

type VerifiedStore = Pick<Store, 'ledger' | 'heads' | 'people' | 'inbox'>;

/** What is read beside a batch of rows. */
interface Beside {
  readonly heads: ReadonlyMap<string, Head>;
  readonly keys: ReadonlyMap<string, Key>;
  /** Workspaces whose own key cannot be had, and why. */
  readonly keyless: ReadonlyMap<string, string>;
}

type Key = SealingKey | 'broken' | 'unasked';

/** A chain under way. */
interface Chain {
  readonly workspace: string;
  readonly contact: string;
  /** As stored when the chain began; absent: no head. */
  readonly stored: Head | undefined;
  readonly key: Key | undefined;
  /** What the entries so far fold to. */
  folded: Head;
  /** True once the fold has met the stored head and was the same. */
  met: boolean;
  /** First entry that no key opens. */
  shut?: LedgerRow;
  /** An entry since whose person was erased does not open; forgiven by an `erased` behind it. */
  closed?: { readonly row: LedgerRow; readonly fault: string };
  erased: boolean;
  broken: boolean;
}

const BATCH = 500;

export async function verifyStore(
  store: VerifiedStore,
  { workspace, onProgress = () => {} }: VerifyOptions = {},
): Promise<VerificationReport> {
  const which = workspace === undefined ? {} : { workspace };
  const tally = createTally();
  const keyless = new Set<string>();
  let chain: Chain | undefined;
  for await (const rows of inBatches(store.ledger.walk(which), BATCH)) {
    const beside = await readBeside(store, rows);
    for (const [id, fault] of beside.keyless) {
      if (!keyless.has(id)) tally.find({ workspace: id, fault });
      keyless.add(id);
    }
    for (const row of rows) {
      if (chain?.contact !== row.contact || chain.workspace !== row.workspace) {
        if (chain) await finish(store, chain, tally);
        chain = begin(row, beside);
        tally.counts.chains += 1;
      }
      step(chain, row, tally);
    }
    onProgress(rows.length);
  }
  if (chain) await finish(store, chain, tally);
  await findLoneHeads(store, which, tally);
  return tally.report();
}

const placeOf = ({ workspace, contact }: { workspace: string; contact: string }) =>
  `${workspace}/${contact}`;

async function readBeside(
  { heads, people }: VerifiedStore,
  rows: readonly LedgerRow[],
): Promise<Beside> {
  const beside = {
    heads: new Map<string, Head>(),
    keys: new Map<string, Key>(),
    keyless: new Map<string, string>(),
  };
  for (const [workspace, ofOne] of groupBy(rows, (row) => row.workspace)) {
    const contacts = [...new Set(ofOne.map(({ contact }) => contact))];
    const at = (contact: string) => placeOf({ workspace, contact });
    for (const [contact, head] of await heads.many(workspace, contacts)) {
      beside.heads.set(at(contact), head);
    }
    try {
      for (const [contact, key] of await people.inspectKeys(workspace, contacts)) {
        beside.keys.set(at(contact), key);
      }
    } catch (error) {
      if (isServerTrouble(error)) throw error;
      // Said once; the chains can still be checked, though not opened.
      beside.keyless.set(workspace, (error as Error).message);
      for (const contact of contacts) beside.keys.set(at(contact), 'unasked');
    }
  }
  return beside;
}

function begin(row: LedgerRow, { heads, keys }: Beside): Chain {
  const { workspace, contact } = row;
  const at = placeOf(row);
  return {
    workspace,
    contact,
    stored: heads.get(at),
    key: keys.get(at),
    folded: emptyHead(contact),
    met: false,
    erased: false,
    broken: false,
  };
}

/** Looks at one entry; after the first bad one the rest of its chain says nothing any more. */
function step(chain: Chain, row: LedgerRow, tally: Tally): void {
  tally.counts.entries += 1;
  if (chain.broken) return;
  const fault = entryFault(chain, row, tally);
  if (fault === undefined) return;
  chain.broken = true;
  // Nothing behind this one can forgive what did not open before it.
  report(tally, chain.closed ?? { row, fault });
}

function report(tally: Tally, { row, fault }: NonNullable<Chain['closed']>): void {
  const { workspace, contact, _id: entry, seq } = row;
  tally.find({ workspace, contact, entry, seq, fault });
}

function entryFault(chain: Chain, row: LedgerRow, tally: Tally): string | undefined {
  const next = foldWhole(chain.folded, row);
  if (typeof next === 'string') return next;
  const { bytes, core, head } = next;
  if (core.workspace !== chain.workspace || core.contact !== chain.contact) {
    return 'it belongs to another chain';
  }
  const { key } = chain;
  if (key === 'broken') return "the contact's key does not open with the workspace's";
  if (key === undefined) chain.shut ??= row;
  if (typeof key === 'object') {
    const fault = sealFault(bytes, key);
    if (fault) chain.closed ??= { row, fault };
    else if (bytes.evidence) tally.counts.opened += 1;
  }
  if (core.kind === 'erased') forgive(chain);
  chain.folded = head;
  if (chain.folded.seq !== chain.stored?.seq) return undefined;
  chain.met = isDeepStrictEqual(chain.folded, chain.stored);
  return chain.met ? undefined : 'the head is not what the entries up to this one fold to';
}

/** Whoever was erased and has come back has another key: what lies before stays shut. */
function forgive(chain: Chain): void {
  chain.erased = true;
  delete chain.shut;
  delete chain.closed;
}

async function finish(store: VerifiedStore, chain: Chain, tally: Tally): Promise<void> {
  if (chain.broken) return;
  const { workspace, contact, shut, closed } = chain;
  if (chain.erased) tally.counts.erased += 1;
  if (closed) {
    report(tally, closed);
    return;
  }
  if (shut) {
    const fault = "the contact's key is gone, and no entry says that the person was erased";
    tally.find({ workspace, contact, entry: shut._id, seq: shut.seq, fault });
    return;
  }
  // Met and at its end: nobody has moved since.
  if (chain.met && chain.stored?.seq === chain.folded.seq) return;
  const found = await lookAgain(store, chain);
  if (found === 'behind') tally.counts.behind += 1;
  else if (found) tally.find({ workspace, contact, ...found });
}

/**
 * Head and ledger stood apart, as they do for a moment while a worker is at it. The act of the next
 * entry is asked first, then the head, then the ledger: an act that is done is in the head.
 */
async function lookAgain({ inbox, heads, ledger }: VerifiedStore, chain: Chain) {
  const { workspace, contact } = chain;
  const next = (await ledger.beyond(workspace, [chain.stored ?? emptyHead(contact)]))[0];
  const act = next && (await inbox.get(entryOf(next).source.event));
  const stored = (await heads.get(workspace, contact)) ?? emptyHead(contact);
  let folded = emptyHead(contact);
  for await (const row of ledger.walk({ workspace, contact })) {
    if (folded.seq < stored.seq) folded = evolve(folded, entryOf(row));
  }
  if (folded.seq < stored.seq) {
    const fault = `its head stands at entry ${stored.seq}, but its ledger ends at ${folded.seq}`;
    return { seq: folded.seq + 1, fault };
  }
  if (!isDeepStrictEqual(folded, stored)) {
    return { seq: stored.seq, fault: 'the head is not what the entries up to it fold to' };
  }
  if (!next || stored.seq >= next.seq) return undefined;
  if (act?.state === 'open') return 'behind';
  const fault = `its head stops at entry ${stored.seq}, though the act of this one counts as ${
    act?.state ?? 'gone'
  }: run assent rebuild`;
  return { entry: next._id, seq: next.seq, fault };
}

/** Heads whose ledger is gone as a whole. */
async function findLoneHeads(
  { heads, ledger }: VerifiedStore,
  which: { workspace?: string },
  tally: Tally,
): Promise<void> {
  for await (const batch of inBatches(heads.walk(which), BATCH)) {
    for (const [workspace, ofOne] of groupBy(batch, (head) => head.workspace)) {
      const contacts = ofOne.map(({ contact }) => contact);
      const chained = await ledger.chained(workspace, contacts);
      for (const { contact, seq } of ofOne) {
        if (chained.has(contact)) continue;
        const fault = `its head stands at entry ${seq}, but its ledger is empty`;
        tally.find({ workspace, contact, fault });
      }
    }
  }
}
