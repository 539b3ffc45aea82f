// Keywords: whole texts of one or two words, by language, and what each of them means.
// Opt-in words count only as they stand here; everything looser leads to opting out or to review.
import { foldText, wordsOf } from './folding.js';
import { KEYWORDS_ABROAD } from './keywords-abroad.js';
import type { Intent } from './types.js';

/** The words that a provider acts on by itself when one of them is the whole text. */
export const PROVIDER_WORDS: Readonly<Record<string, 'opt_out' | 'opt_in' | 'help'>> = {
  STOP: 'opt_out',
  STOPALL: 'opt_out',
  UNSUBSCRIBE: 'opt_out',
  CANCEL: 'opt_out',
  END: 'opt_out',
  QUIT: 'opt_out',
  REVOKE: 'opt_out',
  OPTOUT: 'opt_out',
  START: 'opt_in',
  YES: 'opt_in',
  UNSTOP: 'opt_in',
  HELP: 'help',
  INFO: 'help',
};

/** One rule: texts that are nothing but one of these, after folding. Each is its own example. */
export interface KeywordRule {
  readonly name: string;
  readonly intent: Exclude<Intent, 'none'>;
  readonly texts: readonly string[];
  /** True for opt-in words that a request's short code may follow. */
  readonly takesToken?: true;
  /** Other words that fold to one of the texts, as they are written. They mean nothing here. */
  readonly otherWords?: readonly string[];
}

export const KEYWORD_RULES: readonly KeywordRule[] = [
  {
    name: 'keyword.en.start',
    intent: 'opt_in',
    takesToken: true,
    texts: ['start', 'unstop', 'join', 'subscribe', 'opt in', 'optin', 'continue', 'resume'],
  },
  // Also an everyday answer: `decide` counts it only where something waits for it.
  { name: 'keyword.en.yes', intent: 'opt_in', texts: ['yes'] },
  { name: 'keyword.en.agree', intent: 'opt_in', texts: ['agree', 'i agree'] },
  {
    name: 'keyword.es.start',
    intent: 'opt_in',
    takesToken: true,
    texts: ['alta', 'inicio', 'iniciar', 'comenzar', 'empezar', 'suscribir', 'unirse'],
  },
  {
    name: 'keyword.fr.start',
    intent: 'opt_in',
    takesToken: true,
    texts: ['commencer', 'demarrer', 'rejoindre', 'abonner'],
  },
  { name: 'keyword.en.help', intent: 'help', texts: ['help', 'info'] },
  { name: 'keyword.es.help', intent: 'help', texts: ['ayuda'] },
  { name: 'keyword.fr.help', intent: 'help', texts: ['aide'] },
  { name: 'keyword.pt.help', intent: 'help', texts: ['ajuda'] },
  { name: 'keyword.de.help', intent: 'help', texts: ['hilfe'] },
  {
    name: 'keyword.en.stop',
    intent: 'opt_out',
    texts: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
  },
  {
    name: 'keyword.en.opt_out',
    intent: 'opt_out',
    texts: ['opt out', 'optedout', 'opted out', 'opt me out', 'optmeout'],
  },
  {
    name: 'keyword.en.stop_variant',
    intent: 'opt_out',
    texts: [
      ...[
        'stop all',
        'stop2quit',
        'stop2optout',
        'stop2end',
        'stop2stop',
        'stop2cancel',
        'stop2unsubscribe',
      ],
      ...['stoptexting', 'stopnow', 'stopplease', 'pleasestop', 'cancelall', 'cancel all'],
      ...['endall', 'end all', 'quitall', 'quit all', 'remove', 'removeme', 'remove all', 'delete'],
      ...['cease', 'desist', 'cease and desist', 'discontinue', 'halt', 'unjoin', 'unenroll'],
      ...['terminate', 'deactivate', 'withdraw', 'dnc', 'td', 'do not call', 'no more', 'nomore'],
    ],
  },
  {
    name: 'keyword.es.stop',
    intent: 'opt_out',
    texts: [
      ...['alto', 'parar', 'pare', 'paren', 'baja', 'cancelar', 'cancela', 'salir', 'detener'],
      ...['detengan', 'detente', 'basta', 'ya basta', 'no mas', 'nomas', 'terminar', 'borrar'],
      ...['eliminar', 'desuscribir', 'desuscribirme', 'desuscribirse', 'dar de baja', 'de baja'],
      ...[
        'desactivar',
        'salirme',
        'anular',
        'fin',
        'remover',
        'quitar',
        'quitame',
        'quitenme',
        'borrame',
      ],
    ],
  },
  {
    name: 'keyword.fr.stop',
    intent: 'opt_out',
    texts: [
      ...['arret', 'arreter', 'arretez', 'arrete', 'desabonner', 'desabonnement', 'desabonne'],
      ...['desabonnez moi', 'me desabonner', 'desinscrire', 'desinscription', 'me desinscrire'],
      ...[
        'annuler',
        'stoppez',
        'stopper',
        'stoppe',
        'resilier',
        'resiliation',
        'suppression',
        'supprimer',
        'retirer',
        'ca suffit',
      ],
    ],
  },
  {
    name: 'keyword.pt.stop',
    intent: 'opt_out',
    texts: [
      ...['parem', 'sair', 'descadastrar', 'descadastre', 'cancelamento', 'desinscrever'],
      ...['chega', 'excluir', 'desativar', 'nao mais', 'nao quero mais', 'encerrar', 'suspender'],
    ],
  },
  ...KEYWORDS_ABROAD,
  // Words that end things in one language and mean something harmless in the same or another.
  {
    name: 'doubt.keyword',
    intent: 'review',
    texts: [
      ...['para', 'spam', 'enough', 'block', 'bloquear', 'nao autorizo', 'no autorizo'],
      ...[
        'blocked',
        'out',
        'off',
        'leave',
        'unwanted',
        'reported',
        'scam',
        'exit',
        'abort',
        'harassment',
        'scammer',
        'scammers',
        'spammer',
        'forget me',
        'never again',
        'stopping',
        'stopped',
        'stoop',
        'removed',
        'removed please',
        '迷惑です',
        'sal',
        'text stop',
        'reply stop',
        'stoptext',
      ],
      // `Red` answers an English question and ends things in Turkish; `acha` is a Hindi `fine`.
      ...['red', 'acha'],
    ],
  },
];

/** What a text means that is nothing but a keyword. */
export interface Keyword {
  readonly intent: Intent;
  readonly rule: string;
  readonly takesToken: boolean;
  readonly otherWords?: readonly string[];
  /** The program whose own word it is, and which it means. */
  readonly program?: string;
}

/**
 * Folded text → its keyword. The first rule that has a word names it: STOP is English, though
 * German `stopp` folds to it.
 */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  KEYWORD_RULES.flatMap(({ name, intent, texts, takesToken, otherWords }) =>
    texts.map((text): [string, Keyword] => [
      wordsOf(foldText(text)).join(' '),
      {
        intent,
        rule: name,
        takesToken: takesToken === true,
        ...(otherWords ? { otherWords } : {}),
      },
    ]),
  ).toReversed(),
);
