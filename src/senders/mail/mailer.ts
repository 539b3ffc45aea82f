// The seam to whoever carries mail: what the service asks of a mail server, and what it may answer.
// No server's name, reply code or library belongs here.

export interface OutgoingMail {
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Language of the words, for the mail's own header. */
  readonly locale: string;
  /** Where one click ends further mail (RFC 8058); mail to an operator has none. */
  readonly unsubscribeUrl?: string;
}

/** What one transaction came to. `unknown`: the server may or may not have taken the mail. */
export type MailResult =
  | { readonly result: 'accepted' }
  /** Trying again would be refused again. */
  | { readonly result: 'refused'; readonly reason: string; readonly code: string }
  /** The server certainly did not take it; `ours`: nothing is wrong with the address. */
  | { readonly result: 'not_taken'; readonly reason: string; readonly ours: boolean }
  | { readonly result: 'unknown'; readonly reason: string };

export interface Mailer {
  /** One SMTP transaction, made once: whether it is repeated is for the caller to decide. */
  send(mail: OutgoingMail): Promise<MailResult>;
  close(): void;
}
