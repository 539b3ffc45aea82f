// A stranger's reading of the ledger: the documents as they lie in MongoDB, hashed with
// node:crypto. Shares no code with src, so that both cannot be wrong in the same way (invariants 1,
// 2 and 17).
import { createHash } from 'node:crypto';
import mongoose from 'mongoose';

export interface LedgerReport {
  readonly entries: number;
  readonly chains: number;
  /** One sentence for each broken promise; empty when all hold. */
  readonly faults: readonly string[];
}

interface RawEntry {
  readonly _id: string;
  readonly workspace: string;
  readonly contact: string;
  readonly seq: number;
  readonly core: string;
  readonly hash: string;
  readonly kind: string;
  readonly evidence?: { readonly buffer: Uint8Array } | null;
}

interface RawHead {
  /** The contact. */
  readonly _id: string;
  readonly workspace: string;
  readonly seq: number;
  readonly hash: string | null;
}

/**
 * Walks every chain of a database.
 * @param mongodbUri address with the database's name in its path.
 * @param workspace only this one; every workspace when left out.
 */
export async function checkLedger(mongodbUri: string, workspace?: string): Promise<LedgerReport> {
  const client = new mongoose.mongo.MongoClient(mongodbUri, { appName: 'ledger-check' });
  const faults: string[] = [];
  const tips = new Map<string, RawEntry>();
  let entries = 0;
  try {
    const ledger = client.db().collection('ledger');
    const cursor = ledger
      .find(workspace === undefined ? {} : { workspace }, { readConcern: 'majority' })
      .sort({ workspace: 1, contact: 1, seq: 1 });
    for await (const document of cursor) {
      const entry = document as unknown as RawEntry;
      const chain = `${entry.workspace}/${entry.contact}`;
      faults.push(...faultsOf(entry, tips.get(chain)).map((fault) => `${entry._id}: ${fault}`));
      tips.set(chain, entry);
      entries += 1;
    }
    faults.push(...(await faultsOfHeads(client.db().collection('heads'), tips, workspace)));
  } finally {
    await client.close();
  }
  return { entries, chains: tips.size, faults };
}

function faultsOf(entry: RawEntry, before: RawEntry | undefined): string[] {
  const core = JSON.parse(entry.core) as Record<string, unknown>;
  const expected: Record<string, unknown> = {
    workspace: entry.workspace,
    contact: entry.contact,
    kind: entry.kind,
    seq: entry.seq,
    prevHash: before?.hash ?? null,
  };
  const faults = Object.entries(expected)
    .filter(([field, value]) => core[field] !== value)
    .map(([field, value]) => `core.${field} is ${show(core[field])}, expected ${show(value)}`);
  const seq = (before?.seq ?? 0) + 1;
  if (entry.seq !== seq) faults.push(`seq is ${entry.seq}, expected ${seq}`);
  if (sha256(entry.core) !== entry.hash) faults.push('hash is not the SHA-256 of core');
  if (canonical(core) !== entry.core) faults.push('core is not canonical JSON');
  if (entry.evidence && sha256(entry.evidence.buffer) !== core['evidenceDigest']) {
    faults.push('evidenceDigest is not the SHA-256 of the sealed evidence');
  }
  return faults;
}

type Collection = ReturnType<InstanceType<typeof mongoose.mongo.MongoClient>['db']>['collection'];

async function faultsOfHeads(
  heads: ReturnType<Collection>,
  tips: ReadonlyMap<string, RawEntry>,
  workspace: string | undefined,
): Promise<string[]> {
  const faults: string[] = [];
  const seen = new Set<string>();
  for await (const document of heads.find(workspace === undefined ? {} : { workspace })) {
    const head = document as unknown as RawHead;
    const chain = `${head.workspace}/${head._id}`;
    seen.add(chain);
    const tip = tips.get(chain);
    if (head.seq !== (tip?.seq ?? 0)) {
      faults.push(`${chain}: head is at ${head.seq}, the ledger at ${tip?.seq ?? 0}`);
    } else if (head.hash !== (tip?.hash ?? null)) {
      faults.push(`${chain}: head and ledger differ in their hash`);
    }
  }
  for (const chain of tips.keys()) if (!seen.has(chain)) faults.push(`${chain}: no head`);
  return faults;
}

const show = (value: unknown) => JSON.stringify(value) ?? 'missing';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** RFC 8785 for what a core may hold: objects, strings, whole numbers, null. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
