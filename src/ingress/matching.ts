// Saying whose act it was: a person names the number that acted on a request, and says whether the
// record has that number from now on. Consent stays with the number; nothing here changes any.
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
  const { record } = request;
  if (await records.adopt(workspace, record, contact, { replace: useNumber })) {
    await requests.follow(workspace, record, contact);
  }
  return request;
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
