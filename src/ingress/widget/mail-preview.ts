// The mail that an invitation would be, for whoever is about to send it. Its links are named and
// not there: they are made for the person alone, when it leaves.
import type { Config } from '../../config.js';
import { invitationMail } from '../../senders/mail/invitation.js';
import { senderAddress } from '../../senders/mail/mail-place.js';
import type { Store } from '../../store/store.js';
import { choose, workspaceOf } from '../choices.js';
import type { MailPreview } from './state-shape.js';

export interface MailPreviewDeps {
  readonly store: Pick<Store, 'clock' | 'records' | 'requests' | 'workspaces'>;
  readonly config: Pick<Config, 'smtpUrl' | 'carrier' | 'carrierUrl' | 'mailFrom'>;
}

/** @returns null when the workspace has no such record. */
export async function mailPreviewOf(
  { store, config }: MailPreviewDeps,
  workspace: string,
  externalId: string,
): Promise<MailPreview | null> {
  const record = await store.records.get(workspace, externalId);
  if (!record) return null;
  const settings = await workspaceOf(store, workspace);
  const { brand } = settings;
  const { program } = choose(settings, {});
  const { subject, text } = invitationMail({
    ...{ brand, program, locale: record.locale ?? 'en' },
    request: { expiresAt: store.requests.endOfOneOpenedAt(store.clock.now()) },
    confirmUrl: '[a link of their own to the form]',
    unsubscribeUrl: '[a link of their own]',
    ...(record.timezone !== undefined && { timezone: record.timezone }),
    ...(record.phone !== undefined && { phone: record.phone }),
  });
  return {
    from: `${brand.name} <${senderAddress(config)}>`,
    ...(record.email !== undefined && { to: record.email }),
    ...{ subject, text },
  };
}
