// The commands of whoever is on duty: hold sending back and let it go on. They only read options;
// what they do is in one file a command, loaded when it is asked for.
import type { Command } from 'commander';
import type { Config } from '../config.js';
import type { PauseOptions } from './pause.js';

const SENDER = 'a number that texts come from; left out: all of them';
const WORKSPACE = 'only this one; left out: every one';

export function addOperatorCommands(program: Command, settings: () => Config): void {
  program
    .command('pause')
    .argument('[sender]', SENDER)
    .option('--workspace <id>', WORKSPACE)
    .option('--list', 'only say what is paused', false)
    .option('--json', 'print what is paused as JSON', false)
    .description('hold sending back in every process within a second; a STOP is still taken')
    .action(async (sender: string | undefined, options: PauseOptions & { list: boolean }) =>
      (await import('./pause.js')).runPause(settings(), sender, options),
    );
  program
    .command('resume')
    .argument('[sender]', SENDER)
    .option('--workspace <id>', WORKSPACE)
    .option('--json', 'print what is still paused as JSON', false)
    .description('let go on what the same words to pause held back')
    .action(async (sender: string | undefined, options: PauseOptions) =>
      (await import('./pause.js')).runResume(settings(), sender, options),
    );
}
