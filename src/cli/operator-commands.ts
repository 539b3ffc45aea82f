// The commands of whoever is on duty: hold sending back and let it go on. They only read options;
// what they do is in one file a command, loaded when it is asked for.
import type { Command } from 'commander';
import type { Config } from '../config.js';
import type { AlertsOptions } from './alerts.js';
import type { InboxOptions } from './inbox.js';
import type { PauseOptions } from './pause.js';
import type { ReconcileCommand } from './reconcile.js';
import type { RedriveOptions } from './redrive.js';

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
    .command('reconcile')
    .option('--since <time>', 'how far back: 90m, 24h, 7d or a time; left out: since the last time')
    .option('--json', 'print what was found as JSON', false)
    .description("look in the provider's lists for texts and statuses that nobody told us")
    .action(async (options: ReconcileCommand) =>
      (await import('./reconcile.js')).runReconcile(settings(), options),
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
  program
    .command('alerts')
    .option('--all', 'also what is over', false)
    .option('--json', 'print them as JSON', false)
    .description('what an operator has to see to; docs/runbook.md says what each means')
    .action(async (options: AlertsOptions) =>
      (await import('./alerts.js')).runAlerts(settings(), options),
    );
  addInbox(program, settings);
  addRedrive(program, settings);
}

function addInbox(program: Command, settings: () => Config): void {
  const inbox = program.command('inbox').description('acts that could not be decided');
  inbox
    .command('list')
    .option('--workspace <id>', WORKSPACE)
    .option('--json', 'print them as JSON', false)
    .description('what was set aside, why, and whether it still keeps texts from its contact')
    .action(async (options: InboxOptions) =>
      (await import('./inbox.js')).runInboxList(settings(), options),
    );
  inbox
    .command('retry')
    .argument('[ids...]', 'as inbox list shows them')
    .option('--all', 'all that was set aside', false)
    .option('--workspace <id>', WORKSPACE)
    .option('--json', 'print what was done as JSON', false)
    .description('give acts back to the workers; their fences stay until they are decided')
    .action(async (ids: string[], options: InboxOptions & { all: boolean }) =>
      (await import('./inbox.js')).runInboxRetry(settings(), ids, options),
    );
}

function addRedrive(program: Command, settings: () => Config): void {
  program
    .command('redrive')
    .argument('[channel]', 'sms, email, questions or webhooks; left out: all')
    .argument('[ids...]', 'as the list shows them; left out: only list')
    .option('--all', 'all of the channel; wants --reason', false)
    .option('--dismiss', 'take them off the list as they are; wants --reason', false)
    .option('--reason <words>', 'why; kept with each of them')
    .option('--workspace <id>', WORKSPACE)
    .option('--json', 'print as JSON', false)
    .description('list texts, mails and questions that ended badly, and give them back')
    .action(async (channel: string | undefined, ids: string[], options: RedriveOptions) =>
      (await import('./redrive.js')).runRedrive(settings(), channel, ids, options),
    );
}
