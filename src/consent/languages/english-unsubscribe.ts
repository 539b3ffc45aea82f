// English revocations that end a subscription: unsubscribe, opt out, cancel these alerts.
// Every rule here is clear; doubtful wording is in english-doubt.ts.
import type { PhraseRule } from '../phrase-rule.js';

export const ENGLISH_UNSUBSCRIBES: readonly PhraseRule[] = [
  {
    name: 'unsubscribe',
    intent: 'opt_out',
    says: [
      'unsubscribe from (this | these | your | all | the | everything | any | future | you | ' +
        'text | list | lists | here | it | messages | texts | sms | further | such)',
      'unsubscribe ($ | me | us | <mine> | (my)? <family> | this | please | thanks | all | ' +
        'now | it | i | to | number | asap | immediately | again | and | or | stop | remove ' +
        '| here | today | already | you | off | of | request | the | these | thank | for ' +
        'good | instructions)',
      'un subscribe',
      '(end | stop | cancel | terminate | discontinue | remove | close | delete) (my | this | ' +
        'the | our | all | any | these | sms | text){0,3} (subscription | subscriptions | ' +
        'subscribing | enrollment | sub)',
      '(how | where) (do | can | to | would | am) i? _{0,1} unsubscribe',
      '(unenroll | deregister | unregister | disenroll | unlist | unjoin | unfollow | unadd | ' +
        'desubscribe | resubscribe no) (me | us | my | this | from | please | $)',
    ],
    unlessAfter:
      '<negated> | (i | he | she | we | they | you) (just | accidentally | already | never | ' +
      'have | have not | did not | wont | will not){0,2} | mean to | meant to | whats | what ' +
      'is | what does | not | didnt mean to | accidentally | by mistake',
    unlessBefore:
      'in (the | a | my) | my (card | account | bank | son | daughter) | (magazine | ' +
      'newspaper | paper) | ((to | for | from) (the | my | a | your)? (magazine | paper | ' +
      'newspaper | milk | cable | box | journal) | renewal | (renewal)? on (the | my)? order ' +
      '| gym | netflix | your (competitor | channel) | box)',
    examples: [
      'please unsubscribe',
      'how do I unsubscribe from this',
      'Unsubscribe me!',
      'cancel my subscription please',
      'want to unsubscribe',
    ],
    nearMisses: [
      "please don't unsubscribe me",
      'I never unsubscribed',
      'I unsubscribed by accident',
    ],
  },
  {
    name: 'already_unsubscribed',
    intent: 'opt_out',
    says: [
      '(ive | i have | i) (already | just)? (unsubscribe | opted out | asked to be removed | ' +
        'asked to unsubscribe | asked to opt out | requested to be removed | requested ' +
        'removal | replied stop | texted stop | sent stop) (already | # | twice | many | ' +
        'multiple | several | numerous | before | last | yesterday | times | and | but | why ' +
        '| three | two | four | again | so | from (this | these | your | you | all | the (list | ' +
        'texts | messages)) | ' +
        'weeks | days | of (this | these | your | all) | a){1,2}',
      '(ive | i have | i) already (unsubscribe | opted out | opt out | asked to be removed)',
      '(thought | believe | told you) (that)? (i | we | ive) (had | have)? (already)? ' +
        '(unsubscribe | opted out)',
      '(still | keep | yet) (am)? (getting | receiving | sending) _{0,3} (after | even though ' +
        '| though) _{0,2} (unsubscribe | opting out | opted out | stop)',
      '(texts | messages | these | this) i (have)? (already)? (opted out | unsubscribe)',
    ],
    unlessBefore: '(by accident | accidentally | by mistake | the gym | gym)',
    examples: [
      'I already unsubscribed',
      'I opted out twice already',
      'why am I still getting these texts? I opted out already',
    ],
    nearMisses: ['My son opted out of the field trip', 'I unsubscribed by accident'],
  },
  {
    name: 'opt_out',
    intent: 'opt_out',
    says: [
      '(opt | opting | opted | optout | opts) (me | us | my number | this number | (my | this) ' +
        'phone | this phone number | myself)? (the hell)? (out | optout)' +
        ' ($ | <polite> | <again> | of (these | all | your | this | the | any | receiving | ' +
        'getting | future | further | everything | my | text | texts | messages | sms | ' +
        'marketing | it | that)? <filler>{0,2} (<messages> | list | lists | program | ' +
        'service | everything | $) | from (these | all | your | this | further | the | ' +
        'receiving | future | texts | messages | sms | any) | i | this | now | and | ' +
        'request | for | my number | me)',
      'optout (me | my | please | thanks | $ | of | from | all | now)',
      '(wish | want | like | need | choose | decided | prefer | elect | have chosen | trying | ' +
        'asking | request | requesting) <to> (be)? (opt | opted) out ($ | <polite> | of ' +
        '(these | all | your | this | the | any | receiving | getting)? <filler>{0,2} ' +
        '(<messages> | list | lists | program | service | everything | $) | <again>)',
      '(how | where) (do | can | to | would) (i | we)? opt out',
    ],
    unlessAfter:
      '<negated> | (dont | do not | never | cant | can i | could i | should i | didnt | not | if ' +
      'i | if ' +
      'you | didnt mean to | accidentally | he | she | they | son | daughter | kid | did i ' +
      '| is there (a | an)' +
      '| have i | had)',
    unlessBefore:
      '(parking | dental | vision | insurance | coverage | fee | trip | warranty | school photo)',
    examples: [
      'opt me out please',
      'I would like to opt out',
      'Opt-out of all marketing',
      'opting out',
      'how do I opt out',
    ],
    nearMisses: [
      'can I opt out of the dental coverage?',
      "we'd like to opt out of the parking fee",
      'opt for the bronze handle',
    ],
  },
  {
    name: 'cancel_messages',
    intent: 'opt_out',
    says: [
      '(cancel | deactivate | disable | suspend | terminate | turn off | switch off | shut off ' +
        '| shut down | pause | disconnect | revoke | silence | mute | kill) (<filler> | ' +
        'sending | receiving | @){0,4} (<messages> | texting | text service)' +
        ' ($ | <polite> | <again> | i | from | to | for | on | sent | and | or | coming)',
      '(turn | shut | switch) (these | this | them | <messages> | (the | your | all | my | ' +
        'text | those | these) <filler>{0,2} <messages>) off',
      '(cancel | turn off) (these | this service | texts | me) ($ | <polite> | out | off | from)',
      '^^ (text | texts | sms | messages | alerts | notifications | promos | reminders) (off | ' +
        'stop) please? $$',
      'no need to (keep | continue) (<contacting>)',
    ],
    unlessAfter: '<negated> | <subject> | can i',
    unlessBefore:
      'until | while | for (a | the) (week | day | month | hour | night) | tonight | (my | ' +
      'the) (order | appointment)',
    examples: [
      'Cancel text alerts',
      'cancel all messages',
      'please turn off these notifications',
      'turn these off please',
    ],
    nearMisses: [
      'cancel my appointment',
      'turn off the water please',
      "don't cancel the reminders",
    ],
  },
];
