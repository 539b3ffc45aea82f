// Saying whose act it was: a person names the number that acted on a request, and says whether the
// record has that number from now on. Consent stays with the number; nothing here changes any.
import { ANSWERABLE } from '../consent/request-status.js';
import type { Actor, OptInRequest } from '../store/requests.js';
import type { Store } from '../store/store.js';

export interface Match {
  /** The number that acted. */
  readonly contact: string;
  /** Who says so: part of the evidence. */
  readonly by: Actor;
  /** Replaces another number of the record; one without a number gets this one in any case. */
  readonly useNumber?: boolean;
}

/** The newest of a record's requests among which siblings are looked for. */
const SIBLINGS_MAX = 20;

/**
 * Saying the same again is no error, and finishes what a crash left undone.
 * @returns the request; null when it does not wait for an answer with that number.
 */
export async function matchRequest(
  { requests, records }: Pick<Store, 'requests' | 'records'>,
  workspace: string,
  id: string,
  { contact, by, useNumber = false }: Match,
): Promise<OptInRequest | null> {
  const matched = await requests.match(workspace, id, { contact, by });
  const request = matched ?? (await alreadyMatched(requests, workspace, id, contact));
  if (!request) return null;
  for (const { _id } of await siblingsOf(requests, request)) {
    await requests.match(workspace, _id, { contact, by });
  }
  const { record } = request;
  if (await records.adopt(workspace, record, contact, { replace: useNumber })) {
    await requests.follow(workspace, record, contact);
  }
  return request;
}

/**
 * Takes a request back. Where it asked whose act it was, that is the answer "none of them", also
 * to those that asked the same.
 */
export async function noneOfThem(
  { requests }: Pick<Store, 'requests'>,
  request: OptInRequest,
  by: Actor,
): Promise<OptInRequest | null> {
  const { workspace, status, _id } = request;
  const cancelled = await requests.cancel(workspace, _id, by);
  if (status !== 'needs_match') return cancelled;
  for (const sibling of await siblingsOf(requests, request)) {
    if (sibling.status === 'needs_match') await requests.cancel(workspace, sibling._id, by);
  }
  return cancelled;
}

/** Requests of the record that the same token answers, and that still wait for an answer. */
async function siblingsOf(
  requests: Store['requests'],
  { workspace, _id, record, token, program }: OptInRequest,
): Promise<OptInRequest[]> {
  const { data } = await requests.list(workspace, { record, limit: SIBLINGS_MAX });
  return data.filter(
    (one) =>
      one._id !== _id &&
      one.token === token &&
      one.program === program &&
      ANSWERABLE.includes(one.status),
  );
}

async function alreadyMatched(
  requests: Store['requests'],
  workspace: string,
  id: string,
  contact: string,
): Promise<OptInRequest | null> {
  const standing = await requests.get(workspace, id);
  return standing?.status === 'completed' && standing.actingContact === contact ? standing : null;
}
