// The runbook against the program: every alert has its section, and every command that is named
// there, or in an alert, is one that the CLI has, with its options.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { ALERT_KINDS, type AlertKind } from '../../src/alert-kinds.js';
import { addHouseCommands } from '../../src/cli/house-commands.js';
import { addLedgerCommands } from '../../src/cli/ledger-commands.js';
import { addOperatorCommands } from '../../src/cli/operator-commands.js';
import { sectionsOf } from '../../src/ingress/pages/runbook.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(ROOT + path, 'utf8');

const kinds = Object.keys(ALERT_KINDS) as AlertKind[];
const [, ...sections] = read('docs/runbook.md').split(/^## /m);
const runbook = new Map(sections.map((text) => [text.slice(0, text.indexOf('\n')), text]));
const commandsOf = (text: string) =>
  [...text.matchAll(/`(assent [^`]+)`/g)].map(([, one = '']) => one);

/** The CLI as it reads a command line; what it would do is never asked. */
function cli(): Command {
  const settings = () => {
    throw new Error('nothing is run here');
  };
  const program = new Command('assent');
  // What stands in main.ts itself, which runs when it is imported.
  for (const [, name = ''] of read('src/cli/main.ts').matchAll(/\.command\('([a-z-]+)'\)/g)) {
    program.command(name);
  }
  addHouseCommands(program, settings);
  addLedgerCommands(program, settings);
  addOperatorCommands(program, settings);
  return program;
}

/** What is wrong with a command line; undefined when the CLI knows all of it. */
function faultOf(line: string): string | undefined {
  const [, ...words] = line.replace(/"[^"]*"/g, 'text').split(/\s+/);
  let command = cli();
  while (command.commands.length > 0) {
    const name = words.shift();
    const next = command.commands.find((one) => one.name() === name);
    if (!next) return `there is no ${name} in ${command.name()}`;
    command = next;
  }
  const unknown = words
    .filter((word) => word.startsWith('--'))
    .find((word) => !command.options.some(({ long }) => long === word));
  return unknown && `${command.name()} has no ${unknown}`;
}

describe('the runbook', () => {
  test('has one section for each alert there is, and no other', () => {
    expect([...runbook.keys()].sort()).toEqual(kinds.toSorted());
  });

  test.each(kinds)('%s: says what it means, how it comes about and what to do', (kind) => {
    const section = runbook.get(kind) ?? '';
    for (const part of ['**Means.**', '**Comes about**', '**Do.**'])
      expect(section).toContain(part);
    const named = commandsOf(section);
    const begin = ALERT_KINDS[kind].command;
    expect(named.some((command) => command.startsWith(begin))).toBe(true);
  });

  test('is a page with each section at its place, and no mark of Markdown left over', () => {
    const shown = sectionsOf(read('docs/runbook.md'));
    expect(shown.map(({ id }) => id)).toEqual(['', ...runbook.keys()]);
    for (const { id, paragraphs } of shown) {
      expect([id, paragraphs.length > 0]).toEqual([id, true]);
      const left = paragraphs.flat().filter(({ text }) => /\*\*|`|\]\(|\n/.test(text));
      expect([id, left]).toEqual([id, []]);
    }
    expect(sectionsOf('# R\n\nIt *is*.\n\n## a\n\n**Do.** Run `b c`\nnow.')).toEqual([
      { id: '', paragraphs: [[{ text: 'It *is*.', as: 'plain' }]] },
      {
        id: 'a',
        paragraphs: [
          [
            { text: 'Do.', as: 'strong' },
            { text: ' Run ', as: 'plain' },
            { text: 'b c', as: 'code' },
            { text: ' now.', as: 'plain' },
          ],
        ],
      },
    ]);
  });

  test('names only commands that the CLI has', () => {
    const lines = [
      ...commandsOf(read('docs/runbook.md')),
      ...kinds.map((kind) => ALERT_KINDS[kind].command),
    ];
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.flatMap((line) => faultOf(line) ?? [])).toEqual([]);
    expect(faultOf('assent redrive sms --later')).toBe('redrive has no --later');
    expect(faultOf('assent inbox forget')).toBe('there is no forget in inbox');
  });
});
