// The words of the form behind an invitation and of the pages after it, by locale. What the box
// says is the disclosure of the request; it is not made here.
import type { TypedFault } from '../../phone.js';
import type { MailLocale } from '../../senders/mail/invitation-words.js';

export interface ConfirmValues {
  readonly brand: string;
  readonly program: string;
  readonly topic: string;
  readonly frequency: string;
  /** The sender's number as people read it. */
  readonly phone: string;
}

type EndStatus = 'used' | 'expired' | 'cancelled' | 'failed';

export interface ConfirmWords {
  readonly title: string;
  readonly why: string;
  readonly field: string;
  /** Before the last digits of the number on record. */
  readonly ending: string;
  readonly button: string;
  readonly refuse: string;
  readonly faults: Readonly<Record<TypedFault | 'unticked' | 'stale', string>>;
  readonly waiting: { readonly title: string; readonly text: string; readonly note: string };
  readonly done: {
    readonly state: string;
    readonly title: string;
    readonly text: string;
    readonly stop: string;
  };
  readonly step: {
    readonly title: string;
    readonly why: string;
    readonly button: string;
    readonly opens: string;
    readonly code: string;
    readonly byHand: readonly [string, string];
    readonly note: string;
    readonly look: string;
  };
  readonly ended: Readonly<Record<EndStatus, { readonly title: string; readonly text: string }>>;
  readonly otherWays: string;
  readonly frame: {
    readonly questions: string;
    readonly about: string;
    readonly terms: string;
    readonly privacy: string;
  };
}

export function confirmWords(locale: MailLocale, values: ConfirmValues): ConfirmWords {
  return locale === 'es' ? spanish(values) : english(values);
}

const trim = (text: string) => text.replace(/\.$/, '');

function english({ brand, program, topic, frequency, phone }: ConfirmValues): ConfirmWords {
  return {
    title: 'May we text you?',
    why: `About ${topic}. ${trim(frequency)}. You can stop at any time by texting STOP.`,
    field: 'Your mobile number',
    ending: 'ending',
    button: 'Yes, text me',
    refuse: 'No thanks, and don’t e-mail me about this again',
    faults: {
      missing: 'Type the mobile number that we may text.',
      invalid: 'This is no phone number as it stands. Check the digits: area code and seven more.',
      foreign: `${brand} texts numbers in its own country only. Type one that begins like ${phone}.`,
      landline: 'This is a landline, which gets no texts. Type your mobile number.',
      service: 'This number gets no texts. Type your mobile number.',
      unticked: 'Tick the box if you agree. Without it, nothing is texted.',
      stale: 'This page was open for a long time. Look it over and send it once more.',
    },
    waiting: {
      title: 'One moment',
      text: 'Your answer has arrived and is being written down.',
      note: 'This page changes by itself.',
    },
    done: {
      state: 'You said yes',
      title: 'Thank you. You’re in.',
      text: `${brand} may now text you about ${topic}. ${trim(frequency)}. A first text is on its way.`,
      stop: `To end it, reply STOP to any text, or text STOP to ${phone}. For help, reply HELP.`,
    },
    step: {
      title: 'One last step, from that phone',
      why: 'So that nobody can sign you up but you, the number you typed has to say yes itself.',
      button: 'Open my messages',
      opens: 'Your messages open with the text in place. Sending it is your yes.',
      code: 'Point the phone’s camera at this code, then send the text that opens.',
      byHand: ['By hand: text', 'to'],
      note: 'Waiting for your text. This page changes by itself.',
      look: 'I have sent it: look whether it arrived',
    },
    ended: {
      used: {
        title: 'You have answered already',
        text: `Nothing more to do here. To end the texts, reply STOP to any of them, or text STOP to ${phone}.`,
      },
      expired: {
        title: 'This link has run out',
        text: `You agreed to nothing. To get ${program} texts after all, ask ${brand} for a new e-mail, or text START to ${phone} from your phone.`,
      },
      cancelled: {
        title: 'This question was taken back',
        text: `${brand} no longer asks, and you agreed to nothing. To get texts after all, text START to ${phone} from your phone.`,
      },
      failed: {
        title: 'This link no longer works',
        text: `You agreed to nothing. To get texts after all, ask ${brand} for a new e-mail, or text START to ${phone} from your phone.`,
      },
    },
    otherWays: 'See the other ways',
    frame: {
      questions: 'Questions?',
      about: 'About these texts',
      terms: 'Terms',
      privacy: 'Privacy',
    },
  };
}

function spanish({ brand, program, topic, frequency, phone }: ConfirmValues): ConfirmWords {
  return {
    title: '¿Podemos enviarte mensajes?',
    why: `Sobre: ${topic}. ${trim(frequency)}. Puedes terminar cuando quieras respondiendo STOP.`,
    field: 'Tu número de celular',
    ending: 'terminado en',
    button: 'Sí, quiero mensajes',
    refuse: 'No, gracias, y no me escriban más sobre esto',
    faults: {
      missing: 'Escribe el número de celular al que podemos enviar mensajes.',
      invalid: 'Así no es un número de teléfono. Revisa los dígitos: código de área y siete más.',
      foreign: `${brand} solo envía mensajes a números de su propio país. Escribe uno que empiece como ${phone}.`,
      landline: 'Es un teléfono fijo y no recibe mensajes. Escribe tu celular.',
      service: 'Este número no recibe mensajes. Escribe tu celular.',
      unticked: 'Marca la casilla si aceptas. Sin ella no se envía nada.',
      stale: 'Esta página estuvo abierta mucho tiempo. Revísala y envíala otra vez.',
    },
    waiting: {
      title: 'Un momento',
      text: 'Tu respuesta llegó y se está anotando.',
      note: 'Esta página cambia sola.',
    },
    done: {
      state: 'Aceptaste',
      title: 'Gracias. Ya está.',
      text: `${brand} ya puede enviarte mensajes sobre: ${topic}. ${trim(frequency)}. El primero va en camino.`,
      stop: `Para terminar, responde STOP a cualquier mensaje o envía STOP al ${phone}. Para ayuda, responde HELP.`,
    },
    step: {
      title: 'Un último paso, desde ese teléfono',
      why: 'Para que nadie más que tú pueda inscribirte, el número que escribiste tiene que aceptar.',
      button: 'Abrir mis mensajes',
      opens: 'Se abren tus mensajes con el texto listo. Enviarlo es tu sí.',
      code: 'Apunta la cámara del teléfono a este código y envía el mensaje que se abre.',
      byHand: ['A mano: envía', 'al'],
      note: 'Esperando tu mensaje. Esta página cambia sola.',
      look: 'Ya lo envié: ver si llegó',
    },
    ended: {
      used: {
        title: 'Ya respondiste',
        text: `No tienes que hacer nada más. Para terminar, responde STOP a cualquier mensaje o envía STOP al ${phone}.`,
      },
      expired: {
        title: 'Este enlace venció',
        text: `No aceptaste nada. Para recibir mensajes de ${program}, pide a ${brand} otro correo o envía START al ${phone} desde tu teléfono.`,
      },
      cancelled: {
        title: 'Esta pregunta se retiró',
        text: `${brand} ya no pregunta y no aceptaste nada. Para recibir mensajes, envía START al ${phone} desde tu teléfono.`,
      },
      failed: {
        title: 'Este enlace ya no funciona',
        text: `No aceptaste nada. Para recibir mensajes, pide a ${brand} otro correo o envía START al ${phone} desde tu teléfono.`,
      },
    },
    otherWays: 'Ver otras maneras',
    frame: {
      questions: '¿Preguntas?',
      about: 'Sobre estos mensajes',
      terms: 'Términos',
      privacy: 'Privacidad',
    },
  };
}
