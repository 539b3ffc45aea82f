// docs/api.md says of every refusal what the code says, and of none that there is not.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../src/ingress/problems.js';

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');

test('the page of the API has every code, with its status, its title and what to do', () => {
  const rows = [...page.matchAll(/^\| (\d{3}) +\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];
  const written = rows.map(([, status, code, title]) => [code, Number(status), title]);
  const meant = Object.entries(PROBLEMS).map(([code, { status, title }]) => [code, status, title]);
  const byCode = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
  expect(written.sort(byCode)).toEqual(meant.sort(byCode));
  expect(rows.every(([, , , , todo = '']) => todo.length > 5)).toBe(true);
});
