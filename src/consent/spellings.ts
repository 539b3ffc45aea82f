// Spellings: how people type the words that the rules are written in.
// Only forms that stand for one word whatever is around them; guessing is misspelling.ts's task.

const GROUPS: Readonly<Record<string, string>> = {
  please: 'pls plz plse pleas pleae plaese pleease pleez plss',
  you: 'u yu yall',
  your: 'ur yr',
  are: 'r',
  thanks: 'thx thnx tnx tks thnks thanx thankyou ty',
  dont: 'dnt dony donot dontt donnot',
  texting: 'txting texing textin txtin textng txtng texying txtn texn textn',
  text: 'txt texr tx tex tezt',
  texts: 'txts texs txs',
  texted: 'txted txtd txed',
  messages: 'msgs mesages messges messeges mesages massages messges',
  message: 'msg mesg messge messege mssg',
  messaging: 'msging msgin messagin mesaging messging messageing messsaging',
  sending: 'sendin snding sendng',

  number: 'numba num nmbr numbr nbr',
  anymore: 'anymor nemore anymoar',
  unsubscribe:
    'unsub unsubs unsubscibe unsubcribe unsubscrib unsuscribe unscribe unsubcribed unsubscride ' +
    'unsubscribed unsubscribing unsubscription unsubscribes unsuscribed unsubsribe unsubcsribe',
  stop: 'stopp stoppp stahp stap sotp stpo tsop st0p stoppit stopit',
  not: 'nott',
  would: 'wud wuld',
  remove: 'remov rmv remve removve romove',
  people: 'ppl',
  me: 'meee meeee',
  because: 'cuz cos coz bc',
};

/** Spelling → the word that rules use. */
export const SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.entries(GROUPS).flatMap(([word, spellings]) =>
    spellings
      .split(' ')
      .filter((spelling) => spelling !== '')
      .map((spelling): [string, string] => [spelling, word]),
  ),
);
