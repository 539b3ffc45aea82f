// What a provider's refusal or status says of a number, as an act on the one road: its own block, a
// landline, a handset out of reach. None of them is an opt-out; what follows the rules decide.
import type { Flag } from '../consent/types.js';
import { actEvent } from '../store/act-events.js';
import type { InboxEvent } from '../store/inbox.js';

export interface ProviderReport {
  /** Its name. */
  readonly provider: string;
  readonly workspace: string;
  readonly contact: string;
  /** The number of ours that it concerns, where it concerns one. */
  readonly sender?: string;
  readonly accountSid: string;
  /** What told us: the provider's message id, or our effect's where the call was refused. */
  readonly origin: string;
  /** The provider's code, or its word for a status. */
  readonly code: string;
  readonly flag: Extract<Flag, 'provider_block' | 'unreachable' | 'landline' | 'reassigned'>;
  /** False takes an earlier report back. */
  readonly raised: boolean;
  readonly receivedAt: Date;
}

export function reportEvent(report: ProviderReport): InboxEvent {
  const { workspace, contact, sender, provider, accountSid, code } = report;
  const { flag, raised, receivedAt } = report;
  const act = {
    ...{ workspace, contact, receivedAt },
    ...(sender === undefined ? {} : { sender }),
    origin: `${provider}/${accountSid}/${report.origin}/${code}`,
    intent: 'none',
  } as const;
  const { origin } = report;
  if (flag === 'provider_block') {
    return actEvent({ ...act, type: 'provider_block', told: { code, origin } });
  }
  return actEvent({ ...act, type: 'flag', told: { flag, raised, code, origin } });
}
