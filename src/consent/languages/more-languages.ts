// Vietnamese, Tagalog, Haitian Creole and Hindi: word groups and rules.
// Folding takes tones off, so Vietnamese `đừng` and `dừng` are both `dung`.
import type { Language } from '../phrase-rule.js';

export const VIETNAMESE: Language = {
  code: 'vi',
  name: 'Vietnamese',
  groups: {
    messages: 'tin nhan | tin | sms | quang cao | thong bao | tin rac',
    reach:
      'nhan tin | nhan | gui | lam phien | lien lac | lien he | goi | quay ray | nhan nua | ' +
      'spam | quang cao',
    me: 'toi | minh | em | anh | chi | chung toi | so nay',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(dung | ngung | ngưng | thoi | khong duoc | cam | ngung viec | dung co | cham dut) ' +
          '(viec | co | bao gio | lai){0,2} (nhan tin | gui (tin | sms | thong bao | quang ' +
          'cao | cho <me> | nua) | lam phien | lien lac | lien he | quay ray | goi (cho)? ' +
          '<me>? nua | nhan (cho <me> | nua) | spam)',
        'khong (nhan tin | gui tin | lien lac | lam phien) (cho)? (<me>)? nua',
        '(khong) (muon | can | thich | dong y) (<me>)? (nhan | nhan them | duoc | bi | tiep ' +
          'tuc | thay){0,3} (<messages> | lien lac | lien he | lam phien | quang cao)',
        '(huy) (dang ky | nhan tin | tin nhan | goi tin | dich vu tin)',
        '(tu choi) (nhan | tin | quang cao)',
        '(rut lai) (su)? dong y',
      ],
      unlessAfter: 'sao | vi sao | sao khong',
      unlessBefore: '(truoc | cho den)',
      examples: [
        'đừng nhắn tin cho tôi nữa',
        'xin ngừng gửi tin nhắn',
        'tôi không muốn nhận tin nhắn',
        'đừng làm phiền tôi',
        'hủy đăng ký nhận tin',
      ],
      nearMisses: ['dừng xe trước cửa', 'hủy lịch hẹn thứ ba', 'nhắn tin cho tôi nhé'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(xoa | bo | go | loai | xoa bo | quen) (giup)? (so dien thoai | so | ten | thong tin ' +
          '| sdt | dt) (dien thoai)? (cua)? <me>',
        '(xoa | bo | go | loai | dua) <me> (ra)? (khoi | ra khoi) (danh sach | nhom | he thong)',
      ],
      unlessAfter: 'dung',
      examples: ['xóa số của tôi', 'xóa tôi khỏi danh sách'],
      nearMisses: ['số của tôi là 555'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: ['(nham | sai | lon) (so | nguoi)', '(khong phai) so cua'],
      unlessAfter: 'cho (ban)?',
      examples: ['nhầm số rồi', 'sai số rồi'],
      nearMisses: ['nhầm địa chỉ'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: ['(de) <me> (yen)', '(dung | ngung) lam phien'],
      examples: ['để tôi yên', 'đừng làm phiền nữa'],
      nearMisses: ['để hàng trước cửa'],
    },
  ],
};

export const TAGALOG: Language = {
  code: 'tl',
  name: 'Tagalog',
  groups: {
    small:
      'na | po | kayo | kayong | niyo | ninyo | nyo | mo | ka | kang | akong | ako | sana | ' +
      'muna | ang | yung | mga | sa | ng | nang | naman | nga | pa | lang | ko | kami | ' +
      'please | ulit | akin | amin',
    reach:
      'text | message | itext | magtext | tumawag | tawagan | magmessage | magpadala | ' +
      'padalhan | magpapadala | guluhin | istorbohin | send | magsend | contact | contakin ' +
      '| kontakin | spam | mag text | mag message | mag send | i text | mangulit | kulitin ' +
      '| ichat | mag chat | padala | mensahe | padadalhan | pagtext',
    messages:
      'text | texts | message | messages | mensahe | spam | ads | promo | notification | ' +
      'notifications | advertisement',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '^^ (stop | tigil | ayoko | ayaw | ayaw ko | tama | itigil) na (na | po | please | nga | ' +
          'sana){0,2} $$',
        '^^ (stop | tigil) (na | po | please){1,3} $$',
        '(huwag | wag | hwag | huag | wg) <small>{0,5} (mag | i | pag)? <reach>',
        '(tigil | itigil | tigilan | tigilin | hinto | ihinto | hintuan | itigil nyo | ' +
          'pakitigil | paki stop | pakistop | tantanan | lubayan) <small>{0,5} (pag | kaka | ' +
          'kakatext | pagtext | pagpapadala | pangungulit | <messages> | pag text | kaka ' +
          'text)? (ako | kami | $ | <messages> | pag | kaka | text | na)',
        '(ayaw | ayoko | ayaw ko | di ko gusto | hindi ko gusto | ayaw namin | hindi ko na ' +
          'gusto | di na ako) <small>{0,4} (makatanggap | tumanggap | makareceive | matanggap ' +
          '| kong | tumatanggap | marecieve){0,1} <small>{0,4} <messages>',
        'tama na <small>{0,4} (<messages> | pagtext | kakatext | pag)',
      ],
      unlessAfter: 'bakit',
      unlessBefore: '(bago | hangga~)',
      examples: [
        'huwag na kayong mag-text',
        'tigilan niyo na ako',
        'ayoko na makatanggap ng text',
        'wag mo na akong itext',
        'tama na ang text',
      ],
      nearMisses: ['text mo ako mamaya', 'hindi po, salamat'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(tanggalin | tanggal | alisin | alis | burahin | bura | pakitanggal | pakialis | ' +
          'pakibura | paki tanggal | paki alis | paki delete | paki remove | remove | delete ' +
          '| i remove | i delete) <small>{0,4} (ako | kami | number ko | numero ko | number ' +
          'namin | pangalan ko | number)',
      ],
      unlessAfter: 'huwag | wag',
      examples: ['tanggalin niyo ako sa listahan', 'pakibura ang number ko'],
      nearMisses: ['cancel po yung appointment ko sa Martes'],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(maling | mali) (po | ang | yung | na){0,2} (number | numero | tao)',
        '(hindi) (po)? (ito | ako | sa akin ito)? (ang)? number (ni)',
        '(hindi | di) (po)? (ako | po ako) si _',
      ],
      examples: ['maling number po', 'mali po ang number'],
      nearMisses: ['maling address po'],
    },
  ],
};

export const HAITIAN: Language = {
  code: 'ht',
  name: 'Haitian Creole',
  groups: { me: 'm | mwen | nou', messages: 'mesaj | teks | tekst | sms | piblisite' },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(sispann | sispan | kanpe | rete | bouke | stope | stop | fini ak) (tout | ak | pa | ' +
          'de | m | voye){0,2} (voye | rele | ekri | tekste | <messages> | anmede | nwi | ' +
          'kontakte | deranje)',
        '(pa | pinga) (janm | kontinye)? (voye | rele | ekri | kontakte | anmede | tekste | ' +
          'deranje | teks) (<me> | ban | <messages> | lot | ankenn){0,4} (anko | $ | ' +
          '<messages> | tanpri)',
        '(<me>) (pa) (vle | bezwen | anvi) (anko)? (resevwa | gen | we)? (anko | okenn | lot)? ' +
          '<messages>',
        '(pa gen) (plis | lot) <messages> (anko | tanpri)',
      ],
      unlessAfter: 'poukisa',
      unlessBefore: 'anvan',
      examples: [
        'sispann voye mesaj ban mwen',
        'pa voye mesaj ankò',
        'pa rele m ankò',
        'mwen pa vle resevwa mesaj',
      ],
      nearMisses: ['voye mesaj la ban mwen', 'kanpe devan pòt la'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(retire | wete | efase | bliye) (nimewo | non) (<me>)?',
        '(retire | wete) (<me>) (nan | sou | $) (lis)?',
        '(dezabone | anile abonman)',
        '(kite | lese) <me> (trankil | anpe | poze | souf)',
        '(move | pa bon | movez) (nimewo | moun)',
        '(se) pa nimewo',
      ],
      unlessAfter: 'pa',
      examples: ['retire nimewo mwen', 'retire m nan lis la', 'kite m trankil', 'move nimewo'],
      nearMisses: ['anile randevou mwen madi', 'pa retire m nan lis la'],
    },
  ],
};

export const HINDI: Language = {
  code: 'hi',
  name: 'Hindi',
  groups: {
    messages: 'मैसेज | मेसेज | संदेश | एसएमएस | sms | message | messages | text | मैसेजेस | मेसेजेस | विज्ञापन',
  },
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '<messages> (करना | भेजना | अब | आगे | से | mujhe | karna | bhejna | aage | ' +
          'dobara){0,3} (मत | न | नहीं | mat | na | nahi | nahin) (भेजो | भेजें | भेजना | ' +
          'भेजिए | भेजिये | भेजे | भेज | करो | करें | करना | कीजिए | चाहिए | bhej~ | karo | ' +
          'kijiye | kare | chahiye | karna | kro)',
        '(मुझे | mujhe | humko | hume) (<messages> | अब | dobara | phir | se | और){0,4} (मत | ' +
          'mat | na | nahi) (भेजो | भेजें | भेजना | भेजिए | भेजिये | भेजे | भेज | करो | करें ' +
          '| bhej~ | karo | chahiye | chaahiye)',
        '(<messages> | भेजना | bhejna | karna) (भेजना | करना | bhejna | karna)? (बंद | band | ' +
          'bandh | roko | रोक~) (करो | करें | कर | karo | kar | kijiye | karein | kro | करिए ' +
          '| कीजिए)?',
        '(परेशान | pareshan | tang | तंग) (मत | न | mat | na) (करो | करें | karo | kare | kijiye)',
      ],
      unlessAfter: 'क्यों | kyu | kyun',
      examples: [
        'मुझे मैसेज मत भेजो',
        'mujhe message mat bhejo',
        'message bhejna band karo',
        'मैसेज भेजना बंद करो',
      ],
      nearMisses: ['मुझे मैसेज भेजो', 'नहीं धन्यवाद'],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(मेरा | mera | yeh | ये | यह) (नंबर | नम्बर | number | नाम | naam) (लिस्ट | सूची | ' +
          'list | से | se | apni | अपनी){0,3} (हटा~ | हटाओ | डिलीट | मिटा~ | निकाल~ | hata~ | ' +
          'delete | nikal~ | remove)',
        '(मुझे | mujhe) (इस | अपनी | is | apni)? (लिस्ट | सूची | list | ग्रुप | group) (से | ' +
          'se) (हटा~ | निकाल~ | hata~ | nikal~)',
        '(गलत | रॉन्ग | राँग | galat | ग़लत) (नंबर | नम्बर | number | no)',
      ],
      unlessAfter: 'मत',
      examples: ['मेरा नंबर हटा दो', 'गलत नंबर', 'mera number delete karo'],
      nearMisses: ['मेरा नंबर नया है'],
    },
  ],
};
