// French: word groups and rules. Folding drops accents and apostrophes: `m'écrire`
// is `mecrire`.
import type { Language } from '../phrase-rule.js';
import { FRENCH_DOUBTS } from './romance-doubt.js';
import { FRENCH_NET } from './romance-net.js';
import { FRENCH_RETREATS } from './romance-retreats.js';
import { FRENCH_WIDE } from './wide-doubt.js';

const GROUPS = {
  polite:
    'svp | merci | sil vous plait | sil te plait | stp | please | maintenant | immediatement | ' +
    'tout de suite | bonjour | monsieur | madame | bonne journee | cordialement | bordel | ' +
    'putain | dorenavant | desormais',
  messages:
    'message | messages | messsages | texto | textos | sms | texte | textes | pub | pubs | ' +
    'publicite | publicites | promo | promos | promotions | offres | spam | spams |' +
    'notifications | rappels | alertes | mails | communications | communication | ' +
    'sollicitation | sollicitations | contact | mms | infos | newsletter | ' +
    'demarchage | prospection | abonnement | envois | relances',
  /** What reaches somebody; folding joins `m'` and `n'` to the word. */
  contact:
    'contact~ | recontact~ | texte~ | texter | textez | texto~ | ecri~ | ecrire | mecri~ | ' +
    'derang~ | harcel~ | relanc~ | appel~ | mappel~ | spam~ | sollicit~ | importun~ | ' +
    'mimportun~ | dimportun~ | nimportun~ | embet~ |membet~ | emmerd~ | memmerd~ | messager ' +
    '| joign~ | joindre | enquiquin~ | saoul~ | soul~ | contacte | demarch~ | parl~ | necri~ ' +
    '| nappel~ | decri~ | dappel~',
  send:
    'denvoy~ | envoy~ | menvoy~ | envoi~ | menvoi~ | nenvoy~ | nenvoi~ | transmett~ | renvoy~ | ' +
    'adress~ | recev~',
  some:
    'de | des | d | vos | tes | ces | ce | les | la | le | aux | tous | toutes | tout | ' +
    'autres | dautres | aucun | aucune | autre | plus | plus de | votre | cette | genre | ' +
    'type | rien | jamais | par | sms | tels | mes | un | une | leurs',
  number:
    'numero | nom | contact | coordonnees | tel | telephone | donnees | infos | ' +
    'informations | number | portable | adresse | fiche | cell | cellulaire | mobile',
  list:
    'liste | listes | base | base de donnees | fichier | fichiers | repertoire | systeme | ' +
    'groupe | diffusion | envois | contacts | registre | bdd | mailing | liste de diffusion | ' +
    'vos envois | campagne',
  the:
    'la | le | les | votre | vos | cette | ce | ta | tes | ton | ces | de | toutes | tous | ' +
    'du | l',
} as const;

export const FRENCH: Language = {
  code: 'fr',
  name: 'French',
  groups: GROUPS,
  retreats: FRENCH_RETREATS,
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(pouvez vous | pourriez vous | vous pouvez | peux tu | pourrais tu | pouvez) (svp | ' +
          'bien)? (arreter | cesser | stopper) ($ | <polite> | ca)',
        'merci (de | bien vouloir | beaucoup){0,2} (darreter | cesser | stopper) ($ | <polite>)',
        'comment (on | je | vous | faire pour | peut on){0,1} (arret~ | stopp~) (ca | cela)',
        '(arret~ | cess~ | stop) (arret~ | cess~) (svp)? $',
        '(arret~ | cess~ | stop | stopp~ | finiss~ | fini~ | evitez | halte | darreter | de ' +
          'cesser) (de | d | avec | a | aux | immediatement | svp | tout de suite | ' +
          'maintenant | par pitie | ces | vos | tout | tous | toute | les | a){0,3} (me | m | ' +
          'nous | vouloir | toujours){0,2} (<contact> | <send> | <messages> | les sms | les ' +
          'messages) ',
        '(comment | ou) (faire | puis je | je | peut on | on fait | fait on | peux je | dois ' +
          'je | est ce que je)? (pour)? (arret~ | stopp~ | cess~ | ne plus | me desabonn~ | ' +
          'me desinscri~ | desactiv~ | bloqu~) (de)? (recevoir)? <some>{0,3} (<messages> | $ ' +
          '| ca | cela | recevoir)',
        '(vous | te | t | deja){0,2} (ai | ait | avons | est) (deja)? (demande | dit | ecrit) ' +
          '(de | d | plusieurs fois | dix fois | # fois){0,2} (darreter | arret~ | cess~ | ' +
          'stop | ne plus | de ne plus | me retirer | supprimer)',
        '(demand~ | prie | exige) (de | darret~ | d){0,1} (arret~ | cess~ | darret~ | ne plus)',
        '(voudrais | veux | souhaite | aimerais) (que vous | que ca | que cela | bien){0,1} ' +
          '(arret~ | cess~)',
      ],
      unlessAfter:
        '(ne | n | pas | il | elle | ils | elles | nar~ | dois je | doit | je dois | me | se | ' +
        'on | dois) ',
      unlessBefore: '(encore | a # | au (coin | feu | magasin)) ',
      examples: [
        "arrêtez de m'envoyer des messages",
        'Arrêtez de me texter svp',
        'cessez tout contact',
        'comment arrêter ces messages',
        'stop aux messages',
      ],
      nearMisses: [
        "n'arrêtez pas les travaux",
        'arrêtez-vous chez moi à 17h',
        "il n'arrête pas de m'écrire",
        'stop ou encore ?',
      ],
    },
    {
      name: 'do_not_contact',
      intent: 'opt_out',
      says: [
        '(ne | n | merci de ne)? (me | m | nous | mecri~ | plus me | pas me | plus ' +
          'nous | plus | pas){0,2} <contact> (moi | nous)? (plus | plus jamais | jamais | ' +
          'plus du tout)',
        '(ne | n) (me | nous){1,1} <contact> pas ($ | <polite>)',
        '(ne | n | de ne) (plus | pas | jamais){1,2} (me | m | nous | jamais){0,2} (<contact> ' +
          '| <send>) (de | des | d | vos | ces | rien | $ | <polite> | a | par | sur | ce | ' +
          'moi | svp)',
        '(ne | n)? (me | m | nous)? <send> (moi | nous)? (plus | plus jamais | jamais) ' +
          '<some>{0,4} (<messages> | rien | $ | <polite> | ca | cela)',
        '(ne | n)? (me | m | nous)? <send> (moi)? pas <some>{0,3} <messages>',
        '(merci | priere | veuillez | svp | merci bien) (de | d | bien | vouloir | nous){0,2} ' +
          '(ne | n) (plus | pas | jamais)',
        'plus jamais (me | nous)? <contact>',
        '(plus | pas) ((me | nous) <contact> | de contact) ($ | <polite>)',
        'inutile (de | d) (me | nous)? <contact>',
        'refus~ (de | d)? (recevoir)? <some>{0,3} <messages>',
      ],
      unlessAfter: '(il | elle | ils | pourquoi | si | tu | vous | on | nous | qui) (ne | n){0,1}',
      unlessBefore:
        '(avant | encore | tout de suite | maintenant | aujourdhui | ce soir | la | le | tant ' +
        'que | jusqu~ | entre | le (matin | soir)) ',
      examples: [
        'ne me contactez plus',
        "ne m'envoyez plus de sms",
        "Ne m'écrivez plus jamais",
        "Ne me relancez plus s'il vous plaît",
        'ne pas me contacter',
      ],
      nearMisses: [
        "ne m'envoyez pas la facture tout de suite",
        "ne m'appelez pas avant 9h",
        "tu ne m'écris plus",
      ],
    },
    {
      name: 'do_not_want',
      intent: 'opt_out',
      says: [
        'ne (plus | pas | jamais) etre (contact~ | sollicit~ | derang~ | demarch~ | relanc~ | ' +
          'spam~)',
        '(veux | voudrais | souhaite | faut) (que)? (ca | cela | tout | tout ca) (sarrete | ' +
          'cesse | stoppe)',
        '(veux | jveux | souhaite | desire | voudrais | veut | voulons | souhaitons | veu | ' +
          'aimerais | prefere) (ne)? (plus | pas | pas plus | plus jamais | aucun | aucune | ' +
          'absolument pas | surtout pas){1,2} (recevoir | avoir | etre | voir | entendre | ' +
          'que vous | que lon | quon | me | m | faire partie | de | du | continuer a){0,3} ' +
          '(<some>{0,4} (<messages> | contact~ | sollicit~ | derang~ | harcel~ | recevoir ' +
          '(cela | ca | rien | vos) | parler de vous | de vous | liste) | ecri~ | mecri~ | ' +
          'contact~)',
        '(ne | n) (pas | plus) (vouloir | souhaiter) (recevoir | etre)',
        '(veux | souhaite) (plus) (rien | recevoir | en recevoir) ($ | <polite> | de vous | de ' +
          'votre)',
        '(pas | plus) (interesse | interessee) (par)? (vos | ces | recevoir | les) <some>{0,2} ' +
          '<messages>',
      ],
      unlessAfter: 'si je | sil | elle | ils',
      examples: [
        'je ne veux plus recevoir vos messages',
        'je ne souhaite plus recevoir de publicité',
        'je veux plus de vos messages',
      ],
      nearMisses: ["je veux plus d'informations", 'je ne veux plus de sucre', 'pas intéressé'],
    },
    {
      name: 'unsubscribe',
      intent: 'opt_out',
      says: [
        '(desabon~ | desinscri~ | desenregistr~ | desinscr~ | deabonn~ | dessabon~)',
        '(annul~ | resili~ | stopp~ | arret~ | mettre fin a | fin de | fin | suppri~ | ' +
          'suspend~ | desactiv~) (a)? <some>{0,3} (mon | l | cet | ma | notre | mes | votre ' +
          '| tout | les | des | de | aux | d){0,2} (abonnement | dabonnement | labonnement | ' +
          'linscription | inscription | souscription | subscription | <messages>)',
      ],
      unlessAfter: '(ne | pas | ne me | ne vous | ne te | mabonner ou | nai pas) ',
      unlessBefore: 'pas | (salle | gym)',
      examples: [
        'veuillez me désabonner',
        'désabonnez-moi',
        'me désinscrire svp',
        "résilier l'abonnement",
      ],
      nearMisses: ['annuler mon rendez-vous de mardi', 'ne me désabonnez pas'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(denlev~ | menlev~ | deffac~ | meffac~ | enlev~ | retir~ | supprim~ | effac~ | ray~ ' +
          '| oter | otez | sortez | sors | sortir | radi~ | bloqu~ | elimin~ | exclu~ | vir~ ' +
          '| oubli~ | bann~) (svp | donc)? (moi | nous | me | (mon | ce | notre | mes | ma | ' +
          'nos) <number>) (svp | donc)? ($ | <polite> | (de | du | des | d) <the>{0,3} ' +
          '<list> | et | de votre | de vos | de la)',
        '(menlev~ | mefface~ | denlev~) (de | du | des) <the>{0,3} <list>',
        '(me | m | nous) (enlev~ | retir~ | supprim~ | effac~ | ray~ | sortir | radi~ | oter) ' +
          '(de | du | des) <the>{0,3} <list>',
        '(veux | souhaite | voudrais | aimerais | demande a) (etre)? (retir~ | supprim~ | ' +
          'enlev~ | efface~ | radie~ | raye~) (de | du | $ | <polite>)',
        '(demande | exige | sollicite | souhaite | veux) (_){0,2} (suppression | retrait | ' +
          'effacement) (_){0,1} (mes | mon | toutes mes) <number>',
        'je (vous | te) bloqu~',
        '(vais | vas) (vous | te) bloquer',
        '(jai | j ai | ai) (deja)? dit (stop | darreter | de stopper) $',
        '(liste rouge | bloctel)',
        'moppose (a | au | aux | formellement | la | le | tout | toute){0,3} _{0,2} (<messages> ' +
          '| ' +
          'traitement | utilisation | reception)',
      ],
      unlessAfter: 'ne | pas | n',
      unlessBefore: '(et (mettez | utilisez)) ',
      examples: [
        'enlevez mon numéro',
        'retirez-moi de votre liste',
        'supprimez mon numéro',
        'veuillez supprimer mes coordonnées',
      ],
      nearMisses: [
        'enlevez la vieille porte aussi',
        'supprimez le deuxième article',
        'ne me retirez pas de la liste',
      ],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(pas | plus) (le | au) bon (numero | number | interlocuteur)',
        '(mauvais | mauvaise | faux | movais) (numero | personne | destinataire | tel | ' +
          'contact)',
        '(tromp~ | erreur) (de | d | sur le)? (numero | personne | destinataire | ' +
          'interlocuteur)',
        '(ce | cest | c) (nest | est | n est){0,1} (pas | plus) (le | son | mon | du tout ' +
          'le){0,1} (bon)? (numero | telephone | portable) (de | d | @)',
        '(connais | connait) (pas | personne) (cette | de ce | ce)? (nom | personne | @)',
        '(je ne suis | jsuis | suis) pas (madame | monsieur | mr | mme) @ $',
        '(na | nutilise | a) plus ce (numero | telephone | portable)',
        '(ce | mon) (numero | number) (nappartient | nest) (plus | pas) (a | attribue)',
        'vous (vous)? trompez (de | $)',
      ],
      unlessAfter: 'donne (le | un)',
      unlessBefore: '(sur (la | ma | le) | est le) ',
      examples: [
        'mauvais numéro',
        'vous vous trompez de numéro',
        "ce n'est pas le numéro de Julie",
        'erreur de numéro',
      ],
      nearMisses: ['mauvaise adresse', 'mon numéro a changé'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(laiss~ | foutez | fichez | fous | fiche | fouttez | foute) (moi | nous | me){0,1} ' +
          '(donc)? (la)? (tranquil~ | paix | en paix)',
        'laiss~ (ma | mon | notre) (famille | mere | pere | mari | femme | fils | fille) ' +
          '(tranquil~ | en paz | en paix)',
        '(nous)? naccept~ (pas | aucun~) <some>{0,3} <messages>',
        '(lach~) (moi | nous) (la grappe | les baskets | $ | <polite>)',
        '(oubli~) (moi | mon numero)',
        '(perd~) mon numero',
      ],
      unlessAfter: 'ne',
      examples: [
        'laissez-moi tranquille',
        'foutez-moi la paix',
        'Fichez moi la paix',
        'lâchez-moi',
      ],
      nearMisses: ['laissez-moi un message', 'tranquille, on a le temps'],
    },
    {
      name: 'no_more',
      intent: 'opt_out',
      says: [
        '(plus | pas | aucun | assez | stop | marre | zero | basta | ca suffit | ras le bol) ' +
          '(de | d | aux | les | dautres | avec | vos | tous | ces | autre){0,3} <messages> ' +
          '($ | <polite> | de | par | sur | a)',
      ],
      unlessAfter: '(nai | na | ny a | recu | avons | avez | recois | recu | jai) (pas)? | (recu) ',
      unlessBefore: '(recu) | tout droit',
      examples: ['plus de sms merci', 'pas de messages svp', 'ça suffit les messages'],
      nearMisses: ["je n'ai pas de messages", 'plus de sucre svp', 'ça suffit pour aujourd’hui'],
    },
    {
      name: 'no_consent',
      intent: 'opt_out',
      says: [
        '(je)? (retire | revoque | annule | retirer | revoquer) (mon | tout | le | votre)? ' +
          '(consentement | accord | autorisation)',
        '(pas | jamais) (donne | autorise | consenti | accepte | accorde | souscrit | demande) ' +
          '(mon | votre | d | de | a | l | cette | votre | le | vous){0,2} (accord | ' +
          'consentement | autorisation){0,1} (a recevoir | recevoir | pour (ces | ce | ' +
          'recevoir | vos) | ces <messages> | ces)',
        '(si vous | si tu | sinon) (continu~ | persist~ | recommenc~ | menvoy~ | mecri~ | me ' +
          'contact~ | narret~)',
      ],
      examples: ['je retire mon consentement', "je n'ai pas donné mon accord pour ces sms"],
      nearMisses: ["je n'ai pas donné mon accord pour les travaux"],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((bonjour | svp | merci | ok | non merci | pas interesse | pas interessee | non ; ' +
          '| sil vous plait | desole | stp | bonsoir | veuillez | je veux | oui) ;?){0,3} ' +
          '(stop | arret | arretez | arreter | arrete | arretez ca | cessez | arretes | ' +
          'resilier | ca suffit | assez | stop sms | stop pub | arretez tout) ;? ((merci | ' +
          'svp | sil vous plait | maintenant | tout | immediatement | stp | pas interesse | ' +
          'ca | tout ca | tout de suite | bonne journee | sms | cordialement | ca suffit | assez ' +
          '| please | now) ' +
          ';?){0,3} $$',
        '^^ (stop | arretez | arrete) (;)? (je)? (ne)? (suis | jsuis) (pas | plus) (du ' +
          'tout)? (interess~ | client~ | concern~ | la bonne personne)',
        '(numero | number | telephone | portable) (appartient | est) _{1,4} ;? (arret~ | ' +
          'cess~ | stop) (svp | merci)? $',
        '^ (merci | svp | serieux | bon | allez | stop | non){0,2} (arretez | cessez) (svp | ' +
          'merci | maintenant | stp){0,2} $$',
        '(pas | plus) besoin (de | d) <some>{0,2} <messages>',
        'inutile denvoy~ | inutile de menvoy~',
        '^^ (veuillez | merci | priere | svp | je vous prie | il faut) (de | bien vouloir){0,2} ' +
          '(darreter | cesser | arreter | stopper | stop | vous arreter) (svp | merci | ' +
          'tout){0,2} $$',
      ],
      examples: ['stop merci', 'Arrêtez !', 'STOP SVP', 'Non merci, arrêtez'],
      nearMisses: ['stop ou encore ?', 'le stop au coin de la rue', "l'arrêt de bus est devant"],
    },
    {
      name: 'complaint',
      intent: 'review',
      says: [
        '(porter plainte | depose plainte | signaler a la cnil | cnil | je vous signale)',
        '(cest du | ceci est du | c est du) (harcelement | spam)',
        '(qui vous a | comment avez vous) (donne | eu | obtenu) mon numero',
      ],
      examples: ["c'est du harcèlement", 'je vais porter plainte'],
      nearMisses: ['je ne porte pas de lunettes'],
    },
    ...FRENCH_DOUBTS,
    ...FRENCH_WIDE,
    ...FRENCH_NET,
  ],
};
