// The command line: which commands there are, how their settings are read, and what their faults look like.
// One file a command; none of them prints a stack for something the person at the terminal can mend.
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type Config, ConfigError, loadConfig } from '../config.js';
import { SecretChanged } from '../store/secret-fingerprint.js';
import { UsageFault } from './usage-fault.js';

const FAILED = 1;
const WRONG_USAGE = 2;

/** Each command's file is loaded when it is asked for: `classify` must not wait for a database driver. */
function build(): Command {
  const program = new Command('assent')
    .description('SMS consent for any CRM: capture it, prove it, obey it.')
    .showHelpAfterError()
    .exitOverride();
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
    .action(async () => (await import('./migrate.js')).runMigrate(settings()));
  return program;
}

function settings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig();
}

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
  const known = [UsageFault, ConfigError, SecretChanged].some((fault) => error instanceof fault);
  const { message, stack, code } = error as Error & { code?: string };
  const line = code === 'EADDRINUSE' ? `the port is in use: ${message}` : message;
  process.stderr.write(`assent: ${known || code === 'EADDRINUSE' ? line : (stack ?? message)}\n`);
  return FAILED;
}
