// From a text to the events that are kept of it: whose it is, how it reads, whether it raises a
// fence. Nothing is stored here and nothing is decided.
import { sha256 } from '../digest.js';
import { classify } from '../consent/classify.js';
import { withProvider } from '../consent/provider-reading.js';
import { normaliseSender } from '../phone.js';
import type { InboxEvent } from '../store/inbox.js';
import type { Sender } from '../store/senders.js';
import type { Store } from '../store/store.js';
import { type InboundText, textEventId } from './dialect.js';
import { dialect } from './providers.js';

/** Stands for "no workspace": texts to a number that nobody has, kept for an operator. */
export const NOBODY = '-';

export interface InboundEventsDeps {
  readonly store: Pick<Store, 'people' | 'clock' | 'workspaces'>;
}

/**
 * The events of one text.
 * @param sender the sender that was texted, or `null` for a number of the account that we do not
 *   know:
 *   then an opt-out counts in every workspace of the account, and anything else is kept for an
 * operator.
 */
export async function inboundEvents(
  { store }: InboundEventsDeps,
  text: InboundText,
  raw: string,
  to: { sender: Sender | null; workspaces: readonly string[] },
): Promise<InboxEvent[]> {
  const settings = to.sender && (await store.workspaces.get(to.sender.workspace));
  const reading = classify(text.body, settings?.ownWords);
  const { intent } = withProvider(reading, text.optOutType);
  const fence = intent === 'opt_out' || intent === 'review';
  const common = {
    type: 'text',
    intent,
    raw,
    digest: sha256(raw),
    receivedAt: store.clock.now(),
    sender: to.sender?.number ?? text.to,
  } as const;
  const eventOf = async (workspace: string): Promise<InboxEvent> => ({
    ...common,
    _id: textEventId(workspace, dialect, text),
    workspace,
    contact: await store.people.contactOf(workspace, normaliseSender(text.from)),
    fence,
  });

  if (to.sender) return [await eventOf(to.sender.workspace)];
  if (intent === 'opt_out' && to.workspaces.length > 0) {
    return Promise.all(to.workspaces.map(eventOf));
  }
  return [
    {
      ...common,
      _id: textEventId(NOBODY, dialect, text),
      workspace: NOBODY,
      contact: NOBODY,
      fence: false,
      state: 'set_aside',
      reason: 'it was sent to a number that is no sender of ours',
    },
  ];
}
