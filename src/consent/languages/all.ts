// Every language whose free words are read, in the order in which rules are asked.
import type { Language } from '../phrase-rule.js';
import { CHINESE, JAPANESE, KOREAN } from './east-asian.js';
import { ENGLISH } from './english.js';
import { FRENCH } from './french.js';
import { DUTCH, GERMAN } from './germanic.js';
import { ITALIAN } from './italian.js';
import { ARABIC, HEBREW, PERSIAN, TURKISH } from './middle-east.js';
import { HAITIAN, HINDI, TAGALOG, VIETNAMESE } from './more-languages.js';
import { PORTUGUESE } from './portuguese.js';
import { POLISH, RUSSIAN, UKRAINIAN } from './slavic.js';
import { SPANISH } from './spanish.js';

export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  SPANISH,
  FRENCH,
  PORTUGUESE,
  GERMAN,
  DUTCH,
  ITALIAN,
  POLISH,
  RUSSIAN,
  UKRAINIAN,
  CHINESE,
  JAPANESE,
  KOREAN,
  ARABIC,
  HEBREW,
  PERSIAN,
  TURKISH,
  VIETNAMESE,
  TAGALOG,
  HAITIAN,
  HINDI,
];
