// English revocations for somebody else's phone or person ("this is my father's, do not text it"),
// by the law ("next text gets a lawsuit"), and what may be one of these.
import type { PhraseRule } from '../phrase-rule.js';
import type { WordGroups } from '../word-pattern.js';
import { OTHER_THING } from './english-remove.js';

export const ENGLISH_OWNER_WORDS: WordGroups = {
  them: 'him | her | them | it | his | hers',
  a_phone: 'number | phone | cell | cellphone | mobile | line | landline | telephone | device',
  relative:
    'wife | husband | mom | mother | dad | father | son | daughter | kid | kids | child | ' +
    'grandma | grandmother | grandpa | grandfather | parents | brother | sister | aunt | ' +
    'uncle |boss | roommate | ex | spouse | partner | family',
  relatives:
    'wifes | husbands | moms | mothers | dads | fathers | sons | daughters | childs | childrens ' +
    '|grandmas | grandmothers | grandpas | grandfathers | brothers | sisters | spouses | ' +
    'minors |kids | parents | bosses | partners | exs | roommates',
  gone:
    'passed away | passed | deceased | died | dead | passed on | moved out | moved away | no ' +
    'longer (here | alive | lives | with us | works | has | uses)',
  their_list:
    '(the | your | this | any | all | youre) (texting | text | sms | mailing | calling | call | ' +
    'contact | marketing | distribution | spam | phone | message | messaging | alert){0,2} ' +
    '(list | lists | database | db | system | records | contacts | files | thread)',
  ending: 'remove | delete | take | erase | drop | get | scratch | strike | cross | purge | keep',
};

export const ENGLISH_OWNERS: readonly PhraseRule[] = [
  {
    name: 'stop_texting_them',
    intent: 'opt_out',
    says: [
      '(<a_phone> | (my | our | his | her | their) (<relative> | <relatives>) | <gone>) _{0,7} ' +
        ';? _{0,4} ((<not> (ever | please){0,1} <contact>) | (<cease> (trying to)? ' +
        '<contacting>)) <them> ($ | <polite> | <again> | i | or | and)',
      '(<gone>) _{0,4} ;? _{0,3} (stop | quit | cease | no more | <not>) _{0,3} (<messages> | ' +
        '<contacting> | <contact>) ($ | <polite> | <again> | <me> | <them>)',
      '<cease> (trying to)? <contacting> (<family> | (my | our | his | her) <relative> | (my | ' +
        'our) (<relatives>) <a_phone> | (the | this) (man | woman | lady | person | deceased | ' +
        'dead)) ($ | <polite> | <again>)',
    ],
    unlessAfter: '<negated> | <subject> | <other_person_to> | tell | told',
    unlessBefore: 'to (me | us) | until | till | while | before | tonight | late | yet | back',
    examples: [
      'this phone belongs to my father, do not text it',
      'my mother passed away, please stop texting her',
      'stop texting my grandmother',
    ],
    nearMisses: [
      "my phone died, don't text it to me",
      'tell my brother to stop texting her',
      "my phone is off so don't call",
    ],
  },
  {
    name: 'remove_them',
    intent: 'opt_out',
    says: [
      '(<ending>) (<them> | <family> | (his | her | their | the) (name | number | phone | info) ' +
        '| (my | our | his | her | their | the) (<relatives>) (<a_phone> | name | info) | # ' +
        '#{0,2} | @ <a_phone> | this | name | names) (off | from | out of | off of) <their_list>',
      '(<a_phone> | <gone> | (this | that) is not _{0,3}) _{0,6} ;? _{0,3} (remove | delete | ' +
        'erase | drop | scratch) ((it | <them>) | (his | her | their | the) (name | number | ' +
        'phone | info)) ($ | <polite> | <again>)',
      '(<a_phone> | <gone>) _{0,6} ;? _{0,3} (take | get | leave | keep) (<them> | (his | her | ' +
        'their | the) (name | number | phone | info)) (off | out) ($ | <polite> | of | from)',
      '(remove | delete | erase | unsubscribe | unlist) (my | our | his | her | their) (late ' +
        '| deceased | dead | elderly | old)? (<relatives>) (<a_phone> | name | info) ($ | ' +
        '<polite> | <again> | from | off)',
      '(just | recently | i | we) (just | only)? (got | bought | received | have | acquired | ' +
        'inherited) this (new)? <a_phone> ;? _{0,3} (remove | stop | take | delete | ' +
        'unsubscribe | wrong)',
    ],
    unlessAfter: '<negated> | <subject> | <other_person_to> | did you',
    unlessBefore: `of | ${OTHER_THING} | and (use | replace | add | put)`,
    examples: [
      'take my mom off your list',
      'remove 555-0134 from your list',
      "please remove my wife's number",
      'new number owner here, please take it off',
      'Mr. Brown is deceased, take him off your list',
    ],
    nearMisses: [
      'take the couch off the list',
      'take my mom off the account',
      'the old phone is broken, remove it from the order',
    ],
  },
  {
    name: 'off_for_sure',
    intent: 'opt_out',
    says: [
      '(ensure | make sure | see (to it)? that | see to it | confirm | be sure) (that)? (i am | ' +
        'im | we are | were | <mine>) (is | are | has been | gets | get){0,1} (permanently | ' +
        'completely)? (off | removed | deleted | erased | taken off | unsubscribe | not on | no ' +
        'longer on | opted out) ($ | <polite> | (from | of)? <their_list> | from this)',
      '(want | need | get | like) <mine> (out of | off | off of | gone from) <their_list>',
      '(cross | mark | tick | rub) (me | us | <mine>) (off | out) (of)? <their_list>',
      '(make sure | ensure | see) _{0,5} (no | not | dont | isnt | doesnt | never | arent | no ' +
        'more) _{0,4} (<message_noun> | texted | contacted | messaged) _{0,3} $',
      '(want | wanna | like | need | asked | ask | asking | request | requesting | wish | ' +
        'prefer) <to> be (taken off | taken out | left off | left alone | left out) ($ | ' +
        '<polite> | of <their_list> | <their_list>)',
      '^^ please? (remove | delete | unlist | delist | erase) ((phone | cell | mobile)? number | ' +
        'name | names | contact | contact info | info | me from list | my) please? $$',
      '(delist | un enroll | deregister | unlist | de list | disenroll | off list) (me | us | ' +
        'this | my) ($ | <polite> | <again> | number | from)',
    ],
    unlessAfter: '<negated> | he | she | they',
    unlessBefore: `(from | off | of) ${OTHER_THING}`,
    examples: ["make sure I'm off the list", "I'd like to be taken off", 'un enroll me'],
    nearMisses: ['make sure my dog is off the couch', "I don't want to be left out"],
  },
  {
    name: 'new_holder',
    intent: 'opt_out',
    says: [
      'this (phone)? (number | phone | cell | line) (has | was | is | been | got | now | just | ' +
        'recently){1,4} (reassigned | recycled | transferred | (changed | switched) (owners | ' +
        'hands | users | people | owner) | given to (me | someone | another) | taken by | ' +
        'assigned to (me | someone | another | a))',
      '(new | different | another) (owner | user | person | holder) (of | has | at | on | with ' +
        '| for | now) (this | the) (<a_phone>)',
      '(he | she | they | <given> | person) (changed | gave up | dropped | lost | cancelled | ' +
        'canceled) this (number | phone | line)',
    ],
    unlessAfter: 'if | is | was',
    examples: ['this number was reassigned to me', 'This number has changed owners'],
    nearMisses: ['this number has changed, my new one is 555-0100', 'new owner of the car here'],
  },
  {
    name: 'legal_threat',
    intent: 'opt_out',
    says: [
      '(next | another | 1 more | one more | any more | any further | further | each | every | ' +
        'any other | any) <filler>{0,3} (<message_noun>) (you send)? (from you | to (me | ' +
        '<mine>))? (will | gets | get | means | results | shall | and | would | costs){1,2} ' +
        '_{0,5} (billed | charged | lawsuit | lawyer | attorney | sue | sued | suing | court | ' +
        'reported | report | reporting | police | fcc | ftc | harassment | fined | invoiced | ' +
        'legal | tcpa)',
      '(text | message | contact | call) <me> (again | one more time | once more) ;? (and | ill ' +
        '| i will | or | you will)',
    ],
    unlessAfter: '<negated> | if | she | he | they',
    examples: ['next text gets a lawsuit', 'any further texts will be billed at $500 each'],
    nearMisses: ['next text is from my lawyer about the lease', 'any update will be in the report'],
  },
  {
    name: 'not_accepting',
    intent: 'opt_out',
    says: [
      '(refuse | decline | reject) (to (get | receive | accept))? <filler>{0,3} ' +
        '(<message_noun>) ($ | <polite> | <again> | from (you | this | your) | to (this | ' +
        'my))',
      '(dont | do not | not | no longer | never | wont | will not) (accept | accepting | ' +
        'authorize | authorise | allow | welcome | approve of | tolerate | appreciate | ' +
        'entertain | authorized | authorizing | consent to | agree to | take) <filler>{0,3} ' +
        '(<message_noun>) ($ | <polite> | <again> | from (you | this | your) | on (this | my) | ' +
        'to (this | my) | at this | like)',
      'no need (to | for you to)? (keep | continue)? (<contact> | <contacting>) (<me>)? ' +
        '(<again> | any further)',
      '(no | not) (need | reason | point | use) (in | for | to)? (<you> to)? (keep | continue) ' +
        '(<contacting>)',
    ],
    unlessAfter: '<you> | they | he | she | if | why | does | that | who | who (do | does) | do',
    unlessBefore: 'about (my | the) | for (the | my)',
    examples: ["I don't accept texts", 'I do not authorize these messages', 'not accepting texts'],
    nearMisses: ["they don't accept texts", 'do you not accept texts?', 'no need to text back'],
  },
];

/** Doubts about whose phone it is, and about what the law is called on for. */
export const ENGLISH_OWNER_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'whose_phone',
    intent: 'review',
    says: [
      '(this is | thats | that is | its | is) (a | an | my | our | the | not a | not my | his | ' +
        'her | someone elses | somebody elses){0,2} (<relatives> | minor | child | kid | ' +
        'teenagers | work | company | business | childs | landline | emergency | shared | ' +
        'church | school | hospital | different persons | strangers) (<a_phone>)',
      '(this | that) (<a_phone>) (belongs | belonged | is owned | is used | is only | is not ' +
        'for | isnt for | is for | is now | is a landline)',
      '^ (this is)? (a | not a)? (landline | minor | child | business line | work phone) ' +
        '(please | not)? $',
      '(got | have | received) (a)? (new)? (<a_phone>) with this number',
      '(new owner | previous owner | last owner | former owner | old owner) of (this | the) ' +
        '(<a_phone>)',
      '(dont | do not | no longer | never) (own | owned | live at | live in) (that | this | a | ' +
        'the | any | it){1,2} (property | house | home | car | address | vehicle | business | ' +
        'building | land | place | anymore)',
      '(wrong | different) (number | person | guy | individual | contact | party | human | ' +
        'chick | recipient | name | family | household)',
    ],
    unlessAfter:
      'if | is | was | the | did i (get | have | call | dial)? the | gave you the | i gave you ' +
      'the | typed the | had the | wrote the',
    unlessBefore:
      'of | on (the | my | your) | for (the | my) | in | (; | and)? (call | text | use) (me | it)',
    examples: ['this is a work phone', "I don't own that property", 'wrong human'],
    nearMisses: ['is this the wrong number?', 'this is my work phone, call me on it'],
  },
  {
    name: 'by_law',
    intent: 'review',
    says: [
      'tcpa | fcc | ftc | gdpr | canspam | can spam act | telephone consumer protection',
      '(my | your | a | the | as | this is){0,2} (last | final) (warning | notice | chance)',
      '(violating | violation | violates | breaking | against) _{0,3} (law | laws | rights | ' +
        'statute | privacy)',
      '(legal action | small claims | statutory damages | cease and desist | lawsuit)',
    ],
    unlessAfter: 'if | my | is | about the',
    unlessWith: 'license | form | training',
    examples: ['you are violating the TCPA', 'this is my last warning', 'I will take legal action'],
    nearMisses: ['my lawsuit is settled', 'what does the law say'],
  },
];
