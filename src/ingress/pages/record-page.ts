// What the page of one record shows: where it stands, what was asked, what happened.
import { formatPhone } from '../../phone.js';
import { entryOf, type LedgerEntry } from '../../store/ledger.js';
import { KEYWORD } from '../../store/open-word.js';
import type { OptInRequest } from '../../store/requests.js';
import type { Store } from '../../store/store.js';
import { wordsOf } from '../api/request-view.js';
import { type ConsentView, viewConsents } from '../consent-view.js';
import { type AskingDeps, askingPanelOf } from './asking-panel.js';
import { howTheyCame } from './how-it-came.js';
import { requestPanelOf } from './request-panel.js';
import { sayDay } from './spoken-time.js';
import { iconStateOf, textIconOf } from './text-icon.js';
import { channelWord, timelineOf } from './timeline.js';

const ENTRIES_MAX = 200;
const REQUESTS_MAX = 20;

/** @returns null when the workspace has no such record. */
export async function recordPageOf(
  deps: AskingDeps & { readonly store: Store },
  workspace: string,
  externalId: string,
) {
  const { store } = deps;
  const record = await store.records.get(workspace, externalId);
  if (!record) return null;
  const { contact } = record;
  const [settings, [consent], requests, rows] = await Promise.all([
    store.workspaces.get(workspace),
    viewConsents(store, workspace, [record]),
    store.requests.list(workspace, { record: externalId, limit: REQUESTS_MAX }),
    contact ? store.ledger.entries(workspace, contact, { limit: ENTRIES_MAX }) : [],
  ]);
  const [scans, came] = await Promise.all([
    store.scans.of(
      workspace,
      requests.data.map(({ _id }) => _id),
    ),
    howTheyCame(store, workspace, rows),
  ]);
  if (!consent) throw new Error('a record came without its consent');
  const now = store.clock.now();
  const programs = settings?.programs ?? {};
  const entries = rows.map(entryOf);
  const open = requests.data.find(({ _id }) => _id === consent.openRequest?.id);
  const senders = Object.values(settings?.senders ?? {});
  const since = consent.since === undefined ? now : new Date(consent.since);
  const sender = open?.sender ?? senders[0]?.number;
  const asked = { record, requests: requests.data, programs, now };
  return {
    record,
    ...(record.phone !== undefined && { phone: record.phone, draft: draftFor(consent, open) }),
    facts: factsOf(record),
    icon: textIconOf(consent, now),
    state: iconStateOf(consent),
    badge: badgeOf(consent, { entries, came }, sayDay(since, now, record.timezone)),
    standings: Object.entries(consent.programs).map(([id, standing]) => ({
      name: programs[id]?.name ?? id,
      ...standing,
    })),
    panel: await requestPanelOf(store.people, workspace, asked),
    ...askingPanelOf(deps, { ...asked, flags: consent.flags }),
    /** There is something to prove. */
    proven: entries.length > 0,
    lastAsked: requests.data[0]?.status,
    senderPhone: sender === undefined ? '' : formatPhone(sender),
    timeline: timelineOf({ record, entries, came, requests: requests.data, scans, programs, now }),
  };
}

function factsOf(record: { phone?: string; email?: string; address?: string; externalId: string }) {
  const { phone, email, address, externalId } = record;
  return {
    phone: phone === undefined ? undefined : formatPhone(phone),
    rest: [email, address, externalId].filter((fact) => fact !== undefined),
  };
}

/** What the person would text next. */
function draftFor(consent: ConsentView, open: OptInRequest | undefined): string {
  if (consent.status === 'opted_in') return 'STOP';
  return open ? wordsOf(open) : KEYWORD;
}

/** `Opted out · 12 Mar, texted STOP`: the badge of somebody who said stop. */
function badgeOf(
  consent: ConsentView,
  { entries, came }: { entries: readonly LedgerEntry[]; came: ReadonlyMap<string, string> },
  day: string,
) {
  if (consent.status !== 'opted_out') return undefined;
  const deciding = entries.find(({ id }) => id === consent.entry);
  const how = deciding && (came.get(deciding.id) ?? channelWord(deciding));
  return how === undefined ? `Opted out · ${day}` : `Opted out · ${day}, ${how}`;
}
