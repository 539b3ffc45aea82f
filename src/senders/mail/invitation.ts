// An invitation as a mail: the same words as text and as HTML, one button, nothing loaded from
// anywhere. What it may say of the person is the end of a number and nothing else.
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { formatPhone } from '../../phone.js';
import { sha256 } from '../../digest.js';
import type { InvitationText } from '../../store/invitations.js';
import { type Wording, wordingOf } from '../../store/wordings.js';
import type { OptInRequest } from '../../store/requests.js';
import type { Brand, Program } from '../../store/workspaces.js';
import {
  INVITATION_VERSION,
  invitationWords,
  type InvitationWords,
  mailLocaleOf,
} from './invitation-words.js';
import type { OutgoingMail } from './mailer.js';

export interface InvitationMail {
  readonly brand: Brand;
  readonly program: Program;
  readonly request: Pick<OptInRequest, 'expiresAt'>;
  readonly locale: string;
  readonly timezone?: string;
  /** E.164, of the record; only its end is shown. */
  readonly phone?: string;
  readonly confirmUrl: string;
  readonly unsubscribeUrl: string;
}

const templates = new Eta({
  views: fileURLToPath(new URL('.', import.meta.url)),
  cache: true,
  autoTrim: false,
});

/** Digits of the record's number that are shown, in the mail and beside the empty field. */
const ENDING_LENGTH = 2;

export const endingOf = (phone: string): string => phone.slice(-ENDING_LENGTH);

/** What differs from one mail to the next: of the person, and two links of their own. */
interface Personal {
  readonly ending?: string;
  readonly until: string;
  readonly confirmUrl: string;
  readonly unsubscribeUrl: string;
}

type Rendered = Pick<OutgoingMail, 'subject' | 'text' | 'html' | 'locale'>;

export interface InvitationLetter extends Rendered {
  /** Enough to put it together again, letter by letter. */
  readonly evidence: InvitationText;
  /** Kept once for all mails that differ in nothing but the person. */
  readonly wording: Wording;
}

export function invitationMail(invitation: InvitationMail): InvitationLetter {
  const { request, phone, confirmUrl, unsubscribeUrl } = invitation;
  const locale = mailLocaleOf(invitation.locale);
  const ending = phone === undefined ? {} : { ending: endingOf(phone) };
  const until = dayOf(request.expiresAt, locale, invitation.timezone);
  const mail = rendered(invitation, { ...ending, until, confirmUrl, unsubscribeUrl });
  const nameless = rendered(invitation, {
    ...(phone !== undefined && { ending: '{ending}' }),
    ...{ until: '{until}', confirmUrl: '{confirmUrl}', unsubscribeUrl: '{unsubscribeUrl}' },
  });
  const wording = wordingOf('invitation', INVITATION_VERSION, asOneText(nameless));
  const digest = sha256(asOneText(mail));
  const evidence = { version: INVITATION_VERSION, locale, wording: wording.hash, digest };
  return { ...mail, evidence: { ...evidence, ...ending, until }, wording };
}

const asOneText = ({ subject, text, html }: Rendered) => [subject, text, html].join('\n');

function rendered({ brand, program, locale: wanted }: InvitationMail, personal: Personal) {
  const { ending, until, confirmUrl, unsubscribeUrl } = personal;
  const locale = mailLocaleOf(wanted);
  const words = invitationWords(locale, {
    brand: brand.name,
    topic: program.topic,
    frequency: program.frequency,
    ...(ending !== undefined && { ending }),
    until,
  });
  const shown = { ...brand, supportPhone: readable(brand.supportPhone) };
  const values = { locale, words, brand: shown, confirmUrl, unsubscribeUrl };
  const html = templates.render('./invitation', values);
  return { subject: words.subject, text: textOf(values), html, locale };
}

interface Shown {
  readonly words: InvitationWords;
  readonly brand: Brand;
  readonly confirmUrl: string;
  readonly unsubscribeUrl: string;
}

function textOf({ words, brand, confirmUrl, unsubscribeUrl }: Shown): string {
  return [
    words.title,
    `${words.why}\n${words.number} ${words.choice}`,
    `${words.button}:\n${confirmUrl}`,
    `${words.until}\n${words.nothing}`,
    '-- ',
    `${words.because}\n${words.questions} ${brand.supportEmail} ${words.or} ${brand.supportPhone}`,
    `${brand.legalName} · ${brand.postalAddress}`,
    `${words.refuse}:\n${unsubscribeUrl}`,
    '',
  ].join('\n\n');
}

const readable = (phone: string) => (phone.startsWith('+') ? formatPhone(phone) : phone);

function dayOf(at: Date, locale: string, timeZone: string | undefined): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: zone }).format(at);
  try {
    return format(timeZone ?? 'UTC');
  } catch {
    // What the CRM wrote is no time zone that anybody knows.
    return format('UTC');
  }
}
