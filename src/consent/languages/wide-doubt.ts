// The widest doubts: a verb that ends or refuses something, and within the same few words what is
// sent or who is reached. Asked last of all; each hit goes to a person.
import type { PhraseRule } from '../phrase-rule.js';

export const ENGLISH_WIDE: readonly PhraseRule[] = [
  {
    name: 'ending_near_messages',
    intent: 'review',
    says: [
      '(stop | quit | cease | desist | unsubscribe | refuse | opt out) (_ | ;){0,5} ' +
        '(<message_noun> | texting | this number | my number | our number | this phone | my ' +
        'phone | your list | this list | contacting | messaging)',
      '(remove | removed | removal | delete | deleted | erase | erased) (_ | ;){0,5} (this ' +
        'number | my number | our number | this phone | your list | this list)',
      '(<message_noun> | my number | this number | our number) (_ | ;){0,5} (to stop | must ' +
        'stop | should stop | cease | quit | removed | deleted | erased | unauthorized | not ' +
        'authorized | no longer wanted)',
      '(want | ask | asked | asking | demand | request | like | told | any way | way) ' +
        '(_ | ;){0,5} (to stop | be removed | be deleted | removal | removed | unsubscribe | be ' +
        'taken off)',
      '(asked | told) to (stop | quit | cease)',
      '(can | could | would | will | wont) (<you>) (guys | people | all | please | just){0,3} ' +
        '(stop | quit it | cease) $',
      '(turn | shut) (this | these | it) off $',
      'go (text | bother | message | bug) (someone | somebody | another | people)',
      '(this is | its) (a | my) (fax | business | landline | office | hotel | work) (line | fax ' +
        '| phone | number) $',
      '(isnt | is not | not | no longer) (at | on | with) this number',
      '(this is | its) my (number | phone) now',
    ],
    unlessAfter:
      '<negated> | <subject> | <other_person_to> | the | bus | you | did you | full | last | ' +
      'next | my | should i | can i | my friend | friend said',
    unlessBefore:
      'and (use | send | text) | (of | on) (the | my) | lol | haha | from (her | him | my | the)',
    examples: ['unsubscribe every one of these numbers off your list', 'my number is unauthorized'],
    nearMisses: ['remove the second item', 'the train stops before you text'],
  },
];

/** Whole texts that say no more than this, and could be about much else in a longer one. */
export const ENGLISH_BRIEF: readonly PhraseRule[] = [
  {
    name: 'brief_refusal',
    intent: 'review',
    says: [
      '^^ (please | just | ok | hey){0,2} (go away | leave | back off) (and | now | please){0,2} ' +
        '(stop | quit | cease) (please | now){0,2} $$',
      '^^ (can | could | would | will) <you> (please | just | kindly){0,2} (stop | quit | cease) ' +
        '(please | now){0,2} $$',
      '^^ (this | that | this is | thats | its | sorry | hi){0,2} (not | isnt | is not) my ' +
        '(number | phone | name) (sorry | anymore)? $$',
      '^^ please? (remove | delete | erase | drop) # (#){0,3} (please | now)? $$',
      '(texting | contacting | messaging | bothering) <me> (is | isnt | was) (not | never | no ' +
        'longer)? (welcome | unwelcome | wanted | unwanted | ok | okay | allowed | appreciated)',
      '(these | your | the) (texts | messages | text | message) (are | is) (so | very | really ' +
        '| getting | too | just | all){0,2} (annoying | unwanted | unwelcome | a nuisance | spam ' +
        '| harassment | too much)',
      'discontinue (_){0,3} (this number | my number | our number | <message_noun>)',
    ],
    examples: [
      'please go away and stop',
      'would you please quit',
      'not my number',
      'remove 602-555-0199',
      'texting me is not welcome',
      'these texts are annoying',
      'discontinue service to this number',
    ],
    nearMisses: [
      'it is not my number one choice',
      'would you please quit by noon',
      'remove 2 chairs',
    ],
  },
];

export const SPANISH_WIDE: readonly PhraseRule[] = [
  {
    name: 'ending_near_messages',
    intent: 'review',
    says: [
      '(no | ya no | dejen de | deja de | deje de | paren | pare | basta | alto | stop | nunca ' +
        '| jamas | cansad~ | hart~ | demasiad~ | agradeceria | ruego) (_ | ;){0,4} (mensaje | ' +
        'mensajes | textos | sms | publicidad | spam | escriban | escriba | escribas | ' +
        'contacten | contacte | molesten | moleste | insistan)',
      '(borr~ | quit~ | elimin~ | sac~ | saq~ | desactiv~ | remov~ | retir~ | cancel~) (_ | ' +
        ';){0,4} (mi numero | este numero | mi telefono | mi nombre | mis datos | la lista | su ' +
        'lista | esta lista | los mensajes | todo)',
      '(mal | otro) numero $',
      '(se | te) (equivoc~) ($ | de)',
      '(tiene | tienen | tienes | es | con) el numero (equivocado | incorrecto | mal)',
      '(dueño | dueña | persona | señor | señora | titular) (_){0,5} (falleci~ | murio | cambio)',
      '(cambio | cambiaron) de (numero | telefono | celular)',
      '^^ (larguense | largate | fuera | vayanse | no jodan | ya no | ya basta | cancela todo | ' +
        'cancelen todo) (ya | por favor)? $$',
    ],
    unlessAfter: 'no | por que | si | ella | el | cuando | yo | me | hay',
    unlessWith: 'llego | llegan | llegaron | llega | recibi | recibio | tengo mensajes',
    unlessBefore: 'todavia | aun | hasta | antes | del pedido | de la (cita | orden)',
    examples: ['les agradecería que no me escriban', 'mal número', 'desactiven mi número'],
    nearMisses: ['mi número es otro', 'borra el pedido'],
  },
];

export const FRENCH_WIDE: readonly PhraseRule[] = [
  {
    name: 'ending_near_messages',
    intent: 'review',
    says: [
      '(ne | n | non | plus | pas | arret~ | cess~ | stop | assez | marre | inutile | trop | ' +
        'jamais | refus~ | halte) (_ | ;){0,4} (messages | sms | textos | pubs | contacter | ' +
        'recontact~ | mecri~ | relancer | ecrire | harcel~ | demarch~)',
      '(suppr~ | retir~ | enlev~ | effac~ | desinscr~ | desabonn~ | oter | rayer) (_ | ;){0,4} ' +
        '(numero | coordonnees | nom | donnees | liste | listes | fichier | fichiers | base)',
      '(demande | exige | souhaite | veux) (_){0,2} (suppression | retrait | desinscription | ' +
        'retire | supprime | efface)',
      '(pas | plus) (le | la)? (bon | bonne) (personne | numero | destinataire)',
      '(a | ont) change (de | son) numero',
      '(numero | telephone | portable) (est | appartient) (celui | a | maintenant) (de | ma | ' +
        'mon | un | une | a | quelquun)',
      '(titulaire | proprietaire | abonne | personne) (_){0,4} (decede~ | mort | morte)',
      '(jen ai | en) (_){0,1} (assez | marre | ras le bol)',
      '(ai | jai) (_){0,2} dit (non | stop | arret~)',
      '^^ (ninsist~) (pas | plus | svp | merci){0,2} $$',
    ],
    unlessAfter: 'il | elle | ils | elles | pourquoi | tu | si | on | nous | jai recu',
    unlessWith: 'recois | recu | recus | recoit | arrivent',
    unlessBefore: 'encore | avant | tout de suite',
    examples: ['inutile de me recontacter', "n'insistez pas", 'je vous ai dit non'],
    nearMisses: ['je change de numéro', 'pas de souci'],
  },
];

export const PORTUGUESE_WIDE: readonly PhraseRule[] = [
  {
    name: 'ending_near_messages',
    intent: 'review',
    says: [
      '(nao | parem | pare | para de | chega | basta | stop | nunca | jamais | sem | muitas ' +
        '| demais) (_ | ;){0,4} (mensagem | mensagens | messages | message | sms | ' +
        'propaganda | spam | contatad~ | contatar | incomod~ | perturb~ | essa lista | dessa ' +
        'lista | da lista)',
      '(remov~ | remocao | exclu~ | exclusao | tir~ | retir~ | apag~ | delet~ | desativ~) (_ | ' +
        ';){0,4} (meu numero | meu contato | meu telefone | meu nome | meus dados | da lista | ' +
        'dessa lista | notificacoes)',
      '(ja)? (disse | falei | pedi | avisei) (_){0,2} (nao | parar | pare | parem) ($ | quero)',
      '(ligou | ligaram | mandou | mandaram) errado',
      'numero nao (e | eh) (dele | dela | meu | esse | este)',
      'nao (e | eh) (esse | este) (o)? numero',
      '(trocou | mudou | trocaram) de (numero | telefone | celular)',
      '(dono | dona | pessoa | titular) (_){0,4} (faleceu | morreu | falecid~)',
      '^^ (me | nos) (esquec~) (por favor)? $$',
      '^^ (suma | sumam | some daqui | vaza | tchau | para com isso) (por favor | daqui)? $$',
    ],
    unlessAfter: 'por que | se | eu | nao | tem | recebi',
    unlessWith: 'recebi | chegou | chegaram | recebeu | chegam',
    unlessBefore: 'ainda | ate | antes | do pedido',
    examples: ['ele trocou de número', 'peço a exclusão do meu contato', 'ligou errado'],
    nearMisses: ['mudei de número', 'me esqueci da senha'],
  },
];
