// English revocations that ask to be taken off a list, or say whose number it is not.
// Every rule here is clear; doubtful wording is in english-doubt.ts.
import type { PhraseRule } from '../phrase-rule.js';

/** Things with a list of people that is not a list of numbers. */
export const OTHER_THING =
  '(the | my | your | this | that | a | all){0,2} @? (shift~ | slot | schedule | contract~ | ' +
  'deed | title | lease | account | policy | invoice~ | hold | waitlist | waiting list | ' +
  'guest list | rental | speaker | deal | appointment~ | reservation | booking | loan | ' +
  'mortgage | insurance | order | team | card | plan | bill | hook | field trip | class | ' +
  'title | wait | bus | lineup | panel | trip | tour | meeting | calendar | committee | ' +
  'group (project | photo | order | gift) | project | @ (shift~ | schedule | account | ' +
  'policy | slot))';
const FOR_AN_EVENT =
  'for _{0,3} (class | classes | trip | game | games | party | event | dinner | lunch | shift~ | ' +
  'practice | tournament | meeting | monday~ | tuesday~ | wednesday~ | thursday~ | friday~ | ' +
  'saturday~ | sunday~ | tomorrow~ | tonight~ | snacks | lesson | lessons | tour | race | show)';
const OTHER_THINGS = `(from | off | of | out of | on) ${OTHER_THING}`;

export const ENGLISH_REMOVALS: readonly PhraseRule[] = [
  {
    name: 'remove_me',
    intent: 'opt_out',
    says: [
      '(get | take) (me | us) outta <list>',
      '(remove | delete | erase | scrub | exclude | unlist | drop | purge | omit | strike | ' +
        'removing | scratch | eliminate | withdraw | clear | wipe | release | excuse | ' +
        'disenroll | disconnect | deactivate | unsubscribe | block | cut | get rid of | ' +
        'dispose of | trash) (<swear> | please | out | off)? (<mine> | this (number | phone | ' +
        'contact | cell) | number)' +
        ' > ($ | <polite> | <again> | (from | off | out of | on) <list> | (from | off | out ' +
        'of) (your | all | everything | it | future) | i | im | and | or | we | before | so ' +
        '| because | you | its | then | already | completely | permanently | entirely | off ' +
        '| stop | or else)',
      '(number | cell | phone) ;? please? (remove | delete | erase) it',
      '(remove | delete | erase | exclude | drop | removing | purge | omit | withdraw | unlist ' +
        '| scratch | eliminate | uninvite | unadd | disenroll | block | cancel) (me | us | ' +
        'myself | em)' +
        ' ($ | <polite> | <again> | (from | off | out | of | on | in | off of | out of)? ' +
        '<list> | i | im | and | or | we | before | then | completely | already | that | ' +
        'this | you | the)',
      '(remove | delete | take off) this ($ | <polite> | off | from)',
      '(pull | take | get | strike | scratch | scrub | wipe | clear | get rid of | lose | ' +
        'have | kick | boot | cut | keep | leave | drop | bump | throw | move | put | knock) ' +
        '(me | us | em | myself | <mine> | this (number | phone | contact | cell | one) | ' +
        'my) (taken | removed | pulled | the)? <swear>{0,1} (off | out | out of | off of | ' +
        'from | of) <list>',
      '(pull | take | get | strike | cut | kick | leave | scratch | drop | keep) (me | us | em ' +
        '| <mine> | this number) (<swear> | the hell)? (off | out) ($ | <polite> | <again> | ' +
        'i | im | of here | we | this | before | or | and (dont | do not | never | stop | leave))',
      '(take | pull | get | leave | strike | keep) (off | out) (my | this) (number | name | ' +
        'phone | info | contact)',
      '(remove | delete | erase) from <list>',
      '^ (please | just | kindly | so | and){0,2} (remove | remove me | take me off | remove ' +
        'us) (please | now | thanks | asap | immediately){0,2} $',
    ],
    unlessAfter:
      '<negated> | (he | she | they) (will | would | can | to | did | already){0,2} | did you ' +
      '| <person> to | i (will | can | had to | have to | need to | must){0,1} | <kin> to',
    unlessBefore:
      `hold | ${OTHER_THINGS} | ${FOR_AN_EVENT} | and (use | replace | add | put) | (with | for) ` +
      '(the | my | a) (new | other) | to (the | another | a) | number and use',
    examples: [
      'please remove me',
      'remove my number from your list',
      'take me off the list',
      'Delete my info',
      'strike my name off your list',
      'get my number out of your system',
      'take this number off',
      "I'd like you to remove my contact info",
    ],
    nearMisses: [
      'remove the old screens first',
      'take me off the Saturday shift',
      'Remove me from the schedule',
      'remove my old number and use this one',
      "don't remove me from the list",
      'take the couch off the list',
    ],
  },
  {
    name: 'off_the_list',
    intent: 'opt_out',
    says: [
      '(lemme | let me | trying to get | tryna get | need to get | get me) (off | out) (of)? ' +
        '<list>',
      '(want | need | asked | ask | requested | like | wish) (repeatedly | already | nicely | ' +
        'politely | # times | many times | several times | multiple times | twice){1,2} <to> ' +
        'be (removed | taken off | deleted | unsubscribe)',
      '^ (please | off | just | want | get | need | take | i want){0,3} off (of)? (the | your ' +
        '| this) (<swear> | text | call | calling | mailing | marketing | contact){0,2} (list ' +
        '| lists | database | group | thread) (please | now | thanks){0,2}',
      '(want | wanna | need | like | asked | ask | requested | wish | demand | great | nice ' +
        '| possible | happy | glad | trying | how do i | can i | prefer | how to | where do ' +
        'i | insist | expect | requesting | request | asking) (<to> | be | get | getting | ' +
        'have | go | it){1,3} (taken | removed | deleted | unsubscribe | off | dropped | out ' +
        '| excluded | opted out | unenrolled | erased | unlisted) ($ | <polite> | <again> | ' +
        'i | (from | off | out | of | off of | out of) <list> | (of | off) (here | this | ' +
        'these))',
      '(want | wanna | need) (off | out) ($ | <polite> | (of | from | off) <list>)',
      '(have | get | need | want | see | like) (<mine> | my contact | this number) (to be | be ' +
        '| permanently)? (removed | deleted | taken off | erased | taken out | unlisted | ' +
        'scrubbed | dropped | excluded)',
      '(should | must | needs to | need to | has to | better | can i | could i | may i | can ' +
        'we | could we | want me to | please let me) be (removed | deleted | taken off | ' +
        'erased | taken out | taken) ((from | off | out of | off of) <list> | <list> | ' +
        'from your | $ | <polite>)',
      '(my | this) (name | number | phone number | info | information) (<to> be | be | needs ' +
        'removed | removed | deleted | off) (removed | from | off | deleted | of) <list>',
      '(how | where) (do | can | to | would) (i | we)? (get | be | go) (removed | off | taken ' +
        'off | out) ($ | of | from | this | these | your)',
      '(removal | deletion | opt out | unsubscribe) (request | please) | (request | requesting ' +
        '| demand | want) (a | for | my | immediate){0,2} (removal | deletion)',
      '(do not | dont | never) (include | add | re add | readd | put) (me | us | my number | ' +
        'this number) (again | in | on | to | anymore | back | $) ($ | any | groups | lists ' +
        '| group | chats | your | this | these | the | $ | further | future)',
      '(let me out | i want out | get me out) of <list>',
    ],
    unlessAfter: '<negated> | (he | she | they) | did i',
    unlessBefore: OTHER_THINGS,
    examples: [
      'I want off this list',
      'I would like to be removed',
      'I want my number removed',
      'my number should be taken off your list',
      'how do I get removed from this',
      'Off the list please',
    ],
    nearMisses: [
      'I want out of the lease',
      'the wart was removed',
      'I need to be removed from the lease',
    ],
  },
];

export const ENGLISH_WRONG_PEOPLE: readonly PhraseRule[] = [
  {
    name: 'wrong_number',
    intent: 'opt_out',
    says: [
      '^ (sorry | hi | hello | hey | no | nope | i think | i believe | this is | its | im | ' +
        'you have | you got | think | uh | um | ok | yes | again | afraid | but | your | ' +
        'youre | wow | oh | lol | texting | really | pretty sure | looks like | the | a | bro ' +
        '| man | dude | probably | must be | must have | have | got | have the | maam | ' +
        'sir | wait | thats | that is){0,5}' +
        ' (wrong | incorrect | rong | worng | wronge) (number | numer | person | guy | contact | ' +
        'lady | woman | man | dude | girl | no | phone number | cell | phone | numbers | ' +
        'family | people | party | individual)' +
        ' (friend | bro | buddy | sorry | dude | man | <polite> | po | hun | honey | dear | ' +
        'pal | here | sweetie | my guy | again | lol | stop | remove | no | i think | i ' +
        'guess | for | im | i | this | there is | please | homie | hon){0,3} $',
      '(you | youve | you ve | they | youre | you all | you guys | someone) ' +
        '(must | have | got | probably | are | reached | texted | called | messaged | dialed ' +
        '| texting | calling | ve | contacting | has | might | may | always | keep | ' +
        'definitely | clearly | obviously | sent | to | this | hit | contacted | gave){0,4} ' +
        '(the | a | my)? wrong (number | person | guy | phone | contact | lady | man | ' +
        'dude | girl | people | family | woman | no)',
      '(texting | contacting | messaging | calling | have | reached | got | sent (this)? to) ' +
        '(the | a) wrong (number | person | guy | phone | contact | lady | man | dude)',
      'wrong (number | person | guy) (here | stop | please | remove | i (am | do | dont) | im ' +
        '| this | no | sorry | dont | do not | who | and | there | take | quit | you | ' +
        'delete)',
    ],
    unlessWith: 'my new | new number | change (my | the) number',
    unlessAfter:
      '(i | we | gave you | i gave (you | them)? | he gave (me | you)) (the)? | (have | dialed ' +
      '| called) i | did i _{0,2} (have | call | dial | get) the | did i (get | have) ' +
      '(the)? | the',
    unlessBefore:
      '(to (ask | call | talk to | see) | of | on (the | my | your | this | it) | for (the | ' +
      'my) (appointment~ | order | invoice | account | unit | apartment) | in (the | my)) ',
    examples: [
      'wrong number',
      'Sorry, wrong person',
      'You have the wrong number',
      'I think you have the wrong number',
      'wrong # please',
    ],
    nearMisses: [
      'I gave you the wrong number',
      'are you the wrong person to ask?',
      'wrong address, it is 14 Elm',
      'wrong number of screens in the box',
      'did I call the wrong number?',
    ],
  },
  {
    name: 'not_their_number',
    intent: 'opt_out',
    says: [
      '(this | thats | that | it | its) (is | number | phone | cell | line | number is | phone ' +
        'is){0,2} (not | isnt | no longer | is not | aint | doesnt belong to | not longer | ' +
        'is no longer | does not belong to | doesnt belong to | not the | never was | is not ' +
        'the | belongs to | is)? (the)? (<name> | his | her | their) (number | phone | cell | ' +
        'cellphone | line) (anymore | any more | now | any longer | <polite>){0,2} $',
      '(he | she | they | <given>) (no longer | doesnt | does not | dont) (has | have | use | ' +
        'own | uses | owns) this (number | phone | cell | phone number | line)',
      '(this | the) (number | phone | cell | phone number | line) (no longer | doesnt | does ' +
        'not | has not) (belong | belongs) to',
      '(no one | noone | nobody | there is no one | there is no | theres no | theres nobody | ' +
        'there is no one | no such) (here | person | one)? (by | with | named | called | of) ' +
        '(that | this | the | @ | such)? (name | @ | named) _{0,2} ((at | on | has | here) | ' +
        '$)',
      '(there is | theres | there are)? no (<given> | one named @ | one called @) @? (at | on ' +
        '| with | here | in) (this | $)',
      '(no one | noone | nobody | someone else) (here | at this number) (is | named | called | ' +
        'by) (@ | that)',
      '(have | got | has) (me | us) (confused | mixed up | mistaken) (with | for)',
      '(mistaken | mistook | confusing | confused) (me | us) (with | for)',
      '(this is not | this isnt | this aint | not | no longer | this was) <given>? <name> ' +
        '(number | phone | cell | line)',
      '<given> (no longer | doesnt | does not | dont) (has | have | use | own | uses | owns | ' +
        'live at | lives at) this',
      '(this | number | phone) (number | phone)? (now)? belongs to (someone else | somebody ' +
        'else | another | a (minor | child | kid | different | new) | my (kid | son | ' +
        'daughter | child | mother | mom))',
      '(someone | somebody) (else | elses) (has | have | owns)? (this | number | phone)',
      '(not | isnt | aint) (his | her | their | the right | <name>) (number | phone | cell) ' +
        '(anymore | any more | no more | please | sorry | now){0,2} ($ | stop | please | ' +
        'remove | take)',
      '(i | we) (just)? (have had | had | got | have | inherited) this (new)? (number | phone) ' +
        '(for | # | since | years | recently | last)',
    ],
    unlessAfter: 'if | is | was | because | (i | we) (said | know | called)',
    unlessBefore: '(its | it is | use | my new | new)',
    examples: [
      "This is not Maria's number",
      "This is no longer Jason's number",
      'She no longer has this number',
      'No one by that name here',
      'This number belongs to a minor',
    ],
    nearMisses: [
      'this is my new phone number',
      'is this still your number',
      'he is not at this number during the day',
    ],
  },
];
