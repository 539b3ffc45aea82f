// English revocations built around stop, quit, end and their like, with what takes them back.
// Every rule here is clear; doubtful wording is in phrases-english-doubt.ts.
import type { PhraseRule } from './phrase-rule.js';

export const ENGLISH_STOPS: readonly PhraseRule[] = [
  {
    name: 'phrase.en.unless_you_stop',
    intent: 'opt_out',
    pattern:
      '(?:if (?:you|this|these|they|the texts) (?:dont|do not|wont|cant|keep)|unless you) ' +
      '(?:stop|quit|cease|remove me|texting me|messaging me|contacting me)',
    examples: ['If you dont stop texting me I will report you', 'unless you stop I call my lawyer'],
  },
  {
    name: 'phrase.en.stop_contacting',
    intent: 'opt_out',
    pattern:
      '<stop> (?:(?:<loose>|trying to|calling and|calling or|calling) ){0,3}<contacting>(?: ' +
      '(?:up|to|out to|on))?(?= (?:me|us|with me|with us|my|this|these|the number|here|so ' +
      'much|so often|all the time|every|i|im|we|you|about|at this|now that|without|<end>))(?!' +
      ' and driv| or driv)',
    unlessAfter:
      '<negated>|<subject>|<others_to>|(?:my|his|her|the|a) \\S+ (?:said|says|told)|friend ' +
      'said',
    examples: [
      'stop texting me',
      'Please quit messaging us',
      'can you stop spamming my phone',
      'who is this? stop messaging',
      'stop following up with me',
      'STOP BLOWING UP MY PHONE',
    ],
    others: [
      'I told him to stop texting',
      "don't stop texting me",
      'why did you stop texting me?',
      'stop texting and driving',
      'I should stop texting you so late',
      'tell him to stop messaging her',
    ],
  },
  {
    name: 'phrase.en.stop_calling',
    intent: 'opt_out',
    pattern:
      '<stop> (?:<loose> ){0,3}(?:calling|writing|emailing|phoning)(?: or texting| and ' +
      'texting)? (?:<me>)(?= (?:<end>))',
    unlessAfter: '<negated>|<subject>',
    examples: ['stop calling me', 'stop calling and texting us please'],
    others: ['stop calling me names', 'Stop calling everyone about it'],
  },
  {
    name: 'phrase.en.stop_sending',
    intent: 'opt_out',
    pattern:
      '<stop> (?:<loose> ){0,3}sending(?: (?:<loose>|this|anything|things|stuff)){0,5}(?= ' +
      '(?:<messages>|stuff|crap|shit|anything|things|<end>))',
    unlessAfter: '<negated>|<subject>',
    examples: ['please stop sending me messages', 'Plz stop sending', 'stop sending me stuff'],
    others: ['stop sending the samples to Dallas', "they won't stop sending texts to each other"],
  },
  {
    name: 'phrase.en.stop_messages',
    intent: 'opt_out',
    pattern:
      '<stop>(?: receiving| getting)? (?:<loose> ){0,4}(?:<messages>|service|texting ' +
      'service)(?= (?:<end>|i|we|you|to me|to my|to this|from|for me|alert|updates))',
    unlessAfter: '<negated>|<subject>|in the|at the|by the|the',
    examples: [
      'Stop with the messages',
      'stop all texts',
      'END TEXTS',
      'please cease all communication',
      'I want to stop the service',
    ],
    others: ['at the end text me', "don't stop the updates"],
  },
  {
    name: 'phrase.en.want_out',
    intent: 'opt_out',
    pattern:
      '<wanting>(?: you| this| it| these| them)? (?:to )?(?:please )?(?:stop|end|quit|cancel|' +
      'get off|get out of|discontinue|get rid of|turn off|be off|block|leave)(?: receiving| ' +
      'getting| of)?(?: (?:<loose>)){0,4} (?:<messages>|service|list|these|them)(?= )',
    unlessAfter: '(?:dont|not|never|didnt|i|you) (?:ever |really )?|if you',
    examples: [
      'how do I stop these',
      'I would like to stop receiving texts',
      'How can I get off this list?',
    ],
    others: ['I want to end the contract', 'what time do you need to leave', 'I want you to leave'],
  },
  {
    name: 'phrase.en.want_it_to_stop',
    intent: 'opt_out',
    pattern:
      '(?:<wanting>(?: you| this| it| these| them)? to (?:please )?(?:stop|quit)|how (?:do i|' +
      'can i|do we|to) (?:make (?:this|it|these) )?stop)(?: it| this| that)?(?= (?:<end>))',
    unlessAfter: '(?:dont|not|never|didnt|you|he|she|they)(?: ever| really)?',
    examples: ['we want you to stop', 'I want this to stop', 'how do I make it stop'],
    others: ['I never want to stop learning', "I don't want this to stop"],
  },
  {
    name: 'phrase.en.if_you_stopped',
    intent: 'opt_out',
    pattern:
      '(?:appreciate|appreciated|great|nice|love|prefer|best|like|thankful|grateful|' +
      'better)(?: it)? (?:if )?(?:you|yall) (?:(?:would|could|will|can|please|all|guys) ' +
      '){0,2}(?:stop|stopped|quit|ceased?|discontinued?) (?:<loose> ){0,3}(?:<contacting>|' +
      'sending|<messages>)(?= )',
    examples: [
      'I would appreciate it if you stopped texting me',
      "It'd be great if you stop messaging",
    ],
  },
  {
    name: 'phrase.en.stop_to_contact',
    intent: 'opt_out',
    pattern:
      '(?:stop|quit) (?:(?:to|trying to|trying|attempting to) )?(?:text|texts|message|' +
      'messages|contact|bother|send|reach|reach out to|sell to|sell|call|calls) (?:me|us)(?= ' +
      '(?:<end>|<messages>|windows|things|anything|stuff|any))',
    unlessAfter: '(?:the|a|bus|next|my|first|last|dont|never|not|i|you|cant|we|at)',
    examples: ['stop contact me', 'Stop trying to reach me', 'stop to send me messages'],
    others: ['when I am at the stop text me'],
  },
  {
    name: 'phrase.en.told_you_to_stop',
    intent: 'opt_out',
    pattern:
      '(?:told you|asked you|(?:i|ive|we|weve)(?: (?:already|have|just|clearly|even)){0,2} ' +
      '(?:said|say|told (?:you|them)|texted|typed|replied|sent|wrote|responded|asked(?: you| ' +
      'them)?|ask(?: you)?|tell you|beg you|begging you))(?: (?:to|please|that you|you|you to' +
      '|guys to|with)){0,2} stop(?= (?:<end>|multiple|several|many|times|twice|three|two|it|' +
      'this|contacting|texting|sending|messaging|before))',
    examples: ['I said STOP', 'I already told you to stop', 'I asked you to stop texting'],
    others: ['my friend said stop', 'I told him to stop'],
  },
];
