// What takes a clear Spanish, French or Portuguese revocation back: told of others, or a joke.
// Such a text goes to a person.
import type { PhraseRule } from '../phrase-rule.js';

export const SPANISH_RETREATS: readonly PhraseRule[] = [
  {
    name: 'told_of',
    intent: 'review',
    says: [
      '(mi | su | tu | el | la) (amig~ | novi~ | mama | papa | espos~ | jef~ | herman~ | ' +
        'hij~ | vecin~) (me)? (dice | dijo | decia | escribio | grita | grito)',
      '(el | ella | alguien | nadie | ellos) (me)? (dice | dijo | dijeron | decia)',
      '(es | era) (una)? (broma | chiste)',
      'jaja | jajaja | jajajaja',
      'que significa',
    ],
    examples: ['mi novio dice: dejen de mandarme mensajes', 'no me escriban más jaja'],
    nearMisses: ['mi mamá dice que sí', 'jaja está bien'],
  },
];

export const FRENCH_RETREATS: readonly PhraseRule[] = [
  {
    name: 'told_of',
    intent: 'review',
    says: [
      '(mon | ma | son | sa | ton | ta) (ami | amie | copain | copine | mere | pere | patron ' +
        '| mari | femme | frere | soeur | fils | fille | voisin) (ma | a | me)? (dit | ' +
        'disait | ecrit | crie)',
      '(il | elle | quelquun | personne) (ma | a | me)? (dit | disait)',
      '(je plaisante | je rigole | cest une blague | mdr | ptdr)',
      'que (veut dire | signifie)',
    ],
    examples: ['mon copain a dit : arrêtez de me contacter', 'ne me contactez plus mdr'],
    nearMisses: ['mon mari a dit oui', 'mdr ok'],
  },
];

export const PORTUGUESE_RETREATS: readonly PhraseRule[] = [
  {
    name: 'told_of',
    intent: 'review',
    says: [
      '(meu | minha | seu | sua) (amig~ | namorad~ | mae | pai | chef~ | irma | irmao | ' +
        'espos~ | marido | filh~ | vizinh~) (me)? (disse | falou | diz | mandou)',
      '(ele | ela | alguem | ninguem) (me)? (disse | falou | diz)',
      '(e | era | to de | foi) (brincadeira | zoeira | piada)',
      'kkk | kkkk | kkkkk | rsrs',
      'o que significa',
    ],
    examples: ['meu namorado disse: não me mande mais mensagens', 'pare de me mandar mensagem kkk'],
    nearMisses: ['minha mãe disse que sim', 'kkk tá bom'],
  },
];
