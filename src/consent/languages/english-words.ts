// Word groups of the English rules. Words are written as folding leaves them: lower case, no
// apostrophes (`dont`), and in the spelling that `spellings.ts` makes of others (`please` for pls).
import type { WordGroups } from '../word-pattern.js';
import { GIVEN_NAMES } from './given-names.js';

/** Groups that English patterns use as `<name>`. */
export const ENGLISH_WORDS: WordGroups = {
  name: `(mr | mrs | ms | miss | dr | officer | the)? @? (${GIVEN_NAMES}) @?`,
  given: GIVEN_NAMES,
  // Ending something.
  cease:
    'stop | stp | stoop | stip | sto | dtop | syop | quit | cease | discontinue | halt | end | ' +
    'avoid |' +
    'suspend | knock off | cut out | lay off | (refrain | desist) (from)? | ' +
    '(knock | cut) it (off | out) | (stop | quit | enough) it? (with | of | w)',
  // Reaching somebody: `stop texting me`, `do not text me`.
  contacting:
    'texting | messaging | contacting | bothering | spamming | harassing | pestering | ' +
    'bugging |annoying | updating | alerting | writing to | harrasing | harrassing | ' +
    'harasing | emailing | pinging | soliciting | hounding | notifying | reminding | ' +
    'blasting |stalking | (reaching | reach) out | following up | hitting | blowing | ' +
    'disturbing | botherin |spammin | buggin | harassin | hittin | blowin | reachin out | ' +
    'bombarding | flooding | inboxing |badgering | marketing | advertising | corresponding | ' +
    'communicating | replying | smsing | dming | hmu',
  calling: 'calling | phoning | ringing | writing | writting | callin',
  contact:
    'text | message | massage | contact | bother | spam | email | e mail | notify | solicit | ' +
    'harass | ping |' +
    'disturb | bug | annoy | pester | hit | write | write to | reach | reach out | reach out to |' +
    'remind | inbox | sms | dm | blow | follow up with | send',
  contacted:
    'texted | messaged | contacted | bothered | spammed | emailed | notified | solicited | ' +
    'disturbed |' +
    'harassed | pestered | reminded | called',
  // What is sent.
  message_noun:
    'message | messages | text | texts | sms | ad | ads | advert | adverts | advertising |' +
    'advertisement | advertisements | promo | promos | promotion | promotions | promotional |' +
    'promotionals | offers | coupons | deals | reminder | reminders | notification | ' +
    'notifications |' +
    'alert | alerts | spam | spamming | newsletter | newsletters | marketing | solicitation |' +
    'solicitations | communication | communications | correspondence | contact | mailing | ' +
    'mailings |' +
    'blasts | mms | robotexts | autotexts | junk | texting | messaging | contacting | outreach |' +
    '(text | sms) (message | messages | alerts | updates | reminders | blasts)',
  messages:
    '<message_noun> | updates | follow ups | followups | campaigns | surveys | blast | pings | ' +
    'dms | notifs | notif',
  thing_sent:
    'stuff | crap | shit | anything | things | garbage | bs | bullshit | nonsense | rubbish',
  // Who is reached.
  phone:
    'number | numbers | phone | whatsapp | cell | cellphone | mobile | line | home | house | ' +
    'office | inbox |telephone | digits | device | fone',
  owner:
    'my | our | this | his | her | their | the | that | moms | wifes | husbands | sons | daughters',
  me:
    'me | us | em | here | ' +
    '<owner> (cell | mobile | work | personal | home | private | business | phone | wife | ' +
    'husband |' +
    'wifes | husbands | moms | sons | daughters | kids | mothers)? <phone>',
  family:
    '(my | our) (wife | husband | mom | mother | dad | father | son | daughter | kid | kids | ' +
    'family |' +
    'child | children | parents | elderly mother | grandma | grandmother)',
  mine:
    '(my | our | this | all | these) (cell | phone | mobile | contact | personal | telephone ' +
    '| home | work | old | full | of | my){0,2} (number | numbers | phone | cell | whatsapp ' +
    '| name | info | information | data | details | line | contact |contacts | digits | ' +
    'record | records | email | profile | entry)',
  // Lists and what stands for them.
  list_noun:
    'list | lists | database | db | system | records | directory | files | rolodex | crm |' +
    'contacts | campaign | campaigns | mailings | mailing | distribution | subscription |' +
    'subscriptions | service | program | thread | loop | rotation | roster | books | group |' +
    'chat | (group (text | chat | message | thread)) | (phone | address | contact) (book | ' +
    'list) |' +
    '(data | customer) base | whatsapp | feed | radar',
  list_word:
    'the | your | youre | this | that | these | those | any | all | of | text | texting | ' +
    'sms | mailing |calling | call | contact | marketing | phone | email | whatever | ' +
    'distribution | message |messaging | spam | promo | promotional | automated | whole | ' +
    'entire | every | future | client |customer | group | company | and | or | emails | ' +
    'calls | other | further | stupid | alert | reminder | mass | <swear> | @',
  list:
    'your (phone | phones | cell | outreach | computer | files | inbox) | you list | a list ' +
    '| <list_word>{0,4} (<list_noun> | <messages> | everything | thing | <thing_sent> | ' +
    '(this | these | here) ($ | <polite>))',
  // Small words.
  not: 'dont | do not | do nt | never | please not | no longer | not | cant you not | nt',
  to: 'to | 2 | too',
  you: 'you | youse | ya',
  youve: 'you | youve | you ve | youre',
  negated_verb:
    'dont | doesnt | didnt | wont | cant | wouldnt | shouldnt | couldnt | isnt | havent',
  again:
    'again | anymore | any more | ever | ever again | any longer | any further | further | no ' +
    'more |' +
    'at all | period | from now on | in (the)? future | going forward | moving forward | ' +
    'evermore | forever | ever again please |' +
    'already | for good | permanently | like ever | no longer',
  polite:
    'please | thanks | thank you | thank | kindly | manually | now | immediately | asap | ' +
    'today | right now |right away | at once | sir | maam | mam | madam | guys | bro | dude ' +
    '| man | ok | okay | merci |gracias | por favor | effective immediately | instantly | ' +
    'promptly | for real | seriously |lol | smh | ffs | damn it | dammit | god bless',
  swear:
    'fucking | f ing | f in | fckn | fckin | fkn | fing | f | damn | goddamn | freaking | ' +
    'frickin | freakin | fuckin | bloody | ' +
    'dang | tf | fn | fricking |' +
    'the fuck | the hell | effing | stupid | annoying | dumb | damned | ducking | bullshit | god',
  // What may stand between a verb and what it is about.
  filler:
    'please | w | with | the | these | this | those | that | your | all | any | of | more | ' +
    'further | such | constantly |' +
    'always | already | now | just | from | unwanted | unsolicited | random | daily | weekly |' +
    'automated | automatic | text | sms | marketing | promotional | sales | campaign | ' +
    'political |' +
    'additional | future | other | so | many | out | me | us | my | to | for | and | or | spam ' +
    '| junk |' +
    'constant | continuous | continuously | repeatedly | anymore | every | kind | every day | ' +
    'phone |' +
    'mobile | cell | email | company | business | appointment | advertising | order | delivery |' +
    'school | mass | group | constant | non stop | nonstop | em | here | <swear>',
  some:
    'anymore | any | more | of | these | this | those | your | the | such | further | all | ' +
    'other | ' +
    'future | additional | every | kind | text | sms |' +
    'marketing | promotional | political | automated | unwanted | unsolicited | daily | weekly ' +
    '| random | spam | junk | sales | phone | kinds | type | <swear>',
  // What a refusal goes on with; another word would make it about something else.
  goes_on:
    '$ | <polite> | <again> | i | im | ive | id | we | were | weve | you | youre | youve | your |' +
    'this | these | it | its | and i | or | and | or i | or ill | or else | because | about | ' +
    'at this |' +
    'as | since | without | with | regarding | for | until i (say | tell | ask) | so much | so ' +
    'often |' +
    'all the time | every | from | on | via | by | unless | me | us | to | like | my | he | ' +
    'she | they |' +
    'if | but | who | how | what | wtf | not | no | there | stop | remove | unsubscribe | spam |' +
    'otherwise | in | multiple | daily | messages | texts | through | out of | off | then',
  wanting:
    'want | wants | wanna | wish | like | need | trying | tried | asked | asking | requested |' +
    'requesting | request | requesting | tryna | way | ways | how do i | how can i | how to | ' +
    'how do ' +
    'you | how do we | how would i | can i | may i |' +
    'could i | let me | let us | prefer | id love | hoping | would love | demand | demanding | ' +
    'insist |' +
    'beg | begging | told',
  insists:
    'asked | told | ask | tell | telling | asking | beg | begging | want | need | demand | wish |' +
    'request | requested | like | order | urge | warn | warned | warning',
  person: 'him | her | them | everyone | everybody | people | someone | somebody | nobody',
  kin: '(my | his | her | their | the | a | an | our) _',
  // What stands before a stop and makes it something else.
  modal:
    'cant | cannot | wont | will | should | could | would | must | might | may | can | have to |' +
    'had to | need to | gotta | gonna | going to | am going to | never | didnt | did | dont | ' +
    'do |' +
    'tried to | try to | wish i could | just | even | want to | wanted to | decided to | ' +
    'promise to |' +
    'ever | always | not | ll | has to | needs to | also | really | finally | would like to | ' +
    'got to',
  subject:
    '(i | we | he | she | they | it | ill | id | ive | hes | shes | theyre | im | well | weve ' +
    '| hell | theyll | shell) <modal>{0,3}',
  other_person_to: '(<person> | <kin> | <given>) (to | not to | please)',
  negated:
    '(dont | do not | doesnt | does not | didnt | did not | never | wont | will not | cant | ' +
    'cannot |' +
    'can not | not | isnt | wouldnt | shouldnt | couldnt | havent | hasnt | without | did | ' +
    'why | when |' +
    'if | non | aint | neither | hardly)' +
    ' (you | ever | even | just | please | really | want to | want you to | need to | have to |' +
    'mean to | to | he | she | they | we | going to | gonna | must | would | did | all | guys ' +
    '| i | think | thought | believe | say | said | saying | ask | asked |' +
    'tell | told | mean | meant | should | could | have | be | expect | allowed | reason | see ' +
    '| hope | planning | try | trying | trying to){0,5}',
};
