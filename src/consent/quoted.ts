// What a person wrote, without what their phone or mail program put below or around it.

const oneOf = (...alternatives: readonly string[]) => `(?:${alternatives.join('|')})`;

/** A handset's reaction quotes our own words, `STOP` among them; nothing of it is the person's. */
const REACTION = new RegExp(
  `^\\s*${oneOf(
    `${oneOf(
      ...['liked', 'loved', 'disliked', 'laughed at', 'emphasi[sz]ed', 'questioned'],
      'removed an? [\\w ]{1,20} from|reacted \\S{1,12} to',
    )}\\s+(?:["“„«]|an? )`,
    '\\P{L}{1,8} ?to\\s*["“„«]',
  )}`,
  'iu',
);
/** From here on a mail program repeats what it answers. */
const ANSWERED = new RegExp(
  `\\n[ \\t>]*${oneOf(
    ...['On [^\\n]{6,120}\\bwrote:', 'El [^\\n]{6,120}escribi[oó]:', 'Le [^\\n]{6,120}a écrit ?:'],
    ...['-{2,} ?(?:original|forwarded) message', '_{5,}', 'From: [^\\n]*@'],
  )}`,
  'iu',
);
/** What a phone adds below by itself. */
const SIGNATURE = new RegExp(
  `[\\s.,;:–—-]{0,9}\\b${oneOf('sent', 'enviado', 'envoy[ée]', 'gesendet', 'inviato', 'verzonden')} ` +
    `${oneOf('desde|from|via|do|depuis|de|von|da|vanaf|met')} [^\\n]{2,40}\\s*$`,
  'iu',
);
/** Rules nearly all texts out. */
const MAY_BE_SIGNATURE = /\b(?:sent|envi|envo|gesen|invi|verzo)/i;
const SIGNATURE_LENGTH_MAX = 64;
const QUOTED_LINE = /^[ \t]*>.*$/gmu;

/** The person's own words; the whole text where nothing would be left of it. */
export function ownWords(text: string): string {
  if (mayBeReaction(text) && REACTION.test(text)) return '';
  const above = text.includes('\n') ? aboveQuotes(text) : text;
  const own = withoutSignature(above);
  return own.trim() === '' ? text : own;
}

function aboveQuotes(text: string): string {
  const answered = text.search(ANSWERED);
  return (answered > 0 ? text.slice(0, answered) : text).replace(QUOTED_LINE, '');
}

function withoutSignature(text: string): string {
  const start = Math.max(0, text.length - SIGNATURE_LENGTH_MAX);
  const end = text.slice(start);
  if (!MAY_BE_SIGNATURE.test(end)) return text;
  return text.slice(0, start) + end.replace(SIGNATURE, '');
}

/** Nearly all texts are ruled out by one look: a reaction holds a quotation or a thing. */
function mayBeReaction(text: string): boolean {
  const first = text.trimStart().charCodeAt(0) | 32;
  // l(iked|oved|aughed), d(isliked), e(mphasized), q(uestioned), r(eacted|emoved), or an emoji.
  return (
    first === 108 ||
    first === 100 ||
    first === 101 ||
    first === 113 ||
    first === 114 ||
    first > 0x2000
  );
}
