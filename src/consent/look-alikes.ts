// Letters that stand for other letters: styles that Unicode does not undo, and alphabets that are
// mixed so that a word slips past a reader.

const KEYS: Readonly<Record<string, string>> = {
  // Letters that Unicode does not decompose although people type them for one another.
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ـ: '',
};

/** Small capitals, in the order of the alphabet; `.` where Unicode has none. */
const SMALL_CAPITALS = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ.ʏᴢ';
/** Alphabets in which each letter is a sign: circled and boxed letters. */
const BOXED_FROM = [0x1f150, 0x1f170];

function* styled(): Generator<[string, string]> {
  yield* Object.entries(KEYS);
  for (const [index, letter] of 'abcdefghijklmnopqrstuvwxyz'.split('').entries()) {
    const small = SMALL_CAPITALS[index];
    if (small !== undefined && small !== '.') yield [small, letter];
    for (const from of BOXED_FROM) yield [String.fromCodePoint(from + index), letter];
  }
}

/** Styled letter → the letter it shows. Safe in any word. */
export const STYLED: ReadonlyMap<string, string> = new Map(styled());

const FLAG_A = 0x1f1e6;
const FLAG_LETTERS = /[\u{1f1e6}-\u{1f1ff}]{3,}/gu;

/** Reads three and more flag letters in a row as a word; two of them are a country. */
export function readFlagLetters(text: string): string {
  return text.replace(FLAG_LETTERS, (flags) =>
    Array.from(flags, (flag) =>
      String.fromCodePoint(97 + (flag.codePointAt(0) ?? 0) - FLAG_A),
    ).join(''),
  );
}

/** Cyrillic and Greek letters that look Latin; only for words that mix alphabets. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't' },
    ...{ у: 'y', х: 'x', ѕ: 's', і: 'i', ј: 'j', ο: 'o', ρ: 'p', τ: 't', υ: 'u', ν: 'v' },
    ...{ α: 'a', ε: 'e' },
  }),
);
