// The words of the page that ends e-mail, and offers to end texts too, by locale.
import type { MailLocale } from '../../senders/mail/invitation-words.js';

export interface UnsubscribeWords {
  readonly question: {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly note: string;
  };
  readonly done: { readonly title: string; readonly text: string };
  readonly also: { readonly title: string; readonly text: string; readonly button: string };
  readonly texts: { readonly state: string; readonly title: string; readonly text: string };
}

interface Values {
  readonly brand: string;
  /** The sender's number as people read it. */
  readonly phone: string;
}

export function unsubscribeWords(locale: MailLocale, { brand, phone }: Values): UnsubscribeWords {
  if (locale === 'es') {
    return {
      question: {
        title: '¿No quieres más correos?',
        text: `${brand} no volverá a escribirte a esta dirección para preguntar por mensajes de texto.`,
        button: 'No me escriban más',
        note: '¿Abriste esto sin querer? Cierra la página; no cambia nada.',
      },
      done: {
        title: 'Anotado. No te escribiremos más.',
        text: `${brand} ya no te preguntará por correo si puede enviarte mensajes de texto.`,
      },
      also: {
        title: '¿Terminar también los mensajes de texto?',
        text: `Así ${brand} tampoco enviará mensajes al número que tiene de ti.`,
        button: 'Terminar también los mensajes',
      },
      texts: {
        state: 'Sin mensajes',
        title: 'Anotado. Ni correos ni mensajes de texto.',
        text: `${brand} no enviará nada más. Si cambias de idea, envía START al ${phone} desde tu teléfono.`,
      },
    };
  }
  return {
    question: {
      title: 'No more mail about this?',
      text: `${brand} will not write to this address again to ask about text messages.`,
      button: 'Don’t e-mail me again',
      note: 'Opened this by mistake? Close the page; nothing changes.',
    },
    done: {
      title: 'Done. We won’t write again.',
      text: `${brand} will no longer write to this address about text messages.`,
    },
    also: {
      title: 'Stop text messages too?',
      text: `Then ${brand} will not text the number that it has of you either.`,
      button: 'Stop texts too',
    },
    texts: {
      state: 'No texts',
      title: 'Done. No e-mail and no texts.',
      text: `Nothing more is sent from ${brand}. If you change your mind, text START to ${phone} from your phone.`,
    },
  };
}
