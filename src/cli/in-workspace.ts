// What the commands that furnish a workspace share: an open store with its guards in place, the
// workspace that is meant, and how they say what they did.
import type { Config } from '../config.js';
import { Problem } from '../ingress/problems.js';
import type { Store } from '../store/store.js';
import type { Workspace } from '../store/workspaces.js';
import { UsageFault } from './usage-fault.js';
import { withStore as withOpenStore } from './with-store.js';

/** A workspace may be furnished before anything else ran, so what guards is made first. */
export function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  return withOpenStore(config, async (store) => {
    await store.ensureIndexes();
    return work(store).catch(asUsageFault);
  });
}

/** What cannot be set is the same for the API; here it is one line a fault. */
function asUsageFault(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const lines = error.errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`);
  throw new UsageFault(lines.join('\n') || error.message, { cause: error });
}

/** @throws UsageFault when there is no such workspace. */
export function inWorkspace<T>(
  config: Config,
  id: string,
  work: (store: Store, workspace: Workspace) => Promise<T>,
): Promise<T> {
  return withStore(config, async (store) => {
    const found = await store.workspaces.get(id);
    if (found) return work(store, found);
    throw new UsageFault(`there is no workspace ${id}; add it with: assent workspaces add`);
  });
}

/**
 * The workspace that is meant: the named one, or the only one.
 * @throws UsageFault when it is not there, or one has to be named.
 */
export async function workspaceIn(
  { workspaces }: Pick<Store, 'workspaces'>,
  named: string | undefined,
): Promise<string> {
  const ids = await workspaces.ids();
  const id = named ?? (ids.length === 1 ? ids[0] : undefined);
  if (id !== undefined && ids.includes(id)) return id;
  if (id !== undefined) throw new UsageFault(`there is no workspace ${id}`);
  throw new UsageFault(`say which workspace with --workspace; there are: ${ids.join(', ')}`);
}

export const say = (line: string) => process.stdout.write(`${line}\n`);

/** One JSON document for a program, or one line each for a person. */
export function sayAll<T>(
  things: readonly T[],
  { json }: { readonly json?: boolean },
  line: (thing: T) => string,
): void {
  if (json) say(JSON.stringify(things));
  else for (const thing of things) say(line(thing));
}
