// `assent redrive`: dead letters, which are texts, mails and questions that ended badly. Without
// ids it lists them; with ids it gives them back, or lets them go.
import type { Config } from '../config.js';
import { CHANNELS, type Channel } from '../effect-hints.js';
import { newId } from '../ids.js';
import { kindOf, redrive, whyNot } from '../senders/redrive.js';
import type { DeadLetter } from '../store/dead-letters.js';
import type { Store } from '../store/store.js';
import { UsageFault, WrongCall } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface RedriveOptions {
  readonly workspace?: string;
  readonly all: boolean;
  readonly dismiss: boolean;
  readonly reason?: string;
  readonly json: boolean;
}

const PAGE = 100;

export async function runRedrive(
  config: Config,
  given: string | undefined,
  ids: readonly string[],
  options: RedriveOptions,
): Promise<void> {
  const channels = channelsOf(given);
  const acts = options.all || ids.length > 0;
  if (options.all && ids.length > 0) throw new WrongCall('wanted ids or --all, not both');
  if (options.dismiss && !acts) throw new WrongCall('--dismiss wants ids, or --all');
  if ((options.all || options.dismiss) && options.reason === undefined) {
    throw new WrongCall('--all and --dismiss want --reason "…": it is kept with each of them');
  }
  await withStore(config, async (store) => {
    const letters = await lettersOf(store, channels, options);
    if (!acts) return list(letters, store.clock.now(), options);
    const meant = options.all ? letters : letters.filter(({ _id }) => ids.includes(_id));
    const report = await handle(store, meant, options);
    const known = new Set(meant.map(({ _id }) => _id));
    const unknown = ids.filter((id) => !known.has(id));
    for (const id of unknown) report.refused.push({ id, reason: 'It is not on the list.' });
    print(report, options);
  });
}

function channelsOf(given: string | undefined): readonly Channel[] {
  if (given === undefined) return CHANNELS;
  const channel = CHANNELS.find((one) => one === given);
  if (channel) return [channel];
  throw new WrongCall(`there is no channel ${given}; wanted one of ${CHANNELS.join(', ')}`);
}

async function lettersOf(
  store: Store,
  channels: readonly Channel[],
  { workspace }: RedriveOptions,
): Promise<DeadLetter[]> {
  if (workspace !== undefined && !(await store.workspaces.get(workspace))) {
    throw new UsageFault(`there is no workspace ${workspace}; see: assent workspaces list`);
  }
  const counts = await store.deadLetters.counts();
  const places = new Map(counts.map((one) => [`${one.workspace} ${one.channel}`, one]));
  const letters: DeadLetter[] = [];
  for (const { workspace: id, channel } of places.values()) {
    if (!channels.includes(channel) || (workspace !== undefined && workspace !== id)) continue;
    let more = true;
    let last: string | undefined;
    while (more) {
      const from = last === undefined ? {} : { startingAfter: last };
      const page = await store.deadLetters.list(id, channel, { limit: PAGE, ...from });
      letters.push(...page.data);
      last = page.data.at(-1)?._id;
      more = page.hasMore;
    }
  }
  return letters;
}

interface Report {
  readonly handled: string[];
  readonly refused: { readonly id: string; readonly reason: string }[];
}

async function handle(
  store: Store,
  letters: readonly DeadLetter[],
  { dismiss, reason = 'asked for by id' }: RedriveOptions,
): Promise<Report> {
  const report: Report = { handled: [], refused: [] };
  for (const workspace of new Set(letters.map((letter) => letter.workspace))) {
    const ids = letters.filter((one) => one.workspace === workspace).map(({ _id }) => _id);
    if (dismiss) {
      const handling = { id: newId('hd'), reason };
      report.handled.push(...(await store.deadLetters.letGo(workspace, ids, handling)));
    } else {
      const { redriven, refused } = await redrive({ store }, workspace, { ids, reason });
      report.handled.push(...redriven);
      report.refused.push(...refused);
    }
  }
  return report;
}

function print({ handled, refused }: Report, { dismiss, json, all }: RedriveOptions): void {
  // Of all of them some may have to stay; whoever named one wanted that one.
  if (refused.length > 0 && !all) process.exitCode = 1;
  const done = dismiss ? 'taken off the list' : 'given back; every gate is asked again';
  const text = json
    ? JSON.stringify({ [dismiss ? 'dismissed' : 'redriven']: handled, refused })
    : [
        `${handled.length} ${done}`,
        ...refused.map(({ id, reason }) => `  not ${id}: ${reason}`),
      ].join('\n');
  process.stdout.write(`${text}\n`);
}

function list(letters: readonly DeadLetter[], now: Date, { json }: RedriveOptions): void {
  const views = letters.map((letter) => {
    const { _id: id, workspace, channel, outcome, settledAt } = letter;
    const note = whyNot(letter, now);
    const shown = { id, workspace, channel, kind: kindOf(letter), at: settledAt.toISOString() };
    return { ...shown, ...outcome, redrivable: note === undefined, ...(note && { note }) };
  });
  if (json) return void process.stdout.write(`${JSON.stringify({ failed: views })}\n`);
  const lines = views.map(
    ({ at, id, workspace, channel, kind, result, reason, note }) =>
      `${at}  ${channel}  ${id}\n  ${kind} of ${workspace}, ${result}: ${reason}` +
      (note === undefined ? '' : `\n  stays: ${note}`),
  );
  const heading = views.length === 0 ? 'nothing ended badly' : `${views.length} ended badly:`;
  process.stdout.write(`${[heading, ...lines].join('\n')}\n`);
}
