// Lists of records with their consent: for the API and the console, a bounded number of reads a
// page.
import { parsePhone } from '../phone.js';
import type { CrmRecord, GeoBox } from '../store/records.js';
import type { Store } from '../store/store.js';
import { type ConsentView, type ConsentViewStores, viewConsents } from './consent-view.js';

export interface ListedRecord {
  readonly record: CrmRecord;
  readonly consent: ConsentView;
}

export interface RecordQuery {
  readonly limit: number;
  readonly startingAfter?: string;
  readonly query?: string;
  /** Where they have to stand. */
  readonly wanted?: (consent: ConsentView) => boolean;
  readonly box?: GeoBox;
}

type Stores = Pick<Store, 'records' | 'people'> & ConsentViewStores;

/** Looked through for one page of those that stand somewhere: consent is not kept in records. */
const CHUNK = 200;
const CHUNKS_MAX = 100;

/** Newest first. A query that reads as a phone number also finds the records that hold it. */
export async function listRecords(
  store: Stores,
  workspace: string,
  { limit, startingAfter, query, wanted, box }: RecordQuery,
): Promise<{ data: ListedRecord[]; hasMore: boolean }> {
  const phone = query === undefined ? null : parsePhone(query);
  const search = {
    ...(query !== undefined && { query }),
    ...(box && { box }),
    ...(phone !== null && { contact: await store.people.contactOf(workspace, phone) }),
  };
  const found: ListedRecord[] = [];
  let after = startingAfter;
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk += 1) {
    const page = await store.records.list(workspace, {
      ...search,
      limit: wanted === undefined ? limit : CHUNK,
      ...(after !== undefined && { startingAfter: after }),
    });
    const consents = await viewConsents(store, workspace, page.data);
    for (const [index, record] of page.data.entries()) {
      const consent = consents[index];
      if (consent && (wanted?.(consent) ?? true)) {
        found.push({ record, consent });
      }
    }
    if (found.length > limit || !page.hasMore || wanted === undefined) {
      return { data: found.slice(0, limit), hasMore: found.length > limit || page.hasMore };
    }
    after = page.data.at(-1)?.externalId;
  }
  return { data: found.slice(0, limit), hasMore: found.length > limit };
}
