// Arabic, Hebrew, Persian and Turkish: word groups and rules.
// Folding takes vowel signs and hamzas off, so that `أ`, `إ` and `ا` are one letter.
import type { Language } from '../phrase-rule.js';

export const ARABIC: Language = {
  code: 'ar',
  name: 'Arabic',
  groups: {
    messages:
      'رسائل | رسايل | الرسائل | الرسايل | رسالة | رسائلكم | رسائلك | مسجات | المسجات | رسائلي ' +
      '| اعلانات | الاعلانات | اعلاناتكم | دعاية | sms | اشعارات | الاشعارات | إزعاج | ' +
      'ازعاج | الازعاج | مسج | message | messages | التواصل | المراسلة | تواصل | رساله | ' +
      'رسائل نصية',
    reach:
      'ترسل | ترسلوا | ترسلو | ترسلون | ترسلي | تراسلني | تراسلوني | تبعث | تبعثوا | تبعتو | ' +
      'تبعت | تكتب | تكتبوا | تزعجني | تزعجوني | تتواصل | تتواصلوا | ترسلولي | تبعتولي | ' +
      'ترسللي | تراسل | ترسلوها | تزعج | ارسال | تبعتلي | تواصلوا | ازعاج | بتبعتوا | ' +
      'تبعتوا | تبعثولي',
    polite:
      'لو سمحت | من فضلك | من فضلكم | رجاء | الرجاء | ارجوكم | شكرا | لو سمحتم | ارجوك | فورا ' +
      '| الان | رجاءا',
    mine: 'رقمي | اسمي | بياناتي | رقم هاتفي | هذا الرقم | رقم جوالي | معلوماتي | الرقم',
    list:
      'القائمة | قائمتكم | قائمتك | القوائم | القايمة | قاعدة | الجروب | المجموعة | النظام ' +
      '| اللائحة | لائحتكم | قوائمكم | قائمة',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(توقف | توقفوا | توقفو | اوقف | اوقفوا | اوقفو | وقف | وقفوا | وقفو | كف | كفوا | كفى ' +
          '| كفاية | كفايه | يكفي | ايقاف | بطل | بطلوا | بطلو | اوقفي | خلاص | بس | الرجاء ' +
          'ايقاف) (عن | من | لي | لنا | ارسال | هذه | هذا | في | الى | كل | جميع | ال | ' +
          'رجاء){0,4} (<messages> | ارسال | مراسلتي | مراسلتنا | مراسلة | ازعاجي | بعث | ' +
          'الاتصال | الارسال | ارسالها | <reach>)',
        '(لا | ما | لم | بلاش | بدون | ممنوع) (عاد | تعودوا | تعود | ابدا){0,1} <reach> (لي | ' +
          'بي | معي | لنا | الي | معنا | هذه | اي | على | رقمي | هذا | الرقم | من){0,4} ' +
          '(<messages> | مرة اخرى | مره ثانيه | مرة ثانية | بعد الان | ابدا | $ | <polite> | ' +
          'تاني | بعد اليوم | اي شيء)',
        '(لا | ما | مش | مو | لست | ماعاد) (اريد | نريد | ارغب | ابغى | ابي | عايز | عاوز | ' +
          'بدي | ابغا | اود | عايزة | حابب | احب | مهتما | مهتم | نرغب | موافق | اوافق | ' +
          'عاوزة | بدنا) (في | ب | ان | استلام | تلقي | استقبال | المزيد | من | اي | هذه | ان ' +
          'تصلني | منكم | على | بعد | توصلني | يوصلني | تصلني | اتلقى | استقبل){0,6} ' +
          '(<messages>)',
        '(لا | ما) (تتصل | تتصلوا | تتصلو | تتصلون | تكلمني | تكلموني | تدق | تدقوا) (بي | بنا ' +
          '| علي | على رقمي){0,1} (مرة اخرى | مرة ثانية | بعد الان | ابدا | تاني | بعد اليوم ' +
          '| مره ثانيه | ثانية | $)',
        '(7bes | 7ebs | 7bess | habes | hbes | hbess | wa9ef | wa9f | wa2ef | wa9fo | wa9fou | ' +
          'wa2fo | 7absou | 7bsou | baraka | barka | safi | khalas | batal | batel | wa2ef | ' +
          'wa2fou | stop | w9ef | 7absi | 7abes) (les | l | el | al | mn | men | min | had | ' +
          'dak | li | liya){0,2} (messages | message | sms | rasayel | rasael | rassayel | ' +
          'resayel | texts | msgat | msajat)',
        '(ma | mat | la) (tb3at~ | tsift~ | sift~ | tirsel~ | tersel~ | tb3ath~ | tab3at~) ',
        '(اسحب | الغي | سحبت | الغاء | اسحبوا) موافقتي',
      ],
      unlessAfter: 'لماذا | ليش',
      unlessBefore: 'قبل | حتى | الا',
      examples: [
        'لا ترسل لي رسائل',
        'توقف عن مراسلتي',
        'لا أريد رسائل',
        'كفى رسائل',
        'أوقفوا الرسائل',
        '7bes les messages',
      ],
      nearMisses: ['أرسل لي العنوان', 'أوقف السيارة أمام الباب', 'لا ترسل الفاتورة قبل الغد'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(احذف | احذفوا | احذفو | احذفني | احذفوني | ازل | ازيلوا | ازلني | ازيلوني | ازالة | ' +
          'امسح | امسحوا | امسحو | شيل | شيلوا | شيلو | شيلني | شيلوني | حذف | اشطب | اشطبوا ' +
          '| مسح | الغاء | امسحني | امسحوني | اخرجوني | اخرجني | طلعوني | انسى) (<polite>)? ' +
          '(<mine> | لي)? (من | عندكم | لديكم){0,1} (<list> | عندكم | $ | <polite> | هنا)',
        '(احذف | احذفوا | ازل | ازيلوا | امسح | امسحوا | شيل | شيلوا | حذف | ازالة | اشطبوا) ' +
          '<polite>{0,1} <mine>',
        '(الغاء | الغ | الغي | الغوا | الغو | فك | انهاء | ايقاف) (الاشتراك | اشتراكي | اشتراك ' +
          '| الخدمة | خدمة الرسائل | الاشعارات)',
      ],
      unlessAfter: 'لا',
      examples: ['احذفني من القائمة', 'احذف رقمي', 'أزيلوا رقمي من القائمة', 'أريد إلغاء الاشتراك'],
      nearMisses: ['ألغِ موعدي يوم الثلاثاء', 'لا تحذف رقمي'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(الرقم | رقم | النمرة | نمرة | نمره | الشخص) (غلط | خطا | خاطئ | خاطيء | الخطا | غير ' +
          'صحيح | الغلط | مش صحيح | خطأ | غلطان | الخاطئ | خاطيئ)',
        '(غلطان | غلطانين | اخطات | اخطاتم) (في | ب)? (الرقم | العنوان | بالرقم | النمرة | $)',
        '(هذا | هذه) (ليس | ليست | مو | مش) (رقم)',
      ],
      unlessAfter: 'اعطيتك',
      examples: ['الرقم غلط', 'رقم خاطئ'],
      nearMisses: ['رقمي الجديد هو ٥٥٥'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(اتركني | اتركوني | دعني | دعوني | سيبني | سيبوني | سيبونى | خليني | خلوني | حلوا عني ' +
          '| حل عني | فكوني | اتركونا | دعونا) (وشاني | لحالي | في حالي | بحالي | $ | وشأني | ' +
          'بسلام | في سلام | من)',
      ],
      examples: ['اتركني وشأني', 'دعوني بسلام'],
      nearMisses: ['اترك الطرد عند الباب'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((<polite> | لا | لا شكرا | مرحبا) ;?){0,3} (توقف | قف | ايقاف | الغاء | توقفوا | ' +
          'وقف | كفى | stop | ستوب) ;? ((<polite> | الان) ;?){0,3} $$',
      ],
      examples: ['توقف من فضلك', 'لا شكرا، إيقاف'],
      nearMisses: ['لا شكرا', 'وقف السيارة هنا'],
    },
  ],
};

export const HEBREW: Language = {
  code: 'he',
  name: 'Hebrew',
  groups: {
    messages:
      'הודעות | ההודעות | הודעה | סמס | סמסים | פרסומות | מסרונים | המסרונים | ספאם | פרסום | ' +
      'דיוור | עדכונים | תזכורות | הפרסומות | דואר',
    reach:
      'לשלוח | לכתוב | להציק | להטריד | להתקשר | לסמס | לפנות | להספים | תשלחו | תשלח | תשלחי ' +
      '| תכתבו | תכתוב | תפנו | תטרידו | תטריד | תציקו | תסמסו | שולחים | תסמס',
    mine:
      '(את)? (המספר | הטלפון | השם | הפרטים | מספר הטלפון | הנייד) (שלי | הזה | שלנו) | ' +
      '(את)? מספרי',
    list:
      'מהרשימה | מהרשימות | ממאגר | מהמאגר | מהתפוצה | מרשימת | מרשימה | מהקבוצה | מהדיוור ' +
      '| מהמערכת',
    polite: 'בבקשה | תודה | נא | מיד | עכשיו | כבר | דחוף',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(תפסיקו | תפסיק | תפסיקי | הפסיקו | הפסק | להפסיק | מספיק | די | תחדלו | חדל | חדלו | ' +
          'סטופ | עצרו | תעצרו) (עם | את | לי | כבר | אלי | כל | ה | אותי | <polite>){0,3} ' +
          '(<reach> | <messages>)',
        '(אל | בלי | שלא | לא | נא לא | נא לא) (לי)? (<reach>) (לי | אלי | אותי | יותר | עוד | ' +
          'שום | לנו | למספר | הזה | את){0,5} (<messages> | יותר | $ | <polite> | שוב | לעולם)',
        '(לא | אין) (רוצה | מעוניין | מעוניינת | מעוניינים | רוצים | מאשר | מאשרת | לי עניין) ' +
          '(יותר | עוד | ב | את | לקבל | שתשלחו | שישלחו | מכם | קבלת | לי | שום | ב){1,5} ' +
          '(<messages> | לי)',
        '(בלי | ללא | לא עוד | אין יותר) <messages>',
        '(מבטל | מבטלת | לבטל | חוזר בי מ) (את)? (הסכמתי | ההסכמה)',
      ],
      unlessAfter: 'למה',
      unlessBefore: '(לפני | עד) ',
      examples: [
        'תפסיקו לשלוח לי הודעות',
        'אל תשלחו לי יותר',
        'לא מעוניין לקבל הודעות',
        'די עם ההודעות',
      ],
      nearMisses: ['לא מעוניין', 'תשלחו לי את הכתובת'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(הסירו | הסר | תסירו | תסיר | להסיר | מחקו | תמחקו | תמחק | מחק | למחוק | תורידו | ' +
          'תוריד | הורידו | הוציאו | תוציאו | להוריד | תשכחו) (<polite>)? (אותי | אותנו | ' +
          '<mine>) (<polite> | <list> | $)',
        '(ביטול | לבטל | בטלו | תבטלו | להתנתק) (את)? (הרשמה | מנוי | ההרשמה | המנוי | ההודעות ' +
          '| מהרשימה | הדיוור | המינוי)',
        '(תוציאו | הוציאו) אותי',
      ],
      unlessAfter: 'אל | לא',
      examples: ['הסירו אותי מהרשימה', 'תמחקו את המספר שלי', 'נא להסיר אותי'],
      nearMisses: ['לבטל את התור ביום שלישי', 'אל תסירו אותי'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(טעות | טעיתם | טעית | טעיתי) (ב)? (מספר | במספר | בכתובת | בזיהוי)',
        '(מספר | המספר) (שגוי | לא נכון | טעות | הלא נכון | מוטעה)',
        '^^ טעות $$',
        'זה לא המספר של',
      ],
      unlessAfter: 'נתתי לך',
      examples: ['טעות במספר', 'מספר שגוי'],
      nearMisses: ['המספר החדש שלי'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(תעזבו | תעזוב | עזבו | תניחו | הניחו | עזוב | תעזבי | תנו) (אותי | לי | אותנו) ' +
          '(במנוחה | בשקט | לנפשי | כבר | $ | מנוחה | שקט | לנוח)',
      ],
      examples: ['תעזבו אותי במנוחה', 'עזבו אותי'],
      nearMisses: ['תעזבו את החבילה ליד הדלת'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((<polite> | לא | לא תודה | שלום) ;?){0,3} (הסר | הסירו | להסיר | די | stop | סטופ ' +
          '| הפסיקו | עצור) ;? ((<polite>) ;?){0,3} $$',
      ],
      examples: ['הסר בבקשה', 'לא תודה, הסירו'],
      nearMisses: ['לא תודה', 'תעצור בכניסה'],
    },
  ],
};

export const PERSIAN: Language = {
  code: 'fa',
  name: 'Persian',
  groups: {
    messages: 'پیام | پیامک | پیامی | پیامها | اس ام اس | مسیج | تبلیغات | تبلیغ | sms | پیام های',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(<messages> | دیگر | دیگه | لطفا) (<messages> | به من | برای من | برام | بهم | دیگر | ' +
          'دیگه | به این شماره){0,3} (نفرستید | نفرست | ندهید | نده | نزنید | ندین | نفرستین ' +
          '| نمیخواهم | نمیخوام | نکنید | نمی خواهم | نمی خوام)',
        '(مزاحم) (من)? (نشوید | نشو | نشین)',
        '(تماس) (نگیرید | نگیر)',
        '(لغو) (اشتراک | پیامک | عضویت | <messages>)',
        '(راحتم | راحتمون) بذار~',
        '(دست از سرم) بردار~',
      ],
      examples: ['دیگر پیام نفرستید', 'پیام نفرست', 'مزاحم نشوید'],
      nearMisses: ['لطفا پیام بفرستید', 'نه ممنون'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(شماره | اسم | نام) (من | ام | مرا | ما | این)? (را | رو)? (از | لیست){0,2} (حذف | ' +
          'پاک) (کنید | کن | بکنید)',
        '(شماره) (را | رو)? اشتباه',
        '(اشتباه) (گرفتید | گرفته اید | فرستادید | گرفتین)',
        '(مرا | من را | من رو) از (لیست | فهرست) (حذف | خارج)',
      ],
      unlessAfter: 'نه',
      examples: ['شماره من را حذف کنید', 'شماره اشتباه است'],
      nearMisses: ['شماره جدید من'],
    },
  ],
};

export const TURKISH: Language = {
  code: 'tr',
  name: 'Turkish',
  groups: {
    messages:
      'mesaj | mesaji | mesajlar | mesajlari | mesajlariniz | mesajlarinizi | sms | ileti | ' +
      'reklam | reklamlar | bildirim | bildirimleri | kampanya | msj',
    dont:
      'atmayin | atmayiniz | atma | gondermeyin | gondermeyiniz | gonderme | yollamayin | ' +
      'yollamayiniz | yollama | yazmayin | yazmayiniz | yazma | gondermesin | atmasin | ' +
      'aramayin | aramayiniz | (rahatsiz (etmeyin | etme | etmeyiniz))',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(<messages> | bana | beni | bize | bir daha | artik | lutfen) (<messages> | bana | ' +
          'beni | bize | bir daha | artik | lutfen | bu numaraya | tekrar | sakin){0,4} <dont>',
        '(gondermeyi | atmayi | yazmayi | yollamayi | rahatsiz etmeyi | mesajlari | mesaj ' +
          'atmayi | aramayi) (artik | lutfen){0,1} (birak~ | kes~ | durdur~ | sonlandir~)',
        '<messages> (artik | daha fazla | almak | almayi | gelmesini | bir daha | gelsin){0,3} ' +
          '(istemiyor~ | gelmesin)',
        '(mesaj | sms | reklam) (gonderimini | gonderimi | aboneligini)? (iptal | durdur~)',
        '(onayimi | iznimi) (geri cek~ | iptal)',
      ],
      unlessAfter: 'neden | niye',
      unlessBefore: '(once | kadar)',
      examples: [
        'bana mesaj atmayın',
        'mesaj göndermeyi bırakın',
        'artık mesaj istemiyorum',
        'bir daha yazmayın',
        'mesaj almak istemiyorum',
      ],
      nearMisses: ['neden bana mesaj atmadın', 'bana mesaj at'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(beni | numaram~ | bizi | bilgilerimi | ismimi | adimi | bu numarayi) (lutfen | artik ' +
          '| bu | su | sms | sizin){0,3} (listeden | listenizden | sistemden | sisteminizden ' +
          '| rehberden | gruptan | listesinden | kayitlardan | rehberinizden){0,1} (cikar~ | ' +
          'silin | siliniz | sil | silin | kaldir~ | siler)',
        '(aboneligimi | uyeligimi | aboneligi | abonelik) (iptal | sonlandir~ | iptali)',
        '(abonelikten | listeden | uyelikten | gruptan) (cik~ | ayril~)',
      ],
      unlessAfter: 'hayir',
      unlessBefore: 'meyin | mayin',
      examples: ['beni listeden çıkarın', 'numaramı silin', 'abonelikten çıkmak istiyorum'],
      nearMisses: ['salı randevumu iptal edin'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(yanlis | hatali) (numara | kisi | numarayi | kisiye | numaraya)',
        '(bu) numara (artik)? (ona | bana | onun) (ait)? degil',
      ],
      examples: ['yanlış numara', 'yanlış kişi'],
      nearMisses: ['yanlış adres'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(beni | bizi) (artik)? rahat birak~',
        '(rahatsiz) (etmeyin | etme | etmeyiniz)',
        '(yakamdan | basimdan) (dus~ | git~)',
      ],
      examples: ['beni rahat bırakın', 'rahatsız etmeyin'],
      nearMisses: ['paketi kapıya bırakın'],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((lutfen | hayir | istemiyorum | tesekkurler | artik | yeter) ;?){0,3} (dur | ' +
          'durun | iptal | stop | yeter | durdurun | ret) ;? ((lutfen | artik | tesekkurler | ' +
          'istemiyorum) ;?){0,3} $$',
      ],
      examples: ['lütfen dur', 'hayır, iptal'],
      nearMisses: ['hayır teşekkürler', 'durakta bekliyorum'],
    },
  ],
};
