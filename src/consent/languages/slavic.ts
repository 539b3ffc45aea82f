// Polish, Russian and Ukrainian: word groups and rules. Stems (`~`) take the many endings.
// Folding turns `ł` into `l`, `ё` into `е` and `й` into `и`, in texts as in patterns.
import type { Language } from '../phrase-rule.js';

export const POLISH: Language = {
  code: 'pl',
  name: 'Polish',
  groups: {
    polite: 'prosze | dziekuje | dzieki | natychmiast | teraz | juz | bardzo',
    messages:
      'wiadomosci | wiadomosc | sms | smsy | smsow | smsami | reklam | reklamy | ofert | ' +
      'oferty | powiadomien | powiadomienia | spamu | spam | esemesow | przypomnien | ' +
      'informacji',
    reach:
      'pisz~ | pisac | pisania | wysyl~ | wysylac | przysyl~ | kontakt~ | nek~ | spam~ | ' +
      'przeszkadz~ | dzwon~ | zawrac~ | meczyc | meczcie',
    mine:
      '(moj | ten | mojego | nasz | moje | tego) (numer | numeru | numerek | kontakt | ' +
      'dane | telefon | nr)',
    list:
      'listy | bazy | systemu | grupy | subskrypcji | newslettera | bazy danych | listy ' +
      'kontaktow',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(przesta~ | skoncz~ | koniec | dosc | stop | zaprzesta~ | zatrzyma~ | wstrzyma~) ' +
          '(prosze | juz | z | do mnie | mi | mnie | tego | tych | tymi | te){0,3} (<reach> | ' +
          '<messages> | wysylanie | wysylania)',
        '(nie) (prosze | do mnie | mi | mnie | juz | wiecej | nigdy){0,3} <reach> (do mnie | ' +
          'mi | mnie | wiecej | juz | nam | zadnych | tych | na ten){0,3} (<messages> | ' +
          'wiecej | do mnie | $ | prosze)',
        '(nie) (chce | zycze sobie | zgadzam sie na | wyrazam zgody | zyczymy sobie | ' +
          'potrzebuje | wyrazam zgody na) (juz | wiecej | zadnych | otrzymywac | dostawac | ' +
          'tych | waszych | panstwa | dalszego | od was | na | otrzymywania | byc){0,4} ' +
          '(<messages> | kontakt~ | kontaktu)',
        '(zadnych | bez | nigdy) (wiecej) <messages>',
        '(cofam | wycofuje | odwoluje) (swoja | moja)? zgode',
      ],
      unlessAfter: 'dlaczego | on | ona | jeszcze | nie',
      unlessBefore: 'jeszcze',
      examples: [
        'przestańcie do mnie pisać',
        'Proszę nie wysyłać więcej wiadomości',
        'nie chcę więcej wiadomości',
        'nie piszcie do mnie więcej',
      ],
      nearMisses: ['koniec pracy o 17', 'nie wysyłaj jeszcze faktury'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(usun~ | wykresl~ | skasuj~ | wyrzuc~ | zapomnij~ | wypis~ | usunac | usuniecie) ' +
          '(prosze | sobie)? (<mine> | mnie) (prosze | z | tej | waszej | tego | swojej){0,3} ' +
          '(<list> | $ | prosze)?',
        'o usuniecie (mojego | mnie | tego)? (numeru | danych | z listy)',
        '(mnie) (prosze)? (wypis~ | wykresl~ | usun~) (z)?',
        '(rezygnuj~ | wypisuje sie | chce sie wypisac | chce zrezygnowac) (z)? (prosze | $ | ' +
          '<messages> | subskrypcji | otrzymywania | uslugi | <list>)',
        '(anuluj | anulowac | zrezygnowac z) (subskrypcje | subskrypcji | powiadomienia | ' +
          '<messages>)',
      ],
      unlessAfter: 'nie',
      examples: ['usuńcie mój numer', 'proszę mnie wypisać', 'rezygnuję z wiadomości'],
      nearMisses: ['odwołuję wizytę we wtorek', 'nie usuwajcie mojego numeru'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(zly | bledny | nie ten | niewlasciwy) (numer | nr)',
        'pomylka',
        '(pomylil~) (pan | pani | sie | numer){0,2} (numer~)?',
        '(to) (nie)? (jest)? (juz)? nie (jest)? numer (pana | pani)?',
      ],
      unlessAfter: 'to nie | na fakturze',
      examples: ['pomyłka, zły numer', 'To pomyłka'],
      nearMisses: ['mam nowy numer'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(zostaw~ | dajcie | daj | odczep~ | odwal~ | spadaj~ | odpieprz~ | spierdal~) (mnie | ' +
          'mi | nam | nas | sie | ode mnie){0,2} (w spokoju | spokoj | swiety spokoj | $ | od)',
      ],
      unlessAfter: 'nie',
      examples: ['zostawcie mnie w spokoju', 'dajcie mi spokój'],
      nearMisses: ['zostaw paczkę pod drzwiami'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((prosze | nie | nie dziekuje | dziekuje | dzien dobry) ;?){0,3} (stop | rezygnuje ' +
          '| koniec | wypisz mnie | dosc | przestancie | przestan | przestac | przestac ' +
          'pisac) ;? ((prosze | dziekuje | ' +
          'juz | natychmiast | tego) ;?){0,3} $$',
      ],
      examples: ['proszę stop', 'Nie dziękuję, rezygnuję'],
      nearMisses: ['nie dziękuję'],
    },
  ],
};

export const RUSSIAN: Language = {
  code: 'ru',
  name: 'Russian',
  groups: {
    messages:
      'сообщени~ | смс | смски | смсок | рассылк~ | спам | реклам~ | уведомлени~ | эсэмэс~ | ' +
      'напоминани~ | смсками | информаци~ | звонк~ | предложени~',
    reach:
      'пиш~ | писать | присыл~ | отправл~ | шли~ | слать | шлите | беспоко~ | тревож~ | звон~ ' +
      '| спам~ | достав~ | приставать | рассыл~ | надоед~ | контакт~ | посыл~ | связыва~ | ' +
      'смс~ | высыл~ | докуча~',
    mine:
      '(мои | этот | мой | наш | моего | мое) (номер | номера | телефон | контакт | данные ' +
      '| имя)',
    list: 'списк~ | баз~ | рассылк~ | систем~ | групп~ | контакт~',
    polite: 'пожалуйста | спасибо | немедленно | уже | срочно | прошу',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(прекрат~ | перестан~ | хватит | остановит~ | довольно | стоп | заканчива~ | ' +
          'закончит~ | прекращ~ | достали | завязыва~) (мне | меня | нам | уже | пожалуйста | ' +
          'с | со | свои~ | эти | вашу | ваши | это | эту | вы | свою | все){0,4} (<reach> | ' +
          '<messages>)',
        '(не | никогда не | ни) (мне | меня | надо | нужно | нам | смейте | смеи | ' +
          'больше){0,3} (<reach>) (мне | меня | больше | нам | сюда | на | этот | свои | ваши ' +
          '| нас | никогда | пожалуйста | ваш | эти | никаких | тут | ничего){0,4} ' +
          '(<messages> | номер | больше | $ | пожалуйста | мне | меня)',
        '(больше) (не | мне не | ничего не | никогда) (мне)? (<reach>)',
        '(не) (хочу | желаю | хотим | нужны | нужна | надо | согласен | согласна | интересуют ' +
          '| соглашал~ | давал~) (больше | получать | на | мне | видеть | ваш~ | эти | этих | ' +
          'никак~ | от вас | чтобы | вы | слышать | ваши | согласи~ | никакие | свое){0,5} ' +
          '(<messages> | получать | <reach> | слышать | согласи~ | беспокои~)',
        '(без | никаких | хватит) (больше)? <messages>',
        '(отзыва~) (свое | мое)? согласие',
      ],
      unlessAfter: 'почему | он | она | если | пока | еще',
      unlessBefore: '(пока | еще | до)',
      examples: [
        'не пишите мне больше',
        'Прекратите присылать сообщения',
        'хватит писать',
        'я не хочу получать ваши смс',
        'больше не присылайте сообщения',
      ],
      nearMisses: ['напишите мне завтра', 'пока не отправляйте счёт', 'почему не пишете мне'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(удал~ | убер~ | убрать | вычеркн~ | исключ~ | сотр~ | стереть | отпиш~ | отпис~ | ' +
          'уберит~ | забуд~ | выпиш~ | уберите) (пожалуйста | прошу)? (<mine> | меня | нас | ' +
          'мои данные) (пожалуйста | из | от | с | вашего | ваш~ | этого | этои | свое~ | ' +
          'всех){0,3} (<list> | $ | отсюда)?',
        '(меня | <mine>) (пожалуйста)? (удал~ | убер~ | отпиш~ | исключ~ | вычеркн~)',
        '(отмен~ | отключ~ | отказ~ | отпис~ | отпиш~) (от | мою | подписк~ | эту | мне | ваш~ ' +
          '| этой | всех | эти | вашей){0,3} (подписк~ | <messages>)',
        '(как) (мне)? (отпис~ | отключ~ | отказ~)',
        '(хочу) (отпис~ | отказаться от)',
      ],
      unlessAfter: 'не',
      examples: ['уберите меня из списка', 'Удалите мой номер', 'отпишите меня', 'хочу отписаться'],
      nearMisses: ['отмените запись на вторник', 'не удаляйте меня из списка'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(ошиб~) (номер~ | адрес~ | человек~)',
        '(не тот | неправильн~ | неверн~ | чужой) (номер | телефон | человек)',
        '(не туда) (попали | пишете | звоните)',
        '(это) (уже | больше)? не (его | ее | мой)? номер',
        'вы ошиблись',
        '(номер) (ошибочн~ | неверн~)',
      ],
      examples: ['вы ошиблись номером', 'не тот номер'],
      nearMisses: ['у меня новый номер'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(оставь~ | оставьте | отстань~ | отвал~ | отвяж~ | отъеб~ | отцеп~) (меня | нас | от ' +
          'меня | вы | уже){0,2} (в покое | $ | от меня | пожалуйста)',
        '(иди~ | пошл~) (вы | ты)? (на | в | к)',
      ],
      unlessAfter: 'не | домой',
      examples: ['оставьте меня в покое', 'Отстаньте от меня'],
      nearMisses: ['оставьте посылку у двери'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((нет | спасибо | пожалуйста | здравствуйте | не интересно | нет спасибо) ;?){0,3} ' +
          '(стоп | stop | хватит | отписка | отписаться | прекратите | отмена | отпишите | ' +
          'достаточно | перестаньте) ;? ((спасибо | пожалуйста | уже | немедленно | не ' +
          'интересно) ;?){0,3} $$',
      ],
      examples: ['стоп пожалуйста', 'Нет, спасибо. Прекратите'],
      nearMisses: ['нет спасибо', 'остановитесь у входа'],
    },
  ],
};

export const UKRAINIAN: Language = {
  code: 'uk',
  name: 'Ukrainian',
  groups: {
    messages:
      'повідомлен~ | смс | смски | розсилк~ | спам | реклам~ | сповіщен~ | нагадуван~ | есемес~',
    reach:
      'пиш~ | писати | надсил~ | відправл~ | шли~ | слати | шліть | турбу~ | дзвон~ | спам~ | ' +
      'присил~ | набрида~ | звязув~ | посил~',
    mine: '(мій | цей | наш | мого | мої) (номер | номера | телефон | контакт | дані)',
    list: 'списк~ | баз~ | розсилк~ | груп~',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(припин~ | перестан~ | досить | годі | зупин~ | стоп | вистачить | закінч~) (мені | ' +
          'мене | вже | будь ласка | з | ці | ваші | свої | нам){0,3} (<reach> | <messages>)',
        '(не | ніколи не) (мені | мене | треба | потрібно | нам | більше){0,3} <reach> (мені | ' +
          'мене | більше | нам | сюди | на | цей | свої | ваші | ніколи | будь ласка){0,4} ' +
          '(<messages> | більше | $ | мені | мене)',
        '(більше) (не | мені не) <reach>',
        '(не) (хочу | бажаю | потрібні | треба | згоден | згодна) (більше | отримувати | на | ' +
          'мені | ваші | ці | жодних | від вас | щоб ви){0,4} (<messages> | отримувати | ' +
          '<reach>)',
        '(відклика~) (свою | мою)? згоду',
      ],
      unlessAfter: 'чому | він | вона | якщо | поки | ще',
      unlessBefore: '(поки | ще)',
      examples: [
        'не пишіть мені більше',
        'Припиніть надсилати повідомлення',
        'я не хочу отримувати повідомлення',
      ],
      nearMisses: ['напишіть мені завтра', 'чому не пишете мені'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(видал~ | прибер~ | викресл~ | виключ~ | відпиш~ | відпис~ | зітр~ | забуд~) (будь ' +
          'ласка)? (<mine> | мене | нас) (зі | з | із | вашого | вашої | будь ласка){0,3} ' +
          '(<list> | $)?',
        '(мене | <mine>) (будь ласка)? (видал~ | відпиш~ | прибер~ | виключ~)',
        '(скасу~ | відміні~ | відмов~) (від | мою | цю | ваших | підписк~ | цих){0,2} ' +
          '(підписк~ | <messages>)',
        '(хочу | як) (відпис~)',
      ],
      unlessAfter: 'не',
      examples: ['видаліть мій номер', 'відпишіть мене', 'приберіть мене зі списку'],
      nearMisses: ['скасуйте мій запис на вівторок', 'не видаляйте мій номер'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(помил~) (номер~ | адрес~)',
        '(не той | неправильн~ | невірн~) номер',
        'ви помилилися',
        'це не (його | її) номер',
      ],
      examples: ['ви помилилися номером', 'не той номер'],
      nearMisses: ['у мене новий номер'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(залиш~ | дайте | відчеп~ | відстан~) (мене | нас | мені | від мене | вже){0,2} (в ' +
          'спокої | у спокої | спокій | $ | від мене)',
      ],
      unlessAfter: 'не',
      examples: ['залиште мене в спокої', 'Відчепіться від мене'],
      nearMisses: ['залиште посилку біля дверей'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((ні | дякую | будь ласка | ні дякую) ;?){0,3} (стоп | stop | досить | відписка | ' +
          'відписатися | припиніть | годі) ;? ((дякую | будь ласка | вже) ;?){0,3} $$',
      ],
      examples: ['стоп будь ласка', 'ні, дякую. Досить'],
      nearMisses: ['ні, дякую'],
    },
  ],
};
