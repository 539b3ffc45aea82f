// Signs as printers draw them and phones read them: drawn by pdf.js and by Skia, read by jsqr.
import { describe, expect, test } from 'vitest';
import { disclosureOf } from '../../src/ingress/furnishing/disclosure.js';
import { compileOwnWords, NO_OWN_WORDS } from '../../src/consent/own-words.js';
import { sha256 } from '../../src/digest.js';
import { type SignContent, signContent } from '../../src/ingress/codes/sign-content.js';
import { openWordOf } from '../../src/store/open-word.js';
import { type SignSize, SIGN_SIZES } from '../../src/ingress/codes/sign-layout.js';
import { printSign, SignUnprintable } from '../../src/ingress/codes/sign-press.js';
import type { Sender } from '../../src/store/senders.js';
import type { Program, Workspace } from '../../src/store/workspaces.js';
import { BRAND } from '../support/road.js';
import { drawPdf } from '../support/pdf-picture.js';
import { readCode } from '../support/read-code.js';

const PUBLIC_URL = 'https://consent.brightside.example';
const PROGRAM: Program = {
  id: 'updates',
  name: 'Appointments & quotes',
  purpose: 'informational',
  topic: 'your window quote and appointment',
  frequency: 'About 4 msgs a month',
  frequencySpoken: 'about four texts a month',
  disclosure: {
    version: 3,
    hash: 'ab12cd34ef56ab78'.repeat(4),
    text: disclosureOf(
      { publicUrl: PUBLIC_URL, workspace: 'demo', program: 'updates' },
      { brand: BRAND.name, program: 'Appointments & quotes', frequency: 'About 4 msgs a month' },
    ),
  },
};
const SENDER = { number: '+16025550100', defaultProgram: 'updates' } as unknown as Sender;
const WORKSPACE: Workspace = {
  id: 'demo',
  brand: BRAND,
  programs: { updates: PROGRAM },
  senders: { [SENDER.number]: SENDER },
  policy: { programs: {}, senders: {} },
  widgetOrigins: [],
  ownWords: NO_OWN_WORDS,
};
const WORD = { sender: SENDER, keyword: 'START' };
const PLACE = { publicUrl: PUBLIC_URL, location: 'Showroom, front desk' };
const CONTENT = signContent(WORKSPACE, PROGRAM, WORD, PLACE);
const withName = (brand: string): SignContent => ({ ...CONTENT, brand });
const withDisclosure = (disclosure: string): SignContent => ({ ...CONTENT, disclosure });
const wordsOf = async (content: SignContent) =>
  (await drawPdf(await printSign('pdf', content, 'letter'), 0.2)).words.replaceAll(/\s+/g, ' ');

describe('a sign says', () => {
  test('whose it is, what to text where, all that is agreed to, and by which version', () => {
    const said = Object.values(CONTENT).flat().join('\n');
    expect(CONTENT.smsUrl).toBe('sms:+16025550100?&body=START');
    expect(said).toContain(PROGRAM.disclosure.text);
    for (const words of ['Brightside Windows LLC', '(602) 555-0100', 'version 3', 'ab12cd34ef56']) {
      expect(said).toContain(words);
    }
    expect(said).toContain('Showroom, front desk');
  });

  test('where terms and privacy are, also when the disclosure does not', () => {
    const bare = { ...PROGRAM, disclosure: { ...PROGRAM.disclosure, text: 'By texting START …' } };
    const [addresses] = signContent(WORKSPACE, bare, WORD, PLACE).smallPrint;
    expect(addresses).toContain(`${PUBLIC_URL}/programs/demo/updates/terms`);
    expect(addresses).toContain(`${PUBLIC_URL}/programs/demo/updates/privacy`);
  });

  test('that AGREE is still to come, where the program is marketing', () => {
    const offers = { ...PROGRAM, purpose: 'marketing' } as const;
    expect(signContent(WORKSPACE, offers, WORD, PLACE).afterwards).toContain('AGREE');
  });

  test('nothing where the bare word would mean another program', () => {
    expect(openWordOf(WORKSPACE, 'updates')).toEqual(WORD);
    expect(openWordOf(WORKSPACE, 'offers')).toBeUndefined();
  });

  test('the program’s own word, in the disclosure too, where it has one', () => {
    const keywords = { optIn: ['offers'] };
    const offers = { ...PROGRAM, id: 'offers', keywords };
    const ownWords = compileOwnWords({ program: 'offers', ...keywords });
    const both = { ...WORKSPACE, programs: { updates: PROGRAM, offers }, ownWords };
    const word = openWordOf(both, 'offers');
    expect(word).toEqual({ sender: SENDER, keyword: 'OFFERS' });
    const said = signContent(both, offers, { sender: SENDER, keyword: 'OFFERS' }, PLACE);
    expect(said).toMatchObject({ keyword: 'OFFERS', smsUrl: 'sms:+16025550100?&body=OFFERS' });
    expect(said.disclosure).toMatch(/^By texting OFFERS you agree to get /);
    expect(said.smallPrint.join(' ')).toContain(sha256(said.disclosure).slice(0, 12));
    const taken = { ...both, ownWords: compileOwnWords({ program: 'other', ...keywords }) };
    expect(openWordOf(taken, 'offers')).toBeUndefined();
  });
});

describe('a printed sign', () => {
  test.each(Object.keys(SIGN_SIZES) as SignSize[])(
    'is one page of %s, as PDF and as SVG, and its code is read',
    async (size) => {
      const [pdf, svg] = await Promise.all([
        printSign('pdf', CONTENT, size),
        printSign('svg', CONTENT, size),
      ]);
      const page = await drawPdf(pdf, 1);
      expect(page).toMatchObject({
        pages: 1,
        width: SIGN_SIZES[size].width,
        height: SIGN_SIZES[size].height,
        title: 'Brightside Windows: text START to (602) 555-0100',
      });
      expect(await readCode(page.picture)).toBe(CONTENT.smsUrl);
      expect(await readCode(page.picture, { width: 450, blur: 0.5 })).toBe(CONTENT.smsUrl);
      expect(await readCode(svg, { width: 600 })).toBe(CONTENT.smsUrl);
      expect(pdf.toString('latin1')).toContain('/Lang (en)');
      expect(pdf.toString('latin1')).toContain('/Marked true');
    },
  );

  test('has every word in the PDF as text, and in the SVG for who cannot see it', async () => {
    const words = await wordsOf(CONTENT);
    const svg = (await printSign('svg', CONTENT, 'letter')).toString();
    expect(svg).not.toContain('<text');
    for (const said of Object.entries(CONTENT).flatMap(([name, value]) =>
      name === 'smsUrl' ? [] : [value].flat(),
    )) {
      expect(words.replaceAll(' ', '')).toContain(said.replaceAll(' ', ''));
      expect(svg).toContain(said.replaceAll('&', '&amp;').slice(0, 60));
    }
  });

  test('writes names of other alphabets, and refuses what it has no letters for', async () => {
    const names = 'Ångström Žluťoučký Ðổi Ελληνικά Кирилиця';
    expect(await wordsOf(withName(names))).toContain(names);
    await expect(printSign('pdf', withName('窓の会社'), 'a4')).rejects.toThrow(SignUnprintable);
    await expect(printSign('svg', withName('Good 👍'), 'a4')).rejects.toThrow('👍');
  });

  test('sets a long disclosure in smaller letters, and refuses one that nobody could read', async () => {
    const long = 'Words that a lawyer wanted. '.repeat(45).trim();
    const words = await wordsOf(withDisclosure(long));
    expect(words).toContain('Words that a lawyer wanted.');
    const page = await drawPdf(await printSign('pdf', withDisclosure(long), 'letter'), 1);
    expect(page.pages).toBe(1);
    expect(await readCode(page.picture)).toBe(CONTENT.smsUrl);
    const endless = withDisclosure(long.repeat(10));
    await expect(printSign('pdf', endless, 'letter')).rejects.toThrow('do not fit');
  });

  test('is drawn once, however often it is asked for', async () => {
    const [first, second] = await Promise.all([
      printSign('pdf', CONTENT, 'a4'),
      printSign('pdf', CONTENT, 'a4'),
    ]);
    expect(second).toBe(first);
    expect(await printSign('pdf', CONTENT, 'letter')).not.toBe(first);
  });
});
