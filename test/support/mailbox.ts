// A mail server that keeps what it takes, and refuses, drops or hangs when a test says so.
import type { Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from './until.js';

/** How the next transactions go; `accept` again after `times`. */
export type MailFault =
  | { readonly at: 'recipient' | 'data'; readonly code: number; readonly says: string }
  /** The mail is taken, and the connection ends before anybody is told. */
  | { readonly at: 'answer' };

export interface Mailbox {
  readonly url: string;
  /** Everything taken, oldest first. */
  readonly mails: readonly Email[];
  /** Transactions begun, refused ones among them. */
  transactions(): number;
  fail(fault: MailFault | undefined): void;
  /** The n-th mail to an address, once it is there. */
  mailTo(address: string, count?: number): Promise<Email>;
  mailsTo(address: string): Email[];
  close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const mails: Email[] = [];
  const sockets = new Set<Socket>();
  let fault: MailFault | undefined;
  let transactions = 0;
  const refuse = (code: number, says: string) =>
    Object.assign(new Error(says), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onRcptTo(_address, _session, done) {
      transactions += 1;
      done(fault?.at === 'recipient' ? refuse(fault.code, fault.says) : null);
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (fault?.at === 'data') return done(refuse(fault.code, fault.says));
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          if (fault?.at === 'answer') return sockets.forEach((socket) => socket.destroy());
          done(null);
        });
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // A connection that a test broke off is what was wanted.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as { port: number };
  const mailsTo = (address: string) =>
    mails.filter(({ to }) => to?.some((one) => one.address === address));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    transactions: () => transactions,
    fail(next) {
      fault = next;
    },
    mailsTo,
    mailTo: (address, count = 1) =>
      until(`mail ${count} to ${address}`, () => mailsTo(address)[count - 1], {
        timeoutMs: 30_000,
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
