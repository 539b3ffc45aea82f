// Every word that the pop-up says, in one place: a page may replace any of them (`element.texts`),
// in another language or in its own. Plain, short, and never more than is known.
import type { Act, BlockReason, Step } from './progress.js';
import type { Asked, Method, State } from './state.js';

type First = string;

export const TEXTS = {
  loading: 'Looking up …',
  failedWord: 'Not available',
  failed: 'The consent service does not answer. Check the connection and try again.',
  notAllowed: 'This page may not ask. Its administrator finds the reason in the browser’s console.',
  tokenOver: 'This page was open for too long. Reload it and go on.',
  reload: 'Reload',
  tryAgain: 'Try again',
  close: 'Close',
  done: 'Done',

  title: (first: First) => `May we text ${first}?`,
  titleOf: {
    ok: (first: First) => `You can text ${first}`,
    stop: (first: First) => `${first} said stop`,
    block: (first: First) => `Texts do not reach ${first}`,
    review: (first: First) => `Did ${first} ask to stop?`,
  },
  noNumber: 'no number on record',

  how: 'How to ask',
  ways: {
    text_to_join: (first: First, { keyword }: Pick<State, 'keyword'>) => ({
      name: 'Text to join',
      short: `Text ${keyword}`,
      what: `${first} texts ${keyword} to your number.`,
      mark: 'easiest',
    }),
    qr: (first: First) => ({
      name: 'QR code',
      short: 'QR code',
      what: `${first} scans your screen and presses send.`,
      mark: '',
    }),
    email: (first: First) => ({
      name: 'E-mail',
      short: 'E-mail',
      what: `${first} opens a form and types their number.`,
      mark: '',
    }),
  } satisfies Record<Method, (first: First, state: Pick<State, 'keyword'>) => object>,
  mayOnlyLook: 'Your role may look, and not ask.',
  consentIs: (first: First) =>
    `Consent is ${first}’s own act. Nothing is sent to ${first} unless you press “Send the mail”.`,
  endedWord: {
    completed: '',
    needs_match: '',
    expired: 'The last request got no answer in time.',
    cancelled: 'The last request was taken back.',
    failed: 'The last request could not be delivered.',
  } satisfies Record<NonNullable<State['ended']>['status'], string>,

  askTo: (first: First) => `Ask ${first} to text`,
  to: 'to',
  withCode: 'There is no number on this record, so the code says who it is.',
  fromAnother: (first: First, words: string) =>
    `From another phone: ${words}. Then you say whether that was ${first}.`,
  youCanSay: 'You can say',
  scriptKept: (version: number) =>
    `These words, version ${version}, are kept as evidence together with who asked.`,
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select the words and copy them',

  scan: 'Scan, then press send.',
  orText: (words: string, number: string) => [`or text `, words, ` to `, number] as const,
  bigger: 'Make bigger',
  printSign: 'Print sign',
  signFailed: 'There is no sign for this program.',

  address: 'E-mail address',
  addressEdited: (first: First) =>
    `You changed the address. So ${first} will also be asked to text from their own phone.`,
  addressMissing: 'There is no address on this record. What you type is kept there.',
  addressWrong: 'Type an address like name@example.com.',
  preview: 'See the mail',
  hidePreview: 'Hide the mail',
  previewFrom: 'From',
  previewSubject: 'Subject',
  send: 'Send the mail',
  sendAgain: 'Send again',
  noMail: {
    no_server: 'No mail server is set up, so nobody can be invited by e-mail.',
    no_address: '',
    unsubscribed: 'This person asked for no more e-mail. Ask another way.',
  },
  mailTo: (to: string) => `To ${to}`,
  steps: {
    sent: 'Sent',
    opened: 'Opened',
    confirmed: 'Confirmed',
  } satisfies Record<Step['name'], string>,
  stepWord: { done: 'done', now: 'in progress', next: 'not yet', failed: 'failed' },
  mailWord: {
    queued: 'On its way',
    retrying: 'The mail server has not taken it yet',
    sent: 'Sent',
    failed: 'It could not be sent',
    unknown: 'Nobody knows whether it arrived',
  } satisfies Record<NonNullable<Asked['mail']>['status'], string>,

  waiting: {
    text_to_join: (first: First) => `Waiting for ${first}’s text`,
    qr: (first: First) => `Waiting for ${first}’s text`,
    email: (first: First) => `Waiting for ${first}’s answer`,
  } satisfies Record<Method, (first: First) => string>,
  openedWord: {
    text_to_join: (first: First) => `Waiting for ${first}’s text`,
    qr: (first: First) => `${first} has opened the page behind the code`,
    email: (first: First) => `${first} has opened the form`,
  } satisfies Record<Method, (first: First) => string>,
  confirming: (first: First) =>
    `${first} has agreed on the form; the text from their own phone is still missing`,
  byItself: (until: string) =>
    `This changes by itself, until ${until}. You can close it and go on.`,
  takeBack: 'Take back',

  act: {
    texted: (first: First, keyword: string) => `${first} texted ${keyword}`,
    scanned: (first: First) => `${first} scanned the code and sent it`,
    form: (first: First) => `${first} agreed on the form`,
    told: (first: First) => `Consent of ${first} was recorded`,
    other: (first: First) => `${first} agreed`,
  } satisfies Record<Act, (first: First, keyword: string) => string>,
  agreed: (act: string, when: string) => `${act}, ${when}. You can text now.`,
  canText: (first: First) => `${first} has agreed. You can text now.`,
  inWriting: 'Agreed with the full wording shown: good for marketing, too.',
  notInWriting: 'Agreed without the wording in writing: good for messages they expect.',
  write: 'Write a text',

  stopped: (how: string, day: string) => `Opted out on ${day}, ${how}.`,
  stopMeans: 'Nothing is sent to this number.',
  wayBack: (first: First) => `Only ${first} can undo that, by texting`,
  wayBackMeans: 'You may ask in person. As soon as the text arrives, this changes by itself.',
  blocked: {
    reassigned: (first: First) =>
      `This number belongs to somebody else by now, so the old consent counts for nothing. Ask ${first} for the new one.`,
    landline: (first: First) => `This number is a landline. Ask ${first} for a mobile number.`,
    unreachable: (first: First) =>
      `The carrier does not deliver to this number. Check it with ${first}, or ask for another one.`,
    provider_block: (first: First) =>
      `The carrier blocks texts to this number since a STOP. Only ${first} can lift that, by texting START from this phone.`,
    in_review: (first: First) =>
      `A text of ${first}’s may mean stop, so nothing but replies is sent until somebody has read it. A STOP or START from this phone settles it, too.`,
  } satisfies Record<BlockReason, (first: First) => string>,

  isThis: (phone: string, when: string, first: First) =>
    [`From `, phone, `, ${when}: is this ${first}?`] as const,
  yes: (first: First) => `Yes, that’s ${first}`,
  yesUse: 'Yes, use this number',
  yesKeep: (phone: string) => `Yes, but keep ${phone}`,
  no: (several: boolean) => (several ? 'No, none of them' : 'No, somebody else'),
  offered: (when: string) =>
    `It sent no code, so we only know the time. If it is somebody else, do nothing: this question goes away ${when}.`,
  fromToken: 'It sent this record’s code from another phone. Whoever it is has agreed for itself.',
};

export type Texts = typeof TEXTS;
