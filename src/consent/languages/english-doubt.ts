// English texts that may mean stop: a person decides, and until then nothing but replies leaves.
// Also what turns a clear revocation elsewhere in the text into doubt, or into nothing.
import type { PhraseRule } from '../phrase-rule.js';
import { NOT_A_STOP } from './english-bare.js';
import { OTHER_THING } from './english-remove.js';

export const ENGLISH_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'stop_on_condition',
    intent: 'review',
    says: [
      '(<not> | <cease>) (<contact> | <contacting>) <me> (again | anymore | please)? (until | ' +
        'till | til | before | during | while | when | so | right now | yet | tonight | late ' +
        '| early | on | at | after | about)',
    ],
    unlessAfter: '<negated> | <subject> | <you> | <other_person_to>',
    examples: ["don't text me until Monday", 'stop texting me while I am at work'],
    nearMisses: ["why don't you text me"],
  },
  {
    name: 'do_not_call',
    intent: 'review',
    says: ['^ (please | hey | hi){0,2} (<not> | <cease>) (call | calling) <me> $$'],
    examples: ['Do not call me'],
    nearMisses: ["don't call me, text me", "don't call me before noon"],
  },
  {
    name: 'begins_with_stop',
    intent: 'review',
    says: [
      '^^ (stop | unsubscribe | stopall) ; _',
      '^^ _{0,2} (stop | unsubscribe) (lol | haha | hahaha | lmao | jk){1,2} $$',
      '^^ please? stop (i | im | you | messing | wasting | who | what | not | wrong) ' +
        '_{0,6} $$',
    ],
    unlessBefore: '_{0,3} (lol | haha)',
    examples: [
      'stop messing with people',
      'stop you idiots',
      'Stop. I have a new insurance company',
    ],
    nearMisses: ['stop by at five', 'the rain does stop'],
  },
  {
    name: 'ends_in_stop',
    intent: 'review',
    says: ['(stop | unsubscribe) please? $$'],
    unlessAfter: NOT_A_STOP,
    examples: ['alrighty then stop', 'downtown fellas please stop'],
    nearMisses: ["I'm at the last stop", 'no one can stop', 'we never stop'],
  },
  {
    name: 'stop_sending_things',
    intent: 'review',
    says: [
      '(<cease> | <not>) (keep)? (sending | send) (me | us | out) (your | these | this | any | ' +
        'all | more | those){0,2} @{1,2} > ($ | <polite>)',
    ],
    unlessAfter: '<negated> | <subject> | <you> | <other_person_to>',
    examples: ['stop sending me catalogues', 'please stop sending us your brochures'],
    nearMisses: ["don't stop sending pictures", 'stop sending the samples to Dallas'],
  },
  {
    name: 'you_keep',
    intent: 'review',
    says: [
      '(why | how come) (am i | are <you> | do <you> | do i | i am | am) (still | keep | even ' +
        '| always | constantly){0,2} (getting | get | receiving | receive | texting | ' +
        'messaging | contacting | sending | text | message | bothering | spamming | being | ' +
        'on this list | <contacting>) <filler>{0,3} (<messages> | <me> | $ | contacted | ' +
        'texted | from | about)',
      '<you> (keep | kept | wont stop | dont stop | never stop | always | continue to | ' +
        'constantly) (on)? (texting | messaging | contacting | sending | text | bothering | ' +
        'spamming | harassing | blowing) <me>',
      '(still | keep | keeps) (getting | receiving) (these | your | spam | unwanted | ' +
        'unsolicited) <messages>',
    ],
    examples: [
      'why are you still texting me',
      'You keep messaging me every day',
      'why am I getting these texts?',
    ],
    nearMisses: ['why are you late', 'she keeps texting me'],
  },
  {
    name: 'go_away',
    intent: 'review',
    says: [
      '^ (please | just | oh | ok | now | and | no | dude | bro | so){0,3} (go away (and (dont ' +
        '| never | do not) _{1,3})? | buzz off | bug off | get bent | kick rocks | beat it | ' +
        'screw (you | off) | fuck (you | yourself | yourselves) |' +
        ' go to hell | shut (the fuck | tf)? up | stfu | go fuck yourself | fuck (right)? off ' +
        '| fuck outta here | fuck ya | eat shit | bite me | suck it | sod off | ' +
        'bugger off | kiss my ass | back off | scram | shove it | take a hike | f you | ' +
        'gtfo | eff you | kys | go kick rocks | get out | fk off | fk you | fuk off ' +
        '| jog on | piss off | f off | eff off)' +
        ' (please | now | asshole | thanks | spammer | scammer | idiot | dickhead | bitch | ' +
        'you | loser | and | bot | already | man | dude | bro | spam | creep | lol | ' +
        'scammers | <polite>){0,4} $',
    ],
    unlessAfter:
      '(told me to | tell him to | he said | to | the pain will | dont | never | them | then | ' +
      'did)',
    examples: ['go away', 'Get lost please', 'fuck you'],
    nearMisses: ['the pain will go away', 'he told me to get lost haha'],
  },
  {
    name: 'complaint',
    intent: 'review',
    says: [
      '(im | i am | ill | i will | we will | well | going to | gonna | be | am | i | been | ' +
        'being | and | have | has | were | are | was | will be | already) (reporting | report ' +
        '| reported | blocking | block | blocked | sue | suing) (and (reported | reporting | ' +
        'block | blocked | blocking | report | deleted))? (this (number | to | as)? | as ' +
        '(spam | junk) | to (the)? (fcc | ftc | police | carrier | authorities | attorney | ' +
        'bbb) | your (number | company) | $)',
      '(this is | its | considered | is | constitutes | are) (just | pure | a form of | ' +
        'nothing but | now | clearly | becoming | basically | plain){0,1} (harassment | ' +
        'harassing | spam | a scam | scam | illegal | stalking | unsolicited | unwanted | ' +
        'harrassment) ($ | <polite> | and | i | texts | stop)',
      '(youre | you are | stop | are you) (harassing | harrassing | spamming | stalking | ' +
        'bothering) (me | us | people)',
      '^ (harassing | harrassing) me $',
      '^ (ill)? see you in court $',
      '(contacting | calling | contact | call) (my (attorney | lawyer) | the (attorney general ' +
        '| police | fcc | ftc | authorities | cops))',
      '(sick | tired) of (you) <contacting>',
      '^ (reported | blocked | blocking | reporting | harassment | scam | scammer | scammers | ' +
        'spam | spammer | spammers | unsolicited | unwanted)( you | number | this | as ' +
        'spam | as junk | thanks | bye | now | text | texts | message){0,2} $',
      '(too many | so many | way too many | tons of | nonstop | these annoying | sick of | ' +
        'tired of | fed up with | hate | annoyed by | annoyed with | done with | enough of | ' +
        'over) (getting | of | these | the | your | all | fucking | stupid | damn | daily | ' +
        'random | this | those | endless | constant | receiving | all these){0,3} (text | ' +
        'texts | messages | spam | notifications | alerts | texting | ads | promos | (these | ' +
        'this) $)',
      '(hear | hearing) from (my | our) (lawyer | attorney)',
      '(my | a | our) (lawyer | attorney) (will | is going to | be) _{0,2} (contact~ | hear | ' +
        'call | in touch | sue | file)',
      '(tcpa | fcc | ftc | can spam) (violation~ | complaint~)',
      '(to | with | by) the? (fcc | ftc | tcpa)',
      '(file | filing | filed | filling) (a | an){0,1} (complaint | lawsuit | report | police ' +
        'report | restraining order)',
      '(class action | restraining order | no contact order)',
      '(you) (text | texts | message | spam | texting) (me)? (too much | way too ' +
        'much | too often | all the time | everyday | every day)',
      '(not | isnt) for sale and never will',
      '^ (please)? (quit | stop) (asking | bothering | harassing | pestering | calling) $',
    ],
    unlessAfter:
      '(is | if | you | he | she | not | they | dont | wont | should i | can i | did i | was ' +
      'he | need to | how do i | want to | never | cant | <negated>)',
    examples: [
      'I am reporting you',
      'This is harassment',
      'too many messages',
      'My lawyer will call',
      'This is spam',
    ],
    nearMisses: ['my lawyer is reviewing the contract', 'is this spam?', 'I want to report a leak'],
  },
  {
    name: 'remove_something',
    intent: 'review',
    says: [
      '(remove | take | delete | get) (me | us | <mine>) (off | from | out of)',
      '(my | this is my | consider this | this is an | this is a) (my | an | a | formal | ' +
        'official){0,2} (opt out | unsubscribe | removal | cease and desist | stop)',
      '^^ (take | get) (me | us) out $$',
    ],
    unlessAfter: '<negated>',
    unlessBefore: `(of)? ${OTHER_THING} | at | work | (the)? next | my | on time`,
    examples: ['remove me from Brightside', 'this is my opt out request'],
    nearMisses: ["don't take me off the schedule", 'I opt out of the warranty'],
  },
  {
    name: 'weak_word',
    intent: 'review',
    says: [
      '^^ please? (i quit | i cancel | im out | cancel it | turn off | turn it off | shut it ' +
        'off | end it | end it now | block and delete | blocked and deleted | enough | ' +
        'enough already | knock it off | cut it out | leave list | leave group | exit list | ' +
        'off please | please off | no contact | not wanted | unwanted) please? $$',
      '^^ please? (leave | exit) (this | the | my)? (group | list | chat | program) please? $$',
      '^^ i? (dont | do not) want (it | this | these | any | that | them) please? $$',
      '^^ (please)? (do not | dont) (reply | respond | disturb | bother) (to me)? $$',
      '^^ mute (me | this)? $$',
      '^^ (just)? leave $$',
      '(he | she | they | <given>) (has | have)? (changed | got) (his | her | their | a new) ' +
        'number',
      '<not> (<contact>) <family> ($ | <polite> | <again>)',
    ],
    examples: ['I quit', 'cancel it', 'leave group', 'Do not reply'],
    nearMisses: ['cancel my appointment', 'Cancel that'],
  },
  {
    name: 'never_asked',
    intent: 'review',
    says: [
      '(never | didnt | did not | dont remember | do not remember | dont recall | havent | ' +
        'have not) (ever | even | knowingly){0,1} (signed up | sign up | signing up | ' +
        'unsubscribe | subscribed | subscribe | subscribing | opted in | opt in | enrolled | ' +
        'asked for | ask for | asked to | requested | request | registered | consented | ' +
        'consent | agreed | agree | gave (you | anyone | my) | give (you | anyone | my) | ' +
        'given (you | my) | join | joined | authorize | authorized | approve | approved | ask ' +
        'to)' +
        ' (to | for | up | my | this | these | that | you | it | your | any | number | texts | ' +
        'messages | anything | be | $)',
      'who (gave | give | sold) (you) (my | this) (number | info)',
      '(dont | do not) (know | remember) how you got (my | this) number',
      '(how | where) (did | do) (you) (even | all | guys){0,1} get (my | this) (number | ' +
        'info) _{1,6}',
    ],
    unlessAfter: '(you | he | she | they | did | why | if)',
    examples: ['I never signed up for this', "didn't ask for these"],
    nearMisses: ['you never asked', 'how did you get my number'],
  },
  {
    name: 'not_the_person',
    intent: 'review',
    says: [
      '(im | i am | this is | this isnt | this aint | not | isnt) (not | is not | no longer)? ' +
        '(a | the | your)? (patient | customer | client | student | parent | homeowner | home ' +
        'owner | member | property owner | owner | resident | tenant | employee) (of | at | ' +
        'there | here | anymore | any more | of yours | $)',
      '(im | i am | this is | its | it is | youre | am | is) not <given> ($ | and | or | ' +
        'anymore | please | stop | you | so | im | i | wrong | this | lol)',
      '^^ (sorry)? (this isnt | this aint | this is not | not) <given> (sorry | please)? $$',
      '(not | isnt) my name',
      '^^ (thats | this is | that is | its)? not me $$',
      '<given> (is | has | was | have)? (dead | passed away | died | deceased | moved away | ' +
        'moved out)',
      '(dont | do not) know (a | any | no | anyone named | anybody named | who)? <given>',
      '(he | she | they | husband | wife | owner | patient | person) (has | is | have | hes | ' +
        'was)? (' +
        'passed away | deceased ' +
        '| died)',
      '^^ deceased $$',
      '(sold | dont own | do not own | no longer own | never owned) (the | my | that | our | ' +
        'this | any) (house | home | property | place) (# | years | months | last | already | ' +
        'ago | a (year | month | while | long time))',
      '(no longer | dont | do not) (work | live | go) (there | here | for (them | you) | at ' +
        '(that | this))',
      '(house | home | property | it | land) (is | s)? (not | isnt | aint) (for sale | on the ' +
        'market) (and | ; | please | stop | leave | never)',
      '(dont | do not | never had | never have | no longer have) (an | any)? (appointment | ' +
        'account | kid | child | children | order | business) (with | at | there | in) (you | ' +
        'your | that | this)',
    ],
    unlessAfter: '(if | because | he | she)',
    unlessBefore: '(; (i | we | can | need) | can we | need to move)',
    examples: ['He is deceased', 'I am not a customer of yours', 'Not Debbie'],
    nearMisses: ["I'm not home", 'not bad'],
  },
  {
    name: 'weak_refusal',
    intent: 'review',
    says: [
      '(quit | stop) asking $',
      '^^ (please) dont $$',
      '(respect | honor) (my | this | our) (request | wish~ | privacy | decision)',
      '^ (please)? (stop | quit) (asking | reaching out | trying) $',
      '(exclude | omit) (me | us | this)',
      '(lost | no) interest ; (please)? (stop | remove)',
      '(not receiving | stop receiving | without receiving) (these | this | any | your)',
      '^ (unwanted | unsolicited) (text | texts | message | messages)',
      '(private | personal | work | business | emergency) (number | phone | line | cell) ' +
        '(please | do not | dont | not for | only)',
    ],
    unlessAfter: '<negated> | <subject>',
    examples: ['please respect my request', 'exclude me'],
    nearMisses: ['no need to come', 'no more than five'],
  },
];

/** What takes a clear revocation back: withdrawn, quoted, asked about, or told of somebody else. */
export const ENGLISH_RETREATS: readonly PhraseRule[] = [
  {
    name: 'taken_back',
    intent: 'review',
    says: [
      '(didnt | did not) (mean | mean it | mean that | mean to (stop | unsubscribe | opt out | ' +
        'text | send))',
      '(just kidding | jk | kidding | joking | lol jk | wrong chat | wrong thread | wrong text ' +
        '| ignore (that | my last) | disregard | my bad (that | wrong))',
      '(actually | wait | nvm | never mind | nevermind | oops) ;? (keep | continue | dont ' +
        '(stop | remove | unsubscribe) | ignore | disregard | i do want | i changed my mind)',
      '(changed my mind) ;? (keep | continue | i want)',
    ],
    examples: ["Stop texting me. Actually, I didn't mean that.", 'stop texting me jk'],
    nearMisses: ['I changed my mind about the gray paint'],
  },
  {
    name: 'laughing',
    intent: 'review',
    says: [
      '(lol | haha | hahaha | lmao | lmfao | rofl | hehe | hilarious | thats funny | too ' +
        'kind | (youre | you are) so kind | too sweet | so sweet | thats crazy | so funny | ' +
        'too funny | blushing)',
    ],
    unlessAfter: 'wrong (number | person | guy | one)',
    examples: ['omg stop texting me lol'],
    nearMisses: ['haha sounds good'],
  },
  {
    name: 'for_now',
    intent: 'review',
    says: [
      '(im | i am) (driving | in a meeting | in class | in church | in court | busy | asleep | ' +
        'working) ',
      '(call | text | talk to) you (later | back | tomorrow)',
    ],
    examples: ["Don't text me, I'm driving"],
    nearMisses: ['I am driving, there in ten'],
  },
  {
    name: 'reported_speech',
    intent: 'review',
    says: [
      '(said | says) (my | his | her | their | the) _',
      '(my | his | her | their) (friend | ex | boss | mom | sister | brother | girlfriend | ' +
        'boyfriend | husband | wife | neighbor | coworker | roommate | buddy | dad) (said | ' +
        'says | told | keeps | texted | wrote)',
    ],
    unlessAfter: 'i',
    examples: ['Stop texting me, said my friend.', 'Remove me from your list, says my wife'],
    nearMisses: ['My friend said stop texting me.', 'my boss said Friday works'],
  },
  {
    name: 'asked_about',
    intent: 'review',
    says: [
      '(an | for | as) (example | instance)',
      '(what happens | what would happen | what if) (if | when)? (i | we | someone | people | ' +
        'customers | they)? _{0,2} (stop | unsubscribe | opt out | stop texting)',
      '(does | do | did | will) (the | a | my | your){0,1} (word | keyword | reply | ' +
        'text){0,1} (stop | unsubscribe) (work | actually | even | do)',
      '(is not | isnt | not) what i mean',
      '(reply | text | send | respond | replying | texting | sending) (with)? (the ' +
        'word)? (stop | unsubscribe | stopall | quit | cancel) to',
    ],
    examples: ['It says text STOP to stop these texts', 'Does STOP work to stop these texts?'],
    nearMisses: ['what happens if I text STOP?', 'does the stop button work?'],
  },
  {
    name: 'rather_call',
    intent: 'review',
    says: [
      '(call | email | e mail | phone | ring) (me | us) (instead | please | on | at | rather | ' +
        'back)',
      '^ (just | please | you can | can you | only | and){0,2} (call | email) (me | us) ' +
        '(instead | only | please){0,1} ($ | dont | do not)',
      '(instead of | rather than) (texting | messaging | text)',
      '^ (text | message | email) (me | us) (instead | only | here | on | at | please){0,2} $',
      '(use | contact me (by | on | at | via)) (my)? (email | e mail)',
    ],
    unlessAfter: 'dont | do not | never | not | or | stop | to | cant | wont | if you | quit',
    examples: ['Stop texting me, call me instead', "don't text me please just call me"],
    nearMisses: ['call me instead', "don't call me, text me"],
  },
];
