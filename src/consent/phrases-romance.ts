// Spanish, French and Portuguese revocations in free words.
// Written without accents and apostrophes, as texts are folded.
import type { PhraseRule } from './phrase-rule.js';

/** Word groups of the Romance rules. */
export const ROMANCE: Readonly<Record<string, string>> = {
  es_messages:
    'mensajes?|textos?|sms|publicidad|promociones|promocion|ofertas|correos|notificaciones|' +
    'alertas|spam|anuncios|cosas|nada',
  es_end:
    '\\||$|por favor|porfavor|porfa|gracias|mas|nunca|jamas|ya|otra vez|de nuevo|por este|a este',
  fr_messages:
    'messages?|sms|textos?|pubs?|publicites?|offres|promotions?|promos?|notifications?|rien|mails?',
  fr_end:
    '\\||$|merci|svp|s il vous plait|sil vous plait|sil te plait|maintenant|immediatement|plus',
  pt_messages:
    'mensage(?:m|ns)|sms|textos?|propagandas?|promocoes|ofertas|nada|isso|spam|notificacoes' +
    '|msgs?|messages|message',
  pt_end: '\\||$|por favor|pf|obrigad[oa]|mais|nunca|agora|messages|message',
};

export const ROMANCE_RULES: readonly PhraseRule[] = [
  {
    name: 'phrase.es.stop_contacting',
    intent: 'opt_out',
    pattern:
      '(?:deja|dejen|deje|dejad|para|paren|pare|parar|basta|cesen|cese|ya no|no mas) (?:ya ' +
      ')?(?:de )?(?:escribirme|escribirnos|textearme|mensajearme|contactarme|molestarme|' +
      'molestarnos|molestar|llamarme|escribir|textear|mandarme|enviarme|mandar|enviar)(?= ' +
      '(?:(?:me|mas|tantos|tanta|sus|tus|estos|esos|los) ){0,2}(?:<es_messages>|<es_end>))',
    unlessAfter: '(?:no|nunca|que)',
    examples: ['deja de escribirme', 'Por favor dejen de enviarme mensajes', 'dejen de molestar'],
    others: ['no dejes de escribirme', 'deja un mensaje'],
  },
  {
    name: 'phrase.es.do_not_write',
    intent: 'opt_out',
    pattern:
      'no (?:me|nos) (?:vuelvan? a |vuelvas a )?(?:escriban?|escribas|contacten?|contactes|' +
      'contactar|molesten?|molestes|molestar|texteen?|textees|escribir|llamen mas|texto)(?! ' +
      '(?:hasta|antes|ahora|hoy|manana|si|tarde))',
    examples: ['no me escriban más', 'No me contacten', 'no nos molesten'],
    others: ['no me escribas hasta el lunes'],
  },
  {
    name: 'phrase.es.do_not_send',
    intent: 'opt_out',
    pattern:
      'no (?:me|nos) (?:manden?|mandes|envien?|envies|enviar|mandar|vuelvan a enviar|vuelvan ' +
      'a mandar|sigan (?:enviando|mandando))(?= (?:(?:mas|sus|tus|estos|esos|ningun|otro|ya) ' +
      '){0,2}(?:<es_messages>|<es_end>))',
    examples: ['por favor no me manden más', 'no me envíen mensajes'],
    others: ['no me mandes la factura todavía', 'no me mandes el pedido'],
  },
  {
    name: 'phrase.es.do_not_want',
    intent: 'opt_out',
    pattern:
      '(?:ya )?no (?:me )?(?:quiero|deseo|queremos|deseamos|interesa|autorizo|acepto)(?: ' +
      '(?:recibir|seguir recibiendo|mas|que me|sus|tus|estos|esos|ningun|los|de|tener))* ' +
      '(?:<es_messages>|escriban|contacten|manden|envien|ser contactado|ser contactada|' +
      'recibirlos|recibir mas)(?= )',
    examples: ['ya no quiero mensajes', 'No deseo recibir más promociones'],
    others: ['no quiero ese color'],
  },
  {
    name: 'phrase.es.unsubscribe_me',
    intent: 'opt_out',
    pattern:
      '(?:(?:dame|darme|darnos|denme|doy|deme|dar|quiero|solicito|pido)(?: la| mi| de| me| ' +
      'darme de| me den de)* baja|desuscrib\\S*|desubscrib\\S*|desinscrib\\S*)(?= )',
    unlessAfter: '(?:persiana|voz|planta|no)',
    examples: ['dame de baja', 'me doy de baja', 'quiero darme de baja', 'desuscríbanme'],
    others: ['baja la persiana'],
  },
  {
    name: 'phrase.es.remove_me',
    intent: 'opt_out',
    pattern:
      '(?:quit[ae](?:n)?me|borr[ae](?:n)?me|elimin[ae](?:n)?me|saquenme|sacame|saqueme|' +
      'remuev[ae](?:n)?me|(?:quit[ae]n?|borr[ae]n?|elimin[ae]n?|remuev[ae]n?|eliminar|borrar|' +
      'quitar|saquen) (?:mi (?:numero|telefono|nombre|contacto|informacion)|mis datos))(?= ' +
      '(?:de (?:la|su|tu|sus|esta|esa) (?:lista|base|sistema)|del|<es_end>))',
    examples: ['quítame de la lista', 'Borren mi número', 'elimínenme por favor'],
  },
  {
    name: 'phrase.es.leave_me_alone',
    intent: 'opt_out',
    pattern:
      '(?:(?:deja|deje|dejen)(?:me|nos) (?:en paz|tranquil[oa]s?|de molestar)|(?:detener|' +
      'detengan|cancelar|cancelen|cancele|cancela|parar|paren|alto a|basta de) (?:(?:mi|la|' +
      'las|los|estos|sus|de|todos|todas) ){0,2}(?:mensajes|promociones|suscripcion|publicidad' +
      '|sms|textos|alertas|notificaciones)|no mas (?:mensajes|textos|sms|publicidad|' +
      'promociones))(?= )',
    unlessAfter: '(?:no|nunca)',
    examples: ['déjenme en paz', 'detener promociones', 'no más mensajes'],
  },
  {
    name: 'phrase.es.polite_stop',
    intent: 'opt_out',
    pattern:
      '(?<=^ (?:(?:por favor|porfavor|hola|ya|si|no|gracias|\\|) ){0,3})(?:stop|alto|cancelar' +
      '|baja|no mas|basta|parar|paren|salir)(?= (?:\\| )?(?:(?:por favor|porfavor|gracias|ya|' +
      'mensajes|\\|) ){1,3}$)',
    examples: ['stop por favor', 'Alto, gracias', 'cancelar por favor'],
    others: ['no mas que diez'],
  },
  {
    name: 'phrase.fr.stop_contacting',
    intent: 'opt_out',
    pattern:
      '(?:arretez?|cessez?|stop|stoppez|arret) (?:(?:s il vous plait|de|d|avec|a|les|vos|ces|' +
      'tous|toutes|tout|ca|cela) ){0,3}(?:(?:me|nous|m) )?(?:mecrire|ecrire|menvoyer|envoyer|' +
      'contacter|me contacter|harceler|relancer|embeter|spammer|mappeler|deranger|' +
      '<fr_messages>|denvoyer|decrire)(?= )',
    unlessAfter: '(?:pas|jamais|ne)',
    examples: [
      'arrêtez de m’écrire',
      'Stop aux messages, arrêtez les SMS',
      'arrête de me contacter',
    ],
    others: ['stop ou encore ?'],
  },
  {
    name: 'phrase.fr.no_longer',
    intent: 'opt_out',
    pattern:
      '(?:ne )?(?:(?:me|nous) (?:contactez?|relancez?|derangez?|textez?|sollicitez?|harcelez?' +
      '|contacter|appelez|ecrivez|envoyez)|mecrivez|mecris|menvoyez|menvoie|nenvoyez|mappelez' +
      '|contactez|relancez) (?:(?:moi|me|surtout|donc) )?(?:plus|jamais)(?! (?:tard|tot|avant' +
      '|vite))',
    examples: ["ne m'écrivez plus", "Ne me relancez plus s'il vous plaît", "n'envoyez plus de sms"],
    others: ["ne m'envoyez pas la facture"],
  },
  {
    name: 'phrase.fr.do_not_want',
    intent: 'opt_out',
    pattern:
      '(?:je|on|nous) (?:ne )?(?:veux|souhaite|voulons|souhaitons|desire|veut) (?:plus|pas) ' +
      '(?:(?:jamais|de|d|recevoir|etre|que vous|vos|ces|aucun|aucune|du tout|me faire) ' +
      '){0,4}(?:<fr_messages>|contacte\\S*|derange\\S*|relance\\S*|sollicite\\S*|recevoir|' +
      'mecriviez|me contactiez|ca)(?= )',
    examples: ['je ne veux plus être contacté', 'Je ne souhaite plus recevoir vos SMS'],
    others: ["je ne veux pas d'alu"],
  },
  {
    name: 'phrase.fr.remove_me',
    intent: 'opt_out',
    pattern:
      '(?:(?:retirez?|enlevez?|supprimez?|effacez?|otez|oubliez|rayez|desinscrivez|desinscris' +
      '|desabonnez|desabonne|radiez) (?:moi|nous|mon (?:numero|nom|contact)|mes ' +
      '(?:coordonnees|donnees))|(?:me|nous|veux) (?:me )?(?:desabonner|desinscrire)|' +
      'desabonnement|desinscription)(?= )',
    unlessAfter: '(?:pas|ne)',
    examples: ['retirez-moi de votre liste', 'Enlevez mon numéro', 'je veux me désabonner'],
  },
  {
    name: 'phrase.fr.leave_me_alone',
    intent: 'opt_out',
    pattern:
      '(?:(?:fichez|foutez|laissez|fiche|fous|laisse) (?:moi|nous) (?:la paix|tranquilles?|en' +
      ' paix)|plus (?:jamais|aucun|de) (?:(?:me|de) )?(?:<fr_messages>|contacter|contact|' +
      'message|spam)|(?<=^ (?:(?:merci|svp|bonjour|non) ){0,2})(?:stop|arretez|arrete)(?= (?:' +
      '\\| )?(?:(?:merci|svp|s il vous plait|sil vous plait|maintenant|tout|ca|\\|) ' +
      '){1,3}$))(?= )',
    unlessAfter: '(?:recu|ai|nai|navons|ny a|na|avez|a|y a|pas)',
    examples: ['fichez moi la paix', 'plus de pub', 'plus jamais me contacter', 'Stop merci'],
    others: ["je n'ai plus de messages"],
  },
  {
    name: 'phrase.pt.stop_contacting',
    intent: 'opt_out',
    pattern:
      '(?:para|pare|parem|parar|deixa|deixe|deixem|chega|cessem) (?:ja )?(?:de |com )(?:(?:me' +
      '|nos|as|os|essas|esses|ficar) ){0,2}(?:mandar|mandando|enviar|enviando|escrever|' +
      'incomodar|ligar|perturbar|importunar|contatar|contactar|chatear|encher|' +
      '<pt_messages>)(?= (?:(?:mais|essas|esses|tantas|tanto|me|pra|para|mim) ' +
      '){0,2}(?:<pt_messages>|<pt_end>|mim))',
    unlessAfter: '(?:nao|nunca)',
    examples: ['pare de mandar mensagem', 'Para de me mandar mensagem', 'parem de me incomodar'],
    others: ['para quando é o plantão?'],
  },
  {
    name: 'phrase.pt.do_not_send',
    intent: 'opt_out',
    pattern:
      'nao (?:(?:me|nos) )?(?:mandem?|manda|enviem?|envia|escrevam?|escreve|contatem?|contata' +
      '|contactem?|incomodem?|incomoda|perturbem?|perturba|liguem)(?= (?:(?:me|mais|essas?|' +
      'esses?|nenhuma?|as|para|pra|mim) ){0,3}(?:<pt_messages>|<pt_end>|mim))',
    examples: ['não me mande mais mensagens', 'Não me escreva mais', 'nao envie mais sms'],
    others: ['não me mande a fatura'],
  },
  {
    name: 'phrase.pt.do_not_want',
    intent: 'opt_out',
    pattern:
      '(?:ja )?nao (?:quero|desejo|queremos|gostaria de|autorizo|aceito|tenho interesse em) ' +
      '(?:(?:mais|receber|ser|essas?|esses?|suas?|seus?|que|me|de|nenhuma?|as) ' +
      '){0,4}(?:<pt_messages>|contatad\\S*|contactad\\S*|incomodad\\S*|mandem|enviem|' +
      'receber)(?= )',
    examples: ['Não quero mais receber mensagens', 'nao quero receber isso'],
    others: ['Não quero esse horário, tem outro?'],
  },
  {
    name: 'phrase.pt.remove_me',
    intent: 'opt_out',
    pattern:
      '(?:(?:exclui|exclua|excluam|excluir|remove|remova|removam|remover|tira|tire|tirem|' +
      'tirar|apaga|apague|apaguem|apagar|deleta|delete|deletar|retire|retirem|descadastr\\S*|' +
      'cancela|cancele|cancelem|cancelar|esqueca)(?: me)? (?:(?:o|a|todos) )?(?:(?:meu|meus|' +
      'minha) (?:numero|contato|telefone|cadastro|nome|dados|inscricao|assinatura|celular)|' +
      '(?:da|dessa|desta|de sua|desse|deste) (?:lista|sistema|cadastro|grupo))|(?:me|nos) ' +
      '(?:exclu[ai]m?|remov[ae]m?|tir[ae]m?|descadastr[ae]m?|retir[ae]m?)(?= (?:da|dessa|' +
      'desta|de|<pt_end>)))(?= )',
    unlessAfter: '(?:nao|nunca)',
    examples: ['exclui meu número', 'Me tira dessa lista', 'remova meu contato'],
    others: ['Remove a vaga de sábado'],
  },
  {
    name: 'phrase.pt.leave_me_alone',
    intent: 'opt_out',
    pattern:
      '(?:(?:me|nos) (?:deixa|deixe|deixem) em paz|(?:deixa|deixe|deixem) (?:me|nos|eu) em ' +
      'paz|chega de <pt_messages>|(?<=^ (?:(?:por favor|nao|ola|oi) ){0,2})(?:parar?|pare|' +
      'parem|sair|stop|cancelar)(?= (?:\\| )?(?:(?:por favor|obrigad[oa]|agora|ja|pf|\\|) ' +
      '){1,3}$))(?= )',
    examples: ['me deixa em paz', 'parar por favor', 'chega de mensagens'],
  },
];
