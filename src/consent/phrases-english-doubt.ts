// English texts that may mean stop: a person decides, and until then nothing but replies leaves.
// Also what turns a clear revocation into a doubtful one, or into none.
import type { PhraseRule } from './phrase-rule.js';

export const ENGLISH_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'doubt.en.stop_on_condition',
    intent: 'review',
    pattern:
      '(?:<stop> <contacting>|<stop> sending|<not> (?:text|message|contact|bother|call|disturb|email|reach out to)) (?:me|us|my|this|so|at|after|before|until|when|while|during|late|early|unless|till|on)',
    unlessAfter:
      '(?:you|he|she|they|who|did|why|if|i|we|will|would|cant|wont|could|that|to)(?: (?:just|even|ever)){0,1}|(?:dont|do not|never|wont|cant|not)',
    examples: ["don't text me until Monday", 'stop texting so late', 'Do not call me'],
    others: ["why don't you call me"],
  },
  {
    name: 'doubt.en.you_keep',
    intent: 'review',
    pattern:
      '(?:(?:you|they|yall|guys) (?:guys )?(?:still |just |always )?(?:keep|keeps|continue|wont stop|dont stop|never stop|cant stop|refuse to stop)(?: on)?(?: (?:texting|messaging|contacting|sending|spamming|bothering|harassing|to)){1,2}|(?:why|how) (?:are|do|did|is|am) (?:you|they|i) (?:guys )?(?:still|keep|even|constantly) (?:texting|messaging|contacting|sending|text|message|bothering|spamming|getting))(?= )',
    examples: ['why are you still texting me', 'You keep messaging me every day'],
  },
  {
    name: 'doubt.en.wrong_number',
    intent: 'review',
    pattern:
      '(?:(?:wrong|incorrect) (?:number|person|phone|guy|lady|contact)|not (?:his|her|their|the right|the correct) (?:number|phone|person)|(?:isnt|not|no longer) (?:his|her|their|\\S+s) number|new owner of this number|no one here by that name|nobody here by that name)',
    unlessAfter:
      '(?:is this the|did i (?:text|have|get|call) the|do i have the|i (?:gave|sent|had|dialed|called|texted)(?: you)? the|have the|to the|the)',
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
      '(?:(?:f|fu|fuck|fk|fck|fuk|piss|bugger|screw|sod|buzz|eff|back|kiss) off|fuck you|fuck yourself|go (?:away|to hell|fuck)|get (?:lost|bent|a life)|enough already|kick rocks|screw you|shut up|shove it|give it a rest|im done with (?:you|this|these)|not appreciated|unacceptable)(?= )',
    unlessAfter:
      '(?:to|will|wont|he|she|they|it|told him|told her|i|lets|pain|just|dont|never|them|then|did)',
    examples: ['fuck off', 'go away', 'Get lost please'],
    others: ['the pain will go away'],
  },
  {
    name: 'doubt.en.complaint',
    intent: 'review',
    pattern:
      '(?:(?:report|reporting|reported|block|blocking|blocked|sue|suing) (?:you|this number|your number|this as|these as|as spam|as junk|it as)|(?:my|our|an) (?:lawyer|attorney)|tcpa|(?:the )?(?:ftc|fcc)|this is (?:spam|harassment|harassing|illegal|a scam)|(?:its|thats|these are|you are|youre) (?:spam|harassment|harassing|spamming|scammers?)|spammers?|legal action|too many (?:texts|messages|ads|notifications|alerts|msgs)|enough (?:with|of) (?:the|these|this|your) (?:texts|messages|ads|spam|\\S+ texts)|enough (?:texts|messages|ads|spam)|unwanted (?:texts|messages|solicitation))(?= )',
    examples: [
      'I am reporting you',
      'This is harassment',
      'too many messages',
      'my lawyer will call',
    ],
  },
  {
    name: 'doubt.en.remove_something',
    intent: 'review',
    pattern:
      '(?:(?:remove|delete|erase|take) (?:me|us|<mine>|my name) (?:from|off|out)|opt(?:ing)? (?:me )?out of|opt(?:ing)? (?:me )?out|unsubscribe)(?= )',
    unlessAfter:
      '(?:dont|do not|never|didnt|not|did|you|will|to not)(?: (?:want|want to|mean|mean to|to)){0,2}',
    examples: ['remove me from the schedule', 'I opt out of the warranty'],
    others: ["don't take me off the schedule"],
  },
  {
    name: 'doubt.en.must_stop',
    intent: 'review',
    pattern:
      '(?:(?:this|these|it|texts|messages|you|harassment|that|yall) (?:really |all )?(?:needs?|has|have|must|should|better|ought)(?: to)? (?:stop|end|cease)|(?:this|these|texts|messages) (?:wont|never|dont) stop|when will (?:this|these|you) (?:messages |texts )?stop|(?:remove|removal|stop|cancel|unsubscribe) (?:request|requested))(?= (?:<end>|contacting|texting|messaging|sending))',
    unlessAfter: '(?:rain|noise|pain|the)',
    examples: ['this needs to stop', 'These texts have to stop now'],
  },
  {
    name: 'doubt.en.weak_word',
    intent: 'review',
    pattern:
      '(?<=^ (?:(?:please|just|ok|hi|hello|yes|no|now) ){0,2})(?:cancel|cancel it|cancel this|end it|quit it|stop stop|done|im out|i m out|i quit|count me out|im done)(?= (?:\\| )?(?:(?:please|now|thanks|thank you|immediately|asap) ){0,2}(?:\\| )?$)',
    examples: ['please cancel', 'Cancel, thanks', 'I quit', "I'm out"],
    others: ['cancel my appointment', 'Cancel that'],
  },
  {
    name: 'doubt.en.never_asked',
    intent: 'review',
    pattern:
      '(?:(?:never|didnt|did not|dont remember|dont recall) (?:sign(?:ed|ing)? up|ask(?:ed)?|request(?:ed)?|agree(?:d)?|subscrib(?:e|ed)|opt(?:ed)? in|give (?:you )?permission|gave (?:you )?permission|authorized?|consent(?:ed)?)(?: (?:to|for|with))?(?: (?:this|these|that|you|it|your|any|texts|messages))?)(?= )',
    unlessAfter: '(?:you|he|she|they|did|why|if)',
    examples: ['I never signed up for this', "didn't ask for these"],
    others: ['you never asked'],
  },
  {
    name: 'doubt.en.not_the_person',
    intent: 'review',
    pattern:
      '(?:no longer (?:works? here|lives? here|at this number|has this number|have this number|uses? this number|own(?:s)? (?:this|the|that)|in the market)|(?:doesnt|does not|dont|do not) (?:live here|have this number|own (?:that|this|the) (?:house|home|property))|(?:he|she|my (?:husband|wife|mother|father|mom|dad)) (?:has |is )?(?:passed(?: away)?|died|deceased)|sold (?:the|my|that|our) (?:house|home))(?= )',
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
      '(?:(?:didnt|did not|dont) mean (?:that|it|to)|just kidding|jk|only joking|just joking|kidding|never mind|nevermind|thats an example|that is an example|disregard|ignore (?:that|my last)|changed my mind|not what i mean|autocorrect|wrong chat|wrong thread)(?= )',
    examples: ["Stop texting me. Actually, I didn't mean that.", 'stop texting me lol jk'],
  },
  {
    name: 'doubt.en.reported_speech',
    intent: 'review',
    pattern:
      '(?:(?:\\| )?(?:said|says) (?:my|his|her|the|a) \\S+|(?:my|his|her|the|a) (?:\\S+ ){1,2}(?:said|says|told \\S+|asked \\S+|texted|wrote)(?: to| \\|)? (?:please )?(?:stop|dont|do not|remove|unsubscribe|quit)|(?:she|he|they) (?:said|says|told \\S+|asked \\S+|texted|wrote)(?: to| \\|)? (?:please )?(?:stop|dont|do not|remove|unsubscribe|quit))(?= )',
    examples: ['Stop texting me, said my friend.', 'My friend said stop texting me.'],
  },
  {
    name: 'doubt.en.rather_call',
    intent: 'review',
    pattern:
      '(?:(?:just |please |rather |can you |only |instead )(?:call|email) (?:me|us)|(?:call|email) (?:me|us) instead|\\| (?:call|email) (?:me|us)|only text (?:me|us)|text (?:me|us) instead|\\| text (?:me|us)(?! no| anymore))(?= )',
    unlessAfter: '(?:dont|never|not|or)',
    examples: ["don't text me, just call me", "don't call me again, text me"],
  },
];
