// What people put before and behind what they have to say: greetings, thanks, curses, threats.
// Without them a text says the same, and a rule that ends with its sentence sees the end.
// Words that turn a text into something else (lol, until, tonight) must never stand here.

const OPENINGS = [
  'hi hello hey hola bonjour oi ola ciao hallo yo please just ok okay kindly sorry so and but ' +
    'well listen look again seriously sir maam dude bro man guys folks team svp stp porfa pfv ' +
    'bitte favor merci desculpa desculpe perdon disculpe disculpa desole guten prosze lutfen aub ' +
    'xin tanpri пожалуйста прошу',
  ...['hi there', 'good morning', 'good evening', 'good afternoon', 'dear sir', 'thanks |'],
  ...['thank you |', 'thanks but', 'thank you but'],
  ...['no thanks', 'no thank you', 'not interested', 'im not interested', 'i am not interested'],
  ...['for the last time', 'for the love of god', 'who is this', 'whos this', 'wrong number'],
  ...['excuse me', 'to whom it may concern', 'por favor', 'no gracias', 'no me interesa'],
  ...['buenos dias', 'buenas tardes', 'bom dia', 'boa tarde', 'sil vous plait', 'non merci'],
  ...['nao obrigado', 'nao obrigada', 'per favore', 'no grazie', 'nein danke'],
];

const CURSES = 'idiot idiots moron morons asshole assholes jerk jerks creep creeps people guys';
const AND_THEN =
  'sue|sue you|report|report you|report this|block|block you|call the police|call my lawyer|' +
  'take legal action|be calling|contact my lawyer|press charges';

const CLOSINGS = [
  'please thanks thx kthxbye kthx tyvm sir maam mam dude bro man fam guys folks already ' +
    'immediately asap manually permanently forever bye goodbye sorry ty tysm kindly okay ok k damn jeez ' +
    'geez now amen porfa porfis porfavor pfv pf gracias ya svp stp merci bordel putain obrigado ' +
    'obrigada bitte danke grazie dank bedankt cordialement atentamente saludos prosze dziekuje ' +
    'lutfen tesekkurler aub po salamat tanpri mesi пожалуйста спасибо дякую',
  ...['thank you', 'thank you so much', 'thank you very much', 'thanks so much', 'thanks a lot'],
  ...['thank you in advance', 'thanks in advance', 'many thanks', 'much appreciated'],
  ...['i appreciate it', 'appreciate it', 'would be appreciated', 'have a nice day'],
  ...['have a good day', 'have a great day', 'have a blessed day', 'god bless', 'god bless you'],
  ...['best regards', 'kind regards', 'regards', 'no thanks', 'no thank you', 'no'],
  ...['not interested', 'im not interested', 'i am not interested', 'i dont know you'],
  ...['i do not know you', 'i mean it', 'im serious', 'i am serious', 'im not kidding'],
  ...['im begging you', 'i beg you', 'for gods sake', 'for the love of god', 'for real'],
  ...['or else', 'right away', 'at once', 'from now on', 'in the future', 'going forward'],
  ...['moving forward', 'at this time', 'at all', 'for good', 'once and for all', 'god dammit'],
  ...[
    'you',
    'fr',
    'fr fr',
    'tho',
    'exclamation point',
    'exclamation mark',
    'damn it',
    'dammit',
    'ffs',
    'smh',
    'wtf',

    'ever',
    'again',
    'period',
  ],
  ...CURSES.split(' ').flatMap((curse) => [curse, `you ${curse}`, `you fucking ${curse}`]),
  ...AND_THEN.split('|').flatMap((threat) =>
    ['or i will', 'or ill', 'or i am going to', 'or im going to', 'or im gonna', 'or we will'].map(
      (start) => `${start} ${threat}`,
    ),
  ),
  ...['por favor', 'muchas gracias', 'de una vez', 'por el amor de dios', 'no me interesa'],
  ...['a este numero', 'a mi celular', 'a mi telefono', 'en mi celular', 'nunca mas', 'o demando'],
  ...['o los demando', 'o los denuncio', 'o te denuncio', 'o te bloqueo', 'o los bloqueo'],
  ...['sil vous plait', 'sil te plait', 'merci beaucoup', 'merci davance', 'par pitie'],
  ...['pas interesse', 'pas interessee', 'sur ce numero', 'a lavenir', 'tout de suite'],
  ...['bonne journee', 'bonne soiree', 'sinon je porte plainte', 'une bonne fois pour toutes'],
  ...['pelo amor de deus', 'nesse numero', 'neste numero', 'no meu celular', 'no meu numero'],
  ...['nao tenho interesse', 'de uma vez', 'muito obrigado', 'muito obrigada', 'por gentileza'],
  ...['ou vou denunciar', 'ou vou bloquear', 'ou processo voces', 'desde ja agradeco'],
  ...['vielen dank', 'per favore', 'per piacere', 'alsjeblieft', 'alstublieft'],
];

/** Each phrase under its first or its last word, the longest first. */
function byWord(phrases: readonly string[], at: 0 | -1): ReadonlyMap<string, string[][]> {
  const found = new Map<string, string[][]>();
  const [single = '', ...more] = phrases;
  for (const phrase of [...single.split(' '), ...more]) {
    const words = phrase.split(' ');
    const key = words.at(at) ?? '';
    const others = found.get(key) ?? [];
    found.set(
      key,
      [...others, words].sort((a, b) => b.length - a.length),
    );
  }
  return found;
}

const OPENING = byWord(OPENINGS, 0);
const CLOSING = byWord(CLOSINGS, -1);

/** The text without its courtesies; `undefined` where it has none, or says nothing else. */
export function withoutCourtesy(tokens: readonly string[]): readonly string[] | undefined {
  if (!OPENING.has(tokens[0] ?? '') && !CLOSING.has(tokens.at(-1) ?? '')) return undefined;
  let start = 0;
  let end = tokens.length;
  const holds = (words: readonly string[], from: number) =>
    from >= start && from + words.length <= end && words.every((w, at) => tokens[from + at] === w);
  for (;;) {
    const opening = OPENING.get(tokens[start] ?? '')?.find((words) => holds(words, start));
    const closing = CLOSING.get(tokens[end - 1] ?? '')?.find((words) =>
      holds(words, end - words.length),
    );
    if (!opening && !closing) break;
    if (opening) start += opening.length;
    if (closing && end - closing.length >= start) end -= closing.length;
    while (start < end && tokens[start] === '|') start += 1;
    while (start < end && tokens[end - 1] === '|') end -= 1;
    if (start >= end) return undefined;
  }
  const core = tokens.slice(start, end);
  return core.length < tokens.length ? core : undefined;
}
