// The last English doubts, asked after all others: wide patterns of a verb that ends something near
// what is sent or who is reached. A person decides what they meant.
import type { PhraseRule } from '../phrase-rule.js';

export const ENGLISH_LAST_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'stop_and_messages',
    intent: 'review',
    says: [
      '(<cease> | refuse | reject | decline | dislike | hate | end | enough | hold off | hold ' +
        'up | ease up | slow down | back off | chill | cool it | let up | give me a break | no ' +
        'more | tone down | cut down | tired of | sick of | fed up with | done with | over) ' +
        '_{0,4} (<message_noun> | <contacting> | messages)',
      '(<message_noun> | <contacting>) (off | stop | cease | end | stopped | over | unwanted | ' +
        'unwelcome | not welcome | not wanted) ($ | <polite>)',
      '(unwanted | unsolicited | annoying | unwelcome | intrusive) _{0,1} (texts | messages | ' +
        'text | message | spam | ads | contact)',
    ],
    unlessAfter:
      '<negated> | <subject> | <you> | <other_person_to> | the | bus | at the | my | a | when | ' +
      'to | didnt | kin | full | next | last | weeks | months | days | said | says | told | ' +
      'saying',
    unlessBefore: '(and | or)? (driv~ | walk~) | from (him | her | them | my | the)',
    examples: [
      'hold off on the texts',
      'alerts off',
      'I hate these texts',
      'slow down with the texts',
    ],
    nearMisses: ['at the end text me', 'full stop. text me', 'my ex will not stop texting me'],
  },
  {
    name: 'no_contact_by_me',
    intent: 'review',
    says: [
      '(<not> | no need to | no reason to | no point in) (please | ever | even | bother | to | ' +
        'have | need | again | continue | wish | be | any){0,2} (text | texting | message | ' +
        'messaging | contact | contacting | reach out | reaching out | send) (to | out | up)? ' +
        '($ | <me> | <again> | <messages>)',
      '^^ i (dont | do not) (text | do texts | do text | use text | read texts | read these) ' +
        '_{0,2} $$',
      '^^ (please | kindly | just){0,2} (refrain | cease | desist | not needed | unnecessary | ' +
        'no longer needed | not necessary | no longer necessary) _{0,2} $$',
      '^^ please? (do not | dont) send (anymore | please | thanks | again){0,2} $$',
      '^^ (just | please)? (give it a rest | let it go | no more of this) (please | already)? $$',
      '(dont | do not) (need | want) (this | these | them | any) (anymore | any more | now | ' +
        'any longer)? $',
    ],
    unlessAfter:
      '<you> | he | she | they | did | why | if | or | who | that | was | i | we | ill | but | ' +
      'need to | so | does | do',
    unlessBefore:
      'until | till | while | before | when | right now | yet | tonight | and drive | back | ' +
      'the | for (the | my)',
    examples: ['please don’t reach out', 'I don’t text', 'kindly refrain', 'no need to text me'],
    nearMisses: ["don't text and drive", 'you never text me', "don't send the package yet"],
  },
  {
    name: 'begins_with_stop_and_reason',
    intent: 'review',
    says: [
      '^^ (please | ok | just | hey){0,2} (stop | unsubscribe) (as | per | because | cause | ' +
        'its | it is | this is | thats | that is | we | he | she | they | youre | your | ive | ' +
        'id | my | no | nope | do | dont | k | sir | mr | nobody | never | already | like | not ' +
        '| wtf | who | why | bye | means | before | im | i | you) _{0,8} $$',
      '^^ _{0,5} (f | fuck | screw | know | hate | idk | asked for | want | like) (you | this | ' +
        'these | it) (stop | unsubscribe) $$',
      '(keep | kept | keeps) (sending | saying | replying | texting | typing) (stop | ' +
        'unsubscribe | you stop)',
      '^^ (i)? (reply | replied | text | say | send | sent | choose) (stop | unsubscribe | ' +
        'quit) $$',
      '(trying | tried) to (unsubscribe | opt out | get off | stop (this | these))',
      '(stop | unsubscribe) (these | this | that | all | now | please){1,2} $$',
      '(remove | remove me | take me off | remove us) please? $$',
    ],
    unlessAfter:
      '<negated> | <subject> | <other_person_to> | the | bus | to | 2 | can (i | you) | you | will',
    unlessBefore: '_{0,4} (lol | haha)',
    examples: [
      'stop because it is too much',
      'STOP as requested',
      'I keep sending STOP and you keep texting',
      'no thank you please remove',
    ],
    nearMisses: ['stop by at five', 'stop the car', "the rain won't stop this"],
  },
  {
    name: 'cancel_service',
    intent: 'review',
    says: [
      '^^ (please | i want to | i need to | can you | id like to | i would like to){0,2} ' +
        '(cancel | discontinue | end | terminate | stop | leave | quit | suspend) (the | this | ' +
        'my | your | all)? (service | services | program | enrollment | messaging) please? $$',
      '(will | im | am | are) (be)? (deleting | leaving | quitting | dropping) (this | your) ' +
        '(list | thread | group | program)',
    ],
    examples: ['cancel the service', 'please discontinue this service', 'leave the program'],
    nearMisses: ['cancel my appointment', 'when does service end'],
  },
];

/** Turns a clear revocation into a doubt: the sentence keeps some texts, or speaks of the words. */
export const ENGLISH_LAST_RETREATS: readonly PhraseRule[] = [
  {
    name: 'other_list',
    intent: 'review',
    says: [
      '(off | from | out of | on) (the | your | my | a)? (waiting | guest | wait | invite | ' +
        'invitation | boarding | standby | shopping | wish | price | packing | back order) list',
      '(off | from) (the | your)? waitlist',
    ],
    examples: ['take me off the waiting list'],
    nearMisses: ['am I on the waiting list?'],
  },
  {
    name: 'keeps_some',
    intent: 'review',
    says: [
      'but (please)? (keep | continue | still) (the | sending | texting | getting | my | me | ' +
        'text | send | texts)',
      '(cancel | delete | ignore | disregard) (that | my) (last | previous)? (text | message) $',
      '(is | was) (what | how) (my | he | she | they | the) _',
    ],
    examples: ['stop texting my home number but keep texting my cell'],
    nearMisses: ['it rained but keep the reservation'],
  },
];
