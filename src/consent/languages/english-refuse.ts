// English revocations by refusing contact: do not text me, I want no texts, leave me alone.
// Every rule here is clear; doubtful wording is in english-doubt.ts.
import type { PhraseRule } from '../phrase-rule.js';

/** Who is spoken of before a refusal and makes it a statement: `you never text me`. */
const STATEMENT =
  '(<you> | he | she | they | it | who | that | which | people | someone | id | did | why | if ' +
  '| or | was | were | is |' +
  ' are | may | could | should | might | would | will | and i | i | we | ill | need to | need ' +
  '| to | do | does | has | youve | shes | hes | since you)' +
  ' (just | also | still | guys | really | will | would | even | can | could | ever){0,2}';

/** A refusal that ends some time, or is about one way of many, is no revocation by itself. */
const FOR_NOW =
  '(until | till | til | before | during | while | when | whenever | right now | yet | tonight ' +
  '| late | so late | so early | early |' +
  ' at (night | work | this hour | this time | #) | after (# | work | school | noon | hours | ' +
  'dark | midnight | nine | ten | eight) | on (sunday~ | monday~ | saturday~ | weekend~ | ' +
  'the weekend) |' +
  ' about (the | that | my | his | her | our) (@ | order | appointment | car | house | job | ' +
  'money | game | party) | that | what | how | where | his | her | the | a | your (number | ' +
  'address | name | picture | location))';

export const ENGLISH_REFUSALS: readonly PhraseRule[] = [
  {
    name: 'do_not_contact',
    intent: 'opt_out',
    says: [
      '<not> (<swear> | again | try to | be | keep | even | please | ever | continue to | ' +
        'bother to | bother | attempt to | just | keep on){0,3}' +
        ' ((call | email | write | calling) <me>? (or | and | nor | n))? (<contact> | ' +
        '<contacting>)' +
        ' ((or | and | nor | n) (call | text | message | contact | email | <contact>)){0,2} ' +
        '<me> (up | back)?',
      '<not> (<swear> | please | ever | even | bother | again){0,2} (text | message | contact ' +
        '| texting | messaging | contacting | solicit | disturb | sms | spamming | ' +
        'text back | message back | reach out | follow up | ping me | hit me ' +
        'up | hmu | dm | inbox)' +
        ' ((or | and | nor) (call | text | message | contact | email)){0,2} ($ | <again> | ' +
        '<polite> | i | because | im | about this | with (your | any | these | this) | for ' +
        'any | any)',
      '(dont | do not | never | no longer) (please | ever | even){0,1} spam ($ | <again> | ' +
        '<polite> | i | because | im | with)',
      '<not> (please | ever){0,1} call text (or | and)? (email | message | contact)? <me>? ' +
        '($ | <again> | <polite> | <goes_on>)',
      '<not> (please | ever){0,1} call ((or | and | nor | n) (text | message | contact | ' +
        'email)) <me>? ($ | <again> | <polite> | i | <goes_on>)',
      '(no | not) (send | text | message | write | contact | call | texting) (me | us | more | ' +
        '<me> | no more | nothing) (more | again | messages | texts | please | anymore){0,2} ' +
        '($ | <polite> | <again>)',
      'dont you (ever | dare | even){1,2} (<contact>) <me>',
      '<not> (please | ever | even){0,2} <contact> (<family> | my (<relatives>) <a_phone>) ' +
        '(<again> | or me | or us)',
      '(can | could | would | will) <you> (please | kindly | maybe | just){0,2} (not | never) ' +
        '(<contact> | send | be <contacting>)',
      '(please) (not | never) (<contact> | <contacting>)',
    ],
    unlessAfter:
      `${STATEMENT} | (is | was | its | set to | phone | on) (on | in){0,1} | ` +
      '(thanks | thank you) for | appreciate (you | your)?',
    unlessBefore:
      `(again | anymore | please | back){0,1} ${FOR_NOW} | (for | in) (a | an | ` +
      'the next) (while | bit | few | hour | minute | week | day) | any questions',
    examples: [
      "Don't text me anymore",
      'never message me again',
      'do not contact',
      'no longer contact me',
      "please don't bother me",
      'dont call or text me again',
      "don't hit me up again",
      'could you please not message this number',
      'No text me again',
    ],
    nearMisses: [
      'you never text me anymore',
      "why don't you text me",
      "don't text me until noon",
      "don't bother with the screens",
      'please do not contact the landlord yet',
      'thanks for never spamming us',
    ],
  },
  {
    name: 'do_not_call_again',
    intent: 'opt_out',
    says: [
      '<not> (<swear> | ever | please){0,1} (call | phone | ring | write) ((or | and) text)? ' +
        '<me>? (again | anymore | ever again | any more | ever | no more)',
    ],
    unlessAfter: STATEMENT,
    unlessBefore: FOR_NOW,
    examples: ["don't call me again", 'Never call this number again'],
    nearMisses: ["you don't call me anymore"],
  },
  {
    name: 'asked_not_to',
    intent: 'opt_out',
    says: [
      '(asked | told | ask | request | requested | prefer | like | want | appreciate | rather ' +
        '| telling | asking | demand | wish | warned | instruct | instructed) (<you> | it if ' +
        'you | that you | for you | to | this | these | the | texts | guys | all | already | ' +
        'not){0,3}' +
        ' (not | to not | dont | never | no longer) (to | be | get | getting | receive | ' +
        'receiving | any | these | your | more | ever | have){0,4}' +
        ' (<contact> | <contacted> | <contacting> | send | sent | <messages>) (<me> | $ | ' +
        '<polite> | <again> | any | these | messages | texts | by | from | anything | and | ' +
        'or | i)',
    ],
    unlessAfter: '(if | does | did) you',
    unlessBefore: FOR_NOW,
    examples: [
      'I asked you not to text me',
      'we prefer not to be contacted',
      "I'd rather not get texts",
    ],
    nearMisses: ['I asked him not to text me', 'I was told not to park there'],
  },
  {
    name: 'no_permission',
    intent: 'opt_out',
    says: [
      '(dont | do not | never | no longer | didnt | did not | havent | have not | has not | do ' +
        'not currently) (have | give | gave | given | authorize | authorized | authorise | ' +
        'authorised | allow | allowed | approve | grant | granted | provide | provided | ' +
        'consent | consented | agree | agreed | permit){1,2}' +
        ' (<you> | any | my | our | the | permission | consent | authorization | authorisation ' +
        '| approval | anyone | anybody | explicit | express | prior | right | for){0,4} ' +
        '(<to> (be | getting | receive | receiving | any | these | get | send | me | ' +
        'us){0,3})? (texting me | messaging me | contacting me | text (me | us | this) | ' +
        'contact (me | us | this) | message (me | us | this) | send me | call me | texted | ' +
        'contacted | messaged | <messages> | permission | consent | authorization)',
      '(do not | dont | did not | didnt | never) consent (to (this | these | be | receiv~ | ' +
        'get | getting | any | your | texts | messages) | $ | <polite>)',
      '(not | no longer | never | isnt | arent) (authorized | authorised | permitted | allowed ' +
        '| welcome | given permission | have permission | have consent) <to> (<contact> | use ' +
        '| call | be <contacting> | send)',
      '(no | without (my | any | our)?) (permission | consent | authorization | authority) ' +
        '<to> (<contact> | use (my | this) | send)',
      '(without | no | lack of) (my | our | any)? (consent | permission) ($ | <polite> | to ' +
        '<contact>)',
      '<you> (may | must | should | can | shall | are to | will | better | are) (not | never | ' +
        'no longer) (ever | be | again){0,1} (text | message | contact | solicit | texting | ' +
        'messaging | contacting | send | use | call)',
      '(cannot | cant | are not allowed to | have no right to) (text | contact | message) (me ' +
        '| us | this)',
      'no longer (consent | give consent | agree to)',
      '(am | are) not giving (<you> | any){0,2} (permission | consent)',
    ],
    unlessAfter: 'if | why | they | he | she | i did | he has | patient',
    unlessBefore:
      '(for | to) (the | her | his | my | a) (surgery | procedure | trip | search | field | ' +
      'treatment)',
    examples: [
      "you don't have permission to text me",
      'You do not have my consent',
      'You are not authorized to text me',
      "I didn't give you permission to contact me",
    ],
    nearMisses: ["I don't give permission for the field trip", 'We do not consent to the search'],
  },
  {
    name: 'withdraw_consent',
    intent: 'opt_out',
    says: [
      '(revoke | revoking | withdraw | withdrawing | rescind | rescinding | retract | revoked ' +
        '| cancel | withdrawn | remove | pull | take back | terminate) (my | any | all | our ' +
        '| the | prior | previous | express | written | and | that | consent or | permission ' +
        'or | this){0,4} (consent | permission | authorization | authorisation | approval | ' +
        'permissions)',
      '(consent | permission | authorization) (to (contact | text | message | call | be | ' +
        'receive) _{0,3})? (is | has been | hereby | was | to text | to contact | now | ' +
        'officially | withdrawn){0,3} (revoked | withdrawn | rescinded | denied | terminated ' +
        '| removed | revoke | cancelled | canceled)',
      '(hereby | formally | i) (revoke | withdraw) ($ | <polite> | any | all)',
    ],
    unlessBefore:
      '(for | from) (the | her | his | my | after) (surgery | trip | form | field | deal | ' +
      'procedure | class)',
    examples: [
      'I revoke my consent',
      'consent revoked',
      'I hereby withdraw any consent to be contacted',
    ],
    nearMisses: [
      'consent form is signed',
      'I withdraw my offer',
      'please revoke her parking permit',
    ],
  },
  {
    name: 'do_not_send',
    intent: 'opt_out',
    says: [
      '<not> (please | ever | keep | bother | continue | bother to | even){0,2} (send | ' +
        'sending | forward) (<me> | <filler> | anymore | anything | texts | to me | @){0,5}' +
        ' (<messages> | anymore | any more | again | more | anything | anything else | ' +
        'anything more | <thing_sent> | this | these | nothing | these things) (to <me> | ' +
        'to me | $ | <polite> | <again> | i | we | im | about | like | else | or | and | ' +
        'from)',
      '(no | not) (send | sent | sending) (more | me | no more | messages | texts | again | any)',
    ],
    unlessAfter: `${STATEMENT} | could`,
    unlessBefore: `${FOR_NOW} | to the | to (my | his | her) (office | old | wife | husband)`,
    examples: [
      'Please do not send any further messages',
      "don't send me these texts",
      "don't send these to me",
    ],
    nearMisses: ["don't send me the invoice yet", 'I never send texts'],
  },
  {
    name: 'do_not_want',
    intent: 'opt_out',
    says: [
      '(not | no longer) interested in (receiving | getting) (any more | any further | ' +
        'anything | more | these | this | any) ($ | <polite> | from | of)',
      '(dont | do not | no longer | never | not | didnt | dun | doesnt) (really | even | ' +
        'ever | actually | wish | want | wanna | need | care | like | interested | desire | ' +
        'asked | require | would | longer | currently | at all | want any part of | enjoy | ' +
        'wishing | wanting | appreciate){1,3}' +
        ' (<to>? (be | see | have | get | receive | recieve | hear | read | keep) | in | for | ' +
        'any | getting | receiving | more | having | being | recieving){0,5} <some>{0,4} @? ' +
        '<some>{0,2}' +
        ' (<messages> | texted | messaged | texting | contacted | contacts | bothered | ' +
        'spammed | on (your | this | the) list | part of (this | your) | notified)' +
        ' ($ | <polite> | <again> | from | about | on | to | i | at | by | you | and | or | so ' +
        '| like | that | in | for | via | with | any | here | please | <me>)',
      '(dont | do not | no longer | never) (want | wanna | wish | need | care) (<to>)? ' +
        'be (on | in | part of | included in | a part of) <list>',
      '(dont | do not | no longer | never | not) (really | ever | even | wish | want | wanna ' +
        '| need | care){1,2} <to>? (ever | be){0,1} (hear | here | hearing) (from | about it ' +
        '| about this | anything) (<you> | these | this | your | anymore | again | $ | any)',
      '(dont | do not | no longer | never) (ever | even | really)? (want | wanna | need ' +
        '| wish for) (<you> | your | anyone | any){1,2} (people | guys | company ' +
        '| business | scammers | to){0,3} (<contacting> | <contact> | <messages> | sending)',
      '(dont | do not | no longer) (want | need | wish to get | want to get | wanna get ' +
        '| want to receive | wish to receive | care to receive) (all | any | any of)? (these | ' +
        'this ' +
        '| them | your) (any more | anymore | again | $ | <polite> | <thing_sent>)',
      '(not | no longer) (interested | keen) (in)? (getting | receiving | being | your | these ' +
        '| any | hearing | the | further | more){1,3} (<filler> | @){0,3} (<messages> | ' +
        'contacted | texted | from you | on (your | this) list | part of)',
      '(dont | do not | no longer | never | not) (really | even)? (want | wanna | wish | care | ' +
        'need ' +
        '| desire | wanting) <to>? (receive | recieve | be receiving) (<polite> | <again> | this ' +
        '| ' +
        'these | it | them | any | anything | $)',
      '(dont | do not | no longer | never | not | wont) _{0,4} (want | wanna | need | like | ' +
        'interested in | asked for | ask for | care for | wish for | receive | get | getting ' +
        '| accept) (to (get | receive | hear | see) | getting | receiving | hearing){0,1} ' +
        '(anything | nothing | stuff | crap | shit | texts | messages) (else | more | ' +
        'further){0,1} from (<you> | your | this number | this company)',
      '(no | zero) interest in (receiving | getting | your | these | hearing | any of your | ' +
        'the) _{0,2} (<message_noun> | from you)',
      'never (want | wanna) (to)? (get | see | receive) (these | this | them | another) ' +
        '(again | anymore | ever | $ | text | message)',
      'never (want | wanna) (to)? (hear | see | get | receive) (from (you | this | these) | ' +
        'another (text | message))',
    ],
    unlessAfter:
      '(<you> | he | she | they | did | why | if | does | who | do) (just | guys | really){0,1}',
    unlessBefore:
      '(until | yet | right now | unless | before | about (the | my) | on (my | the) (bill | ' +
      'order | invoice | wall | sign | shirt) | on (sunday~ | weekend~) | that say | ' +
      'instead | from (him | her | my | them))',
    examples: [
      "I don't want any more texts",
      'no longer wish to receive messages',
      "I don't want to be contacted",
      "don't want to hear from you again",
      'not interested in receiving texts',
      'i dont want ur msgs',
    ],
    nearMisses: [
      "I don't want to miss your message",
      "I don't want the extended warranty",
      "I don't want you to stop",
      "they don't want texts",
    ],
  },
  {
    name: 'leave_me_alone',
    intent: 'opt_out',
    says: [
      '(leave | leav | leaves | let) (<me> | my family) (<swear> | the | all | please){0,3} ' +
        '(alone | allone | in peace | be ($ | <polite> | already | and))',
      '(go)? (bother | text | harass | annoy | spam | scam | message | bug | pester) (someone ' +
        '| somebody | some one | another) (else | person | number)',
      '(find | get) (someone | somebody | another) (else | number | person | victim | sucker) ' +
        'to (text | bother | harass | spam | scam | message | annoy | bug)',
      '(get | go | stay | keep) (the)? <swear>{0,2} (off | out) (of | from)? (my | our) (phone ' +
        '| back | case | line | inbox | cell | life)',
      '(get | stay) away from <me>',
      '(lose | forget | loose) (my | this | our | the | these) (cell | phone | mobile | ' +
        'contact)? (number | numbers | digits | info | contact | information | ' +
        'name)',
      'forget (you (have | ever had) | about) (my | this) (number | info)',
      'forget (about)? (me | us) ($ | <polite>)',
      '(dont | do not | never) (use | keep | have | share | sell | save | call or text | ' +
        'store) (my | this) (phone | cell)? (number | info | information | data | contact) ' +
        '(again | anymore | no more | ever | for | please | to | $)',
      'unfriend me | unadd me | ghost me please',
    ],
    unlessAfter:
      '(will | did | did you | you | dont | never | not | why | he | she | they | cant | wont ' +
      '| <person> to | if (you | i) | ill | you always | i | is)',
    unlessBefore:
      '(at | with | for (a | #) | until | from (the | my) (lease | contract | invoice | quote ' +
      '| deed) | on (the | my)? (quote | invoice))',
    examples: [
      'Leave me alone',
      'just leave us alone',
      'let me be',
      'Lose my number please',
      'get off my phone',
      'forget this number',
      'do not use this number for marketing',
    ],
    nearMisses: [
      'leave the dog alone',
      "don't leave me alone with the kids",
      'leave me a message',
      'do not lose my number',
    ],
  },
  {
    name: 'blocked_you',
    intent: 'opt_out',
    says: [
      '(im | i am | ill | i will | we will | i | we | i have | ive | just | and | will be | ' +
        'have) (now | already | just)? (reporting | report | reported | blocking | block | ' +
        'blocked) (and (reported | reporting | block | blocked | blocking | report | ' +
        'deleted))? (you | this number | your number)',
      '(you | youre | youve | your | you are | you have been | number) (are | been | is | ' +
        'has been | have been | now | being){0,2} (blocked | reported)',
      '^ (blocked and reported | reported and blocked | reporting and blocking | blocking and ' +
        'reporting | blocking you | reporting you | reported you | blocked you | (reported | ' +
        'reporting) (this)? (as | for) (spam | junk | harassment))',
      '(reported | reporting) (you | this | your number | this number) (as | for) (spam | junk ' +
        '| harassment | a scam)',
    ],
    unlessAfter: 'if | did | have | why | dont | not | never | should | can | may | my | our',
    unlessBefore: 'to (my | the) (boss | manager)',
    examples: ["I'm blocking you", "you're blocked", 'Blocked and reported', 'reported as spam'],
    nearMisses: [
      'the drain is blocked',
      'my bank blocked the card',
      'I reported it to the city',
      'did I block you?',
      'is my number blocked?',
    ],
  },
  {
    name: 'do_not_call_list',
    intent: 'opt_out',
    says: [
      '(put | add | place | get | have | include) (me | us | <mine> | this | it | this phone ' +
        'number) (placed | added | put)? (on | to | in | onto) (the | your | a | all | ' +
        'company | internal | national | federal){0,3}' +
        ' (do not (call | contact | text | disturb | solicit) | dont (call | contact | text) | ' +
        'dnc | no call | opt out | blacklist | suppression | no contact | removal | ' +
        'unsubscribe | no text | block | dnd | stop | blocked)',
      '(im | i am | we are | were | this (number | phone | is) | number is | (my | our | this) ' +
        '(number | phone | cell) is) (also | already | registered | listed | clearly){0,2} ' +
        '(on | with | in | a) (the | your | a | national | federal | state){0,3}' +
        ' (do not (call | contact | text) | dnc | dont call | no call) (list | registry | ' +
        'register | database | number)?',
      '(national | federal | state) do not call (list | registry)',
      '^ (do not (call | contact | text | solicit) | dont (call | contact | text) | dnc) (list ' +
        '| registry | registery) (please)? $',
      '(no solicitation | no soliciting | no solicitors | no spam) ($ | <polite>)',
    ],
    examples: [
      'Put me on your do not call list',
      "I'm on the national do not call registry",
      'add my number to the DNC list',
      'do not call list please',
    ],
    nearMisses: ['I am on the call list for Monday', 'The phone is on do not disturb'],
  },
];
