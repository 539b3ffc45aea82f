// The commands that bring contacts in from a file and take them out again. They only read options;
// what they do is in one file a command, loaded when it is asked for.
import type { Command } from 'commander';
import type { Config } from '../config.js';
import type { ExportCommand } from './export.js';
import type { ImportCommand } from './import.js';

export function addTransferCommands(program: Command, settings: () => Config): void {
  program
    .command('import')
    .argument('<file>', 'CSV with a header, e.g. contacts.csv')
    .option('--workspace <id>', 'where they belong; left out: the only one')
    .option('--map <field=column...>', 'what a column means, where its name does not say it')
    .option('--status <status>', 'opted_in or opted_out, for rows that do not say')
    .option('--program <id>', 'what was agreed to, for rows that do not say')
    .option('--method <method>', 'import, paper, web_form or verbal, for rows that do not say')
    .option('--wording <text>', 'what the person was shown, for rows that do not say')
    .option('--disclosure <version>', "the same as a version of the program's disclosure")
    .option('--timezone <name>', 'of times without an offset, e.g. America/Phoenix')
    .option('--dry-run', 'only count and name what would be refused; write nothing', false)
    .option('--refused <file>', 'where refused rows go; left out: beside the file')
    .option('--json', 'print what was done as JSON', false)
    .description('take over consent and opt-outs; the same file twice is once')
    .action(async (file: string, options: ImportCommand) =>
      (await import('./import.js')).runImportCommand(settings(), file, options),
    );
  program
    .command('export')
    .argument('<kind>', 'contacts, ledger or messages')
    .option('--workspace <id>', 'only this one')
    .option('--contact <id>', 'only this one; of the ledger')
    .option('--format <format>', 'ndjson or csv', 'ndjson')
    .option('--program <id>', 'only what belongs to it')
    .option('--status <status>', 'only what has it, e.g. opted_in')
    .option('--since <time>', 'only what changed or was made since, e.g. 2026-03-01')
    .description('write what is stored to standard output')
    .action(async (kind: string, options: ExportCommand) =>
      (await import('./export.js')).runExport(settings, kind, options),
    );
}
