// Keys and roles without a server: the form of a key, and the one table of who may do what.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lacking, ROLES, SCOPES, scopesOf } from '../../src/store/access.js';
import { isApiKey, newApiKey, prefixOf } from '../../src/store/api-key.js';

test('a key has its form, and is a new one each time', () => {
  const keys = Array.from({ length: 200 }, (_, index) => newApiKey(index % 2 ? 'live' : 'test'));
  expect(new Set(keys).size).toBe(200);
  for (const key of keys) {
    expect(key).toMatch(/^ask_(live|test)_[0-9A-Za-z]{36}$/);
    expect(isApiKey(key)).toBe(true);
    expect(prefixOf(key)).toBe(key.slice(0, 17));
  }
});

test('one changed character anywhere makes a key none', () => {
  const key = newApiKey('live');
  for (let at = 'ask_live_'.length; at < key.length; at += 1) {
    const other = key[at] === 'a' ? 'b' : 'a';
    expect(isApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
  }
  expect(isApiKey(key.replace('live', 'test'))).toBe(false);
});

test('a role has known scopes, each once, and reads whatever it may write', () => {
  for (const role of ROLES) {
    const scopes = scopesOf(role);
    expect(lacking(SCOPES, scopes)).toEqual([]);
    expect(new Set(scopes).size).toBe(scopes.length);
    const writes = scopes.filter((scope) => scope.endsWith(':write'));
    const reads = writes.map((scope) => scope.replace(':write', ':read'));
    expect(lacking(scopes, reads as typeof writes)).toEqual([]);
  }
  expect(scopesOf('admin')).toEqual(SCOPES);
  expect(scopesOf('auditor').filter((scope) => scope.endsWith(':write'))).toEqual([]);
});

test('docs/access.md is the same table', () => {
  const page = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z:]+)` +\|[^|]*\|([^\n]*)\|$/gm)];
  const written = rows.map(([, scope, cells = '']) => [
    scope,
    cells.split('|').map((cell) => cell.trim() === '✓'),
  ]);
  const order = ['admin', 'agent', 'operator', 'auditor'] as const;
  const meant = SCOPES.map((scope) => [scope, order.map((role) => scopesOf(role).includes(scope))]);
  expect(written).toEqual(meant);
  expect(ROLES).toEqual(order);
});
