// The console's list: how many records stand where, and one page of those that are looked at.
import type { Store } from '../../store/store.js';
import { type ConsentViewStores, viewConsents } from '../consent-view.js';
import { listRecords, type ListedRecord } from '../record-listing.js';
import { type IconState, iconStateOf } from './text-icon.js';

/** Records that are counted; past it the newest ones stand for the rest, and the page says so. */
const COUNTED_MAX = 5_000;
const PAGE_SIZE = 50;

export interface OverviewQuery {
  readonly query?: string;
  readonly state?: IconState;
  readonly after?: string;
}

export interface Overview {
  readonly counts: Readonly<Record<IconState, number>>;
  readonly total: number;
  readonly countedAll: boolean;
  /** There are more than are shown, and no next page: the words have to say more. */
  readonly more?: boolean;
  readonly data: readonly ListedRecord[];
  /** External id after which the next page begins. */
  readonly next?: string;
}

type Stores = Pick<Store, 'records' | 'people'> & ConsentViewStores;

export async function overviewOf(
  store: Stores,
  workspace: string,
  { query, state, after }: OverviewQuery,
): Promise<Overview> {
  if (query !== undefined) return matching(store, workspace, query, state);
  const outline = await store.records.outline(workspace, COUNTED_MAX);
  const consents = await viewConsents(store, workspace, outline);
  const states = consents.map(iconStateOf);
  const counts = { none: 0, wait: 0, ok: 0, stop: 0, block: 0 };
  for (const one of states) counts[one] += 1;
  const counted = { counts, total: outline.length, countedAll: outline.length < COUNTED_MAX };
  const wanted = outline.filter((_record, index) => !state || states[index] === state);
  const start = wanted.findIndex(({ externalId }) => externalId === after) + 1;
  const ids = wanted.slice(start, start + PAGE_SIZE).map(({ externalId }) => externalId);
  const last = start + PAGE_SIZE < wanted.length ? ids.at(-1) : undefined;
  const data = await load(store, workspace, ids);
  return { ...counted, data, ...(last !== undefined && { next: last }) };
}

/** What matches words; nobody is counted then, for that would cost more than the search. */
async function matching(
  store: Stores,
  workspace: string,
  query: string,
  state: IconState | undefined,
): Promise<Overview> {
  const { data, hasMore } = await listRecords(store, workspace, {
    ...{ query, limit: PAGE_SIZE },
    ...(state && { wanted: (consent) => iconStateOf(consent) === state }),
  });
  const counts = { none: 0, wait: 0, ok: 0, stop: 0, block: 0 };
  return { counts, total: data.length, countedAll: true, data, more: hasMore };
}

async function load(store: Stores, workspace: string, ids: readonly string[]) {
  const found = await store.records.many(workspace, ids);
  const records = ids.flatMap((id) => found.get(id) ?? []);
  const consents = await viewConsents(store, workspace, records);
  return records.flatMap((record, index): ListedRecord[] => {
    const consent = consents[index];
    return consent ? [{ record, consent }] : [];
  });
}
