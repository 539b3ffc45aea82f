// What a button calls somebody: one word that fits on it.
import { expect, test } from 'vitest';
import { calledName } from '../../src/called-name.js';

test.each([
  ['Dana Ruiz', 'Dana'],
  [' Ana  María ', 'Ana'],
  ['Bartholomew-Christopherson Lee', 'Bartholomew-Christopher…'],
  ['x'.repeat(24), 'x'.repeat(24)],
  ['', ''],
])('%j is called %j', (name, called) => {
  expect(calledName(name)).toBe(called);
});
