// The Spanish, French and Portuguese net, asked after all other rules: two signs of a refusal near
// one another. A person decides. What the text is otherwise about lets it through.
import type { PhraseRule } from '../phrase-rule.js';

/** Longer texts hold two such words by chance. */
const NET_WORDS_MAX = 30;

const SPANISH_BUSINESS =
  'pedido | pedidos | orden | factura | recibo | paquete | cita | citas | contrato | cheque ' +
  '| foto | fotos | dinero | mesa | cebolla | clase | gimnasio | tarjeta | envio | entrega | ' +
  'vuelo | boleto | boletos | reserva | reservacion | puerta | esquina | precio | impuesto | ' +
  'articulo | receta | turno | trabajo | viaje | carro | coche | camion | seguro | pago | ' +
  'cobro | todavia | recibi | llego | llegaron | aun | jaja | jajaja | agenda | (un | el | ' +
  'su | tu | otro) mensaje | escuela | tarea | comida | lluvia';

export const SPANISH_NET: readonly PhraseRule[] = [
  {
    name: 'net_ending',
    intent: 'review',
    says: [
      '(stop | pare | paren | parar | deja | deje | dejen | dejar | dejaran | basta | alto | ' +
        'cese | cesen | cancel~ | elimin~ | borr~ | quit~ | sac~ | saq~ | remuev~ | remov~ | ' +
        'retir~ | suspend~ | deten~ | detener | desactiv~ | bloque~ | salir | salirme | salgo | ' +
        'termin~ | anul~ | olvid~ | evit~ | rechaz~ | hart~ | cansad~ | molest~ | fastidi~ | ' +
        'acos~ | hostig~ | demand~ | denunci~ | aburrid~ | demasiad~ | tantos | dar de baja | ' +
        'baja | desapar~ | supri~ | excl~ | fuera) (_ | ;){0,5} (<messages> | <contact_inf> | ' +
        '<list> | (mi | este | ese) <number> | suscripcion | esto | esta cosa | ustedes)',
      '(<messages> | <contact_inf> | (mi | este) <number>) (_ | ;){0,4} (stop | basta | baja | ' +
        'alto | borr~ | elimin~ | quit~ | molest~ | hart~ | cans~ | acoso | ilegal | abuso | ' +
        'paren | pare | cancel~)',
      '(me quiero | quiero | deseo | como (me)? | puedo | quisiera) ((salir | salgo) ($ | de ' +
        '(esto | aqui | la | su)) | salirme | baja | borrar | borrarme | desuscrib~ | ' +
        'eliminar~)',
      '(bloque~ | denunci~ | demand~ | report~) (los | las | te | lo | a ustedes | este numero)',
      '(los | las | te | lo | les) (voy a | vamos a | pienso) (bloque~ | denunci~ | demand~ | ' +
        'report~)',
    ],
    unlessAfter: 'no | yo | cuando | por que | se | el | ella | nunca',
    upTo: NET_WORDS_MAX,
    unlessWith: SPANISH_BUSINESS,
    examples: ['fuera con sus promociones'],
    nearMisses: ['quiero salir temprano del trabajo', 'borra el pedido'],
  },
  {
    name: 'net_refusal',
    intent: 'review',
    says: [
      '(no | ya no | nunca | jamas | ni | tampoco | sin | nadie) (_){0,4} (<contact> | ' +
        '<send> | <contact_inf> | recib~ | reciba | quiero | deseo | necesito | interes~ | ' +
        'autoric~ | autoriz~ | pedi | solicit~ | acept~ | suscri~ | inscri~ | apunt~ | ' +
        'registr~ | incluy~ | tengan | permiso | quisiera | consent~ | consient~) (_){0,4} ' +
        '(<messages> | mas ($ | <polite> | de) | nada | esto | ustedes | <list> | (mi | ' +
        'este) <number>)',
      '(no | ya no | nunca | jamas | ni) (me | nos | les | vuelv~ a | sigan | siga){1,3} ' +
        '(<contact> | <send> | <contact_inf>)',
      '(no soy | no es | no conozco | no vive | no hay | no existe | ya no) (_){0,4} (persona | ' +
        'nombre | numero | telefono | celular | client~ | paciente | aqui | ese señor | esa ' +
        'señora | titular | dueñ~ | quien)',
      '(se | te | estan | esta | numero | persona) (_){0,1} (equivoc~ | confund~ | equibo~)',
      '^^ (ya)? no (mas | quiero | me interesa ;? (no | ya | dejen | deje) _{0,4} | gracias ya ' +
        'no) $$',
    ],
    unlessAfter: 'por que | si | porque | ella | el | yo | que | todavia',
    unlessBefore: 'todavia | aun | hasta | antes | por ahora',
    upTo: NET_WORDS_MAX,
    unlessWith: SPANISH_BUSINESS,
    examples: ['tampoco quisiera avisos de ustedes'],
    nearMisses: ['no me manden el pedido todavía', 'no quiero cebolla'],
  },
  {
    name: 'net_order',
    intent: 'review',
    says: [
      '^ (por favor | ya | oye | disculpe | pero | y){0,2} (borra | borre | borren | borrame ' +
        '| borralo | borrelo | borrenlo | elimina | elimine | eliminen | eliminenlo | quiten ' +
        '| quita | quitalo | quitenlo | quitenme | saquen | saquenme | para | pare | paren | ' +
        'parenle | parale | parele | basta | suficiente | alto | stop | larguense | bajen~) ' +
        '(lo | la | me | ya | por favor | esto){0,2} $',
      '(parenle | parale | parele) (ya | a | con)',
      '^^ cancel~ (el | este | su | mi)? servicio (por favor)? $$',
      '(quiero | pido | solicito | exijo | necesito | pueden | puede | podrian | podria) ' +
        '(que)? me? (borr~ | elimin~ | quit~ | saq~ | sacar~ | dejen | deje | paren | pare | ' +
        'dar de baja)',
      '(molest~ | fastidi~ | escrib~ | mand~) a (otro | otra | otros | alguien mas)',
      '(tienen | tiene | tienes | traen) (ya)? (hart~ | cansad~ | hasta)',
      '(ultima | ultimo) (advertencia | aviso | vez)',
      '^^ (que)? no es no $$',
      '(no | ya no) (quiero | deseo) (seguir | participar | continuar)',
      '(confirm~) (que)? (_){0,3} (baja | eliminad~ | borrad~ | removid~)',
      'cans~ con (tanto | tantos) (mensaje | mensajes)',
      '^^ donde cancelo (esto)? $$',
      '^^ (aqui | ahi | este) no es (este numero)? $$',
      '(marco | marcaron | marcaste | hablo | hablan | llamo) mal',
      'no es (su | el | mi | este | ese) (numero | celular | telefono | cel)',
      '(nunca | jamas | no) (les | le | te)? (di | dimos) (permiso | autorizacion | mi | el)',
    ],
    unlessAfter: 'no | quien | donde | el | al | la',
    unlessBefore: '(el | la | los | las | un | una) @',
    upTo: NET_WORDS_MAX,
    unlessWith: SPANISH_BUSINESS,
    examples: ['ya tienen harta a mi familia', 'quiero que me borren'],
    nearMisses: ['pare en la esquina', 'quite la cebolla'],
  },
];

const FRENCH_BUSINESS =
  'commande | rendez | rdv | facture | colis | livraison | panier | article | contrat | ' +
  'billet | reservation | table | porte | pain | sucre | batterie | train | voiture | argent ' +
  '| photo | photos | cours | travail | prix | lieu | taille | devis | coin | bus | gare | ' +
  'essence | encore | recois | recu | lol | mdr | ecole | repas | sel | oignons | paiement | ' +
  'carte | travaux | chauffage';

export const FRENCH_NET: readonly PhraseRule[] = [
  {
    name: 'net_ending',
    intent: 'review',
    says: [
      '(stop | arret~ | darreter | cess~ | stopp~ | fini~ | assez | marre | ras le bol | ' +
        'trop | suppr~ | retir~ | enlev~ | effac~ | ray~ | radi~ | annul~ | resili~ | ' +
        'desactiv~ | bloqu~ | refus~ | rejet~ | oppos~ | fatigu~ | halte | basta | suspend~ ' +
        '| sort~ | desabon~ | dabonnement | desins~ | harcel~ | plainte | signal~ | fin) (_ ' +
        '| ;){0,5} (<messages> | <contact> | <send> | (mon | ce | mes | mon) <number> | ' +
        '<list> | ca ($ | <polite>) | cela | tout ca | abonnement | mabonnement | ' +
        'labonnement | vos envois)',
      '(<messages> | (mon | ce) <number>) (_ | ;){0,4} (stop | assez | arret~ | suppr~ | ' +
        'indesirable~ | harcelement | intrus~ | illegal~ | non sollicit~ | marre | basta | ' +
        'ca suffit | insupportable~ | penible~)',
    ],
    unlessAfter: 'ne | pas | n | il | elle | on | je dois | sans | quand | se',
    upTo: NET_WORDS_MAX,
    unlessWith: FRENCH_BUSINESS,
    examples: ['trop de vos coups de pub sur mon portable'],
    nearMisses: ['annulez la commande', 'supprimez un article du panier'],
  },
  {
    name: 'net_refusal',
    intent: 'review',
    says: [
      '(ne | n | plus | pas | jamais | rien | aucun | aucune | non | inutile | sans) (_){0,4} ' +
        '(<contact> | <send> | recevoir | veux | voudrais | souhait~ | desire | interess~ | ' +
        'besoin | demand~ | autoris~ | accord | consent~ | accept~ | inscri~ | abonn~ | donn~) ' +
        '(_){0,4} (<messages> | plus | rien | ca | cela | vous | votre | vos | <list> | (mon | ' +
        'ce) <number> | jamais)',
      '(ne | n | pas | plus | jamais | de ne) (plus | pas | jamais | me | nous | m){1,3} ' +
        '(<contact> | <send>)',
      '(plus | pas) (de | d | aucun) (<messages> | contact)',
      '(veux | souhaite | desire | voudrais) (plus) (rien | ca | cela | de ca | en) ',
      '(pas | plus) (_){0,3} (bonne personne | bon numero | la personne | mon nom | client~ | ' +
        'cette personne | concern~)',
      '(tromp~ | erreur | mauvais | mauvaise) (_){0,2} (numero | personne | destinataire)',
    ],
    unlessAfter: 'pourquoi | si | il | elle | on | ils | elles | tu | vous | qui',
    unlessBefore: 'encore | avant | tout de suite | la | le',
    upTo: NET_WORDS_MAX,
    unlessWith: FRENCH_BUSINESS,
    examples: ['je ne désire plus rien de chez vous', 'je veux plus ça'],
    nearMisses: ['je ne peux pas venir', 'plus de pain svp'],
  },
  {
    name: 'net_order',
    intent: 'review',
    says: [
      '^ (svp | merci | donc | alors | mais){0,2} (supprimez | supprime | supprimer | ' +
        'effacez | efface | effacer | retirez | retire | retirer | enlevez | enleve | ' +
        'enlever | arret~ | stop | assez | ras le bol | marre | jen ai marre | plus rien | ' +
        'ca suffit | basta | degage~) (le | la | moi | tout | ca | svp | merci){0,2} $',
      '(vais | allons | vas) (vous | te) (signal~ | bloqu~ | denonc~ | report~ | poursuiv~)',
      '^ vous (faites | avez fait) erreur',
      'dernier avertissement',
      '(combien de fois | dois je | faut il) (_){0,5} (stop | darreter | arreter | non) $',
      '^^ (non)? cest non $$',
      '(veux | souhaite | desire) plus (participer | continuer)',
      '(lach~) (laffaire | moi | nous)',
      '(plus | pas) (son | sa | mon | le) (numero | number | telephone | portable)',
      '(change | changer) de (numero | number | portable)',
      '(pas | jamais | aucun) (_){0,2} (consentement | accord | autorisation)',
      '(peux | peut) plus de (vous | vos | ces | tes)',
    ],
    unlessAfter: 'pas | ne | mon | je vais | ai',
    upTo: NET_WORDS_MAX,
    unlessWith: FRENCH_BUSINESS,
    examples: ['je vais vous signaler', 'vous faites erreur'],
    nearMisses: ['mon téléphone est arrêté', 'je vais signaler la panne'],
  },
];

const PORTUGUESE_BUSINESS =
  'consulta | pedido | pedidos | nota | boleto | pacote | entrega | encomenda | mesa | ' +
  'cebola | aula | academia | cartao | voo | reserva | vaga | plantao | garantia | foto | ' +
  'fotos | dinheiro | porta | esquina | preco | imposto | trabalho | viagem | carro | onibus ' +
  '| pagamento | ainda | recebi | chegou | chegaram | conta | kkk | kkkk | escola | horario ' +
  '| turno | compra | produto | pimenta | chuva | agenda';

export const PORTUGUESE_NET: readonly PhraseRule[] = [
  {
    name: 'net_ending',
    intent: 'review',
    says: [
      '(stop | pare | parem | parar | para de | chega | basta | cancel~ | remov~ | tir~ | retir~ ' +
        '| exclu~ | apag~ | delet~ | bloque~ | desativ~ | suspend~ | encerr~ | cans~ | enche~ | ' +
        'encher | fart~ | sair | sai | saio | descadastr~ | desinscrev~ | denunci~ | deix~ | ' +
        'muita | muitas | tanta | tantas | esquec~ | recus~ | incomod~ | perturb~ | assedi~) ' +
        '(_ | ;){0,5} (<messages> | mensage~ | sms | propaganda~ | spam | promoc~ ' +
        '| notific~ | avisos | lembretes | ofertas | meu (numero | telefone | contato | celular ' +
        '| nome | cadastro) | meus dados | <list> | isso ($ | <polite>) | me (mandar | enviar | ' +
        'ligar | chamar | procurar | escrever | contatar) | inscricao | assinatura | cadastro)',
      '(mensage~ | sms | propaganda~ | spam | meu numero) (_ | ;){0,4} (stop | chega ' +
        '| basta | par~ | remov~ | exclu~ | irrit~ | incomod~ | abuso | ilegal | chat~ | demais)',
      '(vou | vamos) (_){0,1} (bloque~ | denunci~ | process~ | report~) (voces | voce | vcs | ' +
        'esse numero | $)',
    ],
    unlessAfter: 'nao | eu | quando | por que | se | ele | ela | nunca',
    upTo: NET_WORDS_MAX,
    unlessWith: PORTUGUESE_BUSINESS,
    examples: ['recuso esses avisos'],
    nearMisses: ['tira o imposto por favor', 'cancela minha consulta'],
  },
  {
    name: 'net_refusal',
    intent: 'review',
    says: [
      '(nao | n | nunca | jamais | sem | nem | nada | ninguem) (_){0,4} (quero | desejo | ' +
        'preciso | interess~ | autoriz~ | pedi | solicit~ | aceit~ | cadastr~ | inscrev~ | ' +
        'gost~ | receb~ | mand~ | envi~ | contat~ | contact~ | escrev~ | chame~ | procur~ | ' +
        'incomod~ | perturb~ | lig~ | permit~ | consent~) (_){0,4} (<messages> | mensage~ | ' +
        'sms | propaganda~ | promoc~ | notific~ | mais ($ | <polite> | de) | nada | isso | ' +
        'voces | vcs | <list> | meu numero | avisos | lembretes | ofertas | spam)',
      '(nao | n | nunca | jamais | favor nao) (me | nos | quero que | quero que me | precisa ' +
        '(me)?) (mand~ | envi~ | contat~ | contact~ | escrev~ | cham~ | procur~ | incomod~ | ' +
        'perturb~ | lig~ | encham)',
      '(nao) (_){0,3} (essa pessoa | esse nome | desse numero | deste numero | numero dele | ' +
        'numero dela | client~ | pacient~ | dono | titular | quem (voce | voces | procura~))',
      '(err~ | engan~ | troc~ | confund~) (_){0,2} (numero | pessoa | contato)',
    ],
    unlessAfter: 'por que | se | porque | ele | ela | eu | que | ainda | voce',
    unlessBefore: 'ainda | ate | antes | por enquanto',
    upTo: NET_WORDS_MAX,
    unlessWith: PORTUGUESE_BUSINESS,
    examples: ['não gosto dessas propagandas'],
    nearMisses: ['não quero cebola', 'não me mande o boleto ainda'],
  },
  {
    name: 'net_order',
    intent: 'review',
    says: [
      '^ (por favor | ja | oi | entao | e){0,2} (para | pare | parem | apaga | apague | ' +
        'apaguem | remova | removam | exclui | exclua | excluam | deleta | deletem | chega | ' +
        'basta | stop | some | sumam) (isso | ele | por favor | ja | dai){0,2} $',
      'ultimo aviso | ultima vez que',
      '^^ nao (e | eh) nao $$',
      '(nao) (quero | desejo) mais (participar | continuar)',
      '(confirm~) (que)? (_){0,3} (removid~ | excluid~ | descadastr~)',
      '^^ (mano | cara | moco | gente | amigo | amiga | po) para (com isso)? $$',
      '^ (tirem | tira | apaguem | removam | excluam) (por favor | ja | isso)? $',
      'procon',
      '(sair | sai | saio) (disso | disto | daqui | dessa | desse | desta)',
      '^^ me (deixa | deixem | deixe | larga | larguem | esquece) (por favor)? $$',
      '(poderia | poderiam | pode | podem | quero que | peco que | favor) (me)? (remov~ | tir~ | ' +
        'exclu~ | apag~ | parar | descadastr~)',
      '(ench~ | perturb~ | incomod~ | mand~) (o saco)? (de)? (outro | outra | outros)',
      '(aguento | suporto | quero saber) (mais)? (_){0,2} (mensage~ | voces | vcs | isso)',
      '(nao | nunca) (_){0,2} (permissao | autorizacao | consentimento)',
      '(precisa | precisam) (mais)? (mandar | enviar | me mandar | me enviar)',
    ],
    unlessAfter: 'nao | o | a | eu | vou | quem | isso',
    unlessBefore: '(o | a | os | as | um | uma) @',
    upTo: NET_WORDS_MAX,
    unlessWith: PORTUGUESE_BUSINESS,
    examples: ['como faz pra sair disso', 'que saco, para'],
    nearMisses: ['pare na esquina', 'vou para casa'],
  },
];
