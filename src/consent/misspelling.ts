// Misspelt stops: one letter off, towards opting out only. Opting in is never guessed.
import { isOneLetterOff } from './one-letter-off.js';

/** Words worth guessing; short ones (`end`) are one letter from too many others. */
const TARGETS = [
  'stop',
  'quit',
  'cancel',
  'revoke',
  'optout',
  'stopall',
  'unsubscribe',
  'remove',
  ...['arretez', 'desabonner', 'desinscription', 'desabonnement', 'desuscribir', 'descadastrar'],
];

/** Words of their own that lie one letter from a target. */
const EXCEPTIONS = new Set(
  [
    'shop step slop stoop swop atop top sop strop stow scop stob stomp stood stock stork store',
    'spot snop stp stot stopt stoup stops stope crop drop prop flop chop stay star',
    'quite quiet suit quid quip quilt unit quint quits quoit knit guit built guilt fruit duit',
    'cancer canceled cancels canal cancun candle channel panel chancel',
    'revoked revokes evoke provoke invoke remote removed removes remover moved move improve',
    'stall small install optional outout output opted scout',
    'subscribe subscribed resubscribe',
  ].flatMap((line) => line.split(' ')),
);
// These three are nothing but typing errors, whatever the list above has near them.
EXCEPTIONS.delete('stp');
EXCEPTIONS.delete('stops');
EXCEPTIONS.delete('stope');

/** The stop word that a single folded word was probably meant to be, or `undefined`. */
export function misspeltStop(word: string): string | undefined {
  if (word.length < 3 || word.length > 13 || EXCEPTIONS.has(word)) return undefined;
  // People seldom miss the first letter and the last one both.
  const alike = (target: string) => word[0] === target[0] || word.at(-1) === target.at(-1);
  return TARGETS.find((target) => alike(target) && isOneLetterOff(word, target));
}
