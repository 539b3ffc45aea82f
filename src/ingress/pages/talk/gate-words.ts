// What the gate says, for whoever wants to write: one sentence for each of its reasons, and the
// way out of it. Pure; whether a text may leave is the gate's to say.
import type { GateReason } from '../../../consent/types.js';

/** Reasons that the gate is not asked for: there is nobody to write to, or nobody who may. */
export type OwnReason = 'no_number' | 'no_sender' | 'erased' | 'role';

/** Where a next step leads. The page knows the address of each. */
export type StepTo = 'ask' | 'record' | 'review' | 'reload' | 'operations' | 'settings';

export interface ClosedWords {
  readonly title: string;
  readonly text: string;
  readonly next?: { readonly to: StepTo; readonly label: string };
}

/** What the sentences are filled with. */
export interface SpokenOf {
  /** As the person is called, or "this person". */
  readonly who: string;
  /** Our number, for reading. */
  readonly sender: string;
  readonly program: string;
  /** `12 Mar`: since when it stands, where that is known. */
  readonly since?: string;
  readonly role?: string;
}

type Words = (of: SpokenOf) => ClosedWords;

const ask = { to: 'ask', label: 'Ask for consent' } as const;
const record = { to: 'record', label: 'Open the record' } as const;
const reload = { to: 'reload', label: 'Look again' } as const;

/** Reasons that pass by themselves: a text is taken, and waits. */
const WAITING_REASONS = ['quiet_hours', 'frequency_cap', 'sender_paused'] as const;
type Waiting = (typeof WAITING_REASONS)[number];

export const isWaiting = (reason: string): reason is Waiting =>
  WAITING_REASONS.some((one) => one === reason);

/** Reasons that close the box, each with its way out. */
const CLOSED: Readonly<Record<Exclude<GateReason, Waiting> | OwnReason, Words>> = {
  no_consent: ({ who, program }) => ({
    title: `${sentence(who)} has not agreed to texts yet`,
    text: `Nothing of ${program} may be sent before that. Ask with a word to text, a code to scan or an e-mail.`,
    next: ask,
  }),
  pending: ({ who, sender }) => ({
    title: `One answer from ${possessive(who)} phone is still missing`,
    text: `${sentence(who)} has begun to agree. It is complete when the text that we sent is answered with AGREE, or START is texted to ${sender}.`,
    next: { to: 'ask', label: 'See what is missing' },
  }),
  opted_out: ({ who, sender, since }) => ({
    title: `${sentence(who)} said stop${since === undefined ? '' : ` on ${since}`}`,
    text: `That ends every program, and nobody here can undo it. Only a START from that phone, texted to ${sender}, opens this again.`,
    next: { to: 'record', label: 'See when and how' },
  }),
  opt_out_waiting: ({ who }) => ({
    title: `A stop from ${who} is being recorded`,
    text: 'It has just come in. Nothing leaves from now on, and in a moment it stands here as what it is.',
    next: reload,
  }),
  in_review: ({ who }) => ({
    title: `A text from ${who} may be a stop`,
    text: 'Nothing leaves until somebody has read it and said what it means.',
    next: { to: 'review', label: 'Read it and decide' },
  }),
  written_consent_required: ({ who, program }) => ({
    title: `${program} needs consent in writing`,
    text: `It is marketing, and ${who} has agreed without seeing the wording. A code or an e-mail shows it.`,
    next: { to: 'ask', label: 'Ask in writing' },
  }),
  consent_expired: ({ who, program }) => ({
    title: `${sentence(possessive(who))} consent has run out`,
    text: `It was given for a time, and that is over for ${program}. Ask again; a new START is enough.`,
    next: { to: 'ask', label: 'Ask again' },
  }),
  provider_block: ({ who, sender }) => ({
    title: 'The carrier blocks texts to this number',
    text: `A STOP to ${sender} was taken by the carrier itself. Only a START from ${possessive(who)} phone, texted to ${sender}, lifts it.`,
    next: record,
  }),
  unreachable: ({ who }) => ({
    title: 'Texts to this number do not arrive',
    text: `It is not in use, or has been switched off for long. Call ${who} and ask for one that works; your CRM sends it as the record’s phone.`,
    next: record,
  }),
  landline: ({ who }) => ({
    title: 'This number is a landline',
    text: `It cannot get texts. Ask ${who} for a mobile number; your CRM sends it as the record’s phone.`,
    next: record,
  }),
  reassigned: ({ who, sender }) => ({
    title: 'This number belongs to somebody else now',
    text: `What ${who} agreed to does not count for the new holder, who can agree by texting START to ${sender}. Ask ${who} for the new number.`,
    next: record,
  }),
  cannot_read: () => ({
    title: 'Consent cannot be read right now',
    text: 'The database does not answer, so nothing is sent. What you wrote stays here; try again in a few seconds.',
    next: reload,
  }),
  no_number: ({ who }) => ({
    title: `There is no number for ${who}`,
    text: 'Your CRM sends one as the record’s phone. Or ask with a code: whoever scans it brings the number along.',
    next: ask,
  }),
  no_sender: () => ({
    title: 'There is no number to send from yet',
    text: 'An admin adds one in the settings, with the provider’s account that it belongs to.',
    next: { to: 'settings', label: 'To the settings' },
  }),
  erased: () => ({
    title: 'Personal data was erased',
    text: 'The number is not known any more, and texts to it are still refused. What was proven stays proven.',
  }),
  role: ({ role = 'a visitor' }) => ({
    title: 'You can read here, and not write',
    text: `You are signed in as ${role}. Sending texts takes an agent or an admin.`,
  }),
};

/** Why the box is closed, and what opens it. */
export function closedWords(reason: keyof typeof CLOSED, of: SpokenOf): ClosedWords {
  return CLOSED[reason](of);
}

/** When a text that waits may leave, in the words of clocks. */
export interface Moments {
  /** What clocks show there now: `9:40 PM`, `between 7:40 PM and 9:40 PM`. */
  readonly there: string;
  /** What they show when it leaves: `at 8:00 AM`, `on 12 Mar at 8:00 AM`. */
  readonly leaves: string;
}

type Notice = (of: SpokenOf, moments: Moments | undefined) => ClosedWords;

const NOTICES: Readonly<Record<Waiting, Notice>> = {
  quiet_hours: (_of, moments) => ({
    title: moments
      ? `It is ${moments.there} there; this will leave ${moments.leaves}`
      : 'It is too early or too late there; this will leave when it may',
    text: 'Marketing keeps quiet hours. An answer within 15 minutes of their own text may leave at once.',
  }),
  frequency_cap: ({ who, program }, moments) => ({
    title: moments
      ? `Enough texts for now; this will leave ${moments.leaves} there`
      : 'Enough texts for now; this will leave when there is room again',
    text: `${sentence(who)} has had as many texts as ${program} promises.`,
  }),
  sender_paused: ({ sender }) => ({
    title: `Sending from ${sender} is paused`,
    text: 'What you write waits, and leaves when an operator lets sending go on.',
    next: { to: 'operations', label: 'To operations' },
  }),
};

/** Said above an open box whose text will wait. */
export function waitingWords(reason: Waiting, of: SpokenOf, moments?: Moments): ClosedWords {
  return NOTICES[reason](of, moments);
}

/** The gate's reasons as they are said under a text that was not sent or is held. */
const SHORT: Readonly<Record<GateReason, string>> = {
  no_consent: 'there was no consent',
  pending: 'an answer from their phone was missing',
  opted_out: 'they had said stop',
  opt_out_waiting: 'a stop was just coming in',
  in_review: 'a text of theirs may be a stop and has to be read first',
  written_consent_required: 'consent in writing was missing',
  consent_expired: 'the consent had run out',
  provider_block: 'the carrier blocks texts to this number',
  unreachable: 'texts to this number do not arrive',
  landline: 'the number is a landline',
  reassigned: 'the number belongs to somebody else now',
  quiet_hours: 'quiet hours',
  frequency_cap: 'enough texts for now',
  sender_paused: 'sending is paused',
  cannot_read: 'consent could not be read',
};

/** @param reason the gate's, or words of whoever else refused it. */
export function shortReason(reason: string): string {
  return Object.hasOwn(SHORT, reason)
    ? SHORT[reason as GateReason]
    : reason.replaceAll('_', ' ').replace(/\.$/, '');
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const possessive = (who: string) => `${who}’s`;
