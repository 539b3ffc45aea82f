// The commands around the ledger: verify it, fold it anew, prove what it says. They only read
// options; what they do is in one file a command, loaded when it is asked for.
import type { Command } from 'commander';
import type { Config } from '../config.js';
import type { ProofOptions } from './proof.js';
import type { RebuildCommand } from './rebuild.js';
import type { VerifyOptions } from './verify.js';

export function addLedgerCommands(program: Command, settings: () => Config): void {
  program
    .command('verify')
    .argument('[file]', 'an exported ledger or a proof; the whole store when left out')
    .option('--workspace <id>', 'only this one')
    .option('--json', 'print the findings as JSON', false)
    .description('check every chain, seal and head; names the first bad entry')
    .action(async (file: string | undefined, options: VerifyOptions) =>
      (await import('./verify.js')).runVerify(settings, file, options),
    );
  program
    .command('proof')
    .argument('<contact>', 'ct_…, as the API names it')
    .option('--workspace <id>', 'where it belongs; looked for when left out')
    .option('--output <file>', 'write it there, readable by nobody else')
    .description("a person's proof of consent as JSON; it holds number and words")
    .action(async (contact: string, options: ProofOptions) =>
      (await import('./proof.js')).runProof(settings, contact, options),
    );
  program
    .command('rebuild')
    .option('--workspace <id>', 'only this one')
    .option('--contact <id>', 'only this one')
    .option('--dry-run', 'say what differs and write nothing', false)
    .option('--json', 'print what was done as JSON', false)
    .description('fold the ledger and write the heads that differ; workers may be running')
    .action(async (options: RebuildCommand) =>
      (await import('./rebuild.js')).runRebuild(settings(), options),
    );
}
