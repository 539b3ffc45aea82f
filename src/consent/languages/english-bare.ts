// English texts that are little but a stop: "ok stop please", "STOP. Thanks", "stop stop".
// The words before and after are those that change nothing about it.
import type { PhraseRule } from '../phrase-rule.js';
import type { WordGroups } from '../word-pattern.js';

export const ENGLISH_BARE_WORDS: WordGroups = {
  /** A stop wherever it is a clause of its own. */
  strong:
    'stop | stopall | unsubscribe | optout | opt out | cease | desist | cancelall | ' +
    'removeme | stop2quit',
  /** Ends other things as well: a stop only where nothing else is said. */
  weak:
    'quit | end | revoke | remove | delete | terminate | discontinue | cancel | exit | ' +
    'halt | dnc | removal | erase | unlist | deactivate',
  before:
    'help | agent | bot | dawg | human | respectfully | alright | uh | um | uhh | y | n | nooo | ' +
    'noo | yea | basta | for the love of (god | all _{1,3}) | please | just | make it | make ' +
    'this | ffs | jfc | stfu | bye | ok | okay | k | hey | hi | hello | ugh | actually ' +
    '|seriously | now | again | kindly | no | nope | yes | sorry | thanks | thank you | ' +
    'thank | dude | bro | man |sir | maam | mam | madam | dear | guys | (can | could | will ' +
    '| would) you | and | but | so | then | wtf |damn | god | jesus | (for the | this is the ' +
    '| thats the)? (last | first | second | third | fourth | fifth | final | tenth | ' +
    'hundredth | millionth | # | @) (time | request | warning) (asking | telling you | i ' +
    'asked | i ask | im asking | i am asking | i tell you | i say){0,1} | i said | im asking ' +
    'you to | for real | really | yo | team |never mind | nvm | por favor | merci | no more ' +
    '| enough | (im)? not interested | no (thanks | thank you) |(i)? (want | need | would ' +
    'like) (you)? to | id like (you)? to | asking you to | wanna | you | i | all | hell no ' +
    '|well | yeah | yep | spam | scam | scammer | scammers | spammer | fuck | fucking | lady ' +
    '| bruh | this is a | my answer is | i repeat |absolutely not | nah | hi there | good ' +
    'morning | good evening | wrong number | dear sir | you need to | you must | you should ' +
    '| text | texts | sms |i am | im | im saying | one more time | third time | second time ' +
    '| final warning | and for the last time | attn | hello there | hiya | yoo',
  after:
    'please | now | it | this | that | all | already | immediately | asap | thanks | thank ' +
    'you | thank | everything |forever | today | right (away | now) | sir | maam | bro | ' +
    'dude | man | guys | ok | okay | again | anymore |any more | merci | gracias | por favor ' +
    '| bitte | danke | grazie | obrigado | obrigada | svp | me | promptly |these | them | ' +
    'for good | permanently | at once | too | bye | goodbye | ffs | smh | no | (you)? idiots ' +
    '| asshole |assholes | jerk | jerks | scammers | spammers | scammer | spammer | you ' +
    'people | you guys | doing this | with (this | that | it) |damn it | dammit | not ' +
    'interested | im not interested | no thanks | no thank you | completely | everyone |god ' +
    'bless | fucking | (this | the | that) (shit | crap | bullshit | nonsense | madness | bs ' +
    '| spam | insanity | harassment | service | program | process | stuff) | or else | ' +
    'request | or (get | be) (reported | blocked | sued) |sending | ever | means stop | ' +
    'messages | texts | text | sms | spam | n thank you | n thanks | from all | from this | ' +
    'of this | to all | to these | to this | for this number | to this number | and goodbye ' +
    '| and good bye | i beg you |lady | bot | dis | dat | for ever | tysm | i said | number ' +
    '$$ | k | kk | n bye | k bye | per (my | your) _{0,2} | im begging you | i mean it | i ' +
    'am serious | im serious | immediatly | instantly | totally | entirely | before i _{1,6} ' +
    '| or i _{1,6} | or ill _{1,6} | you | # | wrong number | im done | thats it | ' +
    'appreciate it | much appreciated | unsubscribe | remove | cancel | quit | end | help | ' +
    'info | and | amen | dang it | for the last time | last time | god dammit | once and for ' +
    'all | effective immediately | kindly | from texting | from messaging | bothering | im ' +
    '(blocking | reporting) you | bruh | buddy | madam | mam | _ bless',
};

/** What stands right before a `stop` that ends a sentence and is no request: `the next stop`. */
export const NOT_A_STOP =
  '(the | text | reply | say | send | type | word | saying | write | a | an | my | your | our | ' +
  'his | her | their | this | that | each | every | no | one ' +
  '| first | last | next | corner | bus | pit | full | non | rest | truck | train | tram | ' +
  'subway | ' +
  'metro | door | short |' +
  ' to | and | or | will | wont | cant | can | could | would | should | must | might | may | ' +
  'not | never | dont | didnt | doesnt | did | do | does | if | when | which | him | them | ' +
  'it | me | us | let | make | made | help | tell | told | for | at | on | in | of | only | ' +
  'i | we | he | she | they | you | sudden | complete | quick | hard | main | final)';

export const ENGLISH_BARE_STOPS: readonly PhraseRule[] = [
  {
    name: 'bare_stop',
    intent: 'opt_out',
    says: [
      '^^ stop (to | 2 | two) (end | quit | stop | cancel | unsubscribe | opt out | optout | ' +
        'all) $$',
      '^ <before>{0,5} (<strong>){1,6} <after>{0,4} ((<strong>) <after>{0,2}){0,3} $',
    ],
    unlessAfter: 'call me ; (dont | do not)',
    reviewFrom: 26,
    examples: [
      'Stop please',
      'ok STOP!!!',
      'Not interested. Stop.',
      'can you please stop',
      'actually STOP',
      'ugh stop',
      'Stop. Thank you',
      'You keep messaging me, stop',
      'stop it now',
    ],
    nearMisses: [
      'bus stop',
      'next stop',
      'stop by at five',
      'STOP the order',
      'stop ou encore ?',
      'the stop button is broken',
      'full stop',
    ],
  },
  {
    name: 'bare_end',
    intent: 'opt_out',
    says: [
      '^^ ;? (please ;? | thanks ;? | ok ;? | hi ;? | hello ;? | no ;? | just | sorry ;?){0,3} ' +
        '(<weak>){1,4} ;?' +
        ' ((please | now | thanks | thank you | immediately | asap | all | today | everything ' +
        '| merci | forever | permanently | these | from (all | list | your list | this list ' +
        '| everything)) ;?){0,4} $$',
      '^^ ((<weak>) | (<strong>)){2,6} please? $$',
      '^^ (please)? (quit | stop) (this | that | the | your) (crap | shit | nonsense | bs | ' +
        'spam | bullshit) $$',
      '^^ (please)? quit it (please | now | already)? $$',
      '^^ please? (end | discontinue | terminate | stop) (the | this | my | your | all)? ' +
        '(service | services | program | messaging) please? $$',
      '^^ please? (leave | exit | quit) (the | this | your)? (list | lists | group | group ' +
        'chat | chat | thread) please? $$',
      '^^ (please | just)? (end | quit | cancel | terminate | remove | delete) (this | these | ' +
        'it all | it please) (please | now | thanks){0,2} $$',
    ],
    examples: ['end please', 'Please quit', 'Remove please', 'please cancel', 'End this'],
    nearMisses: ['the end', 'Boooo you always work. Just quit.', 'Cancel that', 'quit it lol'],
  },
  {
    name: 'sent_away',
    intent: 'opt_out',
    says: [
      '^^ (please | just | oh | ok | now | and | no | dude | bro | hey | hi | yo){0,2} (fuck ' +
        '(right)? off | fk off | fuk off | f off | fck off | eff off | piss off | sod off | ' +
        'bugger off | buzz off | bug off | get lost | kick rocks | screw off | fuck outta ' +
        'here | go kick rocks | take a hike) (please | now | asshole | thanks | spammer | ' +
        'scammer | idiot | dickhead | bitch | you | loser | and die | bot | already | man | ' +
        'dude | bro | spam | creep | scammers){0,3} $',
    ],
    unlessBefore: '; (lol | haha | jk)',
    examples: ['fuck off', 'Get lost please', 'piss off you spammer'],
    nearMisses: ['he told me to get lost haha', 'how did you get lost?'],
  },
  {
    name: 'ends_in_stop',
    intent: 'opt_out',
    says: [
      '(thanks | thank you | interested | number | spam | harassment | sorry | please | no | ' +
        'scam | done | wrong person | me | again | texts | messages | service | services | ' +
        'anymore | sale | already | annoying | person | name | landline | needed | nevermind ' +
        '| never mind | insane | crazy | ridiculous | voted | set | good | bon | bien | here ' +
        '| anyone | you) (but | so | and){0,1} please? (stop | unsubscribe | stopall) ' +
        '(please | now){0,1} $$',
    ],
    unlessAfter: NOT_A_STOP,
    examples: ['I have your service already stop', 'we moved away, not your customer anymore stop'],
    nearMisses: ['he told me to stop', 'dont make me stop'],
  },
];
