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
  'meds | doctor | bus | train | rain | driver | room | table | kitchen | ' +
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
    'refuse | decline | prohibit | forbid | forbidden | prevent | expunge | object | ' +
    'objecting | de (register | activate | list | enroll) | exit | chill | cool it | ease up ' +
    '| good on | pass on',
  net_tired:
    'tired of | sick of | fed up | had enough | had it with | done with | over it | hate | ' +
    'annoyed | annoying | bothered by | bothering | harassing | harassed | harassment | ' +
    'spamming | intrusive | invasive | unwanted | unsolicited | unwelcome | unauthorized | ' +
    'unapproved | nonstop | nuisance | pestering | pest | relentless | ridiculous | ' +
    'overwhelming | excessive | out of hand | inappropriate | illegal | bombarded | ' +
    'bombarding | flooded | blowing up | rude | cant stand | dislike | good on | driving ' +
    'me (crazy | nuts | insane)',
  net_sent:
    'text | texts | texting | message | messages | messaging | sms | ads | promos | ' +
    'promotions | reminders | notifications | alerts | spam | newsletter | newsletters | ' +
    'solicitations | communications | mailings | mailing list | list | subscription | ' +
    'updates | campaign | campaigns | contact | communication | communications | robotexts ' +
    '| text messages | (these | this) ($ | <again> | <polite>) | texted | messaged | ' +
    'blasts | chat',
  net_reach:
    '(text | texting | message | messaging | contact | contacting | contacted | bother | ' +
    'bothering | email | emailing | call | calling | reach | reaching | write | writing | send | ' +
    'sending | hit | ping | notify | spam | harass | solicit) (to | out to | up)? (me | us | ' +
    'anything | stuff | crap | here) | (my | our | this | her | his | their) (cell | phone | ' +
    'mobile | work | home | personal | private | contact){0,1} (number | numbers | phone | cell ' +
    '| line | info | information | data | details | contact | name | inbox | digits | mobile | ' +
    'device | fone)',
  net_not:
    'dont | do not | no longer | not | never | wont | will not | cant | cannot | can not | ' +
    'didnt | did not | aint | rather not | nobody | no one | may not | must not | shouldnt | ' +
    'should not | havent | have not | isnt | without | no need to | no reason to | stop ' +
    'trying to',
  net_wanting:
    'want | wants | wanted | wanting | need | needs | needed | wish | wanna | like | ask | ' +
    'asked | asking | care | interested | interest | request | requested | consent | agree | ' +
    'agreed | authorize | authorized | permission | sign | signed | signing | subscribe | ' +
    'subscribed | receive | receiving | getting | accept | accepting | enroll | enrolled | ' +
    'opt | opted | allow | allowed | appreciate | welcome | read | use | approve | enjoy | ' +
    'hear | have | be | registered | register | joined | join | text | message | contact | ' +
    'update | alert | send | sending | texting | messaging | contacting | bother | email | ' +
    'reach | write | hit | ping | spam | include | put | add | keep',
  net_object:
    'contact | communication | communications | nothing (else | more | further) | text | ' +
    'texts | texting | message | messages | messaging | sms | ads | promos | promotions | ' +
    'reminders | notifications | alerts | spam | newsletter | newsletters | solicitations | ' +
    'communications | mailings | mailing list | your list | this list | the list | list | ' +
    'lists | subscription | updates | these ($ | <again> | <polite> | on my | here) | texted ' +
    '| messaged | contacted | blasts | from you | from your | from you people | your service ' +
    '| your program | your services | your group | the group | (text | message | contact | ' +
    'update | alert | bother | email | write | reach | send | ping | hit | spam | disturb) ' +
    '(to | out to | up | back | me){0,1} (me | us | anything | stuff | crap | here | this | ' +
    'my | our | $) | (my | this | our) (phone | number | cell | line | inbox) | this ($ | ' +
    '<again> | <polite>)',
};

/** Longer texts hold two such words by chance. */
const NET_WORDS_MAX = 30;

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
    upTo: NET_WORDS_MAX,
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
      '((so | too | way too) (many | much) | every (single)? (day | hour | night | morning) ' +
        '| all day | all night | nonstop | non stop | # | constant) _{0,2} (texts | messages ' +
        '| notifications | alerts | reminders | promos | ads | spam)',
      '(texts | messages | texting | messaging) _{0,3} (too (many | much | often) | every ' +
        '(single)? (day | hour | night | morning) | all day | all night | nonstop | non stop ' +
        '| constantly | # times)',
      '<you> _{0,3} (texted | messaged | texting | messaging | contacted) (me | us) _{0,1} ' +
        '(# | @) (times | texts)',
    ],
    unlessAfter: 'he | she | they | are you | not | i | we | how | what | have | got',
    upTo: NET_WORDS_MAX,
    unlessWith: OTHER_BUSINESS,
    examples: ['bombarded day and night by your texts'],
    nearMisses: ['sorry for bothering you'],
  },
  {
    name: 'net_refusal',
    intent: 'review',
    says: [
      '(no (further | more | additional | longer | need for)) _{0,3} (<net_object> | contact ' +
        '| communication)',
      '(receive | get | hear | send | want | need) (nothing | none | no more) _{0,2} (from | of)',
      'no more (listings | catalogs | candidates | quotations | pitches) ($ | or)',
      '(no longer | dont | do not | not) (want | wish | care | like) to (participate | take ' +
        'part | be part | continue)',
      'no more (@ | and){0,1} (asking | begging | calling | selling | bugging | sending | ' +
        'pitches | surveys | fundraising | soliciting | requests | appeals)',
      '(<net_not>) _{0,3} (<net_wanting>) _{0,5} (<net_object>)',
      '(<net_not>) (<net_object>)',
    ],
    unlessAfter: NOT_SAID_OF_OURS,
    unlessBefore: GOES_ON_ELSEWHERE,
    upTo: NET_WORDS_MAX,
    unlessWith: `${OTHER_BUSINESS} | driving`,
    examples: ['we do not currently agree with your updates'],
    nearMisses: ['you never text me', 'I did not get your message'],
  },
  {
    name: 'net_word',
    intent: 'review',
    says: [
      'unsubscribe | optout | unenroll | (opt | opted | opting) out | do not (contact | ' +
        'text | message) | cease and desist',
      '<you> (cannot | cant | can not | may not | must not | are not allowed to | have no ' +
        'right to | shouldnt | should not) _{0,1} (<contact> | <contacting>) (me | us | my | ' +
        'this)',
      '(why | when) (wont | will | cant | dont | do | can) (<you> | this | these | it) ' +
        '_{0,1} (stop | quit | end) (<contacting> | $ | sending)',
      '^^ (can | will | could) (this | these | it) (ever | please | just)? (stop | end) please? $$',
      'be left alone',
      '(get | keep | take) _{0,3} off my (phone | line | cell)',
      'keep your (<message_noun> | crap | shit | stuff | spam)',
      'how hard is it to (remove | stop | unsubscribe | take)',
      'understand _{0,2} (stop | no)',
      '(process | complete | finalize) (my | the)? (removal | opt out | optout | unsubscribe ' +
        '| opt in removal)',
      'withdraw from (the | your | this) _{0,1} (program | texts | messages | list | alerts)',
      '(confirm | expect | await | awaiting) _{0,4} (removal | removed | deleted | ' +
        'unsubscribe | opted out)',
      '(discontinue | end | cancel | withdraw | terminate | stop) my (participation | ' +
        'enrollment | membership in (this | your))',
      '^^ i? (dont | do not) want $$',
      '(this | that | let this | better | it) _{0,2} (last | final) (text | message)',
      '^^ (last | final) (text | message) please? $$',
      '(get | getting | taken | me) off (of)? (this | your | the | these | you | a)? (list | ' +
        'lists | texts)',
      '(make | get) (<you> | it | this | these | them) (texts | messages)? (to)? (stop | go ' +
        'away | leave me alone)',
      '(word | code | trick | secret) to (stop | end) (this | these | it | them)',
      '(dont | do not | never) (resubscribe | re add | readd | add | include | enroll | put) ' +
        '(me | us | my number)',
      '<you> (dont | do not) (need to | have to | gotta) (<contact>) <me>?',
      '<you> (have | ve | keep | keeps | are | re | constantly | always | already | people){0,3} ' +
        '(texted | texting | messaged | messaging | sent | sending | contacted | contacting | ' +
        'bothered | bothering | emailed) (me | us | my) _{0,3} (times | again | every | daily | ' +
        'nonstop | constantly | all day | all night | twice | still | for (weeks | months | days))',
      '(leave | let) _{0,2} (family | house | home | parents | mom | kids | children) _{0,2} ' +
        '(alone | in peace | be $)',
      '(remove | delete | take | erase) _{1,4} (off | from | out of) (your | this | these | all) ' +
        '(contact | contacts | list | database | system | records | texts | messages | ' +
        'phone | files | group | thread)',
    ],
    unlessAfter:
      '<negated> | he | she | they | did you | dont | i (never | didnt | accidentally | ' +
      'just) | should i | by',
    unlessBefore: 'of (the | my) | from (my | the) | my (card | account)',
    upTo: NET_WORDS_MAX,
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
    upTo: NET_WORDS_MAX,
    unlessWith: `${OTHER_BUSINESS} | my new | new number | changed | whats | what is | what`,
    examples: ['never heard of a person with that name'],
    nearMisses: ['no number on the door', 'is this the wrong number?'],
  },
  {
    name: 'net_order',
    intent: 'review',
    says: [
      '^ (please | just | kindly | ok | so | and | can you | could you | now){0,3} (remove | ' +
        'delete | erase | unsubscribe | enough | stop | desist | stop it | cease | take it ' +
        'down | take it off | cut it out | knock it off | quit it | lose it ) (already | now ' +
        '| please | it | thanks | all){0,2} $',
      '(please | kindly) (remove | delete | unsubscribe | stop | cease | desist) $$',
      '(stop | quit | cease) (sending | asking | begging | bothering | trying | reaching | ' +
        'soliciting | hounding | chasing | pushing | selling | advertising | writing | ' +
        'replying | responding)',
      '^^ (stop | unsubscribe | optout | quit | third stop | second stop | last stop) (; | ' +
        '(comma | period | exclamation point | exclamation mark | already | people))',
      '(texting | sending | replying | saying | said | text | typed | sent | reply | ' +
        'replied) _{0,1} (stop | unsubscribe) _{0,3} (and | but | keeps | still | again | ' +
        'times | twice)',
      '(block | blocking | blocked | report | reporting | reported | mute | muting) (you | your ' +
        'number | this number | this contact | these | number)',
      '(please | just | can you) exit (me | us | this)',
      'stop hmu',
      'tcpa (attorney | lawyer)',
      '(take | get | keep) # # (#){0,2} off',
      '(turn | shut | switch) (your | this | these | the) (bot | texts | messages | alerts | ' +
        'thing | notifications) off',
      '(remove | delete | erase | take) (all | both | my | our | these | any) (_){0,1} numbers',
      '(how do i | how to | how can i | how do you | how do we) (turn | shut | switch) (this ' +
        '| it | these | that) off $',
      '^^ not interested (ever | at all | anymore | any more | in (this | these | any of this)) $$',
      '^ stop (the | this | your | with the | with your) (bot | bots | spam | madness | ' +
        'nonsense | calls | noise | stuff)',
    ],
    unlessAfter:
      '<negated> | <subject> | he | she | they | you | the | did i | why | how | bus | next | then',
    unlessBefore: '(by | at | on | in | for (the | gas | lunch | coffee))',
    upTo: NET_WORDS_MAX,
    unlessWith: `${OTHER_BUSINESS} | driving | what happens | does it | do i need`,
    examples: ['every day something from you. enough', 'please stop sending candidates'],
    nearMisses: ['why did you stop sending coupons', 'tell her to stop asking'],
  },
  {
    name: 'net_consent',
    intent: 'review',
    says: [
      '(consent | permission | authorization | authorized | authority) (_ | ;){0,6} (revoked ' +
        '| withdrawn | rescinded | revoke | withdraw | denied | expired | not given | never ' +
        'given | text | texts | contact | message | messages | this number | my number)',
      '(revoke | revoking | withdraw | rescind | never gave | never given | did not give | didnt ' +
        'give | do not give | dont give | no | not | without | dont have | do not have | lack) ' +
        '_{0,3} (consent | permission | authorization)',
      '(object | objecting | objection | opposed) (to) _{0,4} (marketing | data | messages | ' +
        'texts | processing | contact | this)',
      '(only | just) gave (you | it | my number) _{0,4} (for | so)',
      '(gave | give | given) _{0,2} my (number | info | cell | phone) _{0,4} (only | not for ' +
        '| never)',
      '(data | info | number) _{0,3} (marketing | sold | shared without)',
    ],
    upTo: NET_WORDS_MAX,
    unlessWith: `${OTHER_BUSINESS} | form | surgery | procedure | treatment | field trip | search`,
    examples: ['the permission to use my number has expired'],
    nearMisses: ['permission slip signed', 'no consent form here'],
  },
  {
    name: 'net_wrong',
    intent: 'review',
    says: [
      '<you> (all | guys | people | have | got | ve | must | are | texting | reached | texted | ' +
        'messaging){1,4} the wrong (@ | one)',
      '(texting | messaging | contacting | bothering | reached) (the | a) (wrong | dead | ' +
        'different)',
      '(previous | former | old | prior | last) (owner | user | holder | person | number owner)',
      '(whoever | whomever | person who | person that) _{0,2} (had | has | owned | used | ' +
        'gave | put) _{0,2} number',
      '(havent | have not | havent been | no longer | never | not | dont | do not | stopped) ' +
        '(been | have | had | being | attend | am | are){0,2} (a | an | any | your)? (patient | ' +
        'customer | client | member | student | kids | children | parent | resident | tenant | ' +
        'subscriber | employee | donor) _{0,2} (there | here | anymore | any more | since | in | ' +
        'at that | at your | of yours)',
      '(i am | im) (a)? (# | @){0,1} (minor | years old | year old | # years)',
      '^^ (i am | im) # $$',
      '^^ (this is | its | thats | youre | you are | how | so | very | super | really | ' +
        'just){0,3} (annoying | irritating | harassment | ridiculous | intrusive | rude | ' +
        'creepy | unacceptable | excessive | spammy | invasive) (af | now | already)? $$',
      '(# per (text | message)) | (per text keep)',
      '(selling | sell) my (home | house | property | land) $',
      '(this | it | these | that) _{0,4} (harassment | illegal | stalking | against the law ' +
        '| a violation)',
      '^^ (please | just)? (count me out | let me live | report spam | leave me out | spare ' +
        'me | do not engage) $$',
      '(this | it) (is | s) (a)? (private | personal | unlisted) (number | phone | line | cell) $',
      '(number | cell | phone | line) is not for _{0,2} (marketing | solicitation | ' +
        'solicitations | ads | sales | business)',
      '(<family> | grandma | mom | dad) (doesnt | does not | dont) (want | need) _{0,4} ' +
        '(these | this | texts | messages | anymore)',

      '(take | get | keep) (both | all) of us off',
      '^^ me no (want | like | need) _{0,1} $$',
      'used to (belong | be) _{0,3} (else | someone | somebody)',
    ],
    unlessAfter:
      'did i | do i | if | am i | think im | he | she | not interested in | are you | to',
    unlessBefore: '(unit | seat | room | way | day | time)',
    examples: ['a previous owner gave it', 'this is super annoying'],
    nearMisses: ['did I get the wrong one?', 'I was given the wrong seat'],
  },
];
