// The words of every text that the service sends by itself, as ICU templates by locale.
// A version that was ever shown is immutable: change the words only together with `TEXT_VERSION`.
import type { TemplateName } from './types.js';

/** Version of all templates below; it goes into evidence beside the text as it was shown. */
export const TEXT_VERSION = 3;

/** What is said beside the texts: shown before consent, spoken, or added to a message. */
export type StatementName = 'disclosure' | 'agent_sentence' | 'opt_out_reminder';

/** Locales with a full set; any other falls back to its language and then to the first. */
export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * What is texted is plain GSM-7, worded around the accents that would turn it into the 70-character
 * alphabet, and one segment with the demo brand, the agreement at most two; a test counts them.
 * The statements are shown or spoken and keep every accent.
 */
export const TEMPLATES: Readonly<Record<Locale, Record<TemplateName | StatementName, string>>> = {
  en: {
    opt_in_confirmation:
      "{brand}: you''re in for {program}. {frequency}. Msg & data rates may apply. " +
      'Reply HELP for help, STOP to end.',
    opt_out_confirmation:
      "{brand}: you''re unsubscribed and will get no more texts from us. Text START to come back.",
    help:
      '{brand} {program}: call {supportPhone} or write {supportEmail}. ' +
      'Msg & data rates may apply. Reply STOP to end.',
    agreement:
      '{brand}: reply AGREE to get {program} marketing texts, some automated. {frequency}. ' +
      'Not a condition of purchase. Msg & data rates apply. HELP for help, STOP to end. {shortUrl}',
    disclosure:
      'By {act} you agree to get {program} texts from {brand} at this number, some sent ' +
      'automatically. {frequency}. Msg & data rates may apply. Not a condition of any purchase. ' +
      'Reply HELP for help or STOP to end. Terms: {termsUrl} Privacy: {privacyUrl}',
    agent_sentence:
      '{brand} would like to text you about {topic}, {frequencySpoken}, some sent automatically. ' +
      "To agree, text {keyword} to {senderSpoken}. Your carrier''s rates apply; it''s never a " +
      'condition of buying. Text HELP for help, STOP to end. Terms and privacy: {shortUrl}.',
    opt_out_reminder: 'Reply STOP to opt out.',
  },
  es: {
    opt_in_confirmation:
      '{brand}: suscrito a {program}. {frequency}. Pueden aplicar tarifas de msg y datos. ' +
      'HELP para ayuda, STOP para terminar.',
    opt_out_confirmation:
      '{brand}: cancelaste tus mensajes y ya no recibes nada de nosotros. ' +
      'Manda START para volver.',
    help:
      '{brand} {program}: llama al {supportPhone} o escribe a {supportEmail}. ' +
      'Pueden aplicar tarifas. Responde STOP para terminar.',
    agreement:
      '{brand}: responde AGREE para recibir ofertas de {program}, algunas automatizadas. ' +
      '{frequency}. No es requisito de compra. Aplican tarifas de msg y datos. ' +
      'HELP para ayuda, STOP para terminar. {shortUrl}',
    disclosure:
      'Al {act} aceptas recibir mensajes de {program} de {brand} en este número, algunos ' +
      'enviados automáticamente. {frequency}. Pueden aplicar tarifas de mensajes y datos. ' +
      'Aceptar no es condición de compra. Responde HELP para ayuda o STOP para terminar. ' +
      'Términos: {termsUrl} Privacidad: {privacyUrl}',
    agent_sentence:
      '{brand} quisiera enviarle mensajes sobre {topic}, {frequencySpoken}, algunos automáticos. ' +
      'Para aceptar, envíe {keyword} al {senderSpoken}. Se aplican las tarifas de su operador; nunca ' +
      'es condición de compra. Envíe HELP para ayuda, STOP para terminar. ' +
      'Términos y privacidad: {shortUrl}.',
    opt_out_reminder: 'Responde STOP para salir.',
  },
};
