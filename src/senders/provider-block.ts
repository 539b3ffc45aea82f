// A provider's block as an act on the one road: found by a refused send or a status callback, kept
// in the inbox.
import { sha256 } from '../digest.js';
import type { InboxEvent } from '../store/inbox.js';

/** The provider's code for "this recipient is blocked for this sender". */
export const PROVIDER_BLOCK = '21610';

/**
 * @param origin what told us: the provider's message id, or our effect's where the call was
 * refused.
 */
export function providerBlockEvent(block: {
  workspace: string;
  contact: string;
  sender: string;
  accountSid: string;
  origin: string;
  receivedAt: Date;
}): InboxEvent {
  const { workspace, contact, sender, accountSid, origin, receivedAt } = block;
  const raw = JSON.stringify({ code: PROVIDER_BLOCK, origin });
  return {
    _id: `${workspace}/twilio/${accountSid}/${origin}/${PROVIDER_BLOCK}`,
    workspace,
    contact,
    type: 'provider_block',
    fence: false,
    intent: 'none',
    sender,
    raw,
    digest: sha256(raw),
    receivedAt,
  };
}
