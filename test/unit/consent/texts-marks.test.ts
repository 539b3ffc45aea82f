// The marks that the classifier must keep, on texts of our own: `texts.tsv`, label, language, text.
// They were written by hand for this purpose; docs/classifier.md says how and what they are not.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/consent/classify.js';
import type { Intent } from '../../../src/consent/types.js';

interface Labelled {
  /** `doubt` is a text that a person has to read: `review` and `opt_out` are both right. */
  readonly label: string;
  readonly language: string;
  readonly text: string;
}

const texts: readonly Labelled[] = readFileSync(new URL('texts.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [label = '', language = '', text = ''] = line.split('\t');
    return { label, language, text: text.replaceAll('\\n', '\n') };
  });

/** Share of the texts with this label that are read as one of the intents, and the others. */
function share(label: string, intents: readonly Intent[], of: (language: string) => boolean) {
  const asked = texts.filter((each) => each.label === label && of(each.language));
  const others = asked.filter(({ text }) => !intents.includes(classify(text).intent));
  expect(asked.length).toBeGreaterThan(50);
  return { share: 1 - others.length / asked.length, others: others.map(({ text }) => text) };
}

const english = (language: string) => language === 'en';
const others = (language: string) => language !== 'en';
const all = () => true;

describe('on texts of our own', () => {
  it.each([
    ['English', english, 0.99],
    ['other languages', others, 0.95],
  ] as const)('opt-outs in %s are recognised', (_name, of, mark) => {
    const found = share('opt_out', ['opt_out', 'review'], of);
    expect(found.share, found.others.join('\n')).toBeGreaterThanOrEqual(mark);
  });

  it('opt-outs are read as opt-outs', () => {
    const found = share('opt_out', ['opt_out'], all);
    expect(found.share, found.others.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  it('doubtful texts reach a person', () => {
    const found = share('doubt', ['opt_out', 'review'], all);
    expect(found.share, found.others.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  it('other texts are hardly ever read as opt-outs', () => {
    const found = share('none', ['none', 'opt_in', 'help', 'review'], all);
    expect(1 - found.share, found.others.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('other texts are seldom left to a person', () => {
    const found = share('none', ['none', 'opt_in', 'help', 'opt_out'], all);
    expect(1 - found.share, found.others.join('\n')).toBeLessThanOrEqual(0.1);
  });
});
