// English: its word groups and rules brought together.
import type { Language } from '../phrase-rule.js';
import { ENGLISH_BARE_STOPS, ENGLISH_BARE_WORDS } from './english-bare.js';
import { ENGLISH_DOUBTS, ENGLISH_RETREATS } from './english-doubt.js';
import { ENGLISH_REFUSALS } from './english-refuse.js';
import { ENGLISH_REMOVALS, ENGLISH_WRONG_PEOPLE } from './english-remove.js';
import { ENGLISH_STOPS } from './english-stop.js';
import { ENGLISH_UNSUBSCRIBES } from './english-unsubscribe.js';
import { ENGLISH_WORDS } from './english-words.js';

export const ENGLISH: Language = {
  code: 'en',
  name: 'English',
  groups: { ...ENGLISH_WORDS, ...ENGLISH_BARE_WORDS },
  rules: [
    ...ENGLISH_BARE_STOPS,
    ...ENGLISH_STOPS,
    ...ENGLISH_UNSUBSCRIBES,
    ...ENGLISH_REFUSALS,
    ...ENGLISH_REMOVALS,
    ...ENGLISH_WRONG_PEOPLE,
    ...ENGLISH_DOUBTS,
  ],
  retreats: ENGLISH_RETREATS,
};
