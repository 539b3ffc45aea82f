// What a search finds of a name: words in any order, accents or none, and no pattern of its own.
import { expect, test } from 'vitest';
import { searchWords } from '../../src/search-words.js';

const finds = (query: string, text: string) =>
  searchWords(query).every((word) => new RegExp(word, 'iu').test(text));

test.each([
  ['ruiz dana', 'Dana Ruiz'],
  ['  dana   ruiz ', 'Dana Ruiz'],
  ['jose nunez', 'José Núñez'],
  ['JOSÉ', 'jose'],
  ['lodz', 'Łódź'],
  ['o(b) [a]+', 'o(b) [a]+'],
  ['dana@x.com', 'Dana@X.com'],
  ['', 'anybody'],
])('%j finds %j', (query, text) => {
  expect(finds(query, text)).toBe(true);
});

test.each([
  ['dana ruiz', 'Dana Ruis'],
  ['d.na', 'Dana'],
  ['.*', 'Dana'],
  ['jnez', 'José Núñez'],
])('%j does not find %j', (query, text) => {
  expect(finds(query, text)).toBe(false);
});

test('words past the sixth say nothing', () => {
  expect(searchWords('a1 b2 c3 d4 e5 f6 g7')).toHaveLength(6);
});
