// What carriers are likely to refuse or to filter in a message of the workspace. Hints for whoever
// writes it: a message is never held back for them. Each rule is one row: name, source, finding.
import { PUBLIC_SHORTENERS, RESTRICTED, SHAFT, type Subject } from './carrier-words.js';

export type LintCode =
  | 'link_shortener'
  | 'unregistered_link'
  | 'link_to_address'
  | 'link_not_secure'
  | 'no_brand_in_first_message'
  | 'no_opt_out_in_first_message'
  | 'shaft_words'
  | 'restricted_subject'
  | 'all_caps'
  | 'shouting'
  | 'hidden_characters'
  | 'costly_characters'
  | 'too_many_segments';

export interface LintWarning {
  readonly code: LintCode;
  /** What was found, and how to mend it. */
  readonly detail: string;
}

/** A message, with what has to be known to judge it. */
export interface LintedMessage {
  readonly body: string;
  readonly brand: string;
  /** Nothing of the workspace was sent to this person before. */
  readonly isFirst: boolean;
  /** The service adds to the message how to opt out. */
  readonly reminds: boolean;
  /** Hosts that belong to the brand as far as its settings say. */
  readonly ownHosts: readonly string[];
  /** As the carrier counts them. */
  readonly segments: number;
}

export interface LintRule {
  readonly code: LintCode;
  /** For people. */
  readonly name: string;
  readonly source: string;
  /** @returns what is wrong, in words, or undefined. */
  find(message: LintedMessage): string | undefined;
}

/** Twilio and carriers advise less than 320 characters; these are twice that. */
const SEGMENTS_ADVISED_MAX = 4;
const CAPITALS_SHARE_MAX = 0.7;
const LETTERS_MIN = 20;

const CTIA = 'CTIA Messaging Principles and Best Practices (May 2023)';
const CATEGORIES = 'Twilio, Forbidden message categories for SMS and MMS in the US and Canada';
const FILTERING = 'Twilio, error 30007 (filtered by the carrier)';

export const LINT_RULES: readonly LintRule[] = [
  {
    code: 'link_shortener',
    name: 'A public link shortener',
    source: `${CTIA}, 5.3.2; T-Mobile Code of Conduct, URL cycling and public shorteners`,
    find: ({ body }) => {
      const [host] = hostsOf(body).filter((one) => isOneOf(one, PUBLIC_SHORTENERS));
      return host && `Carriers filter links of ${host}. Use an address of your own, in full.`;
    },
  },
  {
    code: 'unregistered_link',
    name: 'A link to a place that is not the brand’s',
    source: `${CTIA}, 5.3.2; 10DLC registration, HasEmbeddedLinks and samples`,
    find: ({ body, ownHosts }) => {
      const [host] = hostsOf(body).filter(
        (one) =>
          !isOneOf(one, ownHosts) && !isOneOf(one, PUBLIC_SHORTENERS) && !IP_ADDRESS.test(one),
      );
      return (
        host &&
        `${host} is none of the brand’s addresses. Link to your own domain, and to those in the registered samples.`
      );
    },
  },
  {
    code: 'link_to_address',
    name: 'A link to a bare network address',
    source: FILTERING,
    find: ({ body }) => {
      const [host] = hostsOf(body).filter((one) => IP_ADDRESS.test(one));
      return host && `The link leads to ${host}, a bare network address. Use a name.`;
    },
  },
  {
    code: 'link_not_secure',
    name: 'A link without https',
    source: FILTERING,
    find: ({ body }) =>
      /\bhttp:\/\//i.test(body) ? 'A link begins with http://. Use https://.' : undefined,
  },
  {
    code: 'no_brand_in_first_message',
    name: 'A first message that does not say who sends it',
    source: `${CTIA}, 5.1.1; 10DLC, elements of ordinary messages`,
    find: ({ body, brand, isFirst }) =>
      isFirst && !folded(body).includes(folded(brand))
        ? `This is the first message to this person and does not name “${brand}”.`
        : undefined,
  },
  {
    code: 'no_opt_out_in_first_message',
    name: 'A first message that does not say how to stop',
    source: `${CTIA}, 5.1.3; 10DLC, elements of ordinary messages`,
    find: ({ body, isFirst, reminds }) =>
      isFirst && !reminds && !saysHowToStop(body)
        ? 'This is the first message to this person and does not say how to stop. Add “Reply STOP to opt out.”'
        : undefined,
  },
  {
    code: 'shaft_words',
    name: 'Words of sex, hate, alcohol, firearms or tobacco',
    source: `${CATEGORIES}; ${CTIA}, 5.3.1`,
    find: ({ body }) => subjectIn(body, SHAFT),
  },
  {
    code: 'restricted_subject',
    name: 'Words of other subjects that carriers restrict',
    source: `${CATEGORIES}; ${CTIA}, 5.3.1`,
    find: ({ body }) => subjectIn(body, RESTRICTED),
  },
  {
    code: 'all_caps',
    name: 'Mostly capitals',
    source: FILTERING,
    find: ({ body, brand }) => {
      const letters = body.replaceAll(brand, '').match(/\p{L}/gu) ?? [];
      const capitals = letters.filter((one) => one !== one.toLowerCase());
      const many = capitals.length > letters.length * CAPITALS_SHARE_MAX;
      return letters.length >= LETTERS_MIN && many
        ? 'Most letters are capitals, which filters take for spam. Write as in a letter.'
        : undefined;
    },
  },
  {
    code: 'shouting',
    name: 'Runs of signs',
    source: FILTERING,
    find: ({ body }) => {
      const [run] = /!{2,}|\?{3,}|\${2,}|(?:[!?]){3,}/.exec(body) ?? [];
      return run && `“${run}” is what filters look for. One sign is enough.`;
    },
  },
  {
    code: 'hidden_characters',
    name: 'Characters that nobody sees',
    source: `${CTIA}, 5.3.1 (evading filters)`,
    find: ({ body }) => {
      const [hidden] = /[\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/.exec(body) ?? [];
      return (
        hidden &&
        `It holds an invisible character (${nameOf(hidden)}), as texts do that evade filters. Take it out.`
      );
    },
  },
  {
    code: 'costly_characters',
    name: 'A few characters that make the text longer',
    source: '3GPP TS 23.038: one character outside GSM-7 turns 160 a segment into 70',
    find: ({ body, segments }) => {
      const plain = [...new Set(body.match(/[‘’‚“”„–—…\u00A0]/gu) ?? [])];
      // Only where nothing else needs the larger alphabet.
      const rest = body.replaceAll(/[‘’‚“”„–—…\u00A0]/gu, '');
      if (plain.length === 0 || segments < 2 || !/^[\p{ASCII}]*$/u.test(rest)) return undefined;
      const which = plain.map((one) => `${one} (${nameOf(one)})`).join(', ');
      return `Only ${which} keep this text out of the small alphabet: 70 instead of 160 characters a segment. Use plain quotes, dashes, dots and blanks.`;
    },
  },
  {
    code: 'too_many_segments',
    name: 'A long text',
    source: 'Twilio, messaging limits: under 320 characters arrive best',
    find: ({ segments }) =>
      segments > SEGMENTS_ADVISED_MAX
        ? `It takes ${segments} segments; beyond ${SEGMENTS_ADVISED_MAX} some carriers drop texts or deliver them in pieces.`
        : undefined,
  },
];

/** @returns what carriers may refuse in a message, in the order of the rules. */
export function lintMessage(message: LintedMessage): LintWarning[] {
  return LINT_RULES.flatMap(({ code, find }) => {
    const detail = find(message);
    return detail === undefined || detail === '' ? [] : [{ code, detail }];
  });
}

/** Whether a text says how to stop it, in any language that the service itself texts in. */
export function saysHowToStop(body: string): boolean {
  return ASKED_FOR_STOP.test(body) || STOP_IN_CAPITALS.test(body);
}

const ASKED_FOR_STOP = /\b(?:reply|text|txt|send|responde|env[ií]a|manda)\s+["'“‘]?stop\b/iu;
/** A bus may stop to let people out; only in capitals is it the word to text. */
const STOP_IN_CAPITALS = /\bSTOP\b["'”’]?\s*(?:=|to\b|2\b|para\b|$)/;

const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** With a scheme, or as people write addresses: a name, a dot, letters, a slash. */
const ADDRESS =
  /(?<![\w@.-])(?:https?:\/\/)?((?:[a-z\d-]+\.)+(?:[a-z]{2,}|\d{1,3}))(?=[/:?#]|\b)/gi;
const NAMED_BARE = /^(?:www\.)|\.(?:com|org|net|io|co|us|ly|info|biz|app|me|gl|gd|at|one|cc)$/i;

/** Hosts of the links in a text, in lower case; without a scheme only what phones make links of. */
function hostsOf(body: string): string[] {
  return [...body.matchAll(ADDRESS)].flatMap(({ 0: whole, 1: host = '', index }) => {
    const next = body[index + whole.length] ?? '';
    const isLink = /^https?:/i.test(whole) || next === '/' || NAMED_BARE.test(host);
    return isLink ? [host.toLowerCase()] : [];
  });
}

const isOneOf = (host: string, hosts: readonly string[]) =>
  hosts.some((one) => host === one || host.endsWith(`.${one}`));

function subjectIn(body: string, subjects: readonly Subject[]): string | undefined {
  const text = ` ${folded(body)} `;
  for (const { name, words } of subjects) {
    const found = words.find((word) => patternOf(word).test(text));
    if (found !== undefined) {
      return `“${found.replace('*', '')}” may be taken for ${name}, which carriers refuse or carry for registered senders only.`;
    }
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

function patternOf(word: string): RegExp {
  const known = patterns.get(word);
  if (known) return known;
  const stem = word.replace('*', '').replaceAll('.', String.raw`\.`);
  const made = new RegExp(
    `(?<![\\p{L}\\d])${stem}${word.endsWith('*') ? '' : '(?![\\p{L}\\d])'}`,
    'u',
  );
  patterns.set(word, made);
  return made;
}

const folded = (text: string) => text.toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ');

const nameOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
