// The pictures of the README: each is there, is shown with words for whoever cannot see it, and
// does not make a checkout heavy.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'docs/screenshots/';
const BYTES_MAX = 80_000;
const BYTES_OF_ALL_MAX = 400_000;

const readme = readFileSync(`${ROOT}README.md`, 'utf8');
const shown = [...readme.matchAll(/<img src="([^"]+)" width="\d+" alt="([^"]*)">/g)].map(
  ([, path = '', alt = '']) => ({ path, alt }),
);

test('every picture that was taken is shown, and no other', () => {
  const taken = readdirSync(ROOT + FOLDER).map((name) => FOLDER + name);
  expect(shown.map(({ path }) => path).toSorted()).toEqual(taken.toSorted());
  expect(shown.length).toBeGreaterThan(4);
});

test('each says in words what is to be seen', () => {
  for (const { path, alt } of shown) expect(alt.length, path).toBeGreaterThan(40);
});

test('each is a small WebP, and all of them are little', () => {
  const pictures = shown.map(({ path }) => ({ path, bytes: readFileSync(ROOT + path) }));
  for (const { path, bytes } of pictures) {
    expect(bytes.subarray(8, 12).toString('latin1'), path).toBe('WEBP');
    expect(bytes.length, path).toBeLessThanOrEqual(BYTES_MAX);
  }
  const all = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(all).toBeLessThanOrEqual(BYTES_OF_ALL_MAX);
});
