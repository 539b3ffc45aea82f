// From inbox entries to acts that the rules can decide: each type of entry has its reader, and all
// requests that a pass may answer come in one round trip. Reads only.
import type { InboxEntry, InboxType } from '../../src/store/inbox.js';
import type { OptInRequest } from '../../src/store/requests.js';
import type { Store } from '../../src/store/store.js';
import type { Workspace } from '../../src/store/workspaces.js';
import { type Act, isAct, type Notice, type Reader, type ReadEntry } from './act.js';
import { readAttestation } from './readers/attestation.js';
import { readErasure, readExpiry, readFlag, readOrder, readReview } from './readers/reports.js';
import { readEmailConfirmation } from './readers/email-confirmation.js';
import { readProviderBlock } from './readers/provider-block.js';
import { readRevocation } from './readers/revocation.js';
import { readScan } from './readers/scan.js';
import { readText } from './readers/text.js';

const READERS: Readonly<Record<InboxType, Reader>> = {
  text: readText,
  email_confirmation: readEmailConfirmation,
  provider_block: readProviderBlock,
  revocation: readRevocation,
  attestation: readAttestation,
  scan: readScan,
  review: readReview,
  order: readOrder,
  expiry: readExpiry,
  flag: readFlag,
  erasure: readErasure,
};

export interface Prepared {
  readonly acts: readonly Act[];
  readonly notices: readonly Notice[];
  /** Entries that cannot be read; they fail alone. */
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

/** @param entries of this workspace, in order of their stamps. */
export async function prepare(
  store: Pick<Store, 'requests' | 'records'>,
  workspace: Pick<Workspace, 'id' | 'ownWords'>,
  entries: readonly InboxEntry[],
): Promise<Prepared> {
  const read: ReadEntry[] = [];
  const failed: { id: string; reason: string }[] = [];
  for (const entry of entries) {
    try {
      read.push(READERS[entry.type](entry, workspace));
    } catch (error) {
      failed.push({ id: entry._id, reason: `it cannot be read: ${(error as Error).message}` });
    }
  }
  const requests = await soughtRequests(store, workspace.id, read);
  const asked = [...new Set(requests.map(({ record }) => record))];
  const records = asked.length === 0 ? new Map() : await store.records.many(workspace.id, asked);
  const concluded = read.map((one) => one.conclude(requests, records));
  return {
    acts: concluded.filter(isAct),
    notices: concluded.filter((one): one is Notice => !isAct(one)),
    failed,
  };
}

async function soughtRequests(
  { requests }: Pick<Store, 'requests'>,
  workspace: string,
  read: readonly ReadEntry[],
): Promise<OptInRequest[]> {
  const all = read.flatMap(({ seeks }) => seeks ?? []);
  if (all.length === 0) return [];
  return requests.findForActs(workspace, {
    tokens: all.flatMap(({ tokens = [] }) => tokens),
    contacts: all.flatMap(({ contacts = [] }) => contacts),
    ids: all.flatMap(({ ids = [] }) => ids),
  });
}
