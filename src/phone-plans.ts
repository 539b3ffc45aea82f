// Numbering plans that gave numbers a new form while the people kept them. Data with names: each
// row says how an older form becomes the present one, and back. Whoever changes a row or adds one
// raises PHONE_VERSION in phone.ts, and `assent migrate` finds the contacts of the older forms.

export interface NumberingPlan {
  readonly name: string;
  /** What changed, when, and who says so. */
  readonly source: string;
  /** E.164 prefix of every number it is about. */
  readonly prefix: `+${string}`;
  /** The present form of a number in an older form; `undefined` when it is none. */
  present(e164: string): string | undefined;
  /** The older form of a number in its present form; `undefined` when it never had one. */
  older(e164: string): string | undefined;
}

/** A change that a pattern describes in either direction. */
function byPattern(
  plan: Pick<NumberingPlan, 'name' | 'source' | 'prefix'>,
  older: readonly [RegExp, string],
  present: readonly [RegExp, string],
): NumberingPlan {
  const change =
    ([pattern, replacement]: readonly [RegExp, string]) =>
    (e164: string) =>
      pattern.test(e164) ? e164.replace(pattern, replacement) : undefined;
  return { ...plan, present: change(older), older: change(present) };
}

/** Ivory Coast: the operator's two digits follow from the second digit of the older number. */
const IVORIAN_OPERATOR = ['01', '01', '01', '01', '05', '05', '05', '07', '07', '07'] as const;

function ivorianPresent(e164: string): string | undefined {
  const [, second] = /^\+225[04-9](\d)\d{6}$/.exec(e164) ?? [];
  return second && `+225${IVORIAN_OPERATOR[Number(second)]}${e164.slice(4)}`;
}

function ivorianOlder(e164: string): string | undefined {
  if (!/^\+225(01|05|07)[04-9]\d{7}$/.test(e164)) return undefined;
  const older = `+225${e164.slice(6)}`;
  return ivorianPresent(older) === e164 ? older : undefined;
}

/** Vietnam: three digits of the older 11-digit numbers became two. */
const VIETNAMESE: Readonly<Record<string, string>> = {
  ...{ 120: '70', 121: '79', 122: '77', 126: '76', 128: '78' },
  ...{ 123: '83', 124: '84', 125: '85', 127: '81', 129: '82' },
  ...{ 162: '32', 163: '33', 164: '34', 165: '35', 166: '36', 167: '37', 168: '38', 169: '39' },
  ...{ 186: '56', 188: '58', 199: '59' },
};
const VIETNAMESE_OLDER = new Map(Object.entries(VIETNAMESE).map(([older, now]) => [now, older]));

export const NUMBERING_PLANS: readonly NumberingPlan[] = [
  byPattern(
    {
      name: 'mexico.mobile_one',
      source: 'IFT, dialling plan of 3 August 2019: mobiles lose the 1 after the country code',
      prefix: '+52',
    },
    [/^\+521(\d{10})$/, '+52$1'],
    [/^\+52(\d{10})$/, '+521$1'],
  ),
  byPattern(
    {
      name: 'argentina.mobile_nine',
      source: 'ENACOM: a mobile is +54 9 and ten digits; networks also write it without the 9',
      prefix: '+54',
    },
    [/^\+54([1-8]\d{9})$/, '+549$1'],
    [/^\+549([1-8]\d{9})$/, '+54$1'],
  ),
  byPattern(
    {
      name: 'brazil.ninth_digit',
      source: 'ANATEL, resolution 553/2010, complete since November 2016: mobiles begin with 9',
      prefix: '+55',
    },
    [/^\+55([1-9]\d)([6-9]\d{7})$/, '+55$19$2'],
    [/^\+55([1-9]\d)9([6-9]\d{7})$/, '+55$1$2'],
  ),
  {
    name: 'ivory_coast.ten_digits',
    source: "ARTCI, 31 January 2021: eight digits became ten with the operator's two before them",
    prefix: '+225',
    present: ivorianPresent,
    older: ivorianOlder,
  },
  byPattern(
    {
      name: 'benin.ten_digits',
      source: 'ARCEP Benin, 30 November 2024: 01 before every number of eight digits',
      prefix: '+229',
    },
    [/^\+229([2-9]\d{7})$/, '+22901$1'],
    [/^\+22901([2-9]\d{7})$/, '+229$1'],
  ),
  {
    name: 'vietnam.ten_digits',
    source: 'Ministry of Information and Communications, 15 September 2018: 11-digit mobiles',
    prefix: '+84',
    present: (e164) => {
      const now = /^\+841\d{9}$/.test(e164) ? VIETNAMESE[e164.slice(3, 6)] : undefined;
      return now && `+84${now}${e164.slice(6)}`;
    },
    older: (e164) => {
      const older = /^\+84\d{9}$/.test(e164) ? VIETNAMESE_OLDER.get(e164.slice(3, 5)) : undefined;
      return older && `+84${older}${e164.slice(5)}`;
    },
  },
];
