// German and Dutch: word groups and rules. Folding makes `ö` an `o` and `ß` an `ss`.
import type { Language } from '../phrase-rule.js';

export const GERMAN: Language = {
  code: 'de',
  name: 'German',
  groups: {
    polite: 'bitte | danke | sofort | endlich | jetzt | mal | vielen dank | umgehend | doch',
    messages:
      'sms | nachricht | nachrichten | werbung | werbesms | werbe sms | texte | ' +
      'benachrichtigungen | erinnerungen | angebote | mitteilungen | spam | infos | kontakt ' +
      '| kontaktaufnahme | mails | post | werbenachrichten | newsletter | info',
    reach:
      'schreib~ | anschreib~ | kontaktier~ | belastig~ | belaestig~ | nerv~ | schick~ | senden ' +
      '| sendet | sende | zuschick~ | zusend~ | simsen | texten | spammen | stor~ | melden ' +
      '| anruf~ | anzuschreib~ | zuspam~ | zuzuschick~ | zuzusend~',
    me: 'mir | mich | uns',
    mine:
      '(meine | diese | unsere | die | meinen | meinem) (handy)? (nummer | handynummer | ' +
      'daten | telefonnummer | namen | kontakt | kontaktdaten | mobilnummer | rufnummer | nr)',
    list:
      'liste | verteiler | datenbank | system | kartei | mailingliste | listen | gruppe | ' +
      'datei | kundenliste',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(hor | hort | hore | horen | hoer | hoeren | hoert | aufhoren | aufzuhoren | stopp~ | ' +
          'stop | schluss | unterlass~ | beend~ | einstell~ | verzicht~) (sie | <polite> | ' +
          'auf | mit | es | den | der | die | diese | ihre | euren | eure | damit | alle | ' +
          'das | dem | dieser){0,5} (<me> | zu | noch | weiter){0,2} (<messages> | <reach> | ' +
          'zu <reach> | versand | zusendung)',
        '(horen | hort | hor | hoeren | hoert) (sie)? <polite>{0,2} (damit)? auf ($ | damit | ' +
          '<polite> | mit)',
        '(stellen | stellt | stell) (sie)? <polite>{0,2} (den | die | das | ihre)? (versand | ' +
          'zusendung | sms | nachrichten) (von _)? ein',
      ],
      unlessAfter: 'nicht | nie | ich | er | sie | wir',
      examples: [
        'Hören Sie auf mir zu schreiben',
        'Schluss mit den Nachrichten',
        'Bitte stoppen Sie die SMS',
      ],
      nearMisses: ['Stopp den Aufzug im dritten Stock', 'ich höre auf zu rauchen'],
    },
    {
      name: 'no_more',
      intent: 'opt_out',
      says: [
        '(keine | kein | keinerlei | nie wieder) (weiteren | weitere | solche | diese | ihre | ' +
          'mehr | von ihnen){0,2} <messages> (mehr | <polite> | $ | erhalten | von | bekommen ' +
          '| schicken | senden | wunsche | erwunscht | an){1,3}',
        '<reach> (sie | ihr)? <polite>{0,2} <me>? <polite>{0,2} (nie wieder | nicht mehr | ' +
          'nichts mehr | nie mehr | keine <messages>)',
        '(nicht | nie | nichts) (mehr | wieder) (an)? (<reach> | kontaktiert | angeschrieben | ' +
          'belastigt | erhalten)',
        '(mochte | will | wunsche | moechte | wollen | mochten | brauche) (ich)? (von ihnen)? ' +
          '(bitte)? (keine | nicht | nichts) (weiteren | mehr | diese | ihre | von (ihnen | ' +
          'euch)){0,2} (<messages> (mehr | $ | erhalten | bekommen | von) | mehr (kontaktiert ' +
          '| angeschrieben | von (ihnen | euch) horen) | kontaktiert werden)',
        '(kein interesse) (an)? (ihren | weiteren | euren | solchen) <messages>',
        '(widerruf~ | entzieh~ | ziehe) (ich)? (hiermit)? (meine | die)? (einwilligung | ' +
          'zustimmung | einverstandnis | erlaubnis)',
      ],
      unlessAfter: 'habe | hat | warum | hab | er | sie hat | bis jetzt',
      unlessBefore: '(erhalten | bekommen) (haben | habe)',
      examples: [
        'Bitte keine SMS mehr',
        'schreiben Sie mir nicht mehr',
        'Ich möchte keine Nachrichten mehr erhalten',
        'Bitte nicht mehr schreiben',
        'keine Werbung mehr bitte',
      ],
      nearMisses: ['ich habe keine Nachricht bekommen', 'keine Zeit mehr heute'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(nehm~ | nimm | losch~ | loesch~ | entfern~ | streich~ | trag~ | schmeiss~ | melde | ' +
          'meldet | melden | lasst | nehmt) (sie | <polite>){0,3} (<mine> | <me>) (<polite> | ' +
          'aus | von | der | dem | ihrem | ihrer | eurer | raus | ab | diesem | dieser | ' +
          'heraus | unwiderruflich){1,4} (<list> | $)?',
        '(losch~ | loesch~ | entfern~ | streich~ | vergess~ | vergiss) (sie | <polite>){0,3} ' +
          '<mine>',
        '(mich | uns) <polite>{0,2} (abmelden | austragen | abzumelden | loschen | loeschen | ' +
          'abbestellen | entfernen | rausnehmen) ',
        '(newsletter | sms | abo | abonnement | nachrichten | benachrichtigungen | service | ' +
          'werbung) (service | dienst)? (bitte)? (abbestell~ | kundig~ | abmelden | beenden | ' +
          'stornieren | stoppen | deaktivieren | loschen)',
        '<mine> <polite>{0,2} (aus | von) (ihrer | der | eurer | ihrem | dem | diesem){1,1} ' +
          '<list>? (loschen | streichen | entfernen | nehmen)?',
        '<mine> <polite>{0,2} (loschen | loeschen | entfernen | streichen)',
        '(aus | von) (der | dem | ihrer | ihrem | eurem | eurer) <list> (streichen | nehmen | ' +
          'loschen | entfernen | austragen)',
        '^ ich (mochte | will) <polite>{0,1} (raus | abbestellen)',
      ],
      unlessAfter: 'nicht | kann ich',
      unlessBefore: '(vom (kurs | training)) | nicht',
      examples: [
        'Nehmen Sie mich von der Liste',
        'Löschen Sie meine Nummer',
        'ich möchte mich abmelden',
        'SMS bitte abbestellen',
        'Melden Sie mich bitte ab',
      ],
      nearMisses: ['Können Sie die alte Tür entfernen?', 'melden Sie mich nicht ab'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(falsche | falschen | falscher) (nummer | handynummer | person | kontakt | empfanger ' +
          '| adressat | telefonnummer)',
        '(verwahlt | falsch verbunden)',
        '(in | mit) der (nummer | person) (geirrt | vertan)',
        '(das | dies) ist nicht (mehr)? (die | der) (nummer | handy | handynummer) von',
        'nummer (ist | gehort) (nicht | jetzt | jemand)',
      ],
      unlessAfter: 'ihnen die | gegeben die | ich (habe | hatte) die | war die',
      examples: ['Falsche Nummer', 'Sie haben sich verwählt'],
      nearMisses: ['ich habe eine neue Nummer'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(lass~) (sie)? <polite>{0,2} (mich | uns) <polite>{0,2} (in ruhe | in frieden | ' +
          'zufrieden)',
        '(mich | uns) (bitte)? in ruhe',
        '^ (verpiss | verpisst) (dich | euch)',
        '^ (lass~) (das | mich | es) (sein)? $',
      ],
      unlessAfter: 'nicht | er',
      examples: ['Lassen Sie mich in Ruhe', 'lasst uns bitte in Ruhe'],
      nearMisses: ['lassen Sie das Paket vor der Tür'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((bitte | danke | nein | nein danke | hallo | kein interesse | ok) ;?){0,3} (stop ' +
          '| abmelden | abbestellen | aufhoren | aufhoeren | kundigen | loschen | beenden | ' +
          'austragen | schluss | schluss damit | schluss jetzt | aufhoren damit) ;? ((bitte | ' +
          'danke | sofort | jetzt | endlich | kein interesse) ;?){0,3} $$',
      ],
      examples: ['Bitte abmelden', 'Nein danke, Stopp!', 'Stopp bitte'],
      nearMisses: ['nein danke', 'Ende Juni passt'],
    },
  ],
};

export const DUTCH: Language = {
  code: 'nl',
  name: 'Dutch',
  groups: {
    polite:
      'aub | alstublieft | alsjeblieft | svp | graag | bedankt | nu | direct | dank | per ' +
      'direct',
    messages:
      'bericht | berichten | berichtjes | berichtje | sms | smsjes | sms berichten | reclame | ' +
      'smsen | appjes | aanbiedingen | meldingen | herinneringen | spam | contact | sms jes ' +
      '| appen | mails | tekstberichten | notificaties',
    me: 'me | mij | ons | mijn',
    mine:
      '(mijn | dit | ons) (telefoon)? (nummer | telefoonnummer | gegevens | naam | mobiele ' +
      'nummer | contactgegevens | 06)',
    list:
      'lijst | lijsten | bestand | database | systeem | verzendlijst | mailinglijst | ' +
      'groep | maillijst | contacten',
    reach:
      'sturen | stuur~ | berichten | appen | app | sms | smsen | contact~ | benader~ | lastig~ ' +
      '| bel | bellen | schrijf~ | schrijven | mailen | spammen | toesturen | versturen',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(stop~ | hou~ | ophouden) (<polite> | met | nu | eens | op | het | deze | die | ' +
          'jullie | uw | al | dit | alle){0,5} <me>? (<messages> | <reach> | lastig) (<reach> ' +
          '| vallen | te)?',
        '(hou~) (<polite> | nu | er | eens | hier | daar | toch){0,4} (mee op | op) ($ | met | ' +
          '<polite>)',
        '(stop) er mee ($ | <polite>)',
      ],
      unlessAfter: 'niet | ik | nooit',
      examples: [
        'stop met berichten sturen',
        'hou op met sms sturen',
        'Stop met mij lastig te vallen',
      ],
      nearMisses: ['stop met verbouwen tot maandag'],
    },
    {
      name: 'no_more',
      intent: 'opt_out',
      says: [
        '(geen) (meer | verdere | enkele | van deze | die | deze | van die | van jullie | ' +
          'reclame){0,2} <messages> (meer | <polite> | $ | sturen | ontvangen | van | ' +
          'naar){1,3}',
        '(stuur~ | sms | app | contacteer | benader | bericht | schrijf | bel) (<me> | ' +
          '<polite>){0,2} (niet meer | nooit meer | geen <messages> | niks meer | niets meer)',
        '(niet | nooit | niets | niks) meer (<reach> | <messages> | benaderd | ontvangen | ' +
          'gecontacteerd | lastig)',
        '(wil | wens | hoef) (ik)? (geen | niet | niks | niets) (meer | deze | van deze | ' +
          'jullie | meer van){0,2} (<messages> (meer | $ | ontvangen | van) | (meer)? ' +
          '(ontvangen | benaderd | gecontacteerd) | lastig)',
        '(niet | geen) (<messages> | sturen | smsen | appen) (meer | sturen)',
        '(trek | intrek~ | herroep) (ik)? (mijn | de) toestemming (in)?',
        '(geen) toestemming',
      ],
      unlessAfter: 'heb | heeft | waarom | had',
      examples: [
        'Ik wil geen berichten meer',
        'geen sms meer aub',
        'stuur mij niets meer',
        'niet meer sms sturen',
      ],
      nearMisses: ['ik heb geen bericht gehad'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(haal | haalt | verwijder~ | schrap | wis | gooi | meld | schrijf | zet | ' +
          'uitschrijven | afmelden | halen) (<polite>)? (<mine> | mij | me | ons) (<polite> | ' +
          'van | uit | af | deze | de | jullie | die | het | uw | je){0,4} (<list> | $ | ' +
          '<polite>)?',
        '(verwijder~ | wis | vergeet) <mine>',
        '(<me> | <mine>) (graag | aub | wil | willen){0,1} (uitschrijven | afmelden | ' +
          'verwijderen | uit te schrijven | af te melden | uitgeschreven | afgemeld)',
        '(wil | graag) (ik)? (<me>)? (uitschrijven | afmelden | opzeggen van de sms | van de ' +
          'lijst)',
        '(abonnement | sms dienst | aanmelding) (opzeggen | stoppen | annuleren | beeindigen)',
        '(van | uit) (de | deze | jullie | uw | het) <list> (af | verwijder~ | halen | schrappen)',
      ],
      unlessAfter: 'niet | ik',
      unlessBefore: '(niet | bericht~ | als)',
      examples: [
        'Haal me van de lijst',
        'verwijder mijn nummer',
        'Meld mij af',
        'ik wil mij uitschrijven',
      ],
      nearMisses: ['kun je de oude deur verwijderen?', 'afspraak van dinsdag annuleren graag'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(verkeerd | fout | verkeerde | foute) (nummer | verbonden | persoon | contact | ' +
          'telefoonnummer)',
        'dit is niet (meer)? het (nummer | telefoonnummer) van',
      ],
      unlessAfter: 'ik (heb | had) het | is dit het | was het',
      examples: ['verkeerd nummer', 'U bent verkeerd verbonden'],
      nearMisses: ['verkeerd adres, het is nummer 12'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(laat) (<me>) (<polite> | nu | toch | eens){0,2} (met rust | gerust)',
        '(rot | donder | flikker | sodemieter | lazer) (nou)? op',
      ],
      unlessAfter: 'niet',
      examples: ['laat me met rust', 'Laat ons nu met rust'],
      nearMisses: ['laat me even weten hoe laat'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((nee | nee bedankt | hallo | graag | geen interesse | ok | aub | ik wil) ;?){0,3} ' +
          '(stop | stoppen | afmelden | uitschrijven | stop hiermee | stop ermee | stop maar ' +
          '| hou op) ;? ((aub | alstublieft | alsjeblieft | bedankt | graag | nu | dank je | ' +
          'hiermee) ;?){0,3} $$',
      ],
      examples: ['Graag uitschrijven', 'Stop aub', 'geen interesse, stop'],
      nearMisses: ['nee bedankt', 'bushalte is om de hoek'],
    },
  ],
};
