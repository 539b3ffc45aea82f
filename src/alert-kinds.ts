// Every condition that an operator hears of: what it is called, and the command to begin with. What
// it means and how it comes about stands in docs/runbook.md, one section a kind; a test holds both
// together.

interface AlertKindFacts {
  readonly title: string;
  /** What to run first; the section in the runbook has the rest. */
  readonly command: string;
  /**
   * For what nobody can look at later: it counts as over when it was not heard of for this long.
   * Left out: a look finds it, or finds it over.
   */
  readonly passesAfterMs?: number;
}

const HOUR_MS = 3_600_000;

export const ALERT_KINDS = {
  acts_set_aside: { title: 'Acts could not be decided', command: 'assent inbox list' },
  acts_waiting: { title: 'Acts wait too long to be decided', command: 'assent worker' },
  effects_overdue: { title: 'Texts or mails are overdue', command: 'assent pause --list' },
  outcome_unknown: {
    title: 'Nobody knows whether something was sent',
    command: 'assent redrive',
  },
  provider_refuses: {
    title: 'The provider refuses our account or sender',
    command: 'assent redrive sms',
  },
  provider_away: {
    title: 'The provider does not answer or slows us down',
    command: 'assent alerts',
  },
  redis_away: { title: 'Redis does not answer', command: 'assent alerts' },
  redis_memory: { title: 'Redis is running out of memory', command: 'assent redrive' },
  redis_settings: { title: 'Redis may lose what it is given', command: 'assent alerts' },
  mongodb_away: { title: 'MongoDB does not answer', command: 'assent verify' },
  worker_stuck: {
    title: 'A worker stopped taking jobs',
    command: 'assent worker',
    passesAfterMs: HOUR_MS,
  },
  webhooks_missing: {
    title: 'Texts arrive at the provider and not here',
    command: 'assent alerts',
    passesAfterMs: 24 * HOUR_MS,
  },
  events_late: { title: 'Events are told late', command: 'assent worker' },
  webhook_endpoint_disabled: {
    title: 'A CRM endpoint was turned off',
    command: 'assent redrive webhooks',
    passesAfterMs: 24 * HOUR_MS,
  },
  clock_off: { title: 'A clock is off', command: 'assent alerts' },
  disk_low: { title: 'A disk is nearly full', command: 'assent alerts' },
} as const satisfies Record<string, AlertKindFacts>;

export type AlertKind = keyof typeof ALERT_KINDS;

/** The same, with what only some kinds have. */
export const factsOf = (kind: AlertKind): AlertKindFacts => ALERT_KINDS[kind];
