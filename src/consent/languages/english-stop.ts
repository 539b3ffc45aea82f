// English revocations built around ending something: stop texting me, no more texts.
// Every rule here is clear; doubtful wording is in english-doubt.ts.
import type { PhraseRule } from '../phrase-rule.js';

export const ENGLISH_STOPS: readonly PhraseRule[] = [
  {
    name: 'unless_you_stop',
    intent: 'opt_out',
    says: [
      'if (<you> | this | these | they | the texts | i | we) (dont | do not | wont | cant | ' +
        'keep | ever | get | receive | hear from)' +
        ' (another | one more | any more | more | again)?' +
        ' (stop | quit | cease | remove me | texting | messaging | contacting | contact me ' +
        'again | text me again | bothering |' +
        ' harassing | sending | <message_noun> | from you)',
      'unless (<you> | this) (stop | quit | cease | stops)',
      '(if | next time | every time | each time) <you> (ever | even | dare){0,2} (text | ' +
        'message | contact | send) <me>? _{0,2} (again | one more time | once more | ' +
        'anything)',
      '(text | message | contact) <me> (again | one more time | once more | one more | ever ' +
        'again) and',
      '(keep | continue) <contacting> <me> and (i | ill | im | we)',
    ],
    unlessBefore:
      '(ill | i will | im going to | im gonna) _{0,2} (mom | dad | mommy | teacher | cry)',
    examples: [
      "If you don't stop texting me I will report you",
      'unless you stop I call my lawyer',
      'text me one more time and I call the police',
      'If you text this number again we will sue',
    ],
    nearMisses: ['if you text me the address I can come', 'if they keep calling let me know'],
  },
  {
    name: 'stop_contacting',
    intent: 'opt_out',
    says: [
      '<cease> (<filler> | trying to | attempting to | <calling> (and | or)){0,4} <contacting>' +
        ' ((and | or) (<contacting> | <calling>)){0,2} (up | to | at | out to | on | with | ' +
        'for){0,2}' +
        ' (<me> | <family> | > (<goes_on>))',
    ],
    unlessAfter:
      '<negated> | <subject> | <other_person_to> | <kin> (said | says | told | tells) | ' +
      '(friend | boss) said',
    unlessBefore: '(and | or | n)? (driv~ | walk~)',
    examples: [
      'stop texting me',
      'Please quit messaging us',
      'can you stop spamming my phone',
      'who is this? stop messaging',
      'stop following up with me',
      'STOP BLOWING UP MY PHONE',
      'Quit. texting. me.',
    ],
    nearMisses: [
      'I told him to stop texting',
      "don't stop texting me",
      'why did you stop texting me?',
      'stop texting and driving',
      'I should stop texting you so late',
      'tell him to stop messaging her',
      'stop texting Bob, text Maria',
    ],
  },
  {
    name: 'stop_calling',
    intent: 'opt_out',
    says: [
      '<cease> <filler>{0,3} <calling> ((and | or) (<contacting> | <calling>)){0,2} (<me> | ' +
        '<family>)' +
        ' ($ | <polite> | <again> | and | i | or | about | for | at | this)',
    ],
    unlessAfter: '<negated> | <subject> | <other_person_to>',
    unlessBefore: '(text | message | email)',
    examples: ['stop calling me', 'stop calling and texting us please'],
    nearMisses: ['stop calling me names', 'Stop calling everyone about it'],
  },
  {
    name: 'stop_sending',
    intent: 'opt_out',
    says: [
      '<cease> (<filler> | trying to){0,3} sending <filler>{0,5} @{0,2} (<messages> | ' +
        '<thing_sent>)',
      '<cease> (<filler> | trying to){0,3} sending (me | us | this | these | it | them | ' +
        'please | any | all | of | more | here | to <me>){0,4}' +
        ' > ($ | <polite> | <again> | to _)',
    ],
    unlessAfter: '<negated> | <subject> | <other_person_to>',
    unlessBefore: 'to (each | one | the (office | old | wrong) | my (old | work | office) | them)',
    examples: ['please stop sending me messages', 'Plz stop sending', 'stop sending me stuff'],
    nearMisses: [
      'stop sending the samples to Dallas',
      "they won't stop sending texts to each other",
    ],
  },
  {
    name: 'stop_messages',
    intent: 'opt_out',
    says: [
      '<cease> (<filler> | @){0,4} (<messages> | texting service)' +
        ' ($ | <polite> | <again> | i | we | you | to me | to us | to my | to this | from | ' +
        'for me | for us | for my | for this | with me | with us | with this | alert | ' +
        'updates |' +
        ' on | at | or | and | about | coming | being sent | now | messages | sms | texts)',
      'stop (<filler> | @){0,2} (service | subscription | contact | communication) ($ | <polite>)',
      'cut (off)? (all | any) (<messages> | communication | communications | contact | ties) ' +
        '($ | <polite> | with)',
    ],
    unlessBefore: '(and | or | n)? (driv~ | walk~)',
    unlessAfter:
      '<negated> | <subject> | <other_person_to> | (in | at | by | near | til | until | till) ' +
      'the | the | bus | rest | pit | full | to a',
    examples: [
      'Stop with the messages',
      'stop all texts',
      'END TEXTS',
      'please cease all communication',
      'I want to stop the service',
    ],
    nearMisses: ['at the end text me', "don't stop the updates"],
  },
  {
    name: 'stop_receiving',
    intent: 'opt_out',
    says: [
      '(<cease> | avoid | without) (receiving | getting) (<filler> | @){0,4} (<messages> ' +
        '| them | $ | <polite> | <again> | <thing_sent>)',
      '<wanting> (<you> | this | it | these | them | you guys)? (to | 2)? please?' +
        ' (stop | end | quit | cancel | discontinue | get rid of | turn off | block | leave | ' +
        'get off | get out | get off of | get out of | be off | be off of | be out of | ' +
        'exit | opt out of | cease | halt | disable | deactivate)' +
        ' (of | receiving | getting | from | off)? ((<filler> | @){0,4} <messages> | ' +
        '<filler>{0,4} (service | <list_noun> | these | them | this | subscription))',
      '(want | wanna | like | need) (off | out) (of)? <list>',
      '(can | could | may | how can | how do) (i | we) (opt out | unsubscribe) ($ | <polite> | ' +
        'from (this | these | your))',
      '(how | where) (do | can | to | would) (i | we)? (turn | shut | switch) (these | them | ' +
        '<messages> | the <messages>) off',
    ],
    unlessAfter:
      '(dont | not | never | didnt | <you> | doesnt | did i | he | she | they) (ever | really ' +
      '| just | all){0,1} | if <you>',
    unlessBefore:
      '(box | contract | house | lease | number on | call | deal | order | project | business)',
    examples: [
      'how do I stop these',
      'I would like to stop receiving texts',
      'How can I get off this list?',
      'stop getting these please',
    ],
    nearMisses: [
      'I want to end the contract',
      'what time do you need to leave',
      'I want you to leave',
    ],
  },
  {
    name: 'want_it_to_stop',
    intent: 'opt_out',
    says: [
      '<wanting> (<you> | this | it | these | them | you guys | you people | you all | all ' +
        'this | <filler>{0,2} <messages>)? <to> please?' +
        ' (stop | quit | cease | end) (it | this | that | these | them)? ($ | <polite> | ' +
        '<again> | i | so | and (remove | unsubscribe | take | delete | never | dont | do not | ' +
        'leave | not | opt | lose | get) | or | but | can (you | we) | could (you | we) | how)',
      '^ <you> (guys | people | all | really | just){0,2} (better | need to | gotta | must | ' +
        'should | have to | got to | had better | can | needs to | need) (just | please | ' +
        'really | all | to){0,2} (stop | quit it) (please | now | it | this | asap | ' +
        'already){0,2} $',
      '^ (how | where) (to | do i | can i | do you | do we | would i) (stop | opt out | end | ' +
        'quit | cancel | get out | get off) (this | it | these | them | please | of ' +
        'this){0,2} $',
      '(how (do i | can i | do we | to) | please | just | need to | can you | have to)? (make ' +
        '| get) (<filler> | it | them){1,3} <messages>{0,1} to? (stop | end)' +
        ' ($ | <polite> | <again>)',
      '(texts | messages | texting | messaging | spam | this | these | harassment | ' +
        'alerts | notifications | it all)' +
        ' (need | needs | have | has | had | got | gotta | must | has got | better | should) ' +
        'to? (really | all){0,1} (stop | cease | end)' +
        ' ($ | <polite> | <again> | or | before)',
    ],
    unlessAfter:
      '(dont | not | never | didnt | <you> | he | she | they | doesnt | rain | noise | pain | ' +
      'bleeding) (ever | really){0,1} | (you | he | she | they) (just | only | even)',
    examples: [
      'we want you to stop',
      'I want this to stop',
      'how do I make it stop',
      'these texts need to stop',
      'This needs to end now',
    ],
    nearMisses: ['I never want to stop learning', "I don't want this to stop"],
  },
  {
    name: 'if_you_stopped',
    intent: 'opt_out',
    says: [
      '(appreciate | appreciated | great | nice | love | prefer | best | like | thankful | ' +
        'grateful | better | wish | rather | appriciate | apreciate)' +
        ' it? (if)? (<you> | we | this | these | it | youd | youll | the) (would | could | will ' +
        '| can | please | all | ' +
        'guys | just | texts | messages | messaging | not){0,3}' +
        ' (stop | stopped | quit | ceased | cease | discontinued | discontinue | didnt | not | ' +
        'dont | take me off | took me off | removed me | remove me)' +
        ' <filler>{0,3} (<contacting> | sending | <messages> | contact | text | from | $ | ' +
        '<polite>)',
      '(appreciate | appreciated | great | nice | love | prefer | mind | like | rather) (it)? ' +
        '(if you)? (not | no longer | never) (getting | receiving | being | <contacting> | ' +
        'get | receive | be | sending | <contact>)',
      '(mind | consider) (please)? (stopping | not <contacting> | removing me | removing my | ' +
        'taking me off | ending these)',
      'not <contacting> <me>? <again>? (would be | will be | is) (great | nice | good | ' +
        'appreciated | best)',
    ],
    examples: [
      'I would appreciate it if you stopped texting me',
      "It'd be great if you stop messaging",
      'Would you mind not texting me',
      "I'd prefer not to get any more... I'd rather not get texts",
    ],
    nearMisses: ['I would appreciate it if you stopped by', 'would you mind sending the address'],
  },
  {
    name: 'stop_to_contact',
    intent: 'opt_out',
    says: [
      '(stop | quit | cease) (to | trying to | trying | attempting to)? (text | texts | ' +
        'message | messages | contact | bother | send |' +
        ' reach | reach out to | sell to | sell | call | calls | spam | harass | bug | annoy | ' +
        'hit | blow) (up)? <me>' +
        ' ($ | <polite> | <again> | <messages> | things | <thing_sent> | any | i | up)',
      '(stop | quit) (asking | begging | bugging) (me | us)? for (money | donations | ' +
        'donation | cash | contributions | votes | vote | my vote | my money | my support)',
      '(stop | quit) (trying to | asking (me | us)? to | asking if | asking to | asking about ' +
        '| asking me about | wasting) (sell | buy | selling | i want to sell | my time | our ' +
        'time | my (house | home | property))',
    ],
    unlessAfter:
      'the | a | bus | next | my | first | last | dont | never | not | i | <you> | cant | we | ' +
      'at | to | she | he | they | wont',
    examples: [
      'stop contact me',
      'Stop trying to reach me',
      'stop to send me messages',
      'stop asking me to sell my house',
    ],
    nearMisses: ['when I am at the stop text me', 'stop trying to fix it yourself'],
  },
  {
    name: 'told_you_to_stop',
    intent: 'opt_out',
    says: [
      '^ (already)? (texted | replied | sent | typed) (stop | unsubscribe) (already | # | ' +
        'twice | many | several | times | before | yesterday)',
      'how many times (do | must) i (have | need) to (say | text | tell | ask | send | type) ' +
        '_{0,3} (stop | unsubscribe)',
      '(<insists> (that)? <you> | (i | ive | we | weve) (already | have | just | clearly | ' +
        'even | had | literally | also){0,2}' +
        ' (said | say | told (<you> | them) | texted | typed | replied | sent | wrote | ' +
        'responded | asked (<you> | them)? |' +
        ' ask <you>? | tell <you> | beg you | begging you | put | sent you))' +
        ' (guys | people | all | to | please | that | you | you to | with | the word | nicely ' +
        '| again | kindly | back | once | twice){0,3} (stop | quit it | unsubscribe)' +
        ' ($ | <polite> | <again> | multiple | several | many | times | twice | three | two | ' +
        'it | this | <contacting> | sending |' +
        ' before | but | and | last | yesterday | once | so | why | means | with | the (texts ' +
        '| messages) | a (week | month | day | dozen) | like | # | days | weeks | for)',
      '(said | told you | asked you) no (more (messages | texts | texting | $) | texts | messages)',
      '<you> (have been | were | ve been | been) (told | asked) (already | repeatedly | before ' +
        '| many times | several times | multiple times | twice)? to (stop | quit | cease) ($ ' +
        '| <polite> | <again> | <contacting> | sending | this)',
      'what part of (stop | no | unsubscribe | remove me | opt out) (did | dont | do | is)',
      'stop means stop',
    ],
    unlessAfter: 'if | when | dont | not | never | didnt | doesnt',
    unlessBefore: '(by | at | over | in)',
    examples: [
      'I said STOP',
      'I already told you to stop',
      'I asked you to stop texting',
      'You were told to stop texting',
      'what part of STOP do you not understand',
    ],
    nearMisses: ['my friend said stop', 'I told him to stop', 'I told you to stop by'],
  },
  {
    name: 'no_more',
    intent: 'opt_out',
    says: [
      '(no | zero | nomore) (more | further | additional | future | longer)? (of (these | ' +
        'those | your | this | the))? (<swear> | text | sms | of | these | those | your | ' +
        'this | marketing | promo |' +
        ' promotional | political | unsolicited | automated | phone | random | school | ' +
        'appointment | @){0,2} <messages>' +
        ' (or | and)? (<messages> | calls | emails){0,1}' +
        ' ($ | <polite> | <again> | from | to (me | us | my | this) | for (me | us | this) | i ' +
        '| about | ever | or | me | us | is | are | wanted | will)',
      '(no | zero) (more | further | additional) (of (these | this | your | those | that | ' +
        'the) | texting | messaging | contacting | contact | calls (or | and) (texts | ' +
        'messages) | this | from you | of your)' +
        ' ($ | <polite> | <again> | i | from | messages | texts | shit | crap)',
      'enough (of)? (the | these | your | this)? <messages> ($ | <polite> | <again>)',
      '^^ please? (no more | nomore) (please | thanks | thank you){0,2} $$',
      '^ (text | message | contact | call | bother) (me | us)? no more (please | ever){0,1} $',
      '(enough | done | over it | fed up | through | finished) (already)? (with | of) (all)? ' +
        '(the | these | this | your | those | getting) <filler>{0,2} (<messages> | texting | ' +
        'messaging | spam | spamming)',
    ],
    unlessAfter:
      '(there | are | is | were | was | got | have | had | has | get | received | with | ' +
      'theres | heres | if | see | saw | sent |' +
      ' gave | he | she | they | im getting | getting | why | still) _{0,1}',
    unlessWith:
      'no more (for)? (today | tonight | this week) | (in | for) _ (weeks | days | months | ' +
      'hours) | since',
    unlessBefore:
      '(from)? (the | him | her | them | my | <given>) | ; (no | what | why | where | did | so) ' +
      '| ' +
      '(about | for) the | than | on (my | the | ' +
      'your) | right now | yet | today | tonight | while',
    examples: [
      'no more texts',
      'No more ads please',
      'no further messages from you',
      'no texts please',
      'enough with the texts',
    ],
    nearMisses: [
      'there are no more messages from her',
      'no more than 500 please',
      'I got no texts from you',
    ],
  },
];
