// Spanish, French and Portuguese texts that may mean stop: people who never asked, who are somebody
// else, who threaten or curse, and a verb that ends something near what is sent.
import type { PhraseRule } from '../phrase-rule.js';
import { GIVEN_NAMES } from './given-names.js';

export const SPANISH_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'never_asked',
    intent: 'review',
    says: [
      '(yo | nunca | jamas | no) (les | le | me | he)? (pedi | pedido | autorice | autorizado | ' +
        'solicite | solicitado | suscribi | inscribi | registre | registrado | acepte | firme | ' +
        'di) (para)? (esto | estos | estas | nada | a (esto | estos | nada) | recibir | permiso ' +
        '| mi | sus | sms | mensajes | ni | $)',
      '(no | nunca) me (registre | suscribi | inscribi | anote | apunte | registraron)',
      '(de donde | como) (sacaron | saco | sacaste | consiguieron | consiguio | obtuvieron | ' +
        'obtuvo | tienen | tiene) (mi | este) numero',
    ],
    unlessAfter: 'si | que | el | ella',
    examples: ['yo no pedí esto', 'nunca autoricé estos mensajes'],
    nearMisses: ['no pedí cebolla', 'pedí la cita ayer'],
  },
  {
    name: 'not_the_person',
    intent: 'review',
    says: [
      'aqui no (hay | vive | es) (ningun | ninguna | nadie)',
      'ya no (soy | somos) (client~ | paciente | miembro | alumn~ | dueñ~ | soci~ | usuari~ | ' +
        'propietari~)',
      'ya no (vivo | vivimos | trabajo | compro | uso | necesito) (ahi | alla | aqui | con | en ' +
        'eso | su | el servicio | sus)',
      `no soy (la | el | ese | esa | quien | esa persona | ${GIVEN_NAMES}) (senor | señora)? ($ ` +
        `| ` +
        'persona | que)',
      '(fallecio | murio | fallecida | fallecido | difunt~) ;? _{0,4} (mensaje~ | mand~ | ' +
        'escrib~ | borr~ | numero)',
    ],
    examples: ['ya no soy cliente', 'ya no vivo ahí'],
    nearMisses: ['soy cliente nuevo', 'no soy de aquí'],
  },
  {
    name: 'sent_away',
    intent: 'review',
    says: [
      '(vete | vayanse | vayase | va | vaya | larguense | largate) (ya)? (a la (mierda | ' +
        'chingada | verga | fregada) | al (diablo | carajo | infierno | demonio) | de aqui | ' +
        'lejos)',
      '^^ (callate | callense | vete | no joda | no jodas | no joder | chinga tu madre | no ' +
        'chingues | pesados | que pesados) (ya)? $$',
      '^^ (bloqueado | bloqueados | bloqueada | denunciado | denunciados | reportado | ' +
        'reportados) $$',
      '^^ (por favor)? (bloqueenme | bloqueame | bloqueeme | bloqueame) (ya | por favor)? $$',
      '(son | es | eres | que) (muy | bien | tan)? (molestos | molestas | pesados | pesadas | ' +
        'fastidiosos | insistentes)',
      '(estoy | estamos | ya) (muy)? (hart~ | cansad~ | fastidiad~) (ya | de (esto | ustedes | ' +
        'esta))? $',
      '(los | te | lo | les | la) (bloque~ | denunci~ | report~) ($ | ya | si | por)',
      '(hart~ | cansad~ | aburrid~) (de | con) _{0,4} (mensaje~ | textos | sms | publicidad | ' +
        'spam | promociones)',
      '(paren | pare | dejen | deje | basta | alto | detener | suficientes | demasiados | ' +
        'muchos) _{0,4} (mensajes | mensajitos | textos | sms | publicidad | spam | promociones)',
      '(no (molesten | moleste | insista | insistan | quiero nada) | nunca mas | jamas) $',
    ],
    unlessAfter: 'no | si | cuando | nunca',
    examples: ['váyanse a la mierda', 'los bloqueo', 'estoy harta de los mensajes'],
    nearMisses: ['bloquea la tarjeta', 'me voy de aquí a las cinco'],
  },
];

export const FRENCH_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'never_asked',
    intent: 'review',
    says: [
      '(jamais | pas | rien | nai) (rien | pas | jamais)? (demande | donne | autorise | ' +
        'consenti | accepte | signe | souscrit | inscrit~ | abonn~) (mon | a | votre | ca | ' +
        'cela | rien | quoi | cette | ces){0,2} (accord | consentement | autorisation | numero ' +
        '| messages | sms | $)',
      '(dou | comment) (avez | sort | tenez | as) (vous | tu)? (eu | trouve | obtenu)? mon numero',
    ],
    unlessAfter: 'vous | il | elle | si | tu',
    examples: ["je n'ai rien demandé", "je n'ai jamais donné mon accord"],
    nearMisses: ["je n'ai pas demandé de café", 'vous avez demandé quoi'],
  },
  {
    name: 'not_the_person',
    intent: 'review',
    says: [
      '(nest | cest) pas (moi | mon nom) ($ | et)',
      'personne (de ce nom | qui sappelle | du nom)',
      'suis plus (client~ | abonn~ | membre | patient~ | interess~ | adherent~ | votre client~)',
      `(cest | nest | suis | jsuis) pas (${GIVEN_NAMES} | marie | pierre | sophie | julie | lui | elle | ` +
        'cette personne | la personne | la bonne personne) ($ | ici | et)',
      'il (ny | y) (a)? (pas | personne | aucun~) (de | d | du nom de){0,2} _{0,2} (ici | a ce ' +
        'numero | a cette adresse)',
      '(nest | est) (plus | pas) (son | leur | sa) (numero | telephone | portable | ligne)',
      '(decede~ | mort | morte) ;? _{0,4} (messages | sms | ecri~ | supprim~ | numero)',
    ],
    examples: ['je ne suis plus client', "ce n'est plus son numéro", "il n'y a pas de Luc ici"],
    nearMisses: ['je suis client depuis 2010', "ce n'est pas grave"],
  },
  {
    name: 'sent_away',
    intent: 'review',
    says: [
      '(allez | va | aller) (vous | te)? (faire (voir | foutre | cuire) | au diable | en enfer ' +
        '| chier)',
      '^^ (foutez | fous) le camp $$',
      '^^ (bloque | bloquee | bloques | degage | degagez | casse toi | cassez vous | ta gueule ' +
        '| fermez la | ferme la | plus jamais | plus jamais ca | non stop | jamais | signale) $$',
      '^^ (stop | arretez | cessez) (je | nous | pas | plus | vous | ca | cest) _{0,6} $$',
      'vous (me | m | nous)? (harcel~ | saoul~ | derang~ | ennuy~ | emmerd~ | fatigu~ | membet~ ' +
        '| soul~ | gav~)',
      'tu me (saoules | soules | gaves | deranges | harceles | fatigues)',
      'ca commence a bien faire',
      '(arrete | arretez | cessez) (svp | stp | merci | maintenant)? $$',
      'je (vous | te) (bloqu~ | signal~ | denonc~ | report~)',
      '(marre | assez | arret~ | cess~ | stop | trop | fin | halte) _{0,4} (messages | sms | ' +
        'pub | pubs | textos | publicites | relances)',
      '(plainte | cnil | rgpd)',
    ],
    unlessAfter: 'ne | pas | n | il | elle',
    unlessBefore: 'sur | recu',
    examples: ['allez vous faire voir', 'je vous bloque', 'trop de messages'],
    nearMisses: ['je vous rappelle', 'va au magasin'],
  },
];

export const PORTUGUESE_DOUBTS: readonly PhraseRule[] = [
  {
    name: 'never_asked',
    intent: 'review',
    says: [
      '(nunca | nao | jamais) (me)? (cadastrei | inscrevi | autorizei | pedi | solicitei | ' +
        'assinei | aceitei | permiti | dei) (isso | isto | nada | essas | esses | para | pra | ' +
        'meu | minha | permissao | nisso | $)',
      '(onde | como) (voces | voce | vcs)? (conseguiram | conseguiu | pegaram | pegou | ' +
        'arrumaram | tem) (o)? meu (numero | contato)',
    ],
    unlessAfter: 'se | que | voce | ele | ela',
    examples: ['nunca me cadastrei', 'não autorizei'],
    nearMisses: ['não pedi cebola', 'me cadastrei ontem'],
  },
  {
    name: 'not_the_person',
    intent: 'review',
    says: [
      'nao (sou | somos) mais (client~ | pacient~ | alun~ | membro | soci~ | funcionari~)',
      `nao (sou | e | eh) (a | o)? (${GIVEN_NAMES} | joao | ana | essa pessoa | quem) ($ | que | ` +
        `nao)`,
      'aqui nao (tem | mora | existe | ha) (nenhum | nenhuma | ninguem) ($ | _{1,2})',
      'nao (trabalho | moro | estudo) mais (ai | aqui | nesse | com | na | no)',
      '(faleceu | morreu | falecid~) ;? _{0,4} (mensage~ | mand~ | remov~ | tir~ | numero)',
    ],
    unlessAfter: 'se',
    examples: ['não sou mais cliente', 'não sou a Maria', 'aqui não tem nenhuma Ana'],
    nearMisses: ['sou a Maria', 'não sou daqui'],
  },
  {
    name: 'sent_away',
    intent: 'review',
    says: [
      '(vai | va | vao) (se (ferrar | catar | danar) | tomar no | a merda | pra merda | pro ' +
        'inferno | pastar | te catar)',
      '^^ (vaza | vazem | some | sumam | cala a boca | nunca mais | jamais | para pf | para por ' +
        'favor | para pfv) (ja)? $$',
      'vou (te | os | lo)? (bloquear | denunciar | reportar) ($ | voces | voce | vcs | esse | ' +
        'este)',
      '(nao | n) insist~ (mais)? ($ | por favor)',
      '(cansei | enjoei | enchi) (de | dessas | desses | dessa | disso)',
      '^^ (por favor)? (exclua | remova | remove | me bloqueia | me bloqueie | me bloqueiem | ' +
        'bloqueia ai) (por favor | ja)? $$',
      '(cansad~ | farto | farta | cheio | cheia) (de | com) _{0,3} (mensagens | mensagem | sms ' +
        '| propaganda | spam)',
      '(para | pare | parem | chega | basta | suspende | muita | muitas | demais) _{0,4} ' +
        '(mensagens | mensagem | sms | propaganda | propagandas | spam)',
      'lgpd',
    ],
    unlessAfter: 'nao | se | quando',
    unlessBefore: '(para | pra) (voce | mim) | recebi | de (voz | texto)',
    examples: ['vai se ferrar', 'vou te bloquear', 'cansada de propaganda'],
    nearMisses: ['vou bloquear a agenda', 'vai chover'],
  },
];
