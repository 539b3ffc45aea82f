// docs/classifier.md lists languages and rule families; here it is held against the rules.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/consent/classify.js';
import { KEYWORD_RULES } from '../../../src/consent/keywords.js';
import { LANGUAGES } from '../../../src/consent/languages/all.js';

const page = readFileSync(new URL('../../../docs/classifier.md', import.meta.url), 'utf8');

/** `| code | language | keywords | families |` of the table of languages. */
function rows(): string[][] {
  const section = page.split('\n## ').find((part) => part.startsWith('Languages')) ?? '';
  const cells = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((row) => row.map((cell) => cell.trim()));
  return cells.slice(2);
}

const keywordLanguages = KEYWORD_RULES.flatMap(
  ({ name }) => /^keyword\.([a-z]{2})\./.exec(name)?.[1] ?? [],
);

describe('the page of the classifier', () => {
  it('lists every language, its keywords and its families', () => {
    const codes = new Set([...LANGUAGES.map(({ code }) => code), ...keywordLanguages]);
    expect(new Set(rows().map(([code]) => code))).toEqual(codes);
    for (const [code = '', , keywords, families] of rows()) {
      const language = LANGUAGES.find((each) => each.code === code);
      const names = [...(language?.rules ?? []), ...(language?.retreats ?? [])];
      expect(families, code).toBe(names.map(({ name }) => name).join(', ') || '–');
      const intents = KEYWORD_RULES.filter(({ name }) => name.startsWith(`keyword.${code}.`));
      const kinds = ['opt_in', 'help', 'opt_out'].filter((kind) =>
        intents.some(({ intent }) => intent === kind),
      );
      expect(keywords, code).toBe(kinds.join(', ') || '–');
    }
  });

  it('names the languages as the rules do', () => {
    for (const { code, name } of LANGUAGES) {
      expect(rows().find((row) => row[0] === code)?.[1]).toBe(name);
    }
  });

  it('shows an answer that is true', () => {
    const shown = /^\{"text".*\}$/m.exec(page)?.[0] ?? '{}';
    const { text, ...answer } = JSON.parse(shown) as { text: string };
    expect(classify(text)).toMatchObject(answer);
  });
});
