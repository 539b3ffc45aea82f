// What a person reads once everything runs: where to go, and three things to try.
import { DEMO_EMAIL } from '../../demo-user.js';
import { connectionFile, type Connection } from './connection-file.js';
import type { Terminal } from './terminal.js';

export function greet(terminal: Terminal, dataDir: string, connection: Connection): void {
  const { baseUrl, carrierUrl } = connection;
  terminal.print('');
  terminal.done('Open', baseUrl);
  terminal.done('Console', `${connection.console.url}${carrierUrl ? `  ${DEMO_EMAIL}` : ''}`);
  if (carrierUrl) terminal.done('Handsets', `${carrierUrl}/phones`);
  terminal.done('API', `${baseUrl}/docs`);
  terminal.done('For code', connectionFile(dataDir));
  if (carrierUrl) {
    terminal.print('\n  Try this');
    terminal.print(`  1. Open ${baseUrl} and step into the console: Omar Haddad, no consent yet.`);
    terminal.print(`  2. Pick up his phone, ${carrierUrl}/phones, (602) 555-0177, and text START.`);
    terminal.print('  3. See him turn to "Can text". Then text STOP: nothing more leaves for him.');
  }
  terminal.print('\n  Ctrl-C stops everything.\n');
}
