// What carriers look for in a text, as data: hosts of public link shorteners, and words of the
// subjects that they refuse or only carry after a registration of their own.

/** Shorteners that anybody may use, and so do those who hide where a link leads. */
export const PUBLIC_SHORTENERS: readonly string[] = [
  ...['adf.ly', 'bit.do', 'bit.ly', 'bitly.com', 'bl.ink', 'buff.ly', 'clck.ru', 'cutt.ly'],
  ...['dlvr.it', 'git.io', 'goo.gl', 'goo.su', 'is.gd', 'j.mp', 'lnkd.in', 'ow.ly', 'qr.ae'],
  ...['rb.gy', 'rebrand.ly', 's.id', 'short.io', 'shorte.st', 'shorturl.at', 'snip.ly'],
  ...['soo.gd', 't.co', 't.ly', 't2m.io', 'tiny.cc', 'tiny.one', 'tinyurl.com', 'tr.im'],
  ...['u.to', 'urlz.fr', 'v.gd', 'vurl.com', 'x.co', 'y2u.be', 'yourls.org'],
];

/** A subject with words that point to it. Hints only: "beer garden furniture" is no offence. */
export interface Subject {
  readonly name: string;
  /** Words or phrases, in lower case; a trailing `*` stands for any ending. */
  readonly words: readonly string[];
}

/** Sex, hate, alcohol, firearms, tobacco: refused, or carried behind an age gate only. */
export const SHAFT: readonly Subject[] = [
  {
    name: 'sex',
    words: [
      'adult video*',
      'escort*',
      'erotic*',
      'nude*',
      'porn*',
      'sex',
      'sexy',
      'strip club',
      'xxx',
    ],
  },
  { name: 'hate', words: ['kill them', 'lynch*', 'nazi*', 'subhuman*', 'white power'] },
  {
    name: 'alcohol',
    words: [
      ...['alcohol*', 'beer', 'beers', 'bourbon', 'brewery', 'cerveza*', 'cocktail*', 'liquor'],
      ...['tequila', 'vodka', 'whiskey', 'whisky', 'wine', 'wines', 'winery'],
    ],
  },
  {
    name: 'firearms',
    words: ['ammo', 'ammunition', 'firearm*', 'gun', 'guns', 'handgun*', 'pistol*', 'rifle*'],
  },
  {
    name: 'tobacco',
    words: ['cigar', 'cigars', 'cigarette*', 'e-cig*', 'hookah', 'nicotine', 'tobacco', 'vape*'],
  },
];

/** Other subjects that carriers refuse, or carry for registered senders of that kind only. */
export const RESTRICTED: readonly Subject[] = [
  {
    name: 'cannabis',
    words: ['cannabis', 'cbd', 'delta-8', 'dispensary', 'kratom', 'thc', 'weed'],
  },
  {
    name: 'gambling',
    words: ['betting', 'casino*', 'gambl*', 'jackpot', 'lottery', 'slot machine*', 'sportsbook'],
  },
  {
    name: 'high-risk lending',
    words: ['cash advance', 'payday loan*', 'quick loan*', 'short-term loan*', 'title loan*'],
  },
  {
    name: 'debt relief',
    words: ['credit repair', 'debt consolidation', 'debt forgiveness', 'debt relief'],
  },
  {
    name: 'get rich quick',
    words: [
      'crypto',
      'cryptocurrenc*',
      'double your money',
      'earn from home',
      'make money fast',
      'passive income',
    ],
  },
  {
    name: 'prizes',
    words: ["you've won", 'you have won', 'claim your prize', 'free gift card*'],
  },
  { name: 'prescription drugs', words: ['ozempic', 'oxycodone', 'tramadol', 'viagra', 'xanax'] },
];
