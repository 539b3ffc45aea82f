// The commands that furnish a workspace: who it is, what it texts about, from which number, and who
// may come in. They only read options; what they do is in furnish.ts, loaded when it is asked for.
import type { Command } from 'commander';
import type { Config } from '../config.js';
import type * as Furnish from './furnish.js';

const load = (): Promise<typeof Furnish> => import('./furnish.js');
const loadUsers = () => import('./users.js');
const AS_JSON = 'print them as JSON';
const loadKeys = () => import('./keys.js');

export function addHouseCommands(program: Command, settings: () => Config): void {
  for (const add of [addWorkspaces, addPrograms, addDisclosures, addSenders, addUsers, addKeys]) {
    add(program, settings);
  }
}

function addWorkspaces(program: Command, settings: () => Config): void {
  const workspaces = program.command('workspaces').description('businesses that text');
  workspaces
    .command('add')
    .argument('<id>', 'short name in addresses and keys, e.g. brightside')
    .requiredOption('--brand <name>', 'the name customers know')
    .requiredOption('--legal-name <name>', 'who is responsible')
    .requiredOption('--postal-address <address>', 'where they are')
    .requiredOption('--support-phone <number>', 'whom HELP names')
    .requiredOption('--support-email <address>', 'whom HELP names')
    .option('--locale <language>', 'of texts to people whose language nobody knows, e.g. es')
    .option('--terms-url <address>', 'your own terms; ours are hosted where left out')
    .option('--privacy-url <address>', 'your own privacy policy, which has to say who gets numbers')
    .option('--holidays', 'send no marketing on federal and state holidays')
    .option('--no-holidays', 'send it on holidays, too')
    .description('add a workspace, or change its brand')
    .action(async (id: string, options) => (await load()).addWorkspace(settings(), id, options));
  workspaces
    .command('list')
    .option('--json', AS_JSON, false)
    .description('every workspace, one a line')
    .action(async (options) => (await load()).listWorkspaces(settings(), options));
}

function addPrograms(program: Command, settings: () => Config): void {
  const programs = program.command('programs').description('what a workspace texts about');
  programs
    .command('add')
    .argument('<workspace>')
    .argument('<id>', 'short name, e.g. updates')
    .requiredOption('--name <name>', 'as customers read it, e.g. "Appointments & quotes"')
    .requiredOption('--topic <words>', 'as an agent says it, e.g. "your appointment"')
    .requiredOption('--frequency <words>', 'as it is written, e.g. "About 4 msgs a month"')
    .requiredOption('--frequency-spoken <words>', 'as it is said, e.g. "about four texts a month"')
    .option('--purpose <purpose>', 'informational or marketing', 'informational')
    .option('--valid-for-days <days>', 'how long consent holds; left out: until it is ended')
    .option('--per-day-max <texts>', 'most of its messages that one person gets in 24 hours')
    .option('--per-month-max <texts>', 'most of its messages that one person gets in 30 days')
    .option('--opt-out-reminder', 'say once a month in a message how to opt out')
    .option('--opt-in-words <words...>', 'words of its own that opt in to it, beside START')
    .option('--opt-out-words <words...>', 'words of its own that mean STOP')
    .option('--help-words <words...>', 'words of its own that mean HELP')
    .option('--disclosure <words>', 'a wording of your own; left out: made from what is given')
    .description('add a program, or change it; other words of its disclosure are its next version')
    .action(async (workspace: string, id: string, options) =>
      (await load()).addProgram(settings(), workspace, id, options),
    );
  programs
    .command('list')
    .argument('<workspace>')
    .option('--json', AS_JSON, false)
    .description('every program, one a line')
    .action(async (workspace: string, options) =>
      (await load()).listPrograms(settings(), workspace, options),
    );
}

function addDisclosures(program: Command, settings: () => Config): void {
  const disclosures = program
    .command('disclosures')
    .description('what people are told before they agree; no version ever changes');
  disclosures
    .command('add')
    .argument('<workspace>')
    .argument('<program>')
    .argument('<words>', 'the whole text, checked for what carriers and the law ask')
    .description('put another wording in force, as the next version')
    .action(async (workspace: string, id: string, words: string) =>
      (await load()).addDisclosure(settings(), workspace, id, words),
    );
  disclosures
    .command('list')
    .argument('<workspace>')
    .argument('<program>')
    .option('--json', AS_JSON, false)
    .description('every version, newest first')
    .action(async (workspace: string, id: string, options) =>
      (await load()).listDisclosures(settings(), workspace, id, options),
    );
}

function addSenders(program: Command, settings: () => Config): void {
  const senders = program.command('senders').description('numbers that texts come from');
  senders
    .command('add')
    .argument('<workspace>')
    .argument('<number>', 'E.164, e.g. +16025550100')
    .requiredOption('--account-sid <sid>', 'the provider account that owns it')
    .requiredOption('--program <id>', 'the program that a START without a token means')
    .option('--messaging-service-sid <sid>', 'its messaging service, if it is in one')
    .option('--auth-token <token>', 'the account’s token; left out: the one of the settings')
    .option('--keyword-replies <who>', 'who answers STOP: provider or service', 'provider')
    .option('--messages-per-second <rate>', 'what its carrier grants; 1 when left out')
    .description('add a sender, or change it')
    .action(async (workspace: string, number: string, options) =>
      (await load()).addSender(settings(), workspace, number, options),
    );
  senders
    .command('list')
    .argument('<workspace>')
    .option('--json', AS_JSON, false)
    .description('every sender, one a line; tokens are never shown')
    .action(async (workspace: string, options) =>
      (await load()).listSenders(settings(), workspace, options),
    );
}

function addUsers(program: Command, settings: () => Config): void {
  const users = program.command('users').description('people who sign in to the console');
  users
    .command('add')
    .argument('<workspace>')
    .argument('<email>')
    .option('--role <role>', 'admin, agent, operator or auditor', 'agent')
    .description('add somebody, or give a new password and role; prints the password once')
    .action(async (workspace: string, email: string, options) =>
      (await loadUsers()).addUser(settings(), workspace, email, options),
    );
  users
    .command('list')
    .argument('<workspace>')
    .option('--json', AS_JSON, false)
    .description('everybody, newest first')
    .action(async (workspace: string, options) =>
      (await loadUsers()).listUsers(settings(), workspace, options),
    );
  for (const [name, disabled, what] of [
    ['disable', true, 'sign somebody out and keep them out'],
    ['enable', false, 'let somebody sign in again'],
  ] as const) {
    users
      .command(name)
      .argument('<workspace>')
      .argument('<email>')
      .description(what)
      .action(async (workspace: string, email: string) =>
        (await loadUsers()).setDisabled(settings(), workspace, email, disabled),
      );
  }
}

function addKeys(program: Command, settings: () => Config): void {
  const keys = program.command('keys').description('API keys of CRMs');
  keys
    .command('create')
    .argument('<workspace>')
    .option('--test', 'a test key: it works with the simulated carrier only', false)
    .option('--label <words>', 'what you call it')
    .option('--scope <scopes...>', 'all that it may do, e.g. queues:read; left out: everything')
    .option('--role <role>', 'instead: all that an admin, agent, operator or auditor may do')
    .option('--expires-at <time>', 'until when it works; left out: until it is revoked')
    .option('--json', 'print it with all that is kept of it', false)
    .description('make an API key; prints it once')
    .action(async (workspace: string, options) =>
      (await loadKeys()).createKey(settings(), workspace, options),
    );
  keys
    .command('list')
    .argument('<workspace>')
    .option('--json', AS_JSON, false)
    .description('every key, newest first: how it begins, what it may do, when it was used')
    .action(async (workspace: string, options) =>
      (await loadKeys()).listKeys(settings(), workspace, options),
    );
  keys
    .command('rotate')
    .argument('<workspace>')
    .argument('<id>', 'as keys list shows it')
    .option('--overlap-hours <hours>', 'how long both work; 24 when left out')
    .option('--json', 'print the new one with all that is kept of it', false)
    .description('make the key that follows another one; prints it once')
    .action(async (workspace: string, id: string, options) =>
      (await loadKeys()).rotateKey(settings(), workspace, id, options),
    );
  keys
    .command('revoke')
    .argument('<workspace>')
    .argument('<id>', 'as keys list shows it')
    .description('within a second it works nowhere any more')
    .action(async (workspace: string, id: string) =>
      (await loadKeys()).revokeKey(settings(), workspace, id),
    );
}
