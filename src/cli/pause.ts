// `assent pause` and `assent resume`: the operator's brake. What stands still is stored, so that it
// holds in every process within a second and over every restart.
import type { Config } from '../config.js';
import { parsePhone } from '../phone.js';
import type { Pause, PauseScope } from '../store/pauses.js';
import type { Store } from '../store/store.js';
import { UsageFault } from './usage-fault.js';
import { withStore } from './with-store.js';

export interface PauseOptions {
  readonly workspace?: string;
  readonly json: boolean;
}

/** @param given a sender's number; left out: the workspace that is named, else everything. */
export async function runPause(
  config: Config,
  given: string | undefined,
  options: PauseOptions & { readonly list: boolean },
): Promise<void> {
  const standing = await withStore(config, async (store) => {
    if (!options.list) {
      for (const scope of await scopesOf(store, given, options)) await store.pauses.pause(scope);
    }
    return store.pauses.list();
  });
  print(standing, options, standing.length > 0 ? 'paused:' : 'nothing is paused');
}

/** Lifts exactly what the same words to `pause` made; other pauses stay, and are named. */
export async function runResume(
  config: Config,
  given: string | undefined,
  options: PauseOptions,
): Promise<void> {
  const standing = await withStore(config, async (store) => {
    for (const scope of await scopesOf(store, given, options)) await store.pauses.resume(scope);
    return store.pauses.list();
  });
  print(standing, options, standing.length > 0 ? 'resumed; still paused:' : 'nothing is paused');
}

async function scopesOf(
  store: Store,
  given: string | undefined,
  { workspace }: PauseOptions,
): Promise<PauseScope[]> {
  if (workspace !== undefined && !(await store.workspaces.get(workspace))) {
    throw new UsageFault(`there is no workspace ${workspace}; see: assent workspaces list`);
  }
  if (given === undefined) return [{ workspace }];
  const sender = parsePhone(given);
  if (!sender) throw new UsageFault(`${given} is no phone number; wanted E.164, e.g. +16025550100`);
  const owners = (await store.senders.ofNumber(sender)).map((one) => one.workspace);
  const meant = owners.filter((owner) => workspace === undefined || owner === workspace);
  if (meant.length === 0) {
    const where = workspace === undefined ? 'any workspace' : `workspace ${workspace}`;
    throw new UsageFault(`${sender} is no sender of ${where}`);
  }
  return [...new Set(meant)].map((owner) => ({ workspace: owner, sender }));
}

function print(standing: readonly Pause[], { json }: PauseOptions, heading: string): void {
  const text = json
    ? JSON.stringify({ paused: standing })
    : [heading, ...standing.map((pause) => `  ${sentenceOf(pause)}`)].join('\n');
  process.stdout.write(`${text}\n`);
}

function sentenceOf({ workspace, sender, since }: Pause): string {
  const what = sender ? `${sender} of ${workspace}` : workspace ? `all of ${workspace}` : 'all';
  return `${what}, since ${since.toISOString()}`;
}
