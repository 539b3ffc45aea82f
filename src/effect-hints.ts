// What a queue is told of an effect: never more than ids. Known to the store that keeps effects and
// to the queues that carry the hints; neither needs to know the other for it.

/** Ways on which effects leave; each has its queue and its worker. */
export const CHANNELS = ['sms', 'email', 'questions', 'webhooks'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface EffectHint {
  readonly channel: Channel;
  readonly workspace: string;
  readonly id: string;
  /** True for the one text that must leave before all others. */
  readonly urgent: boolean;
  /** Tells a repeat by the relay from the first. */
  readonly round?: number;
}
