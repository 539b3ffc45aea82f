// The words of an invitation, by locale. Plain and short: somebody who never heard of us decides in
// five seconds whether to trust it. What is promised here is what the form behind the link says.

/**
 * Version of these words and of the HTML around them. Change either only together with it: a test
 * holds both to it.
 */
export const INVITATION_VERSION = 1;

export interface InvitationValues {
  readonly brand: string;
  /** "your window quote and appointment". */
  readonly topic: string;
  readonly frequency: string;
  /** The last two digits of the number on record; absent while there is none. */
  readonly ending?: string;
  /** Until when the link works, as a day. */
  readonly until: string;
}

export interface InvitationWords {
  readonly subject: string;
  /** What mailboxes show beside the subject. */
  readonly preview: string;
  readonly title: string;
  readonly why: string;
  readonly choice: string;
  readonly number: string;
  readonly button: string;
  readonly otherwise: string;
  readonly until: string;
  readonly nothing: string;
  readonly because: string;
  readonly questions: string;
  readonly or: string;
  readonly refuse: string;
}

export const MAIL_LOCALES = ['en', 'es'] as const;
export type MailLocale = (typeof MAIL_LOCALES)[number];

/** The nearest locale that there are words in: `es-MX` → `es`, else the first. */
export function mailLocaleOf(wanted: string | undefined): MailLocale {
  const language = wanted?.toLowerCase().split(/[-_]/)[0];
  return MAIL_LOCALES.find((locale) => locale === language) ?? MAIL_LOCALES[0];
}

export function invitationWords(locale: MailLocale, values: InvitationValues): InvitationWords {
  return locale === 'es' ? spanish(values) : english(values);
}

function english({ brand, topic, frequency, ending, until }: InvitationValues): InvitationWords {
  const number = ending === undefined ? 'the number you choose' : `the number ending ${ending}`;
  return {
    subject: `May ${brand} text you?`,
    preview: `About ${topic}. Nothing is texted unless you say yes.`,
    title: 'May we text you?',
    why: `${brand} would like to text you about ${topic}. ${sentence(frequency)}`,
    choice: 'Nothing is texted unless you say yes, and you can stop at any time by texting STOP.',
    number: `Texts would go to ${number}.`,
    button: 'See the form and decide',
    otherwise: 'If the button does not work, open this address:',
    until: `The link is yours alone, please do not pass it on. It works until ${until}.`,
    nothing: 'Not interested? You need not do anything.',
    because: `You get this e-mail because ${brand} has your address on record.`,
    questions: 'Questions?',
    or: 'or',
    refuse: 'Don’t e-mail me about this again',
  };
}

function spanish({ brand, topic, frequency, ending, until }: InvitationValues): InvitationWords {
  const number = ending === undefined ? 'al número que elijas' : `al número terminado en ${ending}`;
  return {
    subject: `¿Puede ${brand} enviarte mensajes de texto?`,
    preview: `Sobre: ${topic}. No se envía nada si no aceptas.`,
    title: '¿Podemos enviarte mensajes?',
    why: `${brand} quisiera enviarte mensajes de texto sobre: ${topic}. ${sentence(frequency)}`,
    choice: 'No se envía nada si no aceptas, y puedes terminar cuando quieras respondiendo STOP.',
    number: `Los mensajes irían ${number}.`,
    button: 'Ver el formulario y decidir',
    otherwise: 'Si el botón no funciona, abre esta dirección:',
    until: `El enlace es solo para ti, no lo compartas. Funciona hasta el ${until}.`,
    nothing: '¿No te interesa? No tienes que hacer nada.',
    because: `Recibes este correo porque ${brand} tiene tu dirección.`,
    questions: '¿Preguntas?',
    or: 'o',
    refuse: 'No me escriban más sobre esto',
  };
}

const sentence = (text: string) => (text === '' ? '' : `${text.replace(/\.$/, '')}.`);
