// English revocations in hard or loose words: by threat, in anger, in two languages, in a hurry.
import type { PhraseRule } from '../phrase-rule.js';

const ANYONE = 'nobody | no one | noone | none of us';

export const ENGLISH_HARD_REFUSALS: readonly PhraseRule[] = [
  {
    name: 'will_block',
    intent: 'opt_out',
    says: [
      '(going to | gonna | imma | ima | about to | have to | need to | shall | will | can) (now ' +
        '| just | also)? (block | report | blacklist) (and (report | block) | or (report | ' +
        'block))? (you | this number | your number)',
      '(forward~ | sent | sending | reported | reporting | report) (this | it | you | your ' +
        '(text | number | message))? to (7726 | spam)',
    ],
    unlessAfter: '<negated> | if | she | he | they | did | should i | can i',
    examples: ["I'm going to block you", 'forwarded to 7726', 'do I have to block you'],
    nearMisses: ['he will block you from the group', 'should I report this number?'],
  },
  {
    name: 'use_of_number',
    intent: 'opt_out',
    says: [
      '(<cease> | <not>) (using | sharing | selling | giving out | passing around | keeping | ' +
        'storing | abusing) (my | our | this) (phone | cell)? (number | info | information | ' +
        'data | contact~ | details)',
      '(blacklist | ban | toss | throw (away | out) | take down | tear up | destroy | discard | ' +
        'burn | ditch | chuck | dump | nuke | unsave | forget | suppress) (me | us | <mine> | ' +
        'this number) ($ | <polite> | <again> | from | and | or)',
      '(remove | delete | erase | unsubscribe) (both | all | these | those | any | every | all ' +
        'of)? (my | our | these | those | of)? (numbers | phones) ($ | <polite> | <again> | ' +
        'from | off)',
      '(delete | erase | remove | destroy) (everything | anything | all data | all the data | ' +
        'whatever) (you have)? (on | about) (me | us)',
      'remove me for (the)? (# | @ | last | second | third | final) time',
      '^^ please? take off (list | the list | your list | my number) please? $$',
      '^^ please? take (<family> | my (<relatives>)) off please? $$',
    ],
    unlessAfter: '<negated> | <subject> | he | she | they | did you | <you>',
    examples: ['stop using my number', 'blacklist me', 'delete everything you have on me'],
    nearMisses: ['she stopped using my number', "don't toss my number, I need the job"],
  },
  {
    name: 'asked_how',
    intent: 'opt_out',
    says: [
      '(what | how) _{0,5} (do | need | have | text | reply | say | send | takes | take) (for ' +
        'me)? to (get | make)? (<you> | it | this | them | these)? to? (stop | end) ($ | these ' +
        '| this | them | <filler>{0,2} <messages> | <contacting> | sending)',
      'unsubscribe (but | and | yet | already) (i | im | am)? (still | keep)',
      'can (we | i) (please | just){0,1} (stop | end | quit) (with)? <filler>{0,2} (<messages>)',
      '(tell | instruct | program | ask) your (system | bot | people | computer | staff | team ' +
        '| software | boss | company | robot | office | sales | campaign){1,2} to (stop | quit ' +
        '| leave me | remove me)',
      '(consider this | this is) (my | a | an | your | as){0,2} (formal | official | final | ' +
        'written | last){0,2} (notice | request | demand | warning | instruction) to (stop | ' +
        'cease | quit | remove me | be removed | unsubscribe)',
      '(under | by | per) (federal | state | the)? law <you> (must | have to | need to | are ' +
        'to) (stop | cease)',
    ],
    unlessAfter: '<negated> | he | she | they',
    unlessBefore: '(from | by | at | for)',
    examples: ['what do I have to do to stop these', 'tell your system to stop'],
    nearMisses: ['how long does it take to stop the oven', 'tell your brother to stop'],
  },
  {
    name: 'kind_request',
    intent: 'opt_out',
    says: [
      'if <you> (can | could | would | will) (please | just | kindly){0,2} ((stop | quit | ' +
        'cease) (<contacting> | sending | this | these | all | $) | (take | get) (me | <mine>) ' +
        'off | remove (me | <mine>) | unsubscribe me | not <contact>)',
      'next time <you> <contact> <me> ;? (im | ill | i will | i am | we)',
      '(no | no more | stop) (calls | emails | calling | phone calls) (or | and | no | ' +
        'nor){1,2} (<message_noun> | texts | texting | messages)',
      'no contact (whatsoever | at all | ever | of any kind)',
      'not (to | wish to | want to)? be (contacted | texted | messaged | bothered | disturbed) ' +
        '($ | <polite> | <again>)',
      'put (a stop | an end) to (this | these | it | the <messages> | all)',
      '(my | our) <relative> (wants off | wants out | (does not | doesnt | dont) want) (of | to ' +
        'be | to get | to receive | your | these | any | the | on | off){0,3} (<messages> | ' +
        '<list_noun> | texted | contacted)',
      '^^ please? (opt | otp | pot) (ouy | oit | put | uot | our | ot | oout | out) (me | ' +
        'please | now)? $$',
      '(love | appreciate | like | prefer | grateful) (it)? (to be | being | if i was | if i ' +
        'were) (removed | taken off | unsubscribe | opted out | deleted | off (your | the | ' +
        'this) list) ($ | <polite> | from)',
    ],
    unlessAfter: '<negated> | he | she | they',
    unlessBefore: '(by | at)',
    examples: ['if you could please stop texting', 'put a stop to this', 'no calls or texts'],
    nearMisses: ['if you could stop by', 'no calls after nine'],
  },
  {
    name: 'two_languages',
    intent: 'opt_out',
    says: [
      '^^ (please | hey | hola){0,1} (arretez | arrete | arreter | basta | basta con | basta de ' +
        '| alto | parar | deja de | dejen de | deje de | pare de | para de | parem de | no ' +
        'quiero | no mas | nao quero | plus de | pas de | keine | genug) (los | las | de | the ' +
        '| your | des | mais | mas | more){0,2} (please | thanks | <messages> | texting | ' +
        'messaging | sending (texts | messages)) (me | us)? (please | now | amigo | por ' +
        'favor){0,1} $$',
    ],
    unlessAfter: 'dont',
    examples: ['arrêtez please', 'basta texts', 'para de texting me'],
    nearMisses: ['basta pasta', 'no quiero pizza'],
  },
  {
    name: 'not_welcome',
    intent: 'opt_out',
    says: [
      '(<message_noun>) (are | is) (not | no longer | un | never) (welcome | wanted | needed ' +
        '| appreciated | necessary | desired | unwanted | unwelcome | authorized | allowed | ' +
        'permitted)',
      `(${ANYONE}) (here | in my house | at this number){0,1} (want | wants | needs | likes | ` +
        'asked for) (your | these | the | this){0,1} (<message_noun>)',
      '(want | wants) nothing (more)? (to do with | from) (you | your company)',
      '^ top <contacting> <me>',
    ],
    unlessAfter: 'if | why | say | said',
    examples: [
      'your messages are not welcome',
      'no one wants your texts',
      'I want nothing from you',
    ],
    nearMisses: ['messages are appreciated', 'nobody wants the old couch'],
  },
];

export const ENGLISH_HARD_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'stop_doing_to_me',
    intent: 'review',
    says: [
      '^ (please | just | ok | hey | and | so){0,2} (stop | quit) @{1,2} (me | us | my phone | ' +
        'my number | my inbox | my cell)',
      '^ (please | just | ok | hey){0,2} (stop | quit) (asking | begging | being | pushing | ' +
        'responding | replying | selling | fundraising | advertising | campaigning | trying | ' +
        'acting) _{0,4} (money | donations | donation | vote | votes | pest | annoying | creepy ' +
        '| creep | sell | house | home | property | here | $)',
      '<you> (must | need to | have to | better | should | gotta) (please | just | really){0,1} ' +
        '(stop | quit | cease) (this | it | now | please | immediately){0,2} $',
      '(why wont | when will | when are | will | do | cant | why cant | why dont) <you> (people ' +
        '| guys | all | ever | just | please | going to){0,3} (stop | quit | leave me) ($ | ' +
        'this | it | alone)',
      '<you> (people | guys | all)? (never | dont | wont) (ever)? (stop | quit | give up | let ' +
        'up) $',
      'your (bot | system | company | people | office | staff | campaign | app) (keeps | keep | ' +
        'wont stop | continues) _{0,3} (<me> | <messages> | $)',
      'can (we | i) (please | just){0,1} (stop | end) (this | these | it) $',
    ],
    unlessAfter: '<negated> | <subject> | he | she | they',
    unlessBefore: '(laugh | smile | blush | cry | hungry | lol | haha)',
    examples: ['stop asking me for money', 'you people never stop', 'stop waking me up'],
    nearMisses: ['stop making me laugh', 'do you stop at the mall'],
  },
  {
    name: 'no_is_no',
    intent: 'review',
    says: [
      'no means no',
      '(told | said | telling | saying) _{0,3} not interested',
      'how many times (do | must | have) i',
      '(said | told you | telling you | tell you) (no | never) ($ | already | thanks | # | ' +
        'twice | many | several)',
      '^^ (please no | not now not ever | not now or ever | never ever | hard no | hell no | no ' +
        'no no | no way never) (please | thanks)? $$',
      `(${ANYONE}) (here)? (wants | want | asked for | needs | likes | cares about) (this | ` +
        `these | ` +
        'your | it)',
      '(consider this) (my | a | an | your | as){0,2} _{0,1} (notice | request | demand | warning)',
      '(dont | do not | no longer | never | stopped) (shop | shopping | use | using | bank | ' +
        'attend | buy | eat | subscribe | go to | come to | train | volunteer | donate | ' +
        'belong) _{0,4} (anymore | any more | any longer)',
      '(hmu | hit me up) (no more | never)',
      '<not> (hmu | hit me up | communicate | correspond | engage) ($ | with <me> | <again> | ' +
        '<polite>)',
    ],
    unlessAfter: '<you> | he | she | they | did | why | if',
    examples: ['I told you no', 'nobody wants this', "I don't shop there anymore"],
    nearMisses: ['she said no', 'nobody wants the couch'],
  },
  {
    name: 'not_who_you_want',
    intent: 'review',
    says: [
      '(not | isnt | aint) (the | who | whom){0,1} (person | one | guy | woman | man | who | ' +
        'whom | girl | lady | individual){0,1} (that | who | whom){0,1} <you> (are | think | ' +
        'want | looking | need | thought | seek | trying | re)',
      '(not | isnt | aint) (the | who | whom) (person | one | guy | woman | man | who | girl | ' +
        'lady){0,1} (that | who){0,1} youre (looking | trying | after | seeking)',
      'who (youre | you are) (looking for | trying to)',
      '(texting | messaging | contacting | calling | reached | spamming) (a | my | an) (# year ' +
        'old | child | minor | kid | baby | teenager | dead | elderly | stranger | business | ' +
        'hospital | landline | school)',
      '(<given> | he | she | they | that person) (doesnt | does not | no longer | dont) (live | ' +
        'lives | work | works | stay | stays) here',
      '(had | has | owned | used) this number (before | previously | first)',
      '(not | isnt) (his | hers | theirs | mine | ours) (anymore | any more | any longer)',
      '(this | that | it) (is not | isnt | aint) my (phone | number | cell | line) (anymore | any more ' +
        '| any longer | now)',
      '(this | my) (phone | number | cell | line) (cant | cannot | doesnt | does not | wont) ' +
        '(receive | get | read | accept | take) (texts | messages | sms | text | these)',
    ],
    unlessAfter: 'if',
    examples: [
      ...['not who you are looking for', "you're texting a child", "Tina doesn't live here"],
      "this isn't my phone anymore",
    ],
    nearMisses: ['I am not who I was', 'she lives here now', 'is this my phone number on file?'],
  },
  {
    name: 'another_way_only',
    intent: 'review',
    says: [
      '^^ please? (only | just) (email | e mail | mail) (me | us)? please? $$',
      '^^ (email | e mail | mail | letters | calls | phone calls | phone) only please? $$',
      '^^ please? (pause | suspend | hold off on) (these | them | this | the texts | the messages | ' +
        'texts | messages | my texts | texting) _{0,3} $$',
    ],
    examples: ['Please only email me', 'email only please', 'pause these for now'],
    nearMisses: ['email me', 'pause the order', 'hold off on the delivery'],
  },
  {
    name: 'still_getting',
    intent: 'review',
    says: [
      '(stop | unsubscribe | opting out) (isnt | is not | doesnt | does not | didnt | not | ' +
        'wont | aint) (even)? (work | working | worked)',
      'why (isnt | doesnt | wont | didnt) (stop | unsubscribe | it) (work | working | stop)',
      '(still | keep | yet) (get | gets | getting | receiving | receive | got) <filler>{0,2} ' +
        '(<messages> | these | them)',
      '(person | owner | user | one | holder | man | woman | customer) (of | <you> | that | who ' +
        '| youre | this | phone | number | trying | to | reach | looking | for | are | ' +
        'who){1,8} (is | has)? (passed away | passed | deceased | dead | died)',
      '^ (this is | these are | <you> are | youre | its | it is | <message_noun> are) (so | ' +
        'very | really | super | just | <swear> | getting | too | now){0,2} (annoying | ' +
        'irritating | bothersome | invasive | intrusive | creepy | excessive | unwanted) (me)? ' +
        '(stop)? $',
      '(not | isnt) (hers | his | theirs) $',
      '(he | she | they) (does not | doesnt | dont) want <filler>{0,3} (<messages>)',
      '(he | she | they) (has | have | got) a (new | different) number',
      '(object | objecting | rescind | opposed | had it | fed up | nix | ditch | can it) _{0,3} ' +
        '(<message_noun> | opt in | receiving)',
      '(removed | unsubscribe | taken off | opted out) $$',
      '(<you> | please) stop (send | text | message)',
      'wrong <given>',
      '(take | takes | until | before | till) (to be | i am | im | <you>) (removed | ' +
        'unsubscribe | taken off | opted out | take me off | remove me)',
      '^^ (ok | okay | k | yeah | alright | no | please){0,2} (thats enough | that is enough | ' +
        'no more | nomore | give it up | zip it | enough | knock it off) (now | please | ' +
        'already)? $$',
    ],
    unlessAfter: 'get | got | be | was | were | is | are | has been | been | already',
    examples: ['STOP is not working', "it's been a week and I'm still getting texts"],
    nearMisses: ['the stop button does not work', 'the wart was removed'],
  },
  {
    name: 'costs_and_courts',
    intent: 'review',
    says: [
      '(costing | cost) me (money | a fortune | # | per)',
      '(charged | charges | charge | pay | paying | billed) (me | for | per | by){1,2} (the | ' +
        'each | every | a | your | these){0,2} (text | texts | message | messages | sms | $)',
      '(talk to | speak to | sent (this | it | these) to | forwarded (this | it)? to | letter ' +
        'from | hear from | call from) (my | our) (lawyer | attorney | solicitor)',
      'who gave <you> (permission | consent | the right | authorization)',
      '(try | find | text | bother | call | pick) (someone | somebody) else',
      '^^ (please)? (shut (it | this) down | drop dead | kiss off | get a life | get a job | go ' +
        'fish | fck off | f ck off | f off | fck you | f ck you | go die | fu | fk you | please ' +
        'take off | lemme off | let me off | begone | be gone | goodbye forever | bye forever | ' +
        'no bye | thats enough | thats it) (please | now | already){0,1} $$',
    ],
    unlessAfter: 'be | <negated> | <you> | should i | will i | do i | can i',
    examples: ["you're costing me money", 'I get charged for these', 'talk to my lawyer'],
    nearMisses: ['how much does it cost me', 'will I be charged for these?'],
  },
];
