// What takes a clear English revocation back: words that are told of, quoted, asked about, wished
// otherwise or said about one's own texts. Such a text goes to a person.
import type { PhraseRule } from '../phrase-rule.js';

/** Whoever is not the one who writes, nor the one who is written to. */
const SOMEBODY =
  'he | she | they | it | who | someone | somebody | everyone | everybody | people | <given> ' +
  '| sign | song | movie | teacher | friend | mom | mother | dad | father | wife | husband | ' +
  'boss | sister | brother | ex | girlfriend | boyfriend | neighbor | kid | daughter | son | ' +
  'guy | girl | lady';

export const ENGLISH_TOLD_RETREATS: readonly PhraseRule[] = [
  {
    name: 'told_of',
    intent: 'review',
    says: [
      `(${SOMEBODY}) (always | just | even | once | literally | never | already | that | who | ` +
        'had | has | was | were | is | are | be | kept | keeps){0,2} (said | says | saying | ' +
        'told | tells | telling | yelled | screamed | shouted | texted | wrote | replied | ' +
        'like ; )',
      'you (just | always | once | even)? (said | say | wrote)',
      '(no one | nobody) (ever)? (said | told | asked)',
      '(is | was | were) (what | how | something) (he | she | they | you | people | my | the | we)',
    ],
    unlessAfter: 'i | we | if | what | have',
    unlessBefore: '(<you> | me | us | i) (would | will | could | wouldnt | wont | already)',
    examples: ['She said "stop texting me" and left.', 'In my dream you said stop texting me'],
    nearMisses: ['she said yes', 'he says hello'],
  },
  {
    name: 'mentioned',
    intent: 'review',
    says: [
      'what (does | do | did | is) _{1,6} mean',
      '(translate | translation | spell | pronounce | define | definition | lyric | lyrics | ' +
        'poster | headline | slogan | in my dream | dreamt | dreamed)',
      '(a | the | that | this | great | good | new) (sign | song | movie | book | phrase | ' +
        'title | expression)',
      '(right | correct) (word | words | phrase)',
    ],
    examples: ['What does "stop texting me" mean?', '"Stop texting me" is such a great song.'],
    nearMisses: ['what does the form mean', 'the song is great'],
  },
  {
    name: 'wished_otherwise',
    intent: 'review',
    says: [
      'if i (wanted | had wanted | needed | were | was)',
      '(would | will) (i)? (never | not) (ask | tell | want) (<you>)? to',
      '(undo | reverse) (my | the | that) (unsubscribe | opt out | optout | stop)',
      '(but | wait | actually) i (have | ve)? changed my mind',
      '(sike | psych | not really | april fools | gotcha | never mind that | ignore that | ' +
        'ignore me)',
      'i (love | enjoy | like) (getting | these | your | the) _{0,1} (texts | messages | ' +
        'updates | alerts | deals)',
      '(add | sign | put) me back',
      '(by | was a | my) mistake ; (please | can | could)? _{0,2} (add | keep | send | put | ' +
        'resume)',
      'unless (its | it is | theres | there is | urgent | important | absolutely | you (have ' +
        '| need))',
    ],
    examples: ['If I wanted you to stop texting me I would say so', 'please undo my unsubscribe'],
    nearMisses: ['if I wanted the blue one', 'I love these texts'],
  },
  {
    name: 'own_texts',
    intent: 'review',
    says: [
      '(lets | we (need to | have to | should | must | ought to | can | could | will | ' +
        'gotta)) (stop | quit | cease)',
      '(do | can | should | could | would | when) (i | we) (stop | quit) (texting | messaging | ' +
        'contacting | emailing | calling) (@ | the | people | my | voters | him | her | them)',
      '(does | will | would | did | if i | when i) _{0,1} (replying | texting | sending | ' +
        'reply | text | send | type | typing) (stop | unsubscribe | stopall | quit | cancel)',
    ],
    unlessBefore: 'me | from | us',
    examples: ["Let's stop texting and just meet", 'Does replying STOP unsubscribe me?'],
    nearMisses: ["let's meet", 'do we stop at the store'],
  },
];
