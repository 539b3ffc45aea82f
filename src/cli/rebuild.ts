// `assent rebuild`: folds the ledger of every contact, or of one, and writes the heads that differ.
import type { Config } from '../config.js';
import { type RebuiltHead, rebuildHeads } from '../store/rebuild-heads.js';
import { workspaceOfContact } from './contact-workspace.js';
import { openProgress } from './progress.js';
import { withStore } from './with-store.js';

export interface RebuildCommand {
  readonly workspace?: string;
  readonly contact?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const SAID: Readonly<Record<RebuiltHead['state'], string>> = {
  missing: 'has no head',
  behind: 'has a head that stands further back',
  different: 'has a head that says something else',
  ahead: 'has a head with entries that the ledger lacks; it stays, see assent verify',
  broken: 'has a chain that is not whole; its head stays, see assent verify',
};

export async function runRebuild(config: Config, command: RebuildCommand): Promise<void> {
  const { dryRun, json, contact } = command;
  const report = await withStore(config, async (store) => {
    const workspace =
      contact === undefined
        ? command.workspace
        : await workspaceOfContact(store, contact, command.workspace);
    const which = {
      ...(workspace !== undefined && { workspace }),
      ...(contact !== undefined && { contact }),
    };
    const progress = openProgress('entries', await store.ledger.count(which));
    try {
      return await rebuildHeads(store, {
        ...which,
        dryRun,
        onProgress: progress.add,
        onDifference: (difference) => {
          if (!json) process.stdout.write(`${sentenceOf(difference)}\n`);
        },
      });
    } finally {
      progress.end();
    }
  });
  const { entries, heads, differing, written, broken } = report;
  if (broken > 0) process.exitCode = 1;
  const said = dryRun ? 'nothing written' : `${written} written`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...report, dryRun })}\n`
      : `${heads} heads of ${entries} entries: ${differing} differ, ${said}\n`,
  );
}

const sentenceOf = ({ workspace, contact, state, seq }: RebuiltHead) =>
  `${contact} in workspace ${workspace} ${SAID[state]} (entry ${seq})`;
