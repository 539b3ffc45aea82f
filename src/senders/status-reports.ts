// What became of texts, as the provider reports it: best effort, unordered, repeated. Ranked, never
// backwards, many in few writes. A report about a text that we do not know is kept, not dropped.
import { groupBy } from '../group-by.js';
import type { InboxEvent } from '../store/inbox.js';
import type { KeptStatus } from '../store/kept-statuses.js';
import { isFinal } from '../store/message-status.js';
import type { MessageReport, ReportedMessage } from '../store/message-reports.js';
import type { Store } from '../store/store.js';
import type { ReportIds, StatusReport } from './dialect.js';
import { reportEvent } from './provider-reports.js';
import { dialect } from './providers.js';

export interface StatusReportsDeps {
  readonly store: Pick<
    Store,
    'effects' | 'messages' | 'heads' | 'clock' | 'senders' | 'keptStatuses' | 'breakers'
  >;
  /** Hands acts to the one road; an error stands at the place of an act that could not be kept. */
  keep(events: readonly InboxEvent[]): Promise<readonly (Error | undefined)[]>;
}

/** `unknown`: no message of ours has this id at the provider (yet). */
export type ReportOutcome = 'applied' | 'unknown' | Error;

/** A report with the message that it is about; one without only its ids. */
interface Heard {
  readonly report: StatusReport;
  readonly workspace: string;
  readonly message?: ReportedMessage;
}

/** The same report is the same key, however often it comes. */
const keyOf = ({ accountSid, providerSid, status }: StatusReport) =>
  `${dialect.name}/${accountSid}/${providerSid}/${status}`;

/**
 * Applies reports to their messages; what they say of numbers goes through the inbox before
 * anything shows it as handled. May be repeated, late, and in any order.
 * @returns an outcome for each report, in order; one report's failure is no other's.
 */
export async function applyReports(
  deps: StatusReportsDeps,
  reports: readonly StatusReport[],
): Promise<ReportOutcome[]> {
  const unique = new Map(reports.map((report) => [keyOf(report), report]));
  const heard = await findMessages(deps, [...unique.values()]);
  const outcomes = new Map<string, ReportOutcome>(
    [...unique.keys()].map((key) => [key, 'unknown']),
  );
  const groups = groupBy(heard, ({ workspace }) => workspace);
  await Promise.all(
    [...groups].map(async ([workspace, ofOne]) => {
      const failed = await applyIn(deps, workspace, ofOne);
      for (const { report, message } of ofOne) {
        const known = message ? 'applied' : 'unknown';
        outcomes.set(keyOf(report), failed.get(report) ?? known);
      }
    }),
  );
  return reports.map((report) => outcomes.get(keyOf(report)) ?? 'unknown');
}

/** The same for reports as they come in: those about texts that nobody knows are kept. */
export async function takeReports(
  deps: StatusReportsDeps,
  reports: readonly StatusReport[],
): Promise<readonly (Error | undefined)[]> {
  const outcomes = await applyReports(deps, reports);
  const unknown = reports.filter((_, index) => outcomes[index] === 'unknown');
  const receivedAt = deps.store.clock.now();
  const kept = new Map(unknown.map((report) => [keyOf(report), toKept(report, receivedAt)]));
  await deps.store.keptStatuses.keep([...kept.values()]);
  return outcomes.map((outcome) => (outcome instanceof Error ? outcome : undefined));
}

const toKept = (report: StatusReport, receivedAt: Date): KeptStatus => ({
  ...report,
  id: keyOf(report),
  receivedAt,
});

/** By our own id where a report carries it, else by the provider's in the account's workspaces. */
async function findMessages(
  { store }: StatusReportsDeps,
  reports: readonly StatusReport[],
): Promise<Heard[]> {
  const ours = reports.filter((report): report is StatusReport & { ids: ReportIds } =>
    Boolean(report.ids),
  );
  const others = reports.filter(({ ids }) => !ids);
  const [byIds, bySids] = await Promise.all([
    Promise.all(
      [...groupBy(ours, ({ ids }) => ids.workspace)].map(async ([workspace, ofOne]) => {
        const ids = new Set(ofOne.map((report) => report.ids.message));
        const found = await store.messages.reported(workspace, [...ids]);
        const messages = new Map(found.map((message) => [message.id, message]));
        return ofOne.map((report): Heard => {
          const message = messages.get(report.ids.message);
          return { report, workspace, ...(message && { message }) };
        });
      }),
    ),
    Promise.all(
      [...groupBy(others, ({ accountSid }) => accountSid)].map(async ([accountSid, ofOne]) => {
        const account = await store.senders.account(accountSid);
        const sids = new Set(ofOne.map(({ providerSid }) => providerSid));
        const found = await store.messages.withSids(account?.workspaces ?? [], [...sids]);
        const messages = new Map(found.map((message) => [message.providerSid, message]));
        return ofOne.flatMap((report): Heard[] => {
          const message = messages.get(report.providerSid);
          return message ? [{ report, workspace: message.workspace, message }] : [];
        });
      }),
    ),
  ]);
  return [...byIds, ...bySids].flat();
}

/** @returns the reports that could not be applied. */
async function applyIn(
  deps: StatusReportsDeps,
  workspace: string,
  heard: readonly Heard[],
): Promise<Map<StatusReport, Error>> {
  const { store } = deps;
  const acts = await saidOfNumbers(deps, workspace, heard);
  const kept = acts.length > 0 ? await deps.keep(acts.map(({ event }) => event)) : [];
  const failed = new Map(
    acts.flatMap(({ report }, index) => {
      const error = kept[index];
      return error ? [[report, error] as const] : [];
    }),
  );
  const told = heard.filter(({ report }) => !failed.has(report));
  // A call is proven by the first report alone: later ones find its id with the message.
  await store.effects.settleByCallbacks(
    workspace,
    told.flatMap(({ report: { ids, providerSid }, message }) =>
      ids && message?.providerSid === undefined ? [{ effect: ids.effect, providerSid }] : [],
    ),
  );
  await holdRefused(store, told);
  await store.messages.report(workspace, told.flatMap(toMessageReport));
  return failed;
}

/**
 * A refusal of the account or the sender that came after the text was taken holds the others all
 * the same. Before it is shown: whoever dies in between hears of it again. A report that came
 * before, and is shown already, holds nobody a second time.
 */
async function holdRefused(
  { breakers }: Pick<Store, 'breakers'>,
  told: readonly Heard[],
): Promise<void> {
  const refused = new Map<string, { code: string; reason: string }>();
  for (const { report, message } of told) {
    const { accountSid, errorCode: code } = report;
    if (code === undefined || !message || isFinal(message.status)) continue;
    const { action, trouble, reason } = dialect.describeError(code);
    if (action !== 'alert' || trouble === undefined) continue;
    const id = trouble === 'account' ? accountSid : `${accountSid}/${message.sender}`;
    refused.set(id, { code, reason });
  }
  for (const [id, { code, reason }] of refused) {
    await breakers.fail(id, reason, code, { reported: true });
  }
}

/**
 * Nothing where the message belongs to another text of the provider by now: the one that it shows
 * was told apart by a look-up, and its own reports come by themselves.
 */
function toMessageReport({ report, message }: Heard): MessageReport[] {
  const { providerSid, status, errorCode } = report;
  if (!message || (message.providerSid ?? providerSid) !== providerSid) return [];
  return [{ id: message.id, status, providerSid, ...(errorCode && saidBy(errorCode)) }];
}

/** The text ended in any case; of an error that is ours to mend an operator hears besides. */
function saidBy(errorCode: string): Pick<MessageReport, 'errorCode' | 'reason' | 'alert'> {
  const { action, reason } = dialect.describeError(errorCode);
  return { errorCode, reason, ...(action === 'alert' && { alert: true }) };
}

interface SaidOfNumber {
  readonly report: StatusReport;
  readonly event: InboxEvent;
}

/** A text that arrived takes back that the number cannot be reached; an error may say that. */
async function saidOfNumbers(
  { store }: StatusReportsDeps,
  workspace: string,
  heard: readonly Heard[],
): Promise<SaidOfNumber[]> {
  const arrived = heard.filter(({ report }) => report.status === 'delivered');
  const failed = heard.flatMap((one) => {
    const { errorCode: code } = one.report;
    if (code === undefined || one.report.status === 'delivered') return [];
    const { flag, flagAfter = 1 } = dialect.describeError(code);
    return flag ? [{ ...one, code, flag, flagAfter }] : [];
  });
  const patient = failed.filter(({ flagAfter }) => flagAfter > 1);
  const [heads, before] = await Promise.all([
    store.heads.many(workspace, [...new Set(arrived.flatMap(contactOf))]),
    store.messages.lastErrorCodes(workspace, {
      contacts: [...new Set(patient.flatMap(contactOf))],
      limit: Math.max(0, ...patient.map(({ flagAfter }) => flagAfter - 1)),
      except: patient.flatMap(({ message, report: { ids } }) => message?.id ?? ids?.message ?? []),
    }),
  ]);
  const receivedAt = store.clock.now();
  const say = (
    { report, message }: Heard,
    contact: string,
    said: Pick<Parameters<typeof reportEvent>[0], 'code' | 'flag' | 'raised'>,
  ): SaidOfNumber => {
    const { accountSid, providerSid: origin } = report;
    const about = { workspace, contact, provider: dialect.name, accountSid, origin, receivedAt };
    const sender = message?.sender ?? report.sender;
    return { report, event: reportEvent({ ...about, sender, ...said }) };
  };
  return [
    ...arrived.flatMap((one) =>
      contactOf(one)
        .filter((contact) => heads.get(contact)?.flags['unreachable'] !== undefined)
        .map((contact) => {
          const code = one.report.status;
          return say(one, contact, { code, flag: 'unreachable', raised: false });
        }),
    ),
    ...failed.flatMap((one) =>
      contactOf(one)
        .filter((contact) => {
          const codes = (before.get(contact) ?? []).slice(0, one.flagAfter - 1);
          return codes.length === one.flagAfter - 1 && codes.every((code) => code === one.code);
        })
        .map((contact) => say(one, contact, { code: one.code, flag: one.flag, raised: true })),
    ),
  ];
}

/** None for a report that carries no ids and whose message is not known. */
const contactOf = ({ message, report: { ids } }: Heard): string[] => {
  const contact = message?.contact ?? ids?.contact;
  return contact === undefined ? [] : [contact];
};
