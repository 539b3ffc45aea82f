// Spanish: word groups and rules. Accents fold away, so `más` is written `mas`.
import type { Language } from '../phrase-rule.js';
import { SPANISH_DOUBTS } from './romance-doubt.js';
import { SPANISH_NET } from './romance-net.js';
import { SPANISH_RETREATS } from './romance-retreats.js';
import { SPANISH_WIDE } from './wide-doubt.js';

const GROUPS = {
  polite:
    'por favor | porfavor | porfa | porfis | por fa | gracias | please | ya | ahora | ' +
    'inmediatamente | señor | señora | de una vez | urgente | x favor',
  more: 'mas | nunca mas | jamas | nunca | nada mas | otra vez | de nuevo | nuevamente | ya | nada',
  me: 'me | nos | le | les',
  messages:
    'mensaje | mensajes | mensajito | mensajitos | msjs | msj | messages | message | ' +
    'texto | textos | sms | publicidad | promociones | promocion | propaganda |' +
    'anuncios | ofertas | notificaciones | recordatorios | alertas | spam | correos | ' +
    'comunicaciones | whatsapps | basura | mms | informacion | info | avisos | cadenas | ' +
    'mierda | mierdas',
  some:
    'mas | sus | tus | estos | esos | este | ese | los | las | la | el | otro | otra | de ' +
    '| esta | estas | esas | tipo | mensajes | textos | tantos | tanta | tanto | ningun | ' +
    'ninguna | ni un | ni | nada | todos | todas | ya | por | texto | un | una | ' +
    'publicitarios | a | mi | de ustedes | otros | cualquier',
  /** What reaches somebody, as orders and wishes have it. */
  contact:
    'escrib~ | contact~ | contacten | molest~ | texte~ | textee~ | mensaje~ | mensajee~ | ' +
    'fastidi~ | busque~ | busques | buscar | hostig~ | acos~ | jod~ | chingue~ | chinguen | ' +
    'spamm~ | spame~ | insist~ | comuni~ | incomod~ | habl~',
  contact_inf:
    'mandar | mandarme | mandarnos | mandando | enviar | enviarme | enviarnos | enviando | ' +
    'escribir | escribirme | escribiendo | escribirnos | molestar | molestarme | molestando ' +
    '| molestarnos | contactar | contactarme | contactando |' +
    'llamar | llamarme | llamando | textear | textearme | texteando | texteandome | joder | ' +
    'jodiendo | chingar | fastidiar | acosar | acosarme | acosando | hostigar | hostigarme ' +
    '| spamear | spamearme | insistir | insistirme | mandandome | enviandome | ' +
    'escribiendome | molestandome | llamandome | comunicarse | buscarme | recibir | ' +
    'chingando | hacer spam | haciendo spam | hacerme spam | fregar | fregando',
  send: 'mand~ | envi~ | enbi~',
  number:
    'numero | numeros | telefono | tel | cel | celular | movil | contacto | nombre | datos | ' +
    'informacion | info | linea | number',
  list:
    'lista | listas | base de datos | base | sistema | grupo | registro | registros | ' +
    'contactos | directorio | chat | agenda | difusion | lista de contactos | lista de ' +
    'difusion | archivos | cadena | programa',
  the:
    'la | el | su | tu | esta | este | esa | ese | sus | tus | las | los | todas | todos | ' +
    'vuestra | de | del | l',
} as const;

export const SPANISH: Language = {
  code: 'es',
  name: 'Spanish',
  groups: GROUPS,
  retreats: SPANISH_RETREATS,
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(deja | deje | dejen | dejes | dejar | dejad | dejarme | dejaran | dejara | ' +
          'dejarian | dejaria | dejo | pare | paren | para | pares | parar | paras | parad | ' +
          'cese | cesen | cesa | cesar | basta | basta ya | termine | terminen | stop | ' +
          'suspenda | suspendan | evite | eviten | eviten | alto) (ya)? (de | d | con | con ' +
          'los | a)? (estar)? <contact_inf>',
        '(deja | deje | dejen | pare | paren | parenle | parale | bajenle | para | cese | ' +
          'cesen | alto | stop | basta | suspenda | suspendan | suspender | detenga | ' +
          'detengan | detener | parar | frenen) (ya)? (de | con | a)? (enviar | mandar | ' +
          'recibir)? (todos)? (los | sus | estos | tus | esos | tantos | las | estas | de | ' +
          'el | la | su | esta | este | mas){0,2} <messages> ($ | <polite> | de | a | por)',
        '(dije | pedi | digo | repito) (ya)? que (pare~ | no | dej~)',
        'como (salgo | me salgo | hago para salir | puedo salir | me salgo) (de <the>{0,2} ' +
          '<list> | de (esto | aqui | estos <messages>) | $)',
        '(como | donde) (dejo | hago para dejar | puedo dejar | puedo parar | paro | cancelo | ' +
          'detengo | puedo cancelar | puedo detener | hago para parar | hago para cancelar | ' +
          'evito | hago para no | bloqueo) (de | los | estos | las | el | la)? (recibir | ' +
          'recibiendo | <messages> | esto | suscripcion | mensajes)',
        '(quiero | quisiera | necesito | deseo) (que)? (dejar | dejen | deje | paren | pare | ' +
          'cesar) (de | los | estos | con) (recibir | <contact_inf> | <messages>)',
      ],
      unlessAfter: 'no | cuando | debo | nunca | puedo | yo | tengo que | no puedo | se',
      examples: [
        'deja de escribirme',
        'Dejen de mandarme mensajes',
        'basta de mensajes',
        '¿Cómo dejo de recibir estos mensajes?',
      ],
      nearMisses: [
        'no dejes de escribirme',
        'deje el paquete en la puerta',
        'para mañana por favor',
      ],
    },
    {
      name: 'do_not_contact',
      intent: 'opt_out',
      says: [
        '(no | nunca) (molesten | moleste | molestes | escriba | escribas | contacte | contactes ' +
          '| ' +
          'insista | textee | textees | escriban | contacten | insistan | texteen | fastidien | ' +
          'jodan | chinguen) ($ | <polite> | <more>)',
        '(no | nunca | jamas | ni) (<me> | vuelv~ a | vuelv~ | sigan | siga | sigas | quiero ' +
          'que | deben | debe | ustedes | se | deben de | pueden | puede){1,3} (llam~ (ni | o ' +
          '| y) (<me>)?)? <contact> ($ | <polite> | <more> | a | ni | o | y | mas | por (este ' +
          '| aqui | ese | mensaje | texto | whatsapp) | si | yo | que | este | porque | x | ' +
          'al | con)',
        '(no | nunca | jamas) (<me> | vuelv~ a | vuelv~ | sigan | siga | quiero que | deben | ' +
          'deseo que){1,3} (llam~ | <contact_inf>) (mas | nunca mas | ni | otra vez | jamas | ' +
          'de nuevo | <messages>)',
        '(no | nunca) (vuelv~) a? (<contact_inf> | escrib~ | llam~)',
        '(no | nunca | jamas | ni) (<me> | vuelv~ a | sigan | siga | sigas | quiero que | ' +
          'deseo que | ustedes | ya){0,3} <send> <some>{0,4} (<messages> | mas | nada | nada ' +
          'mas | cosas | $ | <polite>)',
        '(no | ni) (textear | mensajear | molestar | contactar | escribir | llamar ni escribir | ' +
          'enviar mas | enviar ' +
          'mensajes | mandar mensajes | mandar mas) ($ | <polite> | <more> | <messages>)',
        '(por favor | favor | hagan el favor | hagame el favor | haga el favor | les pido | ' +
          'le pido | pido) (de)? no (<contact_inf>) (mas | $ | <polite> | <messages>)',
      ],
      unlessAfter:
        'por que | si | porque | ella | el | todavia | aun | como es que | quien | (dijo | ' +
        'dice | dicen | el | la | persona | gente) que | tu | usted',
      unlessBefore:
        '(todavia | aun | hasta | antes | por ahora | ahora mismo | (el | la | los | las | su ' +
        '| tu | mi) (pedido | factura | recibo | paquete | cheque | contrato | cuenta | ' +
        'foto | dinero))',
      examples: [
        'no me escriban más',
        'No me contacten',
        'no me manden más mensajes por favor',
        'no me llame ni me escriba más',
        'no vuelvan a escribir',
        'No molestar',
      ],
      nearMisses: [
        'no me mandes la factura todavía',
        'no me llamen antes de las 9',
        'no molesta, venga cuando quiera',
      ],
    },
    {
      name: 'do_not_want',
      intent: 'opt_out',
      says: [
        'no (quiero | kiero | deseo | quisiera | queremos | deseamos | necesito | quieres | me ' +
          'interesa | me interesan | estoy interesad~ en | estamos interesad~ en | autorizo | ' +
          'acepto | solicite | pedi) (que)? (seguir | continuar | volver a | me sigan | me ' +
          'esten | me estes)? (recibir | recibiendo | tener | ver | me llegu~ | me manden | ' +
          'me mande | me envi~ | envien | saber | oir | leer | mandando | enviando | seguir | ' +
          'reciba)? <some>{0,4} (<messages> | saber de ustedes | de ustedes | mas | recibir ' +
          '(mas | nada | esto) | contact~)  ($ | <polite> | de | en | a | por | ni | y | ' +
          'suyos | tuyos | mas | que)',
        'no (quiero | deseo) (que <me>? | que | <me>) (escrib~ | contact~ | molest~ | mand~ | ' +
          'envi~ | ' +
          'texte~ | ser (contactad~ | molestad~) | recibir)',
        'no (quiero | deseo) (recibir ($ | <polite> | nada | esto) | ser (contactad~ | molestad~))',
        'prefer~ no (recibir | que me | tener) <some>{0,3} (<messages> | nada | mas | esto | ' +
          '<contact>)',
        'no (los | las) quiero (mas)? ($ | <polite> | recibir)',
        'no (quiero | deseo) (nada | saber nada) (mas)? ($ | <polite> | de (ustedes | esto | ' +
          'usted | eso))',
      ],
      unlessAfter: 'si | porque',
      unlessBefore: '(todavia | aun | hasta | cita)',
      examples: [
        'Ya no quiero recibir mensajes',
        'no deseo recibir estos mensajes',
        'no quiero sus mensajes',
        'no quiero que me manden mensajes',
      ],
      nearMisses: ['no quiero más demoras', 'no quiero la garantía', 'quiero recibir los mensajes'],
    },
    {
      name: 'unsubscribe',
      intent: 'opt_out',
      says: [
        '(dar | darme | darse | darnos | deme | denme | dame | doy | dennos | denos | demen | ' +
          'dad | den | quiero | solicito | pido | solicitar | tramitar | necesito) (de | la | ' +
          'mi | una | el){0,1} baja ($ | <polite> | de | del | por | a | mi | este | en)',
        '(desuscri~ | desubscri~ | dessuscri~ | desapunt~ | desinscri~ | desvincul~ | desafili~)',
        '^^ (por favor)? (salir | sacar) (de | del) <the>{0,2} <list> (por favor)? $$',
        '(desactiv~ | cancel~ | anul~ | termin~ | elimin~ | dar de baja | detener | suspend~) ' +
          '(mi | la | ' +
          'esta | el | su | de | los | las | estas | estos){0,2} (suscripcion | subscripcion ' +
          '| suscripciones | inscripcion | suscripsion | subscription | servicio de mensajes ' +
          '| (<messages>))',
        '(no | quiero) (quiero | deseo)? (estar | aparecer | seguir | salir | salirme | salgo) ' +
          '(en | suscrit~ | de){1,2} <the>{0,2} (<list>)?',
        '(baja) (de | inmediata | definitiva | del) (<the>{0,2} <list> | $ | servicio | ' +
          '<messages>)',
      ],
      unlessAfter: '(no | fecha de | nunca | no me) (te | se | me | quiero){0,1} ',
      unlessBefore: '(cita | por maternidad)',
      examples: [
        'quiero darme de baja',
        'deme de baja',
        'me quiero desuscribir',
        'cancele mi suscripción a los mensajes',
        'Dar de baja por favor',
      ],
      nearMisses: [
        'la fecha de baja es el viernes?',
        'cancelar mi cita del martes',
        'no quiero cancelar la suscripción',
      ],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(quit~ | desactiv~ | desactiven | elimin~ | borr~ | sac~ | saq~ | remov~ | remuev~ ' +
          '| retir~ | suprim~ | bloque~ | exclu~) (por favor)? (ya)? (a)? (mi | este | ' +
          'nuestro | mis | de mi | el) <number> ($ | <polite> | de | del | y | en | por | ' +
          'para | que)',
        '(quitame | quiteme | quitenme | quitarme | eliminame | elimineme | eliminenme | ' +
          'eliminarme | borrame | borreme | borrenme | borrarme | sacame | saqueme | saquenme ' +
          '| sacarme | sacarnos | remueveme | remuevame | remuevanme | removerme | retirame | ' +
          'retireme | retirenme | retirarme | suprimame | saquennos | quitennos | borrennos | ' +
          'saqueme | excluyame | excluyanme | salgame) (ya | por favor){0,2} ($ | <polite> | ' +
          '(de | del) <the>{0,3} <list> | de (aqui | ahi | esto | eso))',
        '(me) (quit~ | elimin~ | borr~ | sac~ | saq~ | remuev~ | retir~) (por favor)? (de | ' +
          'del) <the>{0,3} <list>',
        '(quit~ | elimin~ | borr~ | sac~ | remuev~ | retir~) (me)? (de | del) (la | su | tu | ' +
          'esta | vuestra) <list>',
        '(solicitud | peticion) de (baja | eliminacion | cancelacion de (mensajes | suscripcion))',
        '(solicito | pido | exijo | quiero | requiero) la (eliminacion | supresion | ' +
          'cancelacion | baja) de (mis datos | mi <number> | mis)',
        '(los | te | lo | la | les) (voy a | vamos a) (bloque~)',
        '(voy | vamos) a bloque~ (este numero | ese numero | su numero | los)',
        '^^ (los | te | lo) (bloqueo | bloquee | bloqueare) (ya | por favor)? $$',
        '(no | ya no | nunca) (me | nos) (incluy~ | teng~ | pong~ | agreg~) _{0,2} (en | a) ' +
          '<the>{0,2} <list>',
        '(olvidense | olvidate | olvidese | olviden) (de)? (mi | nosotros) ($ | <polite>)',
        '(olvid~ | pierd~ | borr~) (de)? (mi | este) <number>',
      ],
      unlessAfter: '(no | nunca) (me | lo)?',
      unlessBefore: '(y (pon~ | use~ | agreg~) | anterior)',
      examples: [
        'quítenme de su lista',
        'borren mi número de su base de datos',
        'Elimine mi número',
        'sácame de tu lista',
      ],
      nearMisses: [
        'quítele el impuesto por favor',
        'elimine el segundo artículo del pedido',
        'no me borres de la lista',
      ],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '^^ (esta | estas | estan | anda) (usted)? equivocad~ $$',
        '(numero | telefono | celular | tel) (equivocado | incorrecto | erroneo | errado ' +
          '| equibocado | ekivocado | equivocad~)',
        '(persona | contacto) (equivocada | incorrecta | equivocado)',
        '(se | te | estas | esta | estan | se han | ustedes | usted | estas | os | me parece ' +
          'que se){0,2} (equivoc~ | confund~) (de | con el | con mi){0,1} (numero | persona | ' +
          'telefono | celular | contacto | destinatario)',
        '(este | ese | esto | aqui) (ya)? no es (el | su | un | mas){0,2} (numero | telefono | ' +
          'celular | cel) (de | del)',
        'no hay (nadie | ningun~) (con ese nombre | aqui | llamad~ | que se llame)',
        '(no | nadie) (conozco | vive | es | se llama | trabaja){1,2} (a | nadie | aqui | ' +
          'ningun~ | asi | con | con ese nombre | que se llame | (a | ningun | ninguna | a ' +
          'ningun) @){1,3} (con ese nombre | ' +
          'aqui | $)',
        '(no) tengo (ninguna)? cita con ustedes',
        '(este | ese) (numero | telefono | celular) (ya)? no es (de | mio | suyo)',
        'ya no (usa | tiene | ocupa | utiliza) (este | ese) (numero | telefono | celular)',
      ],
      unlessAfter: '(di | dio | diste | di el | el) ',
      unlessBefore: '(en (la | mi) (factura | orden | cuenta) | es el)',
      examples: [
        'Número equivocado',
        'se equivocó de persona',
        'este no es el número de Carlos',
        'está equivocado de número',
      ],
      nearMisses: [
        'el número está mal, es el 555',
        'mi número cambió',
        'le di el número equivocado, es el 5',
      ],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(deja | deje | dejen) (en paz | tranquil~) (a)? (mi | nuestra) (familia | mama | ' +
          'papa | espos~ | hij~)',
        '(dejame | dejeme | dejenme | dejennos | dejenos | dejadme | dejanos | dejarme | me ' +
          'deje | me dejen | me dejas | nos dejen) (ya)? (en paz | tranquil~ | en pas | solo ' +
          '| sola | de molestar | vivir)',
        '(ya)? no (esten | este | estes | sigan | siga) (molestando | jodiendo | chingando | ' +
          'insistiendo | mandando | enviando | escribiendo | fastidiando)',
      ],
      unlessAfter: 'no',
      examples: ['Déjenme en paz', 'déjame tranquilo', 'ya no estén molestando'],
      nearMisses: ['déjeme un mensaje', 'no me dejen solo con los niños'],
    },
    {
      name: 'no_more',
      intent: 'opt_out',
      says: [
        '(no | ya no | basta | suficiente | ya) (mas | de | queremos | con){0,2} (de | sus | ' +
          'estos | los | tus | esos | con){0,2} <messages> ($ | <polite> | de | por | a (este ' +
          '| mi))',
        '^ (ya | por favor | porfa | gracias | hola | oye | oiga | no gracias){0,2} (no mas | ' +
          'ya no | ya no mas | nomas | ya basta | basta | ya estuvo | ya parenle | ya parale) ' +
          '(por favor | porfa | gracias | ya | de esto | con esto | esto){0,2} $',
        '(cero | ningun | sin) (mas) <messages>',
        'ni un (solo)? <messages> mas',
      ],
      unlessBefore: '; (no | what | so | why)',
      unlessAfter: 'hay | tengo | recibi | hubo | tiene',
      examples: ['no más mensajes', 'basta de mensajes', 'ya no más por favor', 'Ya basta!'],
      nearMisses: ['no más de 500 dólares', 'basta con 100 unidades', 'no hay más mensajes'],
    },
    {
      name: 'no_consent',
      intent: 'opt_out',
      says: [
        '(revoc~ | retir~ | cancel~ | anul~) (mi | el | todo | cualquier){0,2} (consentimiento ' +
          '| permiso | autorizacion)',
        '(no | nunca) (les | le | te | tienen | tiene | tienes | he | han | mi){0,2} (di | doy ' +
          '| dado | dimos | damos | autoric~ | autorizo | autorizado | tienen | tiene | ' +
          'tienes | autorizamos | consiento | consenti) (mi | el | ningun | permiso | ' +
          'consentimiento | autorizacion | a | para | que | de | me | recibir | su | este | ' +
          'el uso){1,4} (permiso | consentimiento | autorizacion | mand~ | envi~ | escrib~ | ' +
          'contact~ | mensajes | mi numero | numero)?',
        '(si | como) (siguen | sigue | continuan | vuelven | vuelve | me vuelven | me siguen | ' +
          'me sigue) (a | con){0,1} (mandar~ | mandando~ | enviando~ | enviar~ | escribiendo~ ' +
          '| escribir~ | molestando~ | molestar~ | los mensajes | sus mensajes | llamando~ | ' +
          'texteando~)',
        '(ya)? (les | le | te | os) (dije | pedi | he dicho | he pedido | dijimos | pedimos | ' +
          'estoy pidiendo | repito) (ya)? (que)? (no | pare~ | dej~ | me (borr~ | quit~ | ' +
          'saq~ | elimin~))',
      ],
      unlessAfter: 'si no | el medico',
      examples: [
        'revoco mi consentimiento',
        'no le di permiso para enviarme mensajes',
        'no autorizo que me envíen mensajes',
        'ya les dije que no me manden mensajes',
      ],
      nearMisses: ['no autorizo la cirugía', 'si siguen por la calle 5 llegan'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((por favor | por fa | porfa | hola | ya | no gracias | no me interesa | gracias | ' +
          'ok | no ; ' +
          '| favor de | quiero | favor) ;?){0,3} (stop | alto | pare | paren | parar | paren ' +
          'ya | baja | cancelar | salir | detener | detenganse | detengan esto | basta | alto ' +
          'ya | para ya | parale | parenle | cancelen | cancele | terminar) ;? ((por favor | ' +
          'por fa | porfa | ya | gracias | esto | todo | no me interesa | de inmediato | ' +
          'inmediatamente | si) ;?){0,3} $$',
        '^ (por favor | ya){0,2} (paren | basta | dejen | stop) (ya | por favor | con esto){0,2} $',
      ],
      examples: ['ALTO POR FAVOR', 'no gracias, stop', 'ya paren por favor'],
      nearMisses: ['para mañana por favor', 'puedo salir temprano?', 'alto, moreno, con lentes'],
    },
    {
      name: 'complaint',
      intent: 'review',
      says: [
        '(voy a | vamos a | los voy a | te voy a | les voy a | lo voy a | procedere a) ' +
          '(denunci~ | demand~ | report~ | bloque~)',
        '(esto es | es) (un)? (acoso | hostigamiento | spam | estafa | fraude)',
        '(quien) (les | le | te) dio (mi | este) numero',
        '(no soy | no es) @ $',
      ],
      examples: ['voy a denunciarlos', 'esto es acoso'],
      nearMisses: ['es un regalo'],
    },
    ...SPANISH_DOUBTS,
    ...SPANISH_WIDE,
    ...SPANISH_NET,
  ],
};
