// English revocations with a reason beside them: "I'm a republican stop", "stop nobody wants this",
// "not me please remove". The order itself stands at one end of the text.
import type { PhraseRule } from '../phrase-rule.js';
import { NOT_A_STOP } from './english-bare.js';

/** Places and pleasures that people stop at, for or with. */
const OTHER_STOPS =
  'street | st | ave | avenue | road | rd | exit | station | train | bus | metro | subway | ' +
  'gas | food | lunch | coffee | bathroom | potty | trip | walking | driving | got off | get ' +
  'off | accidentally | by accident | mistake | hit | pressed | pushed | sweet | kind | nice ' +
  '| blush | blushing | funny | cute | hilarious | serious | laughing | lol | haha | hahaha ' +
  '| love | babe | baby | honey | dad | mom | dance | hammer | rain | raining | pain | ' +
  'bleeding | noise | barking | crying | smoking | drinking | eating | taking | working | ' +
  'light | sign | button | work | car | dog';

const SIGNAL =
  'i | im | ive | you | your | youre | not | dont | nobody | no one | asked | who | wth | ' +
  'wtf | illegal | unwanted | annoying | number | landline | charges | texts | text | ' +
  'messages | sake | bot | bye | interested | nty | thanks | what | insane | crazy | said | ' +
  'needed | interest | want | shit | fuck | fucking | damn | omfg | jesus | god | cost | ' +
  'costs | spam | scam | loan | voted | donated | sold | hired | busy | sick | tired | ' +
  'enough | every | too | already';

export const ENGLISH_REASONS: readonly PhraseRule[] = [
  {
    name: 'reason_then_stop',
    intent: 'opt_out',
    says: [`^^ (_ | ;){0,5} (${SIGNAL}) (_ | ;){0,8} (stop | unsubscribe) please? $$`],
    unlessWith: `${NOT_A_STOP} (stop | unsubscribe) | ${OTHER_STOPS}`,
    reviewFrom: 14,
    examples: ["I'm a republican stop", 'who dis stop', 'this is a landline stop', 'I want stop'],
    nearMisses: ['I got off at Elm street stop', "I can't stop", 'you never know when to stop'],
  },
  {
    name: 'stop_then_reason',
    intent: 'opt_out',
    says: [
      '^^ (please | ok | hey | just){0,2} (stop | unsubscribe) (i (have | do | dont | didnt ' +
        '| am | never | know | already | did not | do not) | im (not | a | at | in | on) | ' +
        'its (costing | annoying | illegal | late | been | the) | nobody | no one | who (are ' +
        '| is) | as (requested | per | i) | this is | (you are | youre) (texting | bothering ' +
        '| harassing | spamming | annoying | messaging) | wrong | not | never | idk | we ' +
        '(dont | do not | are not | have) | my (number | phone | wife | kid | husband)) ' +
        '_{0,8} $$',
    ],
    unlessWith: `until | unless | ${OTHER_STOPS}`,
    examples: ['stop nobody wants this', 'stop I have no idea who this is', 'STOP as requested'],
    nearMisses: ["stop it's too funny", 'stop who told you that', 'stop my dog from barking'],
  },
  {
    name: 'reason_then_remove',
    intent: 'opt_out',
    says: [
      '(please | kindly) (remove | unsubscribe | take me off | take us off) (thanks | asap | ' +
        'now)? $$',
      '(remove | delete | take) (me | us) (from | off) (all | everything | it | any | anything) $',
      'unsubscribe (from)? (_){0,2} (<message_noun>) $',
      '(<a_phone>) ;? (please)? (do not | dont | never) use (it | this | again)? $',
    ],
    unlessAfter: '<negated> | you | to | will | the',
    unlessWith: 'order | invoice | quote | cart | item | items',
    examples: ['number recycled please remove', 'this is my work cell, do not use it'],
    nearMisses: ['did you please remove', 'I was asked to please remove'],
  },
  {
    name: 'object_to_texts',
    intent: 'opt_out',
    says: [
      '(dont | do not) know (you | who you are | who this is | this number) (and)? (<not>) ' +
        '(<contact>) <me>',
      '(want | need | like | wants) (these | this | the | your | all | it | them) ' +
        '(<message_noun>)? (stopped | ended | discontinued | to cease)',
      'object (to (receiving | getting | your | these | this | further | any)) _{0,2} ' +
        '(<message_noun>)',
      '(rescind | revoke | withdraw | cancel | undo) my (opt in | optin | signup | sign up | ' +
        'subscription to (this | your) (texts | list))',
      '(<mine>) (is to be | be | must be | needs to be | has to be | to be) (removed | deleted | ' +
        'erased | taken off) ($ | <polite> | from (your | this | the))',
      'you (were | have been | was) (already)? asked to stop',
      '(way | ways) (that)? (i | we) can be (removed | taken off | deleted)',
      '(no longer | not | dont | do not | never) (communicate | correspond | engage) with <me>',
      '^^ please? (do not | dont) send (to (me | us | <mine> | this number))? (anymore | again | ' +
        'please | any more)? $$',
      '^^ please? <not> (<contact>) <family> (please | anymore | again)? $$',
      '(<message_noun>) (are | is) (unwanted | unwelcome | not authorized | not permitted)',
      '(<message_noun>) to (this | my) (number | phone | line) (are | is) (not | never | un) ' +
        '(authorized | permitted | allowed | welcome | wanted)',
      '<cease> (auto | robo | robot | bot | mass | group) (texting | messaging | texts | spamming)',
      '(stop | quit) <contacting> (dis | dat | this | ma) (number | phone | line)',
    ],
    unlessAfter: '<negated> | he | she | they | who | if',
    unlessBefore: 'until | till | yet | the | with the new | when | on the',
    examples: [
      'I object to receiving these messages',
      'My number is to be removed immediately',
      'You were asked to stop last week',
      "don't text my kid",
    ],
    nearMisses: ['I object to the fee', 'my number is to be changed', "don't text my kid the code"],
  },
  {
    name: 'gone_take_off',
    intent: 'opt_out',
    says: [
      '(he | she | they | husband | wife | mother | father | mom | dad | owner | person | ' +
        '<given>) (has | is | was | have)? (<gone>) _{0,4} ;? _{0,3} (remove | delete | ' +
        'erase | take | get) (<them> | (his | her | their | the | this) (name | number | ' +
        'phone | info)) (off | out | please | $ | from)',
    ],
    unlessWith: 'account | deed | lease | policy | title | card | insurance',
    examples: ['He passed away last year, please take his number off'],
    nearMisses: ['He passed away, take his name off the account'],
  },
];
