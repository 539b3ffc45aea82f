// The hosted terms and privacy policy of a program, as ICU templates: what a person who agrees is
// bound to read. Change the words only together with `LEGAL_VERSION`: a test holds both together.
import { fillPattern, type TextValues } from './texts.js';

/** Version of the words below; it goes into evidence beside the hash of the text as shown. */
export const LEGAL_VERSION = 1;

export type LegalKind = 'terms' | 'privacy';

export interface LegalSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** A document as it is shown: every word of it, in order. */
export interface LegalText {
  readonly title: string;
  /** Who it is. */
  readonly business: string;
  /** What comes before everything else. */
  readonly promise?: string;
  readonly sections: readonly LegalSection[];
}

const BUSINESS = '{legalName}, {postalAddress}';

export const LEGAL: Readonly<Record<LegalKind, LegalText>> = {
  terms: {
    title: 'Terms of {program} texts',
    business: BUSINESS,
    sections: [
      {
        heading: 'What this is',
        paragraphs: [
          '“{program}” is a text message program of {brand}. Whoever agrees gets texts about ' +
            '{topic} at the number that they agreed with, some of them sent automatically. ' +
            'Agreeing is not a condition of buying anything.',
        ],
      },
      {
        heading: 'How often',
        paragraphs: ['{frequency}. How many there are depends on what you have going with us.'],
      },
      {
        heading: 'What it costs',
        paragraphs: [
          'We charge nothing for the texts. Message and data rates may apply, as in your plan ' +
            'with your carrier.',
        ],
      },
      {
        heading: 'How to end it',
        paragraphs: [
          'Text STOP to {phone} at any time, or tell us in your own words by text, telephone, ' +
            'letter or e-mail. You get one text that confirms it and no more after that. ' +
            'To come back, text {keyword} to the same number.',
        ],
      },
      {
        heading: 'How to get help',
        paragraphs: ['Text HELP to {phone}, call {supportPhone} or write to {supportEmail}.'],
      },
      {
        heading: 'Who may agree',
        paragraphs: [
          'Whoever pays for the number or may use it, and is of age where they live. If you give ' +
            'the number up, please text STOP first.',
        ],
      },
      {
        heading: 'Delivery',
        paragraphs: [
          'Texts are delivered by your mobile carrier, as far as it takes part. Carriers are not ' +
            'liable for delayed or undelivered messages, and neither can we promise when one ' +
            'arrives.',
        ],
      },
      {
        heading: 'Your data',
        paragraphs: [
          'What is kept and who gets it is in our privacy policy. Mobile opt-in data is not ' +
            'shared with third parties for marketing.',
        ],
      },
    ],
  },
  privacy: {
    title: 'Privacy of {program} texts',
    business: BUSINESS,
    promise:
      'No mobile information is shared with third parties or affiliates for marketing or ' +
      'promotional purposes. Text messaging opt-in data and consent are not sold, rented or ' +
      'shared with any third party; only those who carry the messages for us receive what they ' +
      'need to deliver them.',
    sections: [
      {
        heading: 'What we keep',
        paragraphs: [
          'Your mobile number; your name, e-mail and postal address as far as you gave them to ' +
            'us; the texts that we exchange; and the proof of your consent: what you did and ' +
            'when, the exact words, the wording that you were shown, and for a form the address ' +
            'of the device that sent it.',
        ],
      },
      {
        heading: 'What for',
        paragraphs: [
          'To text you about {topic}, to stop when you say stop, and to be able to show that you ' +
            'agreed. For nothing else.',
        ],
      },
      {
        heading: 'Who gets it',
        paragraphs: [
          'The messaging provider and the mobile carriers that deliver the texts, and those who ' +
            'run our systems for us. They may use it for that alone. Authorities get it where the ' +
            'law obliges us.',
        ],
      },
      {
        heading: 'How long',
        paragraphs: [
          'As long as you get texts from us, and after that as long as a claim could be made ' +
            'about them. That you said stop is kept for good, in a form that is not your number, ' +
            'so that it is never forgotten.',
        ],
      },
      {
        heading: 'What you can do',
        paragraphs: [
          'End the texts: text STOP to {phone}. See, correct or erase what we keep: call ' +
            '{supportPhone} or write to {supportEmail}.',
          'The rules of the texts themselves are in the terms.',
        ],
      },
    ],
  },
};

/**
 * A document with everything filled in.
 * @param values brand, legalName, postalAddress, program, topic, frequency, phone, keyword,
 *   supportPhone and supportEmail. @throws TypeError that names what is missing.
 */
export function legalText(kind: LegalKind, values: TextValues): LegalText {
  const { title, business, promise, sections } = LEGAL[kind];
  const fill = (pattern: string) => fillPattern(`legal/${kind}`, pattern, values);
  return {
    title: fill(title),
    business: fill(business),
    ...(promise !== undefined && { promise: fill(promise) }),
    sections: sections.map(({ heading, paragraphs }) => ({
      heading,
      paragraphs: paragraphs.map(fill),
    })),
  };
}

/** The same as lines of plain text: what is hashed, and kept to be shown years later. */
export function plainLegalText({ title, business, promise, sections }: LegalText): string {
  return [
    title,
    business,
    ...(promise === undefined ? [] : [promise]),
    ...sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
  ].join('\n');
}
