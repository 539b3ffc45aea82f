// English: its word groups and rules brought together.
import type { Language } from '../phrase-rule.js';
import { ENGLISH_BARE_STOPS, ENGLISH_BARE_WORDS } from './english-bare.js';
import { ENGLISH_DOUBTS, ENGLISH_RETREATS } from './english-doubt.js';
import { ENGLISH_HARD_DOUBTS, ENGLISH_HARD_REFUSALS } from './english-hard.js';
import { ENGLISH_LAST_DOUBTS, ENGLISH_LAST_RETREATS } from './english-last.js';
import { ENGLISH_NET, ENGLISH_NET_WORDS } from './english-net.js';
import { ENGLISH_OWNER_DOUBTS, ENGLISH_OWNER_WORDS, ENGLISH_OWNERS } from './english-owner.js';
import { ENGLISH_REASONS } from './english-reasons.js';
import { ENGLISH_REFUSALS } from './english-refuse.js';
import { ENGLISH_REMOVALS, ENGLISH_WRONG_PEOPLE } from './english-remove.js';
import { ENGLISH_STOPS } from './english-stop.js';
import { ENGLISH_TOLD_RETREATS } from './english-retreats.js';
import { ENGLISH_UNSUBSCRIBES } from './english-unsubscribe.js';
import { ENGLISH_BRIEF, ENGLISH_WIDE } from './wide-doubt.js';
import { ENGLISH_WORDS } from './english-words.js';

export const ENGLISH: Language = {
  code: 'en',
  name: 'English',
  groups: { ...ENGLISH_WORDS, ...ENGLISH_BARE_WORDS, ...ENGLISH_OWNER_WORDS, ...ENGLISH_NET_WORDS },
  rules: [
    ...ENGLISH_BARE_STOPS,
    ...ENGLISH_STOPS,
    ...ENGLISH_UNSUBSCRIBES,
    ...ENGLISH_REFUSALS,
    ...ENGLISH_REMOVALS,
    ...ENGLISH_WRONG_PEOPLE,
    ...ENGLISH_OWNERS,
    ...ENGLISH_HARD_REFUSALS,
    ...ENGLISH_REASONS,
    ...ENGLISH_DOUBTS,
    ...ENGLISH_OWNER_DOUBTS,
    ...ENGLISH_HARD_DOUBTS,
    ...ENGLISH_LAST_DOUBTS,
    ...ENGLISH_WIDE,
    ...ENGLISH_BRIEF,
    ...ENGLISH_NET,
  ],
  retreats: [...ENGLISH_RETREATS, ...ENGLISH_LAST_RETREATS, ...ENGLISH_TOLD_RETREATS],
};
