// The text icon: one of five states that a record can be in, always icon, word and colour together.
import type { ConsentView } from '../consent-view.js';
import { sayAgo } from './spoken-time.js';

export type IconState = 'none' | 'wait' | 'ok' | 'stop' | 'block';

export const ICON_WORDS: Readonly<Record<IconState, string>> = {
  none: 'No consent yet',
  wait: 'Asked',
  ok: 'Can text',
  stop: 'Opted out',
  block: "Can't reach",
};

export interface TextIcon {
  readonly state: IconState;
  readonly word: string;
}

/** Flags that stop texts whatever somebody agreed to. */
const BLOCKING = ['provider_block', 'unreachable', 'landline', 'reassigned'];

const isBlocked = ({ flags }: Pick<ConsentView, 'flags'>) =>
  flags.some((flag) => BLOCKING.includes(flag));

export function iconStateOf({ status, flags, openRequest }: ConsentView): IconState {
  // An opt-out is the person's own word and is shown before anything a carrier says.
  if (status === 'opted_out') return 'stop';
  if (isBlocked({ flags })) return 'block';
  // The gate refuses while a doubtful text waits for a person, whatever was agreed to before.
  if (status === 'opted_in') return flags.includes('in_review') ? 'block' : 'ok';
  return status === 'pending' || openRequest ? 'wait' : 'none';
}

export function textIconOf(consent: ConsentView, now: Date): TextIcon {
  const state = iconStateOf(consent);
  if (state === 'block' && !isBlocked(consent)) return { state, word: 'In review' };
  const asked = consent.openRequest?.createdAt;
  const ago = state === 'wait' && asked ? ` · ${sayAgo(new Date(asked), now)}` : '';
  return { state, word: ICON_WORDS[state] + ago };
}
