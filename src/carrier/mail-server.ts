// The mail end of the carrier: takes any e-mail over SMTP on loopback and puts it in the inbox.
// No passwords, no relaying: what arrives here goes nowhere else.
import { callbackify } from 'node:util';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Logger } from 'pino';
import { newId } from '../ids.js';
import { linksIn } from './mail-links.js';
import type { State } from './state.js';
import type { Stats } from './stats.js';

const MAIL_BYTES_MAX = 10 * 1024 * 1024;

export interface MailServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface MailServerDeps {
  readonly state: State;
  readonly stats: Stats;
  readonly log: Logger;
}

/** Listens on a free loopback port. */
export async function startMailServer(deps: MailServerDeps): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    closeTimeout: 1_000,
    onData: callbackify((stream: SMTPServerDataStream, session: SMTPServerSession) =>
      receive(deps, stream, session),
    ),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.on('error', (error) => deps.log.warn({ err: error }, 'A mail connection failed.'));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('SMTP has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** One mail a recipient, as each of them would find it. */
async function receive(
  { state, stats }: MailServerDeps,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) {
    throw Object.assign(new Error('The mail is too large'), { responseCode: 552 });
  }
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const { html = '', text = '', messageId } = mail;
  const unsubscribeUrl = oneClickUrl(mail);
  for (const recipient of session.envelope.rcptTo) {
    stats.mail.received += 1;
    await state.addMail({
      id: newId('mail'),
      to: recipient.address,
      from: mail.from?.address ?? (session.envelope.mailFrom || { address: '' }).address,
      subject: mail.subject ?? '',
      text,
      html,
      links: linksIn(html, text),
      ...(messageId && { messageId }),
      ...(unsubscribeUrl && { unsubscribeUrl }),
      at: Date.now(),
    });
  }
}

/** The address of its List-Unsubscribe header, where the mail promises that one POST is enough. */
function oneClickUrl({ headers }: Email): string | undefined {
  const valueOf = (name: string) => headers.find(({ key }) => key === name)?.value ?? '';
  if (!/^List-Unsubscribe=One-Click$/i.test(valueOf('list-unsubscribe-post').trim()))
    return undefined;
  return /<(https?:[^>]+)>/i.exec(valueOf('list-unsubscribe'))?.[1];
}
