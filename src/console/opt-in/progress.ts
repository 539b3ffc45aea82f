// What is true of a state, without a screen: which ways are offered, how far an e-mail has come,
// what is said when something changed. Pure; how it looks is elsewhere.
import { REQUEST_METHODS } from '../../consent/request-status.js';
import type { Asked, IconState, Method, State } from './state.js';

/**
 * The `methods` attribute: names in any order, apart by blanks or commas.
 * @returns undefined where it names none that there is: then all of them are meant.
 */
export function readMethods(attribute: string | null): readonly Method[] | undefined {
  const named = attribute?.toLowerCase().split(/[\s,]+/) ?? [];
  const known = REQUEST_METHODS.filter((method) => named.includes(method));
  return known.length > 0 ? known : undefined;
}

/** Ways that this pop-up offers: what the token allows, less what the page leaves out. */
export function waysOf(state: State, methods: readonly Method[] | undefined): State['ways'] {
  return state.ways.filter(({ method }) => methods === undefined || methods.includes(method));
}

export const askedBy = (state: State, method: Method): Asked | undefined =>
  state.asked.find((one) => one.method === method);

/** What the pop-up opens on: what is under way, or the only way there is. */
export function firstShown(state: State, ways: State['ways']): Method | undefined {
  const under = ways.find(({ method }) => askedBy(state, method));
  return under?.method ?? (ways.length === 1 ? ways[0]?.method : undefined);
}

export type StepState = 'done' | 'now' | 'next' | 'failed';
export interface Step {
  readonly name: 'sent' | 'opened' | 'confirmed';
  readonly state: StepState;
}

/** Sent → opened → confirmed, as a line of steps. */
export function mailSteps({ status, mail }: Pick<Asked, 'status' | 'mail'>): readonly Step[] {
  // A form that was opened came with a mail, whatever its server said.
  const sent = mail?.status === 'sent' || status !== 'pending';
  const failed = !sent && (mail?.status === 'failed' || mail?.status === 'unknown');
  const opened = status !== 'pending';
  return [
    { name: 'sent', state: sent ? 'done' : failed ? 'failed' : 'now' },
    { name: 'opened', state: opened ? 'done' : sent ? 'now' : 'next' },
    { name: 'confirmed', state: opened ? 'now' : 'next' },
  ];
}

/** How somebody agreed, as one act of theirs. */
export type Act = 'texted' | 'scanned' | 'form' | 'told' | 'other';

export function actOf({ cause }: Pick<State, 'cause'>): Act {
  switch (cause?.by) {
    case 'sms':
      return 'texted';
    case 'qr':
      return 'scanned';
    case 'email':
      return 'form';
    case 'api':
      return 'told';
    default:
      return 'other';
  }
}

/** Why texts do not reach a number: the gravest reason first, for only one is explained. */
const REASONS = ['reassigned', 'landline', 'unreachable', 'provider_block', 'in_review'] as const;
export type BlockReason = (typeof REASONS)[number];

export const blockedBy = ({ flags }: Pick<State, 'flags'>): BlockReason =>
  REASONS.find((reason) => flags.includes(reason)) ?? 'unreachable';

export interface Change {
  readonly record: string;
  readonly state: IconState;
  readonly previous: IconState;
}

/** What a page that embeds the pop-up is told; null when it would look the same. */
export function changeOf(before: State | undefined, now: State): Change | null {
  if (!before || before.icon.state === now.icon.state) return null;
  return { record: now.record.id, state: now.icon.state, previous: before.icon.state };
}
