// `assent inbox list|retry`: acts that could not be decided and were set aside. They are listed
// with what remains of them (a fence keeps every text from their contact), and given back.
import type { Config } from '../config.js';
import { NOBODY } from '../senders/inbound-events.js';
import type { SetAsideAct } from '../store/set-aside.js';
import type { Store } from '../store/store.js';
import { UsageFault, WrongCall } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface InboxOptions {
  readonly workspace?: string;
  readonly json: boolean;
}

const PAGE = 100;

export async function runInboxList(config: Config, options: InboxOptions): Promise<void> {
  const acts = await withStore(config, async (store) => {
    const found: SetAsideAct[] = [];
    for (const workspace of await workspacesOf(store, options)) {
      for await (const act of actsOf(store, workspace)) found.push(act);
    }
    return found;
  });
  const text = options.json
    ? JSON.stringify({ setAside: acts.map(viewOf) })
    : [headingOf(acts), ...acts.map(sentenceOf)].join('\n');
  process.stdout.write(`${text}\n`);
}

export async function runInboxRetry(
  config: Config,
  ids: readonly string[],
  options: InboxOptions & { readonly all: boolean },
): Promise<void> {
  if (ids.length === 0 && !options.all) {
    throw new WrongCall('wanted ids as assent inbox list shows them, or --all');
  }
  const { retried, ofNobody } = await withStore(config, async (store) => {
    const counts = new Map<string, number>();
    for (const workspace of await workspacesOf(store, options)) {
      counts.set(workspace, await store.setAside.retry(workspace, options.all ? undefined : ids));
    }
    const sum = [...counts.values()].reduce((left, right) => left + right, 0);
    return { retried: sum, ofNobody: counts.get(NOBODY) ?? 0 };
  });
  if (retried < ids.length) process.exitCode = 1;
  const missing =
    ids.length > retried ? `; ${ids.length - retried} are not set aside (any more)` : '';
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ retried })}\n`
      : `${retried} given back to the workers${missing}; what fails again is listed again\n` +
          (ofNobody > 0 ? adviceFor(ofNobody) : ''),
  );
}

/** Such an act keeps the workspace that it was given when it came: none. */
const adviceFor = (count: number): string =>
  `${count} of them came to a number of nobody and will fail again, also once the number was ` +
  'added: add it (assent senders add), then take its texts anew: assent reconcile --since TIME\n';

/** Also of workspaces that do not exist: that may be why an act was set aside. */
async function workspacesOf(store: Store, { workspace }: InboxOptions): Promise<string[]> {
  const counts = await store.setAside.counts();
  if (workspace === undefined) return counts.map((one) => one.workspace);
  const isKnown = counts.some((one) => one.workspace === workspace);
  if (!isKnown && !(await store.workspaces.get(workspace))) {
    throw new UsageFault(`there is no workspace ${workspace}; see: assent workspaces list`);
  }
  return [workspace];
}

async function* actsOf(store: Store, workspace: string): AsyncGenerator<SetAsideAct> {
  let last: string | undefined;
  for (;;) {
    const from = last === undefined ? {} : { startingAfter: last };
    const { data, hasMore } = await store.setAside.list(workspace, { limit: PAGE, ...from });
    yield* data;
    last = data.at(-1)?._id;
    if (!hasMore) return;
  }
}

function viewOf({ _id: id, receivedAt, ...act }: SetAsideAct) {
  return { id, ...act, receivedAt: receivedAt.toISOString() };
}

function headingOf(acts: readonly SetAsideAct[]): string {
  if (acts.length === 0) return 'nothing is set aside';
  const fences = acts.filter(({ fence }) => fence).length;
  const kept = fences > 0 ? `, ${fences} of them keep every text from their contact` : '';
  return `${acts.length} set aside${kept}:`;
}

function sentenceOf({ _id, type, contact, reason, fence, receivedAt }: SetAsideAct): string {
  const at = receivedAt.toISOString();
  const what = `${at}  ${_id}\n  ${type} of ${contact}: ${reason ?? 'no reason'}`;
  return fence ? `${what}\n  FENCE: nothing is sent to this contact until it is decided` : what;
}
