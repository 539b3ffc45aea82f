// Every state and every event through the rules, as the rows of docs/consent-rules.md. Renders
// only; that the page says the same is the test's business.
import { expiryOf } from '../../../src/consent/expiring.js';
import { statusOf } from '../../../src/consent/fold.js';
import type { ConsentEvent, Decision, Head, Policy } from '../../../src/consent/types.js';
import {
  attested,
  blocked,
  CONTACT,
  emailed,
  erasureAsked,
  expired,
  flagReported,
  orderReported,
  POLICY,
  PROVIDER_POLICY,
  questionOf,
  request,
  reviewed,
  revoked,
  type Step,
  tell,
  text,
  timeAt,
} from './story.js';

type Program = 'updates' | 'offers';

const DAY = 86_400;
const NOW = 1_000;
const validFor = (policy: Policy): Policy => ({
  ...policy,
  programs: {
    updates: { purpose: 'informational', validForDays: 30 },
    offers: { purpose: 'marketing', validForDays: 30 },
  },
});
const SERVICE = validFor(POLICY);
const PROVIDER = validFor(PROVIDER_POLICY);

const asked = (program: Program) => request({ program, contact: CONTACT });
const shown = (program: Program) => request({ program, contact: CONTACT, disclosureShown: true });
const start = (second: number, program: Program) =>
  text(second, 'START', { request: asked(program) });
const inWriting = (second: number, program: Program) =>
  text(second, 'START', { request: shown(program) });

/** How somebody came to stand where the event finds them, by name. */
export const STATES: Readonly<Record<string, (program: Program) => readonly ConsentEvent[]>> = {
  none: () => [],
  'pending: form': (program) => [emailed(0, { trusted: false, request: shown(program) })],
  'pending: agreement': () => [start(0, 'offers')],
  'opted in: express': (program) =>
    program === 'updates' ? [start(0, program)] : [attested(0, program, 'express')],
  'opted in: written': (program) => [inWriting(0, program)],
  'opted in: attested': (program) => [attested(0, program, 'express_written')],
  'opted out': () => [text(0, 'STOP')],
  expired: (program) => [
    attested(-40 * DAY, program, 'express_written'),
    expired(-5 * DAY, program, `entry/${attested(-40 * DAY, program, 'express').id}`),
  ],
};

interface Row {
  /** As the heading of its section names it. */
  readonly event: string;
  readonly program: Program;
  readonly policy?: Policy;
  /** Acts on the way that the event meets in every state, after those of the state. */
  readonly before?: readonly (ConsentEvent | Step)[];
  readonly happens: (head: Head, before: Decision) => ConsentEvent;
}

const says = (body: string, more: Parameters<typeof text>[2] = {}) => text(NOW, body, more);
const contested = [{ event: text(NOW - 5, 'STOP'), decidedAfter: 60 }, start(NOW - 1, 'updates')];
const report = (optIn: number, optOut: number | null) => (_: Head, before: Decision) => {
  const question = questionOf(before);
  if (!question) throw new Error('nothing was asked');
  return orderReported(NOW, question, { optIn, optOut });
};

const SITUATIONS: readonly Row[] = [
  { event: 'START, informational program', program: 'updates', happens: () => says('START') },
  {
    event: 'START, marketing program',
    program: 'offers',
    happens: () => start(NOW, 'offers'),
  },
  {
    event: 'START after a disclosure was shown',
    program: 'offers',
    happens: () => inWriting(NOW, 'offers'),
  },
  {
    event: 'START with the code of another number’s request',
    program: 'updates',
    happens: () => says('START K7Q2', { request: request({ contact: 'ct_other' }) }),
  },
  {
    event: 'START that the provider has answered (OptOutType=START)',
    program: 'updates',
    happens: () => says('START', { optOutType: 'START' }),
  },
  {
    event: 'START while a STOP seconds earlier is undecided',
    program: 'updates',
    before: [{ event: text(NOW - 5, 'STOP'), decidedAfter: 60 }],
    happens: () => start(NOW, 'updates'),
  },
  {
    event: 'START older than a STOP that was decided',
    program: 'updates',
    before: [text(NOW + 100, 'STOP')],
    happens: () => start(NOW, 'updates'),
  },
  { event: 'AGREE', program: 'offers', happens: () => says('AGREE') },
  { event: 'YES', program: 'updates', happens: () => says('YES') },
  {
    event: 'YES where the provider acts on it',
    program: 'updates',
    policy: PROVIDER,
    happens: () => says('YES'),
  },
  { event: 'STOP', program: 'updates', happens: () => says('STOP') },
  {
    event: 'STOP where the provider answers it',
    program: 'updates',
    policy: PROVIDER,
    happens: () => says('STOP'),
  },
  {
    event: 'Free words that mean stop',
    program: 'updates',
    policy: PROVIDER,
    happens: () => says('please stop texting me'),
  },
  {
    event: 'Any words with OptOutType=STOP',
    program: 'updates',
    policy: PROVIDER,
    happens: () => says('hi', { optOutType: 'STOP' }),
  },
  {
    event: 'STOP seconds before a START that was decided',
    program: 'updates',
    before: [start(NOW + 5, 'updates')],
    happens: () => says('STOP'),
  },
  {
    event: 'STOP older than a START that was decided',
    program: 'updates',
    before: [start(NOW + 100, 'updates')],
    happens: () => says('STOP'),
  },
  { event: 'Doubtful words', program: 'updates', happens: () => says('go away') },
  { event: 'HELP', program: 'updates', happens: () => says('HELP') },
  {
    event: 'HELP where the provider answers it',
    program: 'updates',
    policy: PROVIDER,
    happens: () => says('HELP'),
  },
  { event: 'Any other text', program: 'updates', happens: () => says('hi there') },
  {
    event: 'Any other text after a report of a landline',
    program: 'updates',
    before: [flagReported(NOW - 9, 'landline')],
    happens: () => says('hi there'),
  },
  {
    event: 'E-mailed form, trusted number',
    program: 'offers',
    happens: () => emailed(NOW, { request: shown('offers') }),
  },
  {
    event: 'E-mailed form, any other number',
    program: 'offers',
    happens: () => emailed(NOW, { request: shown('offers'), trusted: false }),
  },
  {
    event: 'Consent attested, express',
    program: 'offers',
    happens: () => attested(NOW, 'offers', 'express'),
  },
  {
    event: 'Consent attested, written',
    program: 'offers',
    happens: () => attested(NOW, 'offers', 'express_written'),
  },
  {
    event: 'Consent attested that is too old for its program',
    program: 'updates',
    happens: () => ({ ...attested(NOW, 'updates', 'express'), occurredAt: timeAt(-30 * DAY) }),
  },
  { event: 'Stop told on another way', program: 'updates', happens: () => revoked(NOW) },
  {
    event: 'Stop of one program told on another way',
    program: 'updates',
    happens: () => revoked(NOW, 'updates'),
  },
  {
    event: 'Review: it was an opt-out',
    program: 'updates',
    before: [text(NOW - 9, 'go away')],
    happens: () => reviewed(NOW, NOW - 9, 'opt_out'),
  },
  {
    event: 'Review: it was nothing',
    program: 'updates',
    before: [text(NOW - 9, 'go away')],
    happens: () => reviewed(NOW, NOW - 9, 'none'),
  },
  {
    event: 'Contested order: the provider got START later',
    program: 'updates',
    before: contested,
    happens: report(8, 7),
  },
  {
    event: 'Contested order: the provider got STOP later, or both in one second',
    program: 'updates',
    before: contested,
    happens: report(7, 7),
  },
  {
    event: 'Contested order: the provider does not know',
    program: 'updates',
    before: contested,
    happens: report(8, null),
  },
  {
    event: 'Consent’s time is over',
    program: 'updates',
    happens: (head) =>
      expired(40 * DAY, 'updates', expiryOf(head, 'updates', SERVICE)?.entry ?? 'none'),
  },
  { event: 'Erasure asked for', program: 'updates', happens: () => erasureAsked(NOW) },
  {
    event: 'Send refused by the provider’s block',
    program: 'updates',
    happens: () => blocked(NOW),
  },
  {
    event: 'Number reported unreachable or a landline',
    program: 'updates',
    happens: () => flagReported(NOW, 'unreachable'),
  },
  {
    event: 'Number reported reassigned',
    program: 'updates',
    happens: () => flagReported(NOW, 'reassigned'),
  },
  {
    event: 'Report taken back',
    program: 'updates',
    before: [flagReported(NOW - 9, 'reassigned')],
    happens: () => flagReported(NOW, 'reassigned', false),
  },
];

/** The events of the table by type, each as it happens to somebody of whom nothing is known. */
export const ROWS = SITUATIONS.map(({ event, policy = SERVICE, before = [], happens }) => {
  const { head, last } = tell(before, policy);
  return { event, type: happens(head, last).type };
});

export const COLUMNS = '| before | entry | after | what follows | rule |';

/** One section an event: its heading and the lines of its table, states of one outcome together. */
export function renderSections(): { event: string; lines: string[] }[] {
  return SITUATIONS.map((row) => {
    const outcomes = new Map<string, string[]>();
    for (const [state, acts] of Object.entries(STATES)) {
      if (state === 'pending: agreement' && row.program !== 'offers') continue;
      const outcome = outcomeOf(row, acts(row.program));
      outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), state]);
    }
    const lines = [...outcomes].map(([outcome, states]) => `| ${states.join(' · ')} ${outcome}`);
    return { event: row.event, lines };
  });
}

function outcomeOf(row: Row, acts: readonly ConsentEvent[]): string {
  const { program, policy = SERVICE, before = [], happens } = row;
  const steps = [...acts, ...before];
  const found = tell(steps, policy);
  const event = happens(found.head, found.last);
  const { head, last } = tell([...steps, event], policy);
  const { entry } = last;
  const cells = [
    entry?.kind ?? '–',
    statusOf(head, program),
    [...last.effects.map(describe), ...flagChanges(found.head, head)].join(', ') || '–',
    entry ? `\`${entry.source.rule}\`` : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

function describe(effect: Decision['effects'][number]): string {
  switch (effect.kind) {
    case 'text':
      return `text \`${effect.template}\``;
    case 'request':
      return `request \`${effect.outcome}\``;
    case 'review':
      return 'a person reviews';
    case 'ask_order':
      return 'the provider is asked';
    default:
      return unknown(effect);
  }
}

function unknown(effect: never): never {
  throw new TypeError(`no words for ${JSON.stringify(effect)}`);
}

function flagChanges(before: Head, after: Head): string[] {
  const names = (head: Head) => Object.keys(head.flags).map((key) => key.split(':')[0]);
  const [had, has] = [names(before), names(after)];
  return [
    ...has.filter((flag) => !had.includes(flag)).map((flag) => `\`${flag}\` raised`),
    ...had.filter((flag) => !has.includes(flag)).map((flag) => `\`${flag}\` lifted`),
  ];
}
