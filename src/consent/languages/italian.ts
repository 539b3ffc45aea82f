// Italian: word groups and rules.
import type { Language } from '../phrase-rule.js';

export const ITALIAN: Language = {
  code: 'it',
  name: 'Italian',
  groups: {
    polite:
      'per favore | per piacere | grazie | subito | ora | prego | immediatamente | adesso | ' +
      'perfavore | x favore | gentilmente | cortesemente',
    messages:
      'messaggio | messaggi | messaggini | sms | pubblicita | promozioni | offerte | notifiche ' +
      '| comunicazioni | spam | promemoria | avvisi | testi | contatti',
    some:
      'piu | altri | altre | vostri | tuoi | questi | questo | i | gli | le | la | dei | ' +
      'di | nessun | nessuno | niente | nulla | suoi | i vostri | questa | queste | da voi | ' +
      'pubblicitari | tali | alcun',
    reach:
      'scriv~ | mand~ | invi~ | contatt~ | disturb~ | messagg~ | tempest~ | chiamate | ' +
      'chiamatemi | infastid~ | spam~ | importun~ | scoccia~ | rompe~',
    me: 'mi | ci | me | noi',
    mine:
      '(il)? (mio | questo | nostro | miei | i miei | mia) (numero | nome | contatto | ' +
      'dati | cellulare | nominativo | telefono | recapito)',
    list:
      'lista | liste | elenco | elenchi | database | rubrica | sistema | archivio | ' +
      'mailing list | gruppo | contatti | liste',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(smett~ | bast~ | finit~ | finiscil~ | stop | piant~ | cess~ | interromp~ | ferm~ | ' +
          'fermate | sospend~) (<polite> | subito | ora){0,2} (di | con | a | questi | questo ' +
          '| i | gli | le | la | l | tutti | ai | con i | l invio di | linvio di | invio | ' +
          'con questi | con le | vostri){0,3} <me>? (<messages> | <reach>)',
        '^ (smettetela | smettila | piantatela | piantala | finitela) ($ | <polite> | di | con)',
        '(come) (faccio | posso | si fa | fare){1,1} (a | per | ad){0,1} (non | smettere | ' +
          'disiscriv~ | annull~ | cancell~ | disattiv~ | bloccare | fermare | interrompere) ' +
          '(piu | di | questi | i | mi | ricevere | riceverli | l){0,4} (<messages> | ' +
          'ricevere | iscrizione | $)?',
      ],
      unlessAfter: 'non | quando | mai',
      examples: [
        'smettetela di scrivermi',
        'basta messaggi',
        'come faccio a non ricevere questi messaggi',
      ],
      nearMisses: ['basta così per oggi, a domani', 'non smettere di scrivermi'],
    },
    {
      name: 'do_not_contact',
      intent: 'opt_out',
      says: [
        'non (<me> | dovete | deve | vogliate | piu | voglio che){0,3} <reach> (<some>{0,4} ' +
          '(<messages>) | piu | mai piu | $ | <polite> | niente | nulla)',
        '(non) (chiam~ | telefon~) (piu) ',
        'vietato contattar~',
      ],
      unlessAfter: 'perche | se | lui | lei',
      unlessBefore: '(ancora | prima | la (fattura | ricevuta) | il (conto | preventivo | pacco))',
      examples: ['Non mandatemi più messaggi', 'non scrivetemi più', 'non contattatemi'],
      nearMisses: ['non mandatemi ancora la fattura', 'non scrivetemi prima delle 9'],
    },
    {
      name: 'do_not_want',
      intent: 'opt_out',
      says: [
        'non (voglio | desidero | vorrei | intendo | vogliamo | desideriamo | sono interessat~ ' +
          'a | gradisco) (piu)? (ricevere | avere | essere | ricevo | ricevuto)? <some>{0,4} ' +
          '(<messages> | contattat~ | disturbat~ | ricevere (niente | nulla) | sapere (niente ' +
          '| nulla))',
        '(nessun | niente | no | zero) (piu | altri | altro){0,1} <messages> ($ | <polite> | da)',
        '(revoc~ | ritir~) (il | mio | ogni){0,2} consenso',
        '(non) (ho | do | vi ho | avete){1,2} (dato | autorizz~ | il | mio | mai | la | ' +
          'nessun){0,3} (consenso | autorizzazione | permesso)',
      ],
      unlessAfter: 'se',
      examples: [
        'Non voglio più ricevere messaggi',
        'non desidero essere contattato',
        'revoco il consenso',
      ],
      nearMisses: ['non mi interessa il blu', 'non voglio la garanzia'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(cancell~ | rimuov~ | elimin~ | togli~ | toglietemi | depenn~ | levat~ | levam~ | ' +
          'scord~ | dimentic~) (pure)? (mi)? <mine>',
        '(cancellami | cancellatemi | cancellarmi | rimuovimi | rimuovetemi | rimuovermi | ' +
          'eliminatemi | eliminami | toglimi | toglietemi | togliermi | levatemi | mi tolga | ' +
          'mi cancelli | mi rimuova | mi tolga) (<polite>){0,2} ($ | <polite> | (da | dal | ' +
          'dalla | dalle | dai) (vostra | tua | questa | vostro | la | sua | vostri | ' +
          'vostre){0,2} <list> | da qui)',
        '(disiscriv~ | disiscriz~ | disabbon~ | annullare l iscrizione | cancellare l ' +
          'iscrizione | annullare liscrizione | cancellare liscrizione | annulla iscrizione | ' +
          'cancella iscrizione | disdire labbonamento | annulla abbonamento)',
        '(voglio | vorrei) (essere)? (cancellat~ | rimoss~ | tolto) (da | dal | dalla | $)',
      ],
      unlessAfter: 'non (mi)?',
      examples: [
        'cancellatemi dalla lista',
        'rimuovete il mio numero',
        'vorrei disiscrivermi',
        'toglimi dalla lista',
      ],
      nearMisses: ["vorrei cancellare l'appuntamento", 'non toglietemi dalla lista'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(numero | persona) (sbagliato | sbagliata | errato | errata)',
        '(sbagliato | sbaglia | sbagliando | sbagliate) (numero | persona)',
        '(questo | non) (numero)? (non)? e (piu)? il numero di',
        'hai sbagliato',
      ],
      unlessAfter: 'dato il',
      examples: ['numero sbagliato', 'ha sbagliato numero'],
      nearMisses: ['indirizzo sbagliato, è il 14'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(lasciatemi | lasciami | lasciateci | mi lasci | lasciarmi | mi lasciate) (<polite>)? ' +
          '(in pace | stare | perdere | tranquill~)',
      ],
      unlessAfter: 'non',
      examples: ['lasciatemi in pace', 'Lasciami stare'],
      nearMisses: ['lasciatemi un messaggio'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((no | no grazie | ciao | salve | grazie | non mi interessa | per favore | ok) ' +
          ';?){0,3} (stop | basta | smettetela | fermatevi | annulla | disiscrivimi | ' +
          'smettila | cancellami) ;? ((grazie | per favore | subito | ora | non mi ' +
          'interessa) ;?){0,3} $$',
      ],
      examples: ['no grazie, stop', 'Basta per favore'],
      nearMisses: ['no grazie', 'fermati al bar alle 5'],
    },
  ],
};
