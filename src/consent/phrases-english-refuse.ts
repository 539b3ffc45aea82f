// English revocations in other words: do not text me, remove me, no more, unsubscribe, opt out.
// Every rule here is clear; doubtful wording is in phrases-english-doubt.ts.
import type { PhraseRule } from './phrase-rule.js';

export const ENGLISH_REFUSALS: readonly PhraseRule[] = [
  {
    name: 'phrase.en.do_not_contact',
    intent: 'opt_out',
    pattern:
      '<not> (?:again )?(?:try to |be |keep |even |please |ever )?(?:(?:call|email|write) ' +
      '(?:or|and) )?(?:(?:<contact>|hit|blow)(?: to)?(?: or (?:call|text|message|contact|' +
      'email)| and (?:call|text)){0,2} <me>(?: up)?|(?:text|message|contact|texting|messaging' +
      '|contacting|spam|solicit|disturb)(?: or (?:call|text|message|contact))?)(?: (?:any ' +
      '?more|again|ever|any longer|any further|further|ever again|no more|please|at all|' +
      'thanks|period)){0,3}(?= (?:\\||$|thank|i|im|we|or|and i|this|about this|with|for any|' +
      'any|because|you|about your|regarding))',
    unlessAfter:
      '(?:you|he|she|they|it|who|that|which|people|someone|id|did|why|if|or|was|were|is|are|' +
      'may|could|should|might|would|will|ill|and i|i|we|need to|need)(?: (?:just|also|still|' +
      'guys|really|will|would|even|can|could)){0,2}',
    examples: [
      "Don't text me anymore",
      'never message me again',
      'do not contact',
      'no longer contact me',
      "please don't bother me",
      'dont call or text me again',
      "don't hit me up again",
    ],
    others: [
      'you never text me anymore',
      "why don't you text me",
      "don't text me until noon",
      "don't bother with the screens",
    ],
  },
  {
    name: 'phrase.en.do_not_call_again',
    intent: 'opt_out',
    pattern:
      '<not> call(?: or text| and text)?(?: <me>)? (?:again|anymore|ever again|any more|ever)',
    unlessAfter: '(?:you|he|she|they|who|did|why|if|i|we|will)',
    examples: ["don't call me again", 'Never call this number again'],
    others: ["you don't call me anymore"],
  },
  {
    name: 'phrase.en.asked_not_to',
    intent: 'opt_out',
    pattern:
      '(?:asked|told|ask|requested|request|prefer|like|want|appreciate|rather|authorized|' +
      'authorised|permission|consent|no permission|no consent)(?: (?!him|her|them)\\S+){0,4} ' +
      '(?:not|to not|dont|never|no longer) (?:to )?(?:be )?(?:get |getting |receive |' +
      'receiving )?(?:any |these |your |more ){0,2}(?:<contact>|contacted|texted|messaged|' +
      'bothered|send me|sent|<messages>)(?= (?:<me>|<end>|any|these|messages|texts|by))',
    examples: [
      'I asked you not to text me',
      'we prefer not to be contacted',
      "I'd rather not get texts",
    ],
    others: ['I asked him not to text me'],
  },
  {
    name: 'phrase.en.no_permission',
    intent: 'opt_out',
    pattern:
      '(?:(?:dont|do not|never|no longer|didnt|did not|not) (?:have |give |gave |given |' +
      'authorized |authorised |allowed |you ){1,3}(?:you |any |my |our |the |permission |' +
      'consent |authorization ){0,4}(?:to )?(?:<contact>|be (?:texted|contacted)|' +
      '(?:permission|consent|authorization)(?= (?:\\||$)))|(?:not authorized|not permitted|' +
      'not allowed) to <contact>|no permission to <contact>)(?= )',
    unlessAfter: '(?:if|why|i did|they|he|she)',
    examples: [
      "you don't have permission to text me",
      'You do not have my consent',
      'You are not authorized to text me',
      "I didn't give you permission to contact me",
    ],
  },
  {
    name: 'phrase.en.no_text_me',
    intent: 'opt_out',
    pattern:
      '(?:no|not) (?:send|text|txt|message|write|contact|call) (?:me|us|more|again|this ' +
      'number|no more|nothing)(?: (?:more|again|messages|texts|please|anymore)){0,2}(?= ' +
      '(?:<end>))',
    unlessAfter:
      '(?:did|do|does|is|was|why|could|can|may|will|would|should|you|i|we|they|if|to|am|are|' +
      'has|have|need|if|he|she|must|were|better|please do)',
    examples: ['not text me', 'no send more', 'No call me again'],
  },
  {
    name: 'phrase.en.do_not_send',
    intent: 'opt_out',
    pattern:
      '<not> (?:please )?send(?: (?:<me>|<loose>|anymore|anything|texts)){0,5} (?:<messages>|' +
      'anymore|any more|again|anything|anything else|anything more|stuff|this|these|' +
      'nothing)(?= (?:<end>|to me|to this|to my|i|i m|we))',
    unlessAfter: '(?:you|he|she|they|it|who|did|why|if|i|we|could)',
    examples: ['Please do not send any further messages', "don't send me these texts"],
    others: ["don't send me the invoice yet", 'I never send texts'],
  },
  {
    name: 'phrase.en.no_more',
    intent: 'opt_out',
    pattern:
      '(?:no|zero) (?:more|further|additional|future) (?:(?:of|these|those|your|this|the|text' +
      '|spam|sms|marketing|promo|promotional|political|fucking|damn|unsolicited) ' +
      '){0,3}(?:<messages>|texting|messaging|contacting|contact|calls? (?:or|and) (?:texts?|' +
      'messages?)|of (?:this|these)|this)(?= (?:<end>|from|to|for me|i|about))',
    unlessAfter:
      '(?:there|are|is|were|was|got|have|had|has|get|received|with|theres|heres|if|see|saw|' +
      'sent|gave|he|she|they)(?: \\S+)?',
    examples: ['no more texts', 'No more ads please', 'no further messages from you'],
    others: ['there are no more messages from her', 'no more than 500 please'],
  },
  {
    name: 'phrase.en.do_not_want',
    intent: 'opt_out',
    pattern:
      '(?:dont|do not|no longer|never|not|didnt)(?: (?:really|even|ever|wish|want|wanna|need|' +
      'care|like|looking|interested|want to|desire|consent|agree|authorize|approve|sign up|' +
      'signed up|ask|asked|here|trying))(?: (?:to|for|in|of|receive|receiving|get|getting|be|' +
      'being|have|having|see|hear|hearing|keep|continue|any|more|these|those|this|that|your|' +
      'the|all|anymore|further|you|me|us|from|sending|texting|spam|automated|marketing|' +
      'promotional|campaign|political|stupid|random|unsolicited|text|so|many|with)){0,7} ' +
      '(?:<messages>|contacted|texted|messaged|bothered|spammed|solicited|texting me|' +
      'contacting me|messaging me|contact me|text me|hear from you|hearing from you|(?:get|' +
      'getting|receive|receiving) (?:this|these|them|it|any|anything)(?= (?:anymore|\\||$|any' +
      ' more|please))|on your list|on this list|on the list|on any list)(?= )',
    unlessAfter: '(?:you|he|she|they|if|did|do|why|who|dont you|that)(?: (?:just|really|guys))?',
    examples: [
      "I don't want any more texts",
      'we do not want to be contacted',
      "I don't want to hear from you",
      'not interested in receiving marketing messages',
      'I never signed up for these texts',
    ],
    others: ["if you don't want the messages tell me", "I don't want that color"],
  },
  {
    name: 'phrase.en.not_interested_in_receiving',
    intent: 'opt_out',
    pattern:
      'not interested in (?:receiving|getting|hearing|any (?:more|further)|your (?:texts?|' +
      'messages?|offers?|spam))',
    examples: ['not interested in receiving any more', 'We are not interested in your messages'],
    others: ["I'm not interested in blue"],
  },
  {
    name: 'phrase.en.remove_me',
    intent: 'opt_out',
    pattern:
      '(?:remove|delete|erase|scratch|drop|strike|purge|scrub|wipe|unenroll|disenroll|' +
      'deactivate|unregister|exclude|removing|deleting|cross|withdraw|block|get rid of) (?:me' +
      '|us|myself|<mine>)(?: off)?(?= (?:<end>|off|out|(?:from|of|off|in) <list>|i|im|we|we ' +
      'are))',
    unlessAfter:
      '(?:did|dont|do not|never|didnt|why|if|they|he|she|wont|not|ill|i)(?: you| ever| just)?',
    examples: [
      'remove me',
      'Please remove my number from your list',
      'delete my info',
      'take action and remove us from the database',
    ],
    others: ["don't remove me", 'remove my name from the invoice', 'did you delete my number?'],
  },
  {
    name: 'phrase.en.take_me_off',
    intent: 'opt_out',
    pattern:
      '(?:take|get|pull|put|keep|cross|check|leave) (?:me|us|<mine>|my name) (?:off|out|off ' +
      'of|out of)(?= (?:\\||$|please|now|asap|immediately|<list>))',
    unlessAfter: '(?:dont|never|(?:did|do|when|if|that|will) you|they|he|she|to|will|can it)',
    examples: ['take me off your list', 'get my number off this damn list', 'Take me off'],
    others: ['take me off at the corner', 'get me out of here'],
  },
  {
    name: 'phrase.en.off_the_list',
    intent: 'opt_out',
    pattern:
      '(?:off|out of|removed from|remove from|removal from|delete from) (?:of )?(?:(?:the|' +
      'your|this|that|any|all|these|ur|text|texting|sms|mailing|calling|call|contact|' +
      'marketing|messaging|phone|spam|distribution) ){0,3}(?:lists?|database|distribution)(?=' +
      ' (?:\\||$|please|now|asap|immediately|thanks|thank))',
    unlessAfter:
      '(?:choose|pick|pictures?|colou?rs?|one|item|items|something|someone|names?|people|him|' +
      'her|it|its|is|was|are|were|that|them|me|us|number|fell|windows?|be)',
    examples: ['I need off your list', 'off the list please', 'remove from list'],
    others: ['pick one from the list', 'take it off the list', "don't remove me from the list"],
  },
  {
    name: 'phrase.en.to_be_removed',
    intent: 'opt_out',
    pattern:
      '(?:(?:want|ask|asked|asking|like|need|have|request|requested|requesting|wish|demand|' +
      'please|<mine>|wanting|info|prefer)(?: (?:to|to have been|to be|be|that i|that my ' +
      'number|have me|have us|have my number)){0,3} |(?:want|need|like) (?:my|this) \\S+ ' +
      ')(?:be )?(?:removed|taken off|unsubscribed|opted out|deleted|taken out)(?= (?:<end>|' +
      'from <list>|off|of|from this service|a few|multiple|several|many))',
    unlessAfter: '(?:dont|do not|didnt|never)(?: \\S+)?|you|they',
    examples: ["I'd like my contact info to be removed", 'I asked to be removed from this service'],
    others: ["I don't want to be removed", 'we need the old frames removed'],
  },
  {
    name: 'phrase.en.unsubscribe',
    intent: 'opt_out',
    pattern: '(?:unsubscribe|un subscribe)',
    unlessAfter:
      '(?:dont|do not|never|didnt|did not|not|accidentally|wrongly|wont|why did you|why did i' +
      ' get|was|got|been)(?: (?:want|to|mean|me|wish|ever|try|trying|trying to|mean to|want ' +
      'to|intend|intend to)){0,3}',
    examples: ['how do I unsubscribe from this', 'please unsubscribe', 'unsubscribe me now'],
    others: ["I didn't mean to unsubscribe", "don't unsubscribe me"],
  },
  {
    name: 'phrase.en.opt_out',
    intent: 'opt_out',
    pattern:
      '(?:optout|opt(?:ing|ed|s)?(?: (?:me|us|this number|my number|myself))? out)(?= ' +
      '(?:<end>|i|we|of (?:<loose> ){0,3}(?:<messages>|list|service|lists|everything|it|these' +
      '|this|receiving|getting)))',
    unlessAfter:
      '(?:dont|do not|never|didnt|not|why)(?: (?:want|want to|mean|mean to|to|wish to|going ' +
      'to)){0,2}',
    examples: ['opt out please', 'I want to opt-out of these texts', 'opt me out'],
    others: ["I don't want to opt out", 'can we opt out of the extended warranty'],
  },
  {
    name: 'phrase.en.lose_my_number',
    intent: 'opt_out',
    pattern:
      '(?:lose|loose|forget|trash|ditch|toss|burn|erase|misplace|throw away) (?:my|this|our) ' +
      '(?:phone |cell )?(?:number|contact|info|digits|information)',
    unlessAfter: '(?:did|didnt|dont|you|i|he|she|they|to|ill|if|might|never|not)',
    examples: ['Lose my number', 'forget my number please'],
    others: ["don't lose my number", 'did you lose my number?'],
  },
  {
    name: 'phrase.en.leave_me_alone',
    intent: 'opt_out',
    pattern: '(?:leave|let) (?:me|us) (?:the \\S+ )?(?:alone|be)(?= (?:<end>|i|you))',
    unlessAfter: '(?:dont|never|not|you|he|she|they|wont|why|to|would|will|did|didnt|ever)',
    examples: ['leave me alone', 'just leave us alone'],
    others: ["please don't leave me alone", 'he would not leave me alone with it'],
  },
  {
    name: 'phrase.en.withdraw_consent',
    intent: 'opt_out',
    pattern:
      '(?:revoke|revoking|withdraw|withdrawing|rescind|rescinding|retract|cancel) (?:my |all ' +
      '|any |our |prior ){0,3}(?:consent|permission|authorization|opt in)',
    unlessAfter: '(?:dont|do not|never|not)',
    examples: ['I revoke my consent', 'I am withdrawing all permission'],
  },
  {
    name: 'phrase.en.cancel_messages',
    intent: 'opt_out',
    pattern:
      '(?:cancel|terminate|disable|deactivate|suspend|pause|turn off|turn these|shut off|kill' +
      '|mute) (?:<loose> ){0,4}(?:messages?|texts?|sms|alerts?|notifications?|reminders|' +
      'subscriptions?|newsletters?|promos?|texting|messaging)(?= (?:<end>|service|i|alerts?|' +
      'messages?|subscription))',
    unlessAfter: '(?:dont|do not|never|not|didnt)',
    examples: ['cancel these texts', 'please cancel my subscription', 'cancel text alerts'],
    others: ["don't cancel my subscription"],
  },
  {
    name: 'phrase.en.no_contact',
    intent: 'opt_out',
    pattern:
      '(?:(?:text|message|contact|bother|call) (?:me|us) no (?:more|longer)|no (?:texting|' +
      'text|contact|texts|messages|spam|soliciting|solicitation|solicitors)|cease and ' +
      'desist)(?= (?:<end>|me|wanted))',
    unlessAfter:
      '(?:there|theres|had|have|got|with|is|are|was|of|from|reply|text|send|or|get|getting|' +
      'see|saw|received)(?: \\S+)?',
    examples: ['text me no more', 'No soliciting', 'no texts'],
    others: ['there is no contact on the form'],
  },
  {
    name: 'phrase.en.do_not_call_list',
    intent: 'opt_out',
    pattern:
      '(?:(?:put|add|place) (?:me|us|this number|my number) (?:on|to|in) (?:the |your |a ' +
      ')?(?:do not|dont|dnc|no) (?:call|contact|text)?(?: list| registry)?|(?:do not|dont) ' +
      '(?:text|contact|call) (?:list|registry))(?= )',
    unlessAfter: '(?:on the|the|your|federal|national)',
    examples: ['put me on your do not call list', 'do not text list please'],
  },
  {
    name: 'phrase.en.stop_to_end',
    intent: 'opt_out',
    pattern:
      '(?<=^ )stop (?:(?:2|to|for) )?(?:quit|end|stop|cancel|unsubscribe|opt out|optout)(?= ' +
      '(?:\\| )?(?:please )?$)',
    examples: ['stop 2 quit', 'STOP to unsubscribe', 'stop = quit'],
    others: ['reply STOP to end', 'what does STOP to end mean'],
  },
];
