// When and how often the law lets marketing texts arrive, region by region: data that a compliance
// officer can read and correct. What follows from it is in quiet-hours.ts and frequency.ts;
// docs/sending-rules.md shows the same rows, and a test holds the two equal.

/** `09:00-20:00` at the person's place, to the minute; the end is the first minute that is not. */
type Hours = `${number}:${number}-${number}:${number}` | 'closed';

export interface RegionRule {
  /** `US` and a state's letters; `US` alone holds in every state; `*` everywhere else. */
  readonly region: string;
  readonly name: string;
  readonly weekdays: Hours;
  readonly saturday: Hours;
  readonly sunday: Hours;
  /** Marketing texts of one business to one person within so many hours. */
  readonly cap?: { readonly max: number; readonly hours: number };
  /** Law, regulation or guide that says so; a guide is named where we have not read the law. */
  readonly source: string;
}

/** Vendors' tables of state calling hours, read in November 2026: no law, and named as such. */
const GUIDE = 'dropcowboy.com/state-compliance, 1 November 2025 (guide)';
const TOOLKIT = "Twilio, Compliance Toolkit's state quiet hours (guide)";
const CAPS_GUIDE = 'clickpointsoftware.com, calling hours by state, July 2025 (guide)';

const daily = (hours: Hours) => ({ weekdays: hours, saturday: hours, sunday: hours });
const withoutSunday = (hours: Hours) => ({ ...daily(hours), sunday: 'closed' as const });
const THREE_A_DAY = { max: 3, hours: 24 } as const;

export const SENDING_RULES: readonly RegionRule[] = [
  {
    region: 'US',
    name: 'United States',
    ...daily('08:00-21:00'),
    source: '47 CFR 64.1200(c)(1)',
  },
  {
    region: 'US-AL',
    name: 'Alabama',
    ...withoutSunday('08:00-20:00'),
    source: `${TOOLKIT}; Sundays: ${GUIDE}`,
  },
  {
    region: 'US-CT',
    name: 'Connecticut',
    ...daily('09:00-20:00'),
    source: `Conn. Gen. Stat. 42-288a; ${GUIDE}`,
  },
  {
    region: 'US-FL',
    name: 'Florida',
    ...daily('08:00-20:00'),
    cap: THREE_A_DAY,
    source: 'Fla. Stat. 501.616(6)',
  },
  { region: 'US-KY', name: 'Kentucky', ...daily('10:00-21:00'), source: GUIDE },
  {
    region: 'US-LA',
    name: 'Louisiana',
    ...withoutSunday('08:00-20:00'),
    source: 'La. Pub. Serv. Comm. General Order R-29617 (V)(A)(2)',
  },
  {
    region: 'US-MA',
    name: 'Massachusetts',
    ...daily('08:00-20:00'),
    source: GUIDE,
  },
  {
    region: 'US-MD',
    name: 'Maryland',
    ...daily('08:00-20:00'),
    cap: THREE_A_DAY,
    source: `${TOOLKIT}; three a day: ${CAPS_GUIDE}`,
  },
  { region: 'US-MI', name: 'Michigan', ...daily('09:00-21:00'), source: GUIDE },
  { region: 'US-MN', name: 'Minnesota', ...daily('09:00-21:00'), source: GUIDE },
  {
    region: 'US-MS',
    name: 'Mississippi',
    ...withoutSunday('08:00-20:00'),
    source: `${TOOLKIT}; Sundays: ${GUIDE}`,
  },
  { region: 'US-NM', name: 'New Mexico', ...daily('09:00-21:00'), source: GUIDE },
  { region: 'US-NV', name: 'Nevada', ...daily('09:00-20:00'), source: `${TOOLKIT}; ${GUIDE}` },
  {
    region: 'US-OK',
    name: 'Oklahoma',
    ...daily('08:00-20:00'),
    cap: THREE_A_DAY,
    source: 'Okla. Stat. tit. 15, 775C.4',
  },
  {
    region: 'US-OR',
    name: 'Oregon',
    ...daily('08:00-20:00'),
    cap: THREE_A_DAY,
    source: 'Oregon HB 3865 (2025), in force since 1 January 2026',
  },
  {
    region: 'US-RI',
    name: 'Rhode Island',
    weekdays: '09:00-18:00',
    saturday: '10:00-17:00',
    sunday: 'closed',
    source: `R.I. Gen. Laws 5-61-3.6; hours: ${GUIDE}`,
  },
  {
    region: 'US-SD',
    name: 'South Dakota',
    ...withoutSunday('09:00-21:00'),
    source: 'S.D. Codified Laws 37-30-28 ("weekdays", read as Monday to Saturday)',
  },
  { region: 'US-TN', name: 'Tennessee', ...daily('08:00-20:00'), source: TOOLKIT },
  {
    region: 'US-TX',
    name: 'Texas',
    ...daily('09:00-21:00'),
    sunday: '12:00-21:00',
    source: 'Tex. Bus. & Com. Code 301.051, texts since SB 140 (1 September 2025)',
  },
  {
    region: 'US-UT',
    name: 'Utah',
    ...withoutSunday('08:00-21:00'),
    source: 'Utah Code 13-25a-103, as it is commonly quoted (not read)',
  },
  {
    region: 'US-WA',
    name: 'Washington',
    ...daily('08:00-20:00'),
    source: 'RCW 80.36.390; Twilio, Compliance Toolkit (guide)',
  },
  {
    region: '*',
    name: 'Everywhere else',
    ...daily('08:00-21:00'),
    source: 'no law: the federal hours, kept as a courtesy',
  },
];

const BY_REGION = new Map(SENDING_RULES.map((rule) => [rule.region, rule]));

/** The rows that hold in a region, the wider one first. */
export function rulesOf(region: string): readonly RegionRule[] {
  const [country = '', state] = region.split('-');
  const wide = BY_REGION.get(country) ?? BY_REGION.get('*');
  const own = state === undefined ? undefined : BY_REGION.get(region);
  return [wide, own].filter((rule) => rule !== undefined);
}
