// docs/texts.md shows people what the code does with texts: its tables are held against it here.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LINT_RULES } from '../../src/consent/message-lint.js';
import { LOCALES, TEMPLATES } from '../../src/consent/templates.js';
import { ERRORS } from '../../src/senders/twilio/errors.js';

const page = readFileSync(new URL('../../docs/texts.md', import.meta.url), 'utf8');

/** Cells of the table below a heading. */
function rowsOf(heading: string): string[][] {
  const section = page.split('\n## ').find((part) => part.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((row) => row.map((cell) => cell.trim().replaceAll('`', '')))
    .slice(2);
}

test('every error of the provider is shown, with what is done and what people read', () => {
  const table = Object.entries(ERRORS).map(([code, { action, flag, flagAfter, reason }]) => {
    const times = flagAfter === undefined ? '' : ` after ${flagAfter} in a row`;
    return [code, action, flag === undefined ? '–' : `${flag}${times}`, reason];
  });
  expect(rowsOf('What the provider refuses')).toEqual(table);
});

test('every error says in a whole sentence what happened, and no number, name or code', () => {
  for (const { reason } of Object.values(ERRORS)) {
    expect(reason).toMatch(/^[A-Z][^{}]*\.$/);
    expect(reason).not.toMatch(/\d|Twilio|SMS/);
  }
});

test('every warning is shown, with its source', () => {
  const rules = LINT_RULES.map(({ code, name, source }) => [code, name, source]);
  expect(rowsOf('What carriers refuse')).toEqual(rules);
});

test('every text of the service is listed', () => {
  const listed = rowsOf('What the service says').map(([name]) => name);
  for (const locale of LOCALES) expect(listed).toEqual(Object.keys(TEMPLATES[locale]));
});
