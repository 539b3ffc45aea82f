// What the opt-in pop-up is told of one record, put together from what the record's page is made
// of. Reads only; nothing is decided here.
import { calledName } from '../../called-name.js';
import type { Config } from '../../config.js';
import { isOpen, REQUEST_METHODS } from '../../consent/request-status.js';
import { sha256 } from '../../digest.js';
import { groupBy } from '../../group-by.js';
import { formatPhone } from '../../phone.js';
import { entryOf } from '../../store/ledger.js';
import { KEYWORD, openWordOf } from '../../store/open-word.js';
import type { CrmRecord } from '../../store/records.js';
import type { OptInRequest, RequestMethod } from '../../store/requests.js';
import type { Store } from '../../store/store.js';
import type { Workspace } from '../../store/workspaces.js';
import { keywordOf, requestCodeOf, smsUrlOf, usualTargetOf } from '../api/request-view.js';
import { choose, workspaceOf } from '../choices.js';
import { QUIET_ZONE } from '../codes/qr-matrix.js';
import { qrPath } from '../codes/qr-svg.js';
import { type ConsentView, viewConsents } from '../consent-view.js';
import { noMailFor } from '../pages/asking-panel.js';
import { linkedText, namedLinks } from '../pages/linked-text.js';
import { requestPanelOf } from '../pages/request-panel.js';
import { sayDay, sayWhen } from '../pages/spoken-time.js';
import { textIconOf } from '../pages/text-icon.js';
import { howTheyCame } from '../pages/how-it-came.js';
import { channelWord } from '../pages/timeline.js';
import type { WidgetState } from './state-shape.js';

export interface WidgetStateDeps {
  readonly store: Store;
  readonly config: Pick<Config, 'publicUrl' | 'smtpUrl' | 'carrier' | 'carrierUrl' | 'mailFrom'>;
}

export interface WidgetStateOptions {
  readonly workspace: string;
  readonly externalId: string;
  /** Ways of asking that may be offered; all when left out. */
  readonly methods?: readonly RequestMethod[] | undefined;
  readonly mayAct: boolean;
}

/** The newest of a record's requests. */
const REQUESTS_MAX = 20;

/** @returns null when the workspace has no such record. */
export async function widgetStateOf(
  deps: WidgetStateDeps,
  { workspace, externalId, methods = REQUEST_METHODS, mayAct }: WidgetStateOptions,
): Promise<WidgetState | null> {
  const { store } = deps;
  const record = await store.records.get(workspace, externalId);
  if (!record) return null;
  const [settings, [consent], { data: requests }, waiting] = await Promise.all([
    workspaceOf(store, workspace),
    viewConsents(store, workspace, [record]),
    store.requests.list(workspace, { record: externalId, limit: REQUESTS_MAX }),
    store.requests.waitingFor(workspace, [externalId]),
  ]);
  if (!consent) throw new Error('a record came without its consent');
  const now = store.clock.now();
  const { programs, brand } = settings;
  const [{ questions }, cause] = await Promise.all([
    requestPanelOf(store.people, workspace, { record, requests, programs, now }),
    causeOf(deps, workspace, { consent, record, now }),
  ]);
  const open = requests.filter(({ status }) => isOpen(status));
  const { program, sender } = choose(settings, {});
  return {
    record: personOf(record),
    brand: brand.name,
    icon: textIconOf(consent, now),
    ...(cause && { cause }),
    ...{ flags: consent.flags, mayAct },
    sender: { number: sender.number, said: formatPhone(sender.number) },
    keyword: openWordOf(settings, program.id)?.keyword ?? KEYWORD,
    ways: REQUEST_METHODS.filter((method) => methods.includes(method)).map((method) => {
      const closed = method === 'email' ? noMailFor(deps, record, consent.flags) : undefined;
      return { method, ...(closed && { closed }) };
    }),
    asked: open.map((request) => askedOf(deps, request, { settings, record, now })),
    ...endedOf(requests),
    questions: questions.map(({ candidates, ...question }) => {
      return { ...question, candidates: [...candidates] };
    }),
    shown: shownOf(consent, waiting),
  };
}

function personOf({ externalId: id, name, phone, email }: CrmRecord): WidgetState['record'] {
  return {
    ...{ id, name, first: calledName(name) },
    ...(phone !== undefined && { phone: formatPhone(phone) }),
    ...(email !== undefined && { email }),
  };
}

interface Telling {
  readonly settings: Workspace;
  readonly record: CrmRecord;
  readonly now: Date;
}

function askedOf(
  deps: WidgetStateDeps,
  request: OptInRequest,
  { settings, record, now }: Telling,
): WidgetState['asked'][number] {
  const { _id: id, method, status, token, script, disclosure, email, expiresAt } = request;
  const shown = method === 'qr' && codeOf(deps, request, settings);
  return {
    ...{ id, method, token, keyword: keywordOf(request), smsUrl: smsUrlOf(request) },
    status: status as WidgetState['asked'][number]['status'],
    until: sayDay(expiresAt, now, record.timezone),
    ...(script && { script: { version: script.version, parts: linkedText(script.text) } }),
    disclosure: { version: disclosure.version, parts: namedLinks(disclosure.text) },
    ...(shown && { code: shown }),
    ...(email && {
      mail: {
        ...{ to: email.to, status: email.status },
        ...(email.reason !== undefined && { reason: email.reason }),
      },
    }),
  };
}

function codeOf(deps: WidgetStateDeps, request: OptInRequest, { programs }: Workspace) {
  const target = usualTargetOf(programs[request.program]);
  const { matrix, title } = requestCodeOf(request, target, deps);
  return { side: matrix.size + 2 * QUIET_ZONE, path: qrPath(matrix), title };
}

function endedOf([newest, ...others]: readonly OptInRequest[]): Pick<WidgetState, 'ended'> {
  if (!newest || [newest, ...others].some(({ status }) => isOpen(status))) return {};
  const { method, reason } = newest;
  const status = newest.status as NonNullable<WidgetState['ended']>['status'];
  return { ended: { method, status, ...(reason !== undefined && { reason }) } };
}

/** The entry that made consent what it is: how it came, and when. */
async function causeOf(
  { store }: WidgetStateDeps,
  workspace: string,
  { consent, record, now }: { consent: ConsentView; record: CrmRecord; now: Date },
): Promise<WidgetState['cause']> {
  if (consent.entry === undefined) return undefined;
  const [row] = await store.ledger.byIds(workspace, [consent.entry]);
  if (!row) return undefined;
  const entry = entryOf(row);
  const came = await howTheyCame(store, workspace, [row]);
  const at = new Date(entry.occurredAt);
  return {
    by: entry.source.channel,
    words: came.get(row._id) ?? channelWord(entry),
    at: sayWhen(at, now, record.timezone),
    day: sayDay(at, now, record.timezone),
    written: consent.basis === 'express_written',
  };
}

/** What moves the pop-up on, as a word: consent, and what is open or asks whose act it was. */
function shownOf(consent: ConsentView | undefined, waiting: readonly OptInRequest[]): string {
  if (!consent) return 'gone';
  const requests = waiting
    .map(({ _id, revision, offers }) => `${_id}:${revision}:${offers.length}`)
    .sort();
  const told = [consent.status, consent.entry, ...consent.flags, ...requests];
  return sha256(told.join('/')).slice(0, 16);
}

/** What each of these pop-ups would show by now: a read of each kind for a workspace. */
export async function shownNow(
  store: Store,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  for (const [workspace, own] of groupBy(keys, (key) => key.slice(0, key.indexOf('/')))) {
    const ids = own.map((key) => key.slice(workspace.length + 1));
    const [records, requests] = await Promise.all([
      store.records.many(workspace, ids),
      store.requests.waitingFor(workspace, ids),
    ]);
    const found = [...records.values()];
    const consents = await viewConsents(store, workspace, found);
    const byRecord = groupBy(requests, ({ record }) => record);
    for (const [at, { externalId }] of found.entries()) {
      const word = shownOf(consents[at], byRecord.get(externalId) ?? []);
      shown.set(keyOf(workspace, externalId), word);
    }
  }
  return shown;
}

/** Names a pop-up among all that are open. */
export const keyOf = (workspace: string, externalId: string) => `${workspace}/${externalId}`;
