// The English net, asked after all other rules: two signs of a refusal near one another, one that
// something should end or was never wanted, one that it is our texts or the number they reach.
// A person decides. What the text is otherwise about (`OTHER_BUSINESS`) lets it through.
import type { PhraseRule } from '../phrase-rule.js';
import type { WordGroups } from '../word-pattern.js';

/** Business that things are stopped, cancelled and removed in: no text about it is caught. */
const OTHER_BUSINESS =
  'order | orders | appointment | appt | appts | appointments | reservation | booking | ' +
  'invoice | payment | payments | delivery | package | parcel | shipment | refund | quote | ' +
  'estimate | contract | lease | insurance | policy | meeting | flight | ticket | tickets | ' +
  'card | bill | membership | gym | class | prescription | refill | pills | medication | ' +
  'meds | doctor | car | truck | bus | train | rain | driver | room | table | kitchen | ' +
  'onions | cheese | sauce | pictures | photos | picture | photo | showing | interview | ' +
  'shift | schedule | delivery | charge | fee | fees | discount | price | item | items | ' +
  'product | page | post | website | app | password | code | login | voicemail | smoking | ' +
  'drinking | crying | laughing | working | eating | bleeding | lol | haha | hahaha | love | ' +
  'babe | baby | honey | mom said | dad said | birthday | party | dinner | when you get off ' +
  '| when i get off | lunch | breakfast | movie | game | school bus | exam | homework';

export const ENGLISH_NET_WORDS: WordGroups = {
  net_end:
    'stop | stops | stopping | quit | cease | desist | end | discontinue | halt | ' +
    'unsubscribe | cancel | cancelling | canceling | remove | removing | removed | removal | ' +
    'delete | deleting | deleted | erase | erased | block | blocking | mute | silence | ' +
    'refrain | avoid | opt out | opting out | opted out | terminate | deactivate | suspend | ' +
    'disable | enough | lose | exclude | eliminate | turn off | shut off | switch off | cut ' +
    'off | cut out | knock it off | get rid of | get off | take off | taken off | be off | ' +
    'want off | wants off | want out | let me out | off of | wipe | purge | scrub | strike | ' +
    'drop | no more | nix | kill | ban | blacklist | revoke | withdraw | rescind | reject | ' +
    'refuse | decline | prohibit | forbid | forbidden | prevent',
  net_tired:
    'tired of | sick of | fed up | had enough | had it with | done with | over it | hate | ' +
    'annoyed | annoying | bothered by | bothering | harassing | harassed | harassment | ' +
    'spamming | intrusive | invasive | unwanted | unsolicited | unwelcome | nonstop | ' +
    'nuisance | pestering | pest | relentless | ridiculous | overwhelming | excessive | out ' +
    'of hand | inappropriate | illegal | bombarded | bombarding | flooded | blowing up | ' +
    'rude | cant stand | dislike | driving me (crazy | nuts | insane)',
  net_sent:
    'text | texts | texting | message | messages | messaging | sms | ads | promos | promotions | ' +
    'reminders | notifications | alerts | spam | newsletter | newsletters | solicitations | ' +
    'communications | mailings | mailing list | list | subscription | updates | campaign | ' +
    'campaigns | robotexts | text messages | these | this | texted | messaged | blasts | chat',
  net_reach:
    '(text | texting | message | messaging | contact | contacting | contacted | bother | ' +
    'bothering | email | emailing | call | calling | reach | reaching | write | writing | send | ' +
    'sending | hit | ping | notify | spam | harass | solicit) (to | out to | up)? (me | us | ' +
    'anything | stuff | crap | here) | (my | our | this | her | his | their) (cell | phone | ' +
    'mobile | work | home | personal | private | contact){0,1} (number | numbers | phone | cell ' +
    '| line | info | information | data | details | contact | name | inbox | digits | mobile | ' +
    'device | fone)',
  net_told:
    '(want | need | like | ask | asked | asking | beg | begging | demand | told | tell | telling ' +
    '| prefer | rather | appreciate | wish | expect | insist | request | requested)',
  net_not:
    'dont | do not | no longer | not | never | wont | will not | cant | cannot | can not | di' +
    'did not | aint | rather not | nobody | no one | may not | must not | shoul' +
    'should not | havent | have not | isnt | without | no need to | no reason to | stop trying to',
  net_wanting:
    'want | wants | wanted | wanting | need | needs | needed | wish | wanna | like | ask | ' +
    'asked | asking | care | interested | interest | request | requested | consent | agree | ' +
    'agreed | authorize | authorized | permission | sign | signed | signing | subscribe | ' +
    'subscribed | receive | receiving | getting | accept | accepting | enroll | enrolled | ' +
    'opt | opted | allow | allowed | appreciate | welcome | read | use | approve | enjoy | ' +
    'hear | have | be | registered | register | joined | join | text | message | contact | ' +
    'send | sending | texting | messaging | contacting | bother | email | reach | write | ' +
    'hit | ping | spam | include | put | add | keep',
  net_object:
    'text | texts | texting | message | messages | messaging | sms | ads | promos | ' +
    'promotions | reminders | notifications | alerts | spam | newsletter | newsletters | ' +
    'solicitations | communications | mailings | mailing list | your list | this list | the ' +
    'list | list | subscription | updates | these ($ | <again> | <polite> | on my | here) | ' +
    'texted | messaged | contacted | blasts | from you | from your | from you people | your ' +
    'service | your program | your services | your group | the group | (text | message | ' +
    'contact | bother | email | write | reach | send | ping | hit | spam | disturb) (to | ' +
    'out to | up | back | me){0,1} (me | us | anything | stuff | crap | here | this | my | ' +
    'our | $) | (my | this | our) (phone | number | cell | line | inbox) | this ($ | <again> ' +
    '| <polite>)',
};

const NOT_OURS =
  '<negated> | he | she | they | dont | dont you | never | you | it | who | which | i (ll | ' +
  'will | can | could | had to | have to | must | just | want to | need to | should | was | ' +
  'am | got | just got) | ill | im | id | ive | we | did | do | does | to | the | a | at | ' +
  'in | my | bus | full | next | last | first | one | non | pit | rest | every | week | ' +
  'weekend | day | month | year | kin | accidentally | when you | when i';

/** Whose refusal it is not, or no refusal: `she does not text`, `why not text me`. */
const NOT_SAID_OF_OURS =
  '(you | he | she | they | who | it | why | if | did | does | thats | that | is | was | are | ' +
  'phone | but | or | so) (just | also | still | really | will | would | even | can){0,1}';

/** Goes on as something else: for a while, about others, or about texts that did not come. */
const GOES_ON_ELSEWHERE =
  '_{0,2} (driv~ | until | yet | before | tonight | right now | received | came | come | ' +
  'coming) | from (them | him | her | my) | on (her | his | the) | (him | her | them | ' +
  '<given>) | me back | back';

export const ENGLISH_NET: readonly PhraseRule[] = [
  {
    name: 'net_ending',
    intent: 'review',
    says: [
      '(<net_end>) (_ | ;){0,6} (<net_sent> | <net_reach>)',
      '(<net_sent> | <net_reach>) (_ | ;){0,4} (<net_end>) ($ | <polite> | <again> | it)',
    ],
    unlessAfter: NOT_OURS,
    unlessWith: OTHER_BUSINESS,
    examples: ['prohibit further mailings to our household'],
    nearMisses: ['cancel the order and text me', "I'll stop by, text me the address"],
  },
  {
    name: 'net_tired',
    intent: 'review',
    says: [
      '(<net_tired>) (_ | ;){0,6} (<net_sent> | <net_reach>)',
      '(<net_sent> | <net_reach> | you | your | you people) (_ | ;){0,4} (<net_tired>)',
    ],
    unlessAfter: 'he | she | they | are you | not',
    unlessWith: OTHER_BUSINESS,
    examples: ['bombarded day and night by your texts'],
    nearMisses: ['sorry for bothering you'],
  },
  {
    name: 'net_refusal',
    intent: 'review',
    says: [
      '(<net_not>) _{0,3} (<net_wanting>) _{0,5} (<net_object>)',
      '(<net_not>) (<net_object>)',
    ],
    unlessAfter: NOT_SAID_OF_OURS,
    unlessBefore: GOES_ON_ELSEWHERE,
    unlessWith: OTHER_BUSINESS,
    examples: ['we do not currently agree with your updates'],
    nearMisses: ['you never text me', 'I did not get your message'],
  },
  {
    name: 'net_word',
    intent: 'review',
    says: [
      'unsubscribe | optout | unenroll | (opt | opted | opting) out | do not (contact | ' +
        'text | message) | cease and desist',
      '<you> (dont | do not) (need to | have to | gotta) (<contact>) <me>?',
      '<you> (have | ve | keep | keeps | are | re | constantly | always | already | people){0,3} ' +
        '(texted | texting | messaged | messaging | sent | sending | contacted | contacting | ' +
        'bothered | bothering | emailed) (me | us | my) _{0,3} (times | again | every | daily | ' +
        'nonstop | constantly | all day | all night | twice | still | for (weeks | months | days))',
      '(leave | let) _{0,2} (family | house | home | parents | mom | kids | children) _{0,2} ' +
        '(alone | in peace | be $)',
      '(remove | delete | take | erase) _{1,4} (off | from | out of) (your | this | these | all) ' +
        '(contact | contacts | list | lists | database | system | records | texts | messages | ' +
        'phone | files | group | thread)',
    ],
    unlessAfter: '<negated> | <subject> | he | she | they | did you | dont',
    unlessBefore: 'of (the | my) | from (my | the) | my (card | account)',
    unlessWith: OTHER_BUSINESS,
    examples: ['the link to unsubscribe is dead', 'please leave our family in peace'],
    nearMisses: ['can I opt out of the dental plan', 'leave the kids in the car'],
  },
  {
    name: 'net_stranger',
    intent: 'review',
    says: [
      '(not | isnt | aint | never heard of | dont know | do not know | doesnt | no longer | ' +
        'nobody | no one | no) _{0,4} (person | name | named | number | his phone | her ' +
        'phone | customer | patient | client | homeowner | member | registered voter | voter ' +
        '| student | subscriber | your target | live here | lives here | at this number | on ' +
        'this phone | who you think | you are looking for | youre looking for | recipient | ' +
        'by that name | this number)',
      '(wrong | mistaken | incorrect) _{0,2} (number | numbers | person | people | guy | woman | ' +
        'man | lady | phone | recipient | contact | human | individual | party | dude | girl | ' +
        'household | family | info)',
      '(belongs to | number of | phone of | property of | reassigned | new owner | different ' +
        'owner | different person | someone else | somebody else | another person) _{0,3} ' +
        '(now | number | phone | cell | line | here | anymore | $)',
    ],
    unlessAfter:
      'the | did i | do i | is this | am i | if | you | gave | i have | phone | he | she | have',
    unlessBefore: 'one | of the | is | yet | was | on (my | the)',
    unlessWith: `${OTHER_BUSINESS} | my new | new number | changed | whats | what is | what`,
    examples: ['never heard of a person with that name'],
    nearMisses: ['no number on the door', 'is this the wrong number?'],
  },
];
