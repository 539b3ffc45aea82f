// Word groups of the English phrase rules, written as texts are folded.
// A group is an alternation; `<name>` inside one stands for another group.

/** Word groups of the English rules. */
export const ENGLISH: Readonly<Record<string, string>> = {
  stop:
    'stop|stoop|stip|sto|dtop|syop|quit|cease|discontinue|halt|end|knock off|cut out|' +
    'refrain from|desist from|avoid|quit it with|stop it with',
  not:
    'dont|do not|never|please not|no longer|dont ever|do not ever|dont you|dont you ever|' +
    'can you not|could you not|please never|plz dont',
  me:
    'me|us|this number|this phone|my (?:phone|number|cell|mobile|line|home)|our (?:phone|' +
    'number|office)',
  loose:
    'please|w|the|these|this|those|your|all|any|with|of|more|further|such|constantly|always' +
    '|already|now|just|from|fucking|fing|f|damn|freaking|stupid|annoying|unwanted|' +
    'unsolicited|random|daily|weekly|automated|text|sms|marketing|promotional|sales|' +
    'campaign|political|additional|future|other|so|many|out|me|us|my|to|for|and|spam|junk|' +
    'bullshit|constant|political',
  messages:
    'messages?|texts?|sms|ads?|advert(?:s|ising|isements?)?|promos?|promotions?|' +
    'promotionals?|promotion|offers|coupons|links|reminders?|notifications?|alerts?|spam|' +
    'spamming|newsletters?|marketing|solicitations?|communications?|correspondence|contact|' +
    'mailings?|subscriptions?|blasts?|text messages?|solicitation|updates|text alerts?',
  contact:
    'text|message|contact|bother|spam|email|e mail|reach out to|notify|solicit|harass|ping|' +
    'disturb|bug|annoy|pester|hit up|write|write to|texting|messaging|contacting|reach',
  contacting:
    'texting|messaging|contacting|bothering|spamming|harassing|pestering|bugging|annoying|' +
    'emailing|pinging|soliciting|hounding|notifying|reminding|blasting|stalking|reaching ' +
    'out|following up|hitting|blowing',
  wanting:
    'want|wish|like|need|trying|tried|asked|asking|requested|requesting|request|how do i|' +
    'how can i|how to|how do you|how do we|can i|may i|could i|let me|would like',
  list:
    '(?:(?:the|your|this|that|these|those|any|all|of|text|texting|sms|mailing|calling|call|' +
    'contact|marketing|phone|email|whatever|fucking|damn|stupid|distribution|message|' +
    'messaging|spam|promo|promotional|automated|whole) ){0,4}(?:lists?|database|data base|' +
    'system|records|directory|mailings?|campaigns?|messages?|texts|texting|service|' +
    'subscriptions?|distribution|contacts|thing|shit|crap|everything|program|group text|' +
    'messaging|sms|spam|alerts?|notifications?|promos?|promotions?|reminders?|crm|rolodex|' +
    'phone book)',
  end:
    '\\||$|please|now|immediately|asap|thanks|thank|from this|right away|today|anymore|any ' +
    'more|again|ever|already|at once|forever|permanently|and|or',
  mine:
    '(?:my|this|our) (?:(?:cell|phone|mobile|contact|personal|telephone|home|work) ' +
    '){0,2}(?:number|numbers|phone|cell|name|info|information|data|details|line|contact|' +
    'digits)',
  // What stands before a stop and makes it something else.
  subject:
    '(?:i|we|he|she|they|it|ill|id|ive|he ll|hes|shes|theyre|im)(?: (?:cant|cannot|wont|' +
    'will|should|could|would|must|might|may|can|have to|had to|need to|gotta|gonna|going to' +
    '|am going to|never|didnt|did|dont|do|tried to|try to|wish i could|just|even|want to|' +
    'wanted to|decided to|promise to|ever)){0,3}',
  others_to:
    '(?:him|her|them|everyone|everybody|people|(?:my|his|her|their|the|your) \\S+) (?:to|' +
    'not to|please)',
  negated:
    '(?:dont|do not|doesnt|does not|didnt|did not|never|wont|will not|cant|cannot|can not|' +
    'not|isnt|wouldnt|shouldnt|couldnt|havent|hasnt|without|did|why|why did|why would|when ' +
    'did|if)(?: (?:you|ever|even|just|please|really|want to|want you to|need to|have to|' +
    'mean to|to|he|she|they|we|going to|gonna)){0,3}',
};
