// Consent as the outside sees it: heads and open requests of many records, read together, said in
// one shape. Nothing is decided here; what acts amount to is consent/standing.
import { overallStatus, standingOf } from '../consent/fold.js';
import type { Basis, ConsentStatus, Head } from '../consent/types.js';
import { headsOfPersons, personsOf } from '../store/persons.js';
import type { CrmRecord } from '../store/records.js';
import type { OptInRequest } from '../store/requests.js';
import type { Store } from '../store/store.js';

export interface StandingView {
  status: ConsentStatus;
  basis?: Basis;
  since?: string;
  entry?: string;
}

export interface ConsentView extends StandingView {
  contact?: string;
  programs: Record<string, StandingView>;
  flags: string[];
  openRequest?: { id: string; method: string; status: string; createdAt: string };
}

/** Where a contact stands, program by program. @param programs ids of the workspace's programs. */
export function viewConsent(
  head: Head | null | undefined,
  programs: readonly string[],
  request?: OptInRequest,
): ConsentView {
  const standings = Object.fromEntries(
    programs.map((program): [string, StandingView] => [
      program,
      head ? { ...standingOf(head, program) } : { status: 'none' },
    ]),
  );
  const status = head ? overallStatus(head) : 'none';
  const deciding = Object.values(standings).find((standing) => standing.status === status);
  return {
    ...deciding,
    status,
    programs: standings,
    // A provider's block is kept per sender; outside it is one flag.
    flags: [...new Set(Object.keys(head?.flags ?? {}).map((key) => key.split(':')[0] ?? key))],
    ...(request && { openRequest: viewOpenRequest(request) }),
  };
}

export type ConsentViewStores = Pick<
  Store,
  'aliases' | 'heads' | 'invitations' | 'requests' | 'workspaces'
>;

/** Consent of each of these records, in their order: a read each of heads, requests and mail. */
export async function viewConsents(
  store: ConsentViewStores,
  workspace: string,
  records: readonly Pick<CrmRecord, 'externalId' | 'contact' | 'email'>[],
): Promise<ConsentView[]> {
  const contacts = records.flatMap((record) => record.contact ?? []);
  const ids = records.map((record) => record.externalId);
  const [settings, heads, requests, unmailable] = await Promise.all([
    store.workspaces.get(workspace),
    headsOf(store, workspace, contacts),
    store.requests.openFor(workspace, ids),
    refusingMail(store, workspace, records),
  ]);
  const programs = Object.keys(settings?.programs ?? {});
  return records.map(({ externalId, contact }) => {
    const head = contact === undefined ? undefined : heads.get(contact);
    const view = viewConsent(head, programs, requests.get(externalId));
    if (unmailable.has(externalId)) view.flags.push('email_unsubscribed');
    return contact === undefined ? view : { contact, ...view };
  });
}

/** Where the person of each contact stands. */
async function headsOf(
  store: Pick<ConsentViewStores, 'aliases' | 'heads'>,
  workspace: string,
  contacts: readonly string[],
): Promise<Map<string, Head | null>> {
  const persons = await personsOf(store, workspace, contacts);
  const heads = await headsOfPersons(store, workspace, persons);
  return new Map(contacts.map((contact, index) => [contact, heads[index] ?? null]));
}

/** Records whose address asked not to be written to again. */
async function refusingMail(
  { invitations }: ConsentViewStores,
  workspace: string,
  records: readonly Pick<CrmRecord, 'externalId' | 'email'>[],
): Promise<Set<string>> {
  const addresses = await Promise.all(
    records.flatMap(({ externalId, email }) =>
      email === undefined
        ? []
        : [invitations.addressOf(workspace, email).then((address) => ({ externalId, address }))],
    ),
  );
  const refused = await invitations.refusedAmong(
    workspace,
    addresses.map(({ address }) => address),
  );
  return new Set(
    addresses.filter(({ address }) => refused.has(address)).map(({ externalId }) => externalId),
  );
}

function viewOpenRequest({ _id, method, status, createdAt }: OptInRequest) {
  return { id: _id, method, status, createdAt: createdAt.toISOString() };
}
