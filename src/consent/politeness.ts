// Bare stops with a few words around them: "ok stop please", "STOP. Thanks", "stop stop".
// Words here may surround a stop without changing it; anything else makes it another sentence.
import type { Folded } from './folding.js';

/** Words that are a stop wherever they are a clause of their own. */
const STRONG = 'stop|stopall|unsubscribe|optout|opt out|cease|stopit|arret|arretez|desist';

/** Words that end other things as well: a stop only where nothing else is said. */
const WEAK = 'quit|end|revoke|remove|delete|cancelall|terminate|discontinue|stop';

const BEFORE =
  'please|just|make it|make this|ffs|jfc|stfu|bye|ok|okay|k|hey|hi|hello|ugh|actually|seriously|now|again|kindly|no|nope|yes|sorry|' +
  'thanks|thank you|thank|you|omg|dude|bro|man|sir|maam|mam|madam|dear|guys|can you|could you|' +
  'will you|would you|and|but|so|then|lol|wtf|damn|god|jesus|for the last time|last time|' +
  'i said|im asking you to|for real|really|please just|yo|team|never mind|nvm|por favor|merci|' +
  'no more|enough|not interested|im not interested|no thanks|no thank you|i want to|want to|' +
  'i would like to|id like to|id like you to|i need you to|i want you to|asking you to|ya|wanna';

const AFTER =
  'please|now|it|this|that|all|already|immediately|asap|thanks|thank you|thank|everything|' +
  'forever|today|right away|right now|sir|maam|bro|dude|man|guys|ok|okay|again|anymore|any more|' +
  'merci|gracias|por favor|bitte|danke|grazie|obrigado|obrigada|svp|me|promptly|these|them|' +
  'for good|permanently|at once|too|bye|goodbye|ffs|smh|no|idiots|you idiots|asshole|assholes|jerk|' +
  'jerks|scammers|spammers|you people|yall|doing this|with this|with that|this now|it now|damn it|' +
  'dammit|not interested|im not interested|no thanks|no thank you|completely|everyone|god bless|' +
  'fucking|it already|this already|this shit|the shit|that shit|this crap|this bullshit|' +
  'this nonsense|the nonsense|the madness|or else|lol|sending|ever';

const CLAUSE =
  `(?:(?:${BEFORE}) ){0,5}(?:(?:${STRONG}) ){1,6}` +
  `(?:(?:${AFTER}) ){0,4}(?:(?:${STRONG}) (?:(?:${AFTER}) ){0,2}){0,3}`;
const LONELY_WEAK =
  '(?:(?:please|ok|hi|hello|hey|thanks|thank you|now|kindly) ){0,3}' +
  `(?:(?:${WEAK}) ){1,4}(?:\\| )?` +
  '(?:(?:please|now|thanks|thank you|immediately|asap|all|today|everything|merci) ){0,4}';

const STRONG_CLAUSE = new RegExp(`(?<=^ |\\| )${CLAUSE}(?=\\||$)`, 'u');
const WEAK_WHOLE = new RegExp(`^ (?:\\| )?${LONELY_WEAK}(?:\\| )?$`, 'u');

/** A short text says little else: one strong stop in it is its point. */
const SHORT_WORDS = 25;

/** Words one of which every such text holds; most texts have none and are done with here. */
const NEEDED = new Set(`${STRONG}|${WEAK}`.split(/[| ]/));

/** How a bare stop stands in a text: clearly meant, one remark among many, or not there. */
export function bareStop({ phrase, words }: Folded): 'clear' | 'among_others' | undefined {
  if (!words.some((word) => NEEDED.has(word))) return undefined;
  if (STRONG_CLAUSE.test(phrase)) return words.length <= SHORT_WORDS ? 'clear' : 'among_others';
  return WEAK_WHOLE.test(phrase) ? 'clear' : undefined;
}

/** Examples of each reading; they run as tests. */
export const BARE_STOP_EXAMPLES = {
  clear: [
    'Stop please',
    'ok STOP!!!',
    'Not interested. Stop.',
    'can you please stop',
    'actually STOP',
    'ugh stop',
    'Stop. Thank you',
    'You keep messaging me, stop',
    'end please',
    'Please quit',
    'stop it now',
  ],
  none: [
    'bus stop',
    'next stop',
    'Boooo you always work. Just quit.',
    'the end',
    'stop by at five',
    'STOP the order',
    'stop ou encore ?',
    'the stop button is broken',
    'full stop',
  ],
} as const;
