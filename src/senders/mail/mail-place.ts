// Where mail leaves and whom it comes from, as the settings say. Without a mail server of its own
// the demo hands everything to the simulated inbox.
import type { Config } from '../../config.js';

type MailConfig = Pick<Config, 'smtpUrl' | 'carrier' | 'carrierUrl' | 'mailFrom'>;

const ASK_TIMEOUT_MS = 2_000;

/** True when invitations can leave at all. */
export const canMail = ({ smtpUrl, carrier }: MailConfig): boolean =>
  smtpUrl !== undefined || carrier === 'simulated';

/** What the demo's mail comes from: a name that no mail server answers to. */
const DEMO_FROM = 'invitations@assent.example';

/** The address in MAIL_FROM, with or without a name before it. */
export const senderAddress = ({ mailFrom = DEMO_FROM }: MailConfig): string => addressIn(mailFrom);

/** The bare address of one that may have a name before it. */
export const addressIn = (written: string): string =>
  /<([^<>]+)>\s*$/.exec(written)?.[1] ?? written;

/** @throws when no mail server is set, or the simulated one does not answer. */
export async function mailServerUrl({ smtpUrl, carrier, carrierUrl }: MailConfig): Promise<string> {
  if (smtpUrl !== undefined) return smtpUrl;
  if (carrier !== 'simulated') throw new Error('SMTP_URL is not set');
  const answer = await fetch(`${carrierUrl}/inbox/server`, {
    signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
  });
  const { smtpUrl: simulated } = (await answer.json()) as { smtpUrl?: string };
  if (simulated === undefined) throw new Error('the simulated inbox has no mail server');
  return simulated;
}
