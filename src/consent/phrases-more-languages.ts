// Revocations in free words in other languages: fewer rules, only clear ones.
// Written as texts are folded; scripts without spaces match anywhere in a text.
import type { PhraseRule } from './phrase-rule.js';

export const MORE_RULES: readonly PhraseRule[] = [
  {
    name: 'phrase.de.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:schreib(?:t|en sie)?|kontaktier(?:t|en sie)|sende?(?:t|n sie)?|schick(?:t|en ' +
      'sie)?|texte?(?:t|n sie)?)(?: (?:mir|mich|uns|bitte)){1,2} (?:nie|nicht|nichts|' +
      'keine)(?: (?:wieder|mehr|nachrichten|sms|werbung|weiteren)){1,3}|keine (?:weiteren |' +
      'mehr )?(?:nachrichten|sms|werbung)(?: mehr)?|(?:hor(?:t|en sie)?|hoer(?:t|en sie)?) ' +
      '(?:bitte )?(?:auf|damit auf)|(?:losch(?:t|en sie)?|loesch(?:t|en sie)?|entfern(?:t|en ' +
      'sie)?) (?:bitte )?(?:mich|meine (?:nummer|daten))|lass(?:t|en sie)? mich in ruhe|' +
      '(?:will|mochte|moechte) (?:ich )?(?:keine (?:weiteren )?(?:nachrichten|sms|werbung)(?:' +
      ' mehr)?|nicht mehr (?:kontaktiert|angeschrieben)|mich abmelden)|(?:bitte )?(?:abmelden' +
      '|abbestellen|austragen)(?: bitte)?)(?= )',
    unlessAfter: '(?:nicht)',
    examples: ['Schreiben Sie mir nicht mehr', 'bitte keine SMS mehr', 'Löschen Sie meine Nummer'],
    others: ['Ich möchte keine Rollos'],
  },
  {
    name: 'phrase.it.stop',
    intent: 'opt_out',
    pattern:
      '(?:non (?:mi |ci )?(?:scriv\\S+|contattat\\S+|mandat\\S+|inviat\\S+|mandarmi|scrivermi' +
      '|contattarmi|disturbat\\S+)(?: (?:messaggi|sms|nulla|niente))? piu|non (?:voglio|' +
      'desidero|vogliamo) (?:piu )?(?:ricevere|essere contattat\\S|messaggi|sms|pubblicita)|' +
      '(?:cancellate|cancella|rimuovete|rimuovi|togliete|togli|eliminate) (?:il mio (?:numero' +
      '|nome|contatto)|i miei dati)|(?:toglietemi|rimuovetemi|cancellatemi|toglimi|' +
      'disiscrivetemi) (?:dalla|da|per)|lasciatemi in pace|lasciami in pace|basta (?:con (?:i' +
      ' )?|coi )?(?:messaggi|sms|pubblicita)|smett\\S+ di (?:scriver\\S+|mandar\\S+|inviar\\' +
      'S+|contattar\\S+))(?= )',
    examples: ['non scrivetemi più', 'Non voglio più ricevere messaggi', 'lasciatemi in pace'],
  },
  {
    name: 'phrase.nl.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:stuur|stuurt|sms|app|bericht)(?: (?:me|mij|ons))? (?:geen|niet)(?: (?:berichten|' +
      'sms|meer|reclame|jes)){1,3}|geen (?:berichten|sms|reclame|smsjes) meer|stop met ' +
      '(?:sturen|berichten|smsen|appen|spammen)|laat me met rust|(?:schrijf|meld) (?:me|mij) ' +
      '(?:uit|af)|verwijder (?:mij|me|mijn (?:nummer|gegevens))|wil (?:ik )?geen (?:berichten' +
      '|sms|reclame)(?: meer)?)(?= )',
    examples: ['geen berichten meer', 'Laat me met rust', 'stop met sturen aub'],
  },
  {
    name: 'phrase.pl.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:prosze )?nie (?:pisz|piszcie|wysylaj|wysylajcie|kontaktujcie|dzwoncie)(?: \\' +
      'S+){0,2}(?: wiecej| juz)|nie chce (?:wiecej |juz |otrzymywac |dostawac ' +
      '){1,3}(?:wiadomosci|smsow|sms|reklam)|usun(?:cie)? (?:mnie|moj numer)|wypisz(?:cie)? ' +
      'mnie|(?:przestan|przestancie) (?:pisac|wysylac)|dajcie mi spokoj)(?= )',
    examples: ['nie piszcie więcej', 'Proszę usuńcie mój numer'],
  },
  {
    name: 'phrase.ru.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:больше )?не (?:пишите|пиши|присылаите|присылаи|звоните|беспокоите|отправляите|' +
      'шлите|надо писать)(?: (?:мне|больше|сообщения|смс|сюда|нам)){1,3}|больше не (?:пишите|' +
      'присылаите|звоните|беспокоите)|(?:удалите|удали|уберите|исключите|вычеркните) (?:меня|' +
      'мои номер|номер|мои данные)|отпи(?:шите|сать|шись|саться)(?: меня)?|(?:хватит|' +
      'прекратите|перестаньте|прекращаите) (?:мне )?(?:писать|слать|присылать|спамить|' +
      'рассылку|отправлять|звонить)|оставьте меня в покое|не хочу (?:больше )?(?:получать|' +
      'ваших))(?= )',
    examples: ['не пишите мне', 'Удалите мой номер', 'хватит слать смс', 'оставьте меня в покое'],
  },
  {
    name: 'phrase.uk.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:більше )?не (?:пишіть|надсилаите|телефонуите|турбуите|пиши)(?: (?:мені|більше|' +
      'повідомлення|нам)){1,3}|більше не (?:пишіть|надсилаите|турбуите)|видаліть (?:мене|міи ' +
      'номер)|припиніть (?:писати|надсилати)|відпишіть мене|залиште мене)(?= )',
    examples: ['не пишіть мені більше', 'Видаліть мій номер'],
  },
  {
    name: 'phrase.zh.stop',
    intent: 'opt_out',
    anywhere: true,
    pattern:
      '(?:不要|别|別|勿|请勿|請勿|停止)(?:再|继续|繼續)?(?:给我|給我|向我|跟我)?(?:发|發|发送|發送|传|傳|寄|联系|聯繫|聯絡|打扰|打擾|骚扰|' +
      '騷擾)(?:了|短信|消息|信息|简讯|簡訊|广告|廣告|我|过来|給我|给我|任何)|(?:别|別|不要)再(?:发|發|传|傳|联系|聯繫|打扰|打擾)|退订|退訂|' +
      '取消(?:订阅|訂閱|短信)|(?:删除|刪除|移除)我的?(?:号码|號碼|电话|電話|信息|資料)|不(?:想|要)再?(?:收到|接收)',
    examples: ['不要再给我发消息了', '别再发了', '请退订', '不想再收到短信'],
    others: ['先别发货'],
  },
  {
    name: 'phrase.ja.stop',
    intent: 'opt_out',
    anywhere: true,
    pattern:
      '(?:もう)?(?:送ら|送信し|連絡し|メッセ[ーシ]*し|配信し)ないで|(?:送信|配信|連絡|メ[ーッ]セ[ーシ]*|SMS|sms|メ[ーール]*)を?(?:停止' +
      '|止め|やめ|中止)|(?:登録|購読)を?(?:解除|削除)|(?:番号|連絡先)を?(?:削除|消し)',
    examples: ['もう送らないでください', '配信を停止してください', '登録を解除して'],
  },
  {
    name: 'phrase.ko.stop',
    intent: 'opt_out',
    anywhere: true,
    pattern:
      '(?:문자|메시지|연락|광고|전화)[를을은는좀 ]{0,3}(?:그만|보내지|하지|중지|중단|거부)|(?:보내지|연락하지) ?(?:마|말)|수신 ?거부|구독' +
      ' ?(?:취소|해지)|(?:번호|제 번호)[를을 ]{0,2}(?:삭제|지워)',
    examples: ['문자 그만 보내세요', '보내지 마세요', '제 번호를 삭제해 주세요'],
  },
  {
    name: 'phrase.ar.stop',
    intent: 'opt_out',
    pattern:
      '(?:لا (?:ترسل|ترسلوا|تراسلني|تراسلوني|تتصل|تتصلوا|تبعت|تبعتوا)(?: \\S+){0,3}|(?:توقف|' +
      'توقفوا|اوقفوا|اوقف) (?:عن )?(?:ارسال|مراسلتي|الرسائل|ازعاجي|المراسله)(?: \\S+)?|' +
      '(?:احذف|احذفوا|امسح|ازل|ازيلوا|شيل|شيلوا) (?:رقمي|اسمي)|احذفني|احذفوني|ازيلوني|الغاء ' +
      '(?:ال)?اشتراك\\S*|الغ (?:ال)?اشتراك\\S*|لا اريد (?:رسائل|استلام|ان استلم|المزيد)(?: \\' +
      'S+)?|7bes|7ebs|wa2af|wa2ef)(?= )',
    examples: ['لا ترسل لي رسائل', 'احذفني من القائمة', 'احذفوا رقمي'],
    others: ['وقف السيارة هنا'],
  },
  {
    name: 'phrase.he.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:תפסיקו|תפסיק|הפסיקו|די) (?:לשלוח|לשלוח לי|להציק|לסמס|עם ההודעות)|(?:הסר|הסירו|' +
      'תסירו|תוריד|תורידו|מחקו|תמחקו) (?:אותי|את המספר|אותנו)|לא (?:לשלוח|מעוניין לקבל|' +
      'מעוניינת לקבל|רוצה לקבל)(?: \\S+){0,2}|אל (?:תשלחו|תשלח)(?: \\S+){0,2})(?= )',
    examples: ['תפסיקו לשלוח לי', 'הסירו אותי מהרשימה'],
  },
  {
    name: 'phrase.tr.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:bana |artik |bir daha |lutfen ){0,3}(?:mesaj|sms) (?:atmayin|gondermeyin|atma|' +
      'gonderme|istemiyorum|yollamayin)|(?:numarami|beni) (?:silin|sil|listeden cikarin|' +
      'listenizden cikarin)|(?:aboneligi|uyeligi|aboneligimi|uyeligimi) (?:iptal|sonlandir)\\' +
      'S*|rahatsiz etmeyin|beni rahat birakin)(?= )',
    examples: ['bana mesaj atmayın', 'Numaramı silin', 'mesaj istemiyorum'],
  },
  {
    name: 'phrase.vi.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:đừng|dung|ngừng|dừng|không) (?:nhắn|gửi|liên lạc|làm phiền)(?: \\S+){0,4}(?: nữa' +
      '| cho tôi| tôi)|hủy đăng ký|xóa số(?: \\S+){0,3} tôi|(?:dừng|ngừng) (?:gửi|nhắn) tin\\' +
      'S*)(?= )',
    examples: ['đừng nhắn tin cho tôi nữa', 'Ngừng gửi tin', 'xóa số điện thoại của tôi'],
  },
  {
    name: 'phrase.tl.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:huwag|wag) (?:na|nyo na|niyo na|mo na|na kayong|na po)(?: \\S+){0,2} (?:mag ' +
      '?text|magtext|mag ?message|magpadala|itext|i text|imessage|mag send|guluhin)(?: \\S+)?' +
      '|tigilan (?:mo|nyo|niyo) (?:na )?(?:ako|ang)|(?:tanggalin|burahin|alisin) (?:mo |nyo |' +
      'niyo )?(?:ang )?(?:number|numero|pangalan|ako)|ayoko na(?: \\S+){0,2} (?:text|message|' +
      'mensahe)|itigil (?:mo |nyo |niyo )?(?:na )?(?:ang|ito))(?= )',
    examples: ['huwag na kayong mag text', 'Tigilan nyo na ako', 'tanggalin nyo ang number ko'],
  },
  {
    name: 'phrase.ht.stop',
    intent: 'opt_out',
    pattern:
      '(?:(?:sispann|sispan|rete|kanpe) (?:voye|ekri|kontakte|deranje|anmede)(?: \\S+){0,3}|' +
      'pa (?:voye|ekri|kontakte|deranje)(?: \\S+){0,3} (?:anko|mesaj|ankò)|(?:retire|efase) ' +
      '(?:m|mwen|nimewo m|nimewo mwen)|kite m (?:trankil|anrepo)|mwen pa vle (?:\\S+ ' +
      '){0,2}(?:mesaj|resevwa))(?= )',
    examples: ['sispann voye mesaj', 'Pa ekri m ankò', 'retire nimewo m nan lis la'],
  },
];
