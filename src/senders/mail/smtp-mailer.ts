// Mail through nodemailer, over SMTP. Says exactly what one transaction came to: a repeat on a
// guess would be a second mail, and a bounce that is repeated harms the sender's name.
import type { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type SendMailOptions } from 'nodemailer';
import type { Mailer, MailResult, OutgoingMail } from './mailer.js';

const CONNECTIONS_MAX = 3;
/** Each wait, and all of them together, end well before the job's lock does. */
const CONNECT_TIMEOUT_MS = 8_000;
const GREETING_TIMEOUT_MS = 8_000;
const SOCKET_TIMEOUT_MS = 15_000;
const SEND_TIMEOUT_MS = 20_000;
/** Servers drop idle connections, some without a word; ours are gone before that. */
const IDLE_TIMEOUT_MS = 20_000;

/**
 * @param urlOf address of the server, asked for when the first mail leaves and again after the
 *   server could not be reached: the simulated one takes a new port with every start.
 */
export function createSmtpMailer({ urlOf }: { urlOf(): Promise<string> }): Mailer {
  let opened: Transport | undefined;

  async function open(): Promise<Transport | MailResult> {
    try {
      return openTransport(await urlOf());
    } catch (error) {
      const reason = `There is no mail server: ${(error as Error).message}`;
      return { result: 'not_taken', reason, ours: true };
    }
  }

  return {
    async send(mail) {
      const transport = opened ?? (await open());
      if ('result' in transport) return transport;
      opened = transport;
      const result = await transport.send(mail);
      if (result.result === 'not_taken' && result.ours) {
        transport.close();
        if (opened === transport) opened = undefined;
      }
      return result;
    },
    close() {
      opened?.close();
      opened = undefined;
    },
  };
}

type Transport = ReturnType<typeof openTransport>;

function openTransport(url: string) {
  const transporter = createTransport({
    ...optionsOf(url),
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    // A transaction that broke off may have gone through; the library would simply make it again.
    maxRequeues: 0,
    idleTimeout: IDLE_TIMEOUT_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: GREETING_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** The bytes of each mail under way: whether any were read tells a lost answer from none. */
  const bodies = new Map<string, Readable>();
  transporter.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (...given) => {
      const body = create(...given);
      bodies.set(String(mail.data.messageId), body);
      return body;
    };
    done();
  });
  return {
    async send(mail: OutgoingMail): Promise<MailResult> {
      try {
        await transporter.sendMail(messageOf(mail));
        return { result: 'accepted' };
      } catch (error) {
        const begun = bodies.get(mail.messageId)?.readableDidRead ?? false;
        return readFailure(error as NodemailerError, begun);
      } finally {
        bodies.delete(mail.messageId);
      }
    },
    close: () => transporter.close(),
  };
}

/** `smtp://user:password@host:port`; parameters of the library are not taken from the address. */
function optionsOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const user = decodeURIComponent(username);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    ...(user && { auth: { user, pass: decodeURIComponent(password) } }),
  };
}

function messageOf(mail: OutgoingMail): SendMailOptions {
  const { messageId, from, replyTo, to, subject, text, html, locale, unsubscribeUrl } = mail;
  return {
    messageId,
    from,
    replyTo,
    to: { name: '', address: to },
    subject,
    text,
    html,
    headers: {
      'Content-Language': locale,
      ...(unsubscribeUrl !== undefined && {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      // No answer of a machine is wanted, least of all "I am on holiday".
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
  };
}

/** Steps at which a refusal is about us, not about the mail or its recipient. */
const OWN_STEPS = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|API)/;

/** @param begun true when bytes of the mail had left: without a reply its fate is unknown. */
function readFailure(error: NodemailerError, begun: boolean): MailResult {
  const { code = 'ESMTP', command = '', responseCode, response, message, permanent } = error;
  // Servers like to repeat the address; whoever reads the reason need not learn it.
  const said = (response ?? message)
    .replace(/\S+@\S+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
  if (responseCode !== undefined) {
    const ours = OWN_STEPS.test(command) || code === 'EAUTH';
    if (permanent && !ours) {
      const reason = `The mail server refused it: ${said}`;
      return { result: 'refused', reason, code: String(responseCode) };
    }
    return { result: 'not_taken', reason: `The mail server said: ${said}`, ours };
  }
  if (code === 'EENVELOPE') {
    return { result: 'refused', reason: 'The address cannot be written to.', code };
  }
  if (begun) return { result: 'unknown', reason: `The connection broke off: ${said}` };
  return { result: 'not_taken', reason: `The mail server cannot be reached: ${said}`, ours: true };
}
