// The command line: which commands there are, how their settings are read, and what their faults
// look like. One file a command; none of them prints a stack for something the person at the
// terminal can mend.
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type Config, loadConfig } from '../config.js';
import { addHouseCommands } from './house-commands.js';
import { addLedgerCommands } from './ledger-commands.js';
import { neverOutliveParent } from './lifecycle.js';
import { addOperatorCommands } from './operator-commands.js';
import { addTransferCommands } from './transfer-commands.js';

const FAILED = 1;
const WRONG_USAGE = 2;

/**
 * Errors whose message is written for the person at the terminal. By name: importing their classes
 * would load a database driver before `classify` may read its first line.
 */
const SPOKEN = new Set([
  ...[
    'UsageFault',
    'WrongCall',
    'ConfigError',
    'SecretChanged',
    'IndexFault',
    'EmbeddedServerError',
  ],
]);

/**
 * Each command's file is loaded when it is asked for: `classify` must not wait for a database
 * driver.
 */
function build(): Command {
  const program = new Command('assent')
    .description('SMS consent for any CRM: capture it, prove it, obey it.')
    .showHelpAfterError()
    .exitOverride();
  program
    .command('up')
    .description('start everything on this machine, with a demo workspace and a simulated carrier')
    .action(async () => (await import('./up.js')).runUp(settings()));
  program
    .command('ingress')
    .description('take webhooks, serve pages and the API')
    .action(async () => (await import('./ingress.js')).runIngress(settings()));
  program
    .command('worker')
    .argument('[names...]', 'which workers; all of them when left out')
    .description('decide acts and send texts')
    .action(async (names: string[]) => (await import('./worker.js')).runWorker(settings(), names));
  program
    .command('migrate')
    .description('make the collections and indexes that are missing')
    .option(
      '--replace',
      'also replace changed ones that guard something; stop all else first',
      false,
    )
    .option('--json', 'print what was done as JSON', false)
    .action(async (options: { replace: boolean; json: boolean }) =>
      (await import('./migrate.js')).runMigrate(settings(), options),
    );
  program
    .command('classify')
    .description('read one message a line, write what each means as one JSON object a line')
    .option(
      '--json-lines',
      'each line is a JSON string, so that a text may hold line breaks',
      false,
    )
    .action(async (options: { jsonLines: boolean }) =>
      (await import('./classify.js')).runClassify(options),
    );
  program
    .command('openapi')
    .description('print the document of the API, OpenAPI 3.1')
    .action(async () => (await import('./openapi.js')).runOpenapi(settings()));
  addHouseCommands(program, settings);
  addLedgerCommands(program, settings);
  addTransferCommands(program, settings);
  addOperatorCommands(program, settings);
  return program;
}

function settings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig();
}

neverOutliveParent();
try {
  await build().parseAsync();
} catch (error) {
  process.exitCode = report(error);
  // What a failed start left open must not keep the process alive.
  if (!(error instanceof CommanderError)) process.exit();
}

/** @returns the exit code: 2 for a wrong call, 1 for everything else. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  const fault = error instanceof Error ? error : new Error(String(error));
  for (const line of linesOf(fault)) process.stderr.write(`assent: ${line}\n`);
  return fault.name === 'WrongCall' ? WRONG_USAGE : FAILED;
}

function linesOf(fault: Error & { code?: string }): string[] {
  if (SPOKEN.has(fault.name)) return fault.message.split('\n');
  if (fault.code === 'EADDRINUSE') return [`the port is in use: ${fault.message}`];
  if (fault.name === 'MongooseServerSelectionError') {
    return [`MONGODB_URI: no MongoDB answers there: ${fault.message}`];
  }
  return [fault.stack ?? fault.message];
}
