// Typing errors inside a longer text: `remvoe me form the lsit`, `stoptexting me`.
// Only words that rules know are guessed at, and only what leads to opting out is made of them.
import { isOneLetterOff } from './one-letter-off.js';
import { SPELLINGS } from './spellings.js';
import type { Vocabulary } from './word-pattern.js';

/** Words worth guessing: those that carry a refusal. Small words are left as they are. */
const TARGETS = [
  'stop texting messaging contacting sending bothering harassing spamming calling texts ' +
    'messages message text',
  'contact unsubscribe remove delete number phone list please leave alone wrong cancel ' +
    'subscription receive',
  'receiving consent permission anymore another interested notifications reminders alerts ' +
    'discontinue cease',
  'never person database harassment spam bother again',
].flatMap((line) => line.split(' '));

/** Words of their own that lie one letter from a target, beside those that the rules know. */
const EXCEPTIONS = new Set(
  [
    'shop step slop stoop swop atop top sop strop stow scop stomp stood stock stork store spot ' +
      'stopped stops',
    'testing resting nesting texting taxing texted fixing mixing besting vesting',
    'taxes texas tests nests rests tent test next tex texan tenth teat tests',
    'message massage massages massaging passage passages sausage messaged',
    'ending seeding seeing spending mending lending bending vending tending fending spending',
    'mothering bothered calling falling filling culling killing balling polling rolling ' +
      'pulling selling telling',
    'contract contacts contacted contrast contracts intact compact content contest contracting',
    'removed removes remover remote moved move reprove improve',
    'deleted deletes elite dilate relate deplete',
    'numbers numb lumber umber slumber cumber member bumber phones phoned phony hone prone ' +
      'shone phon photo',
    'listed lists lisp lit lost last lift line link live lint mist fist dist gist wist just',
    'pleased pleases plead pleas lease leases leased leaves leaver heave weave cleave leap ' +
      'lead leaf lean leader',
    'along aline clone atone stone loan aloe throng wronged prong strong cancels canceled ' +
      'cancelled cancer canal',
    'received receives receiver relieve deceive perceive receding deceiving relieving',
    'content convent consents permissions persons parson reason season mission',
    'other bather both bothers brother mother father lather rather gather either spa spar span ' +
      'spat spank scam swam',
    'seven ever fever lever sever nerve even clever gain against main rain grain aging',
    'cause crease lease chase tease erase ease case reminder remainders remainder allergy ' +
      'alert alters alter',
    'interest interesting disinterested notification',
  ].flatMap((line) => line.split(' ')),
);

/** Each target under itself with each letter left out, so that a word finds it in few look-ups. */
const NEAR = new Map<string, string[]>();
for (const target of TARGETS) {
  for (const key of shortened(target)) NEAR.set(key, [...(NEAR.get(key) ?? []), target]);
}

function shortened(word: string): string[] {
  return [word, ...Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1))];
}

const WORD = /^[a-z]+$/;
const LENGTH_MIN = 4;
const LENGTH_MAX = 24;

/** The text with its typing errors mended; `undefined` where there is none to mend. */
export function correctWords(
  tokens: readonly string[],
  words: Vocabulary,
): readonly string[] | undefined {
  let mended = false;
  const result = tokens.flatMap((token) => {
    if (token.length < LENGTH_MIN || token.length > LENGTH_MAX) return token;
    const plain = words.has(token) ? undefined : shrunk(token, words);
    if (plain !== undefined) {
      mended = true;
      return plain;
    }
    if (words.has(token) || EXCEPTIONS.has(token) || !WORD.test(token)) return token;
    const meant = correct(token) ?? split(token);
    if (meant === undefined) return token;
    mended = true;
    return meant;
  });
  return mended ? result : undefined;
}

const STRETCHED = /([a-z])\1{2,}/g;

/** `nooo` and `plzzzz`: a word that the rules know, with a letter held down. */
function shrunk(token: string, words: Vocabulary): string | undefined {
  if (token.search(STRETCHED) < 0) return undefined;
  const once = token.replace(STRETCHED, '$1');
  const word = [once, token.replace(STRETCHED, '$1$1')].find((each) =>
    words.has(SPELLINGS.get(each) ?? each),
  );
  return word && (SPELLINGS.get(word) ?? word);
}

/** The one target that is one letter too many, one missing, one wrong or two swapped away. */
function correct(word: string): string | undefined {
  const nearTo = (key: string) => NEAR.get(key)?.find((target) => isOneLetterOff(word, target));
  let target = nearTo(word);
  for (let at = 0; at < word.length && target === undefined; at += 1) {
    target = nearTo(word.slice(0, at) + word.slice(at + 1));
  }
  return target;
}

/** Words that were typed without a space between them, where one of them carries a refusal. */
const JOINED = new Set(
  (
    'stop please texting text messaging me my us the this number no more messages texts remove ' +
    'leave ' +
    'alone take off list wrong person dont do not contact send sending unsubscribe from all ' +
    'now thanks ' +
    'opt out quit it want to any anymore again cancel unwanted never and your these'
  ).split(' '),
);
const CARRIER =
  /stop|text|remove|alone|wrong|contact|messag|unsub|quit|nomore|takeme|meoff|optme|meout/;

function split(word: string): string[] | undefined {
  if (word.length < 6 || !CARRIER.test(word)) return undefined;
  // `best[i]` holds the words of the first `i` letters, the longest first word preferred.
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = 0; start < end && !best[end]; start += 1) {
      const before = best[start];
      const piece = word.slice(start, end);
      if (before && JOINED.has(piece)) best[end] = [...before, piece];
    }
  }
  return best[word.length];
}
