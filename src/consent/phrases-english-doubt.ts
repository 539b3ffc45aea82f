// English texts that may mean stop: a person decides, and until then nothing but replies leaves.
// Also what turns a clear revocation into a doubtful one, or into none.
import type { PhraseRule } from './phrase-rule.js';

export const ENGLISH_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'doubt.en.stop_on_condition',
    intent: 'review',
    pattern:
      '(?:<stop> <contacting>|<stop> sending|<not> (?:text|message|contact|bother|disturb|' +
      'email|reach out to)) (?:me|us|my (?:number|phone|cell)|this|so|at|after|before|until|' +
      'when|while|during|late|early|unless|till)',
    unlessAfter:
      '(?:you|he|she|they|who|did|why|if|i|we|will|would|cant|wont|could|that|to)(?: (?:just|' +
      'even|ever)){0,1}|(?:dont|do not|never|wont|cant|not)',
    examples: ["don't text me until Monday", 'stop texting so late'],
    others: ["why don't you text me"],
  },
  {
    name: 'doubt.en.do_not_call',
    intent: 'review',
    pattern:
      '<not> call (?:me|us|this number|here)(?=(?! .{0,40}text) )(?! (?:before|until|after|at' +
      '|till|if|names))',
    unlessAfter: '(?:you|he|she|they|who|did|why|if|i|we|will|would|could|that|to)(?: \\S+)?',
    examples: ['Do not call me'],
    others: ["don't call me, text me", "don't call me before noon"],
  },
  {
    name: 'doubt.en.begins_with_stop',
    intent: 'review',
    pattern:
      '(?<=^ )stop (?!(?:by|over|in|at|on|off|up|and|the|a|an|my|your|our|his|her|work|sign|' +
      'light|loss|payment|order|here|there|for|before|after|until|when|while|if|to|n|number|' +
      'watch|motion|gap|light|being|it|that|being|into|around|with|\\d|construction|' +
      'production|delivery|water|or|ou|now i|thinking|bothering with|[a-z]{2,14}ing) )\\S+(?:' +
      ' \\S+){0,4}(?= $)',
    examples: ['STOP i dont know you', 'stop you idiots', 'STOP OFFERS4U'],
    others: ['stop by at five', 'stop crying', 'stop the order', 'stop sign on 5th'],
  },
  {
    name: 'doubt.en.ends_in_stop',
    intent: 'review',
    pattern:
      '(?:im|i am|i|not|we|were|we are|no|thanks|already|sorry|who|wrong|this is|hi|its|' +
      'please|dont know|ive|nobody|new|bought)(?: (?!(?:bus|next|last|pit|full|non|truck|' +
      'first|second|third|a|the|to|must|will|wont|cant|cannot|dont|do|did|didnt|never|door|' +
      'train|rest|every|make|made|you|he|she|it|they|that|and|or|gas|quick|short|my|your|our|' +
      'said|say|text|reply|would|could|should|might|may|by|nonstop|does|when|can|has) )\\' +
      'S+){1,7} stop(?= (?:\\| )?$)',
    unlessAfter: '\\S+',
    examples: ['I am good stop', 'not john stop', 'who is this stop'],
    others: ["I'm at the last stop", 'no one can stop', 'we never stop'],
  },
  {
    name: 'doubt.en.stop_sending_things',
    intent: 'review',
    pattern:
      '(?:stop|quit) sending (?:me |us )?(?!(?:the|that|a|an|it|him|her|them|my|your|our|his|' +
      'their) )\\S+',
    unlessAfter:
      '(?:dont|do not|never|wont|cant|not|to|i|we|they|he|she|did|you|why|if|will|should)(?: ' +
      '\\S+)?',
    examples: ['stop sending me invoices', 'Stop sending catalogues'],
    others: ["don't stop sending pictures"],
  },
  {
    name: 'doubt.en.you_keep',
    intent: 'review',
    pattern:
      '(?:(?:you|they|yall|guys) (?:guys )?(?:still |just |always )?(?:keep|keeps|continue|' +
      'wont stop|dont stop|never stop|cant stop|refuse to stop)(?: on)?(?: (?:texting|' +
      'messaging|contacting|sending|spamming|bothering|harassing|to)){1,2}|(?:why|how) (?:are' +
      '|do|did|is|am) (?:you|they|i) (?:guys )?(?:still|keep|even|constantly) (?:texting|' +
      'messaging|contacting|sending|text|message|bothering|spamming|getting))(?= )',
    examples: ['why are you still texting me', 'You keep messaging me every day'],
  },
  {
    name: 'doubt.en.wrong_number',
    intent: 'review',
    pattern:
      '(?:(?:wrong|incorrect) (?:number|person|phone|guy|lady|contact)|not (?:his|her|their|' +
      'the right|the correct) (?:number|phone|person)|(?:isnt|not|no longer) (?:his|her|their' +
      '|\\S+s) number|new owner of this number|no one here by that name|nobody here by that ' +
      'name)',
    unlessAfter:
      '(?:is this the|did i (?:text|have|get|call) the|do i have the|i (?:gave|sent|had|' +
      'dialed|called|texted)(?: you)? the|have the|to the|the)',
    examples: [
      'wrong number',
      'Sorry, wrong person',
      'you texted a wrong number',
      'not her number',
    ],
    others: ['I gave you the wrong number'],
  },
  {
    name: 'doubt.en.you_have_wrong_number',
    intent: 'review',
    pattern: '(?:you|youve|you ve|yall) (?:\\S+ ){0,2}(?:the|a) wrong (?:number|person|guy|phone)',
    examples: ['You have the wrong number', 'you must have the wrong person'],
  },
  {
    name: 'doubt.en.go_away',
    intent: 'review',
    pattern:
      '(?:(?:f|fu|fuck|fk|fck|fuk|piss|bugger|screw|sod|buzz|eff|back|kiss) off|fuck you|fuck' +
      ' yourself|go (?:away|to hell|fuck)|get (?:lost|bent|a life)|enough already|kick rocks|' +
      'screw you|shut up|shove it|give it a rest|im done with (?:you|this|these)|not ' +
      'appreciated|unacceptable|want (?:off|out)|cut it out|knock it off|i do not consent|i ' +
      'dont consent|dont want (?:this|these)(?: anymore| any more)?)(?= (?:\\||$|please|now|' +
      'and|you|asshole|thanks|spammer))',
    unlessAfter:
      '(?:to|will|dont|not|never|if|wont|he|she|they|it|told him|told her|i|lets|pain|just|' +
      'dont|never|them|then|did)',
    examples: ['fuck off', 'go away', 'Get lost please'],
    others: ['the pain will go away'],
  },
  {
    name: 'doubt.en.complaint',
    intent: 'review',
    pattern:
      '(?:(?:report|reporting|reported|block|blocking|blocked|sue|suing) (?:you|this number|' +
      'your number|this as|these as|as spam|as junk|it as)|(?:my|our) (?:lawyer|attorney) ' +
      '(?:will|is going|shall)|(?:contact|contacting|calling|call|file|filing|complaint|' +
      'report|reporting)(?: \\S+){0,5} (?:ftc|fcc|tcpa|police|attorney general|bbb)|this is ' +
      '(?:spam|harassment|harassing|illegal|a scam)|(?:its|thats|these are|you are|youre) ' +
      '(?:spam|harassment|harassing|spamming|scammers?)|spammers?|legal action|too many ' +
      '(?:texts|messages|ads|notifications|alerts)|enough (?:with|of) (?:the|these|this|your)' +
      ' (?:texts|messages|ads|spam|\\S+ texts)|enough (?:texts|messages|ads|spam)|unwanted ' +
      '(?:texts|messages|solicitation)|(?:text|message|contact|call) (?:me|us) (?:again|one ' +
      'more time|once more) and)(?= )',
    unlessAfter: '(?:is|if)',
    examples: [
      'I am reporting you',
      'This is harassment',
      'too many messages',
      'My lawyer will call',
      'text me one more time and I call the police',
    ],
    others: ['my lawyer is reviewing the contract', 'is this spam?'],
  },
  {
    name: 'doubt.en.remove_something',
    intent: 'review',
    pattern:
      '(?:(?:remove|delete|erase|take) (?:me|us|<mine>|my name) (?:from|off|out)(?! (?:of ' +
      ')?(?:the|this|that|our|your) (?:quote|contract|invoice|appointment|order|cc|thread|' +
      'deed|paperwork|email|calendar|group chat|account))|opt(?:ing)? (?:me )?out(?! of)|' +
      'unsubscribe)(?= )',
    unlessAfter:
      '(?:dont|do not|never|didnt|not|did|you|will|to not|accidentally)(?: (?:want|want to|' +
      'mean|mean to|to)){0,2}',
    examples: ['remove me from the schedule', 'this is my opt out request'],
    others: ["don't take me off the schedule", 'I opt out of the warranty'],
  },
  {
    name: 'doubt.en.must_stop',
    intent: 'review',
    pattern:
      '(?:(?:this|these|it|texts|messages|you|harassment|yall) (?:really |all )?(?:needs?|has' +
      '|have|must|should|better|ought)(?: to)? (?:stop|end|cease)|(?:this|these|texts|' +
      'messages) (?:wont|never|dont) stop|when will (?:this|these|you) (?:messages |texts ' +
      ')?stop|(?:remove|removal|stop|cancel|unsubscribe) (?:request|requested))(?= (?:<end>|' +
      'contacting|texting|messaging|sending))',
    unlessAfter: '(?:rain|noise|pain|the)',
    examples: ['this needs to stop', 'These texts have to stop now'],
  },
  {
    name: 'doubt.en.weak_word',
    intent: 'review',
    pattern:
      '(?<=^ (?:(?:please|just|ok|hi|hello|yes|no|now) ){0,2})(?:cancel|cancel it|cancel this' +
      '|cancel service|end it|end this|kill this|quit it|done|i quit|count me out|im done|' +
      'stop request|remove this|remove number|removal|requesting removal|how do i cancel|hard' +
      ' stop|request removal)(?= (?:\\| )?(?:(?:please|now|thanks|thank you|immediately|asap)' +
      ' ){0,2}(?:\\| )?$)',
    examples: ['please cancel', 'Cancel, thanks', 'I quit', 'Removal please'],
    others: ['cancel my appointment', 'Cancel that'],
  },
  {
    name: 'doubt.en.never_asked',
    intent: 'review',
    pattern:
      '(?:(?:never|didnt|did not|dont remember|dont recall) (?:sign(?:ed|ing)? up|ask(?:ed)?|' +
      'request(?:ed)?|agree(?:d)?|subscrib(?:e|ed)|opt(?:ed)? in|give (?:you )?permission|' +
      'gave (?:you )?permission|authorized?|consent(?:ed)?)(?: (?:to|for|with))?(?: (?:this|' +
      'these|that|you|it|your|any|texts|messages))?)(?= )',
    unlessAfter: '(?:you|he|she|they|did|why|if)',
    examples: ['I never signed up for this', "didn't ask for these"],
    others: ['you never asked'],
  },
  {
    name: 'doubt.en.not_the_person',
    intent: 'review',
    pattern:
      '(?:no longer (?:works? here|lives? here|at this number|has this number|have this ' +
      'number|uses? this number|own(?:s)? (?:this|the|that)|in the market)|(?:doesnt|does not' +
      '|dont|do not) (?:live here|have this number|own (?:that|this|the) (?:house|home|' +
      'property))|(?:he|she|my (?:husband|wife|mother|father|mom|dad)) (?:has |is ' +
      ')?(?:passed(?: away)?|died|deceased)|sold (?:the|my|that|our) (?:house|home))(?= )',
    examples: ['He no longer has this number', 'she passed away last year'],
  },
];

/**
 * What turns a clear revocation elsewhere in the text into doubt: it is taken back, quoted, told of
 * somebody else, or bound to a condition.
 */
export const RETREATS: readonly PhraseRule[] = [
  {
    name: 'doubt.en.taken_back',
    intent: 'review',
    pattern:
      '(?:(?:didnt|did not|dont) mean (?:that|it|to)|just kidding|jk|only joking|just joking|' +
      'kidding|never mind|nevermind|thats an example|that is an example|disregard|ignore ' +
      '(?:that|my last)|changed my mind|not what i mean|autocorrect|wrong chat|wrong ' +
      'thread)(?= )',
    examples: ["Stop texting me. Actually, I didn't mean that.", 'stop texting me lol jk'],
  },
  {
    name: 'doubt.en.reported_speech',
    intent: 'review',
    pattern:
      '(?:(?:\\| )?(?:said|says) (?:my|his|her|the|a) \\S+|(?:my|his|her|the|a) (?:\\S+ ' +
      '){1,2}(?:said|says|told \\S+|asked \\S+|texted|wrote)(?: to| \\|)? (?:please )?(?:stop' +
      '|dont|do not|remove|unsubscribe|quit)|(?:she|he|they) (?:said|says|told \\S+|asked \\' +
      'S+|texted|wrote)(?: to| \\|)? (?:please )?(?:stop|dont|do not|remove|unsubscribe|' +
      'quit))(?= )',
    examples: ['Stop texting me, said my friend.', 'My friend said stop texting me.'],
  },
  {
    name: 'doubt.en.rather_call',
    intent: 'review',
    pattern:
      '(?:(?:just |please |rather |can you |only |instead )(?:call|email) (?:me|us)|(?:call|' +
      'email) (?:me|us) instead|\\| (?:call|email) (?:me|us)|only text (?:me|us)|text (?:me|' +
      'us) instead|\\| text (?:me|us)(?! no| anymore))(?= )',
    unlessAfter: '(?:dont|never|not|or)',
    examples: ["don't text me, just call me", "don't call me again, text me"],
  },
];
