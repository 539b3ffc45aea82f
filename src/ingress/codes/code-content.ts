// What a code says: the address that a phone's camera finds in it. How it is drawn is in the files
// beside this one.

/**
 * Opens the messaging app with the text in place; `?&` is what both iOS and Android understand.
 * @param number E.164. @param words what the person sends, as it stands.
 */
export function smsLink(number: string, words: string): string {
  return `sms:${number}?&body=${encodeURIComponent(words)}`;
}

/** The landing of a code that shows the disclosure before anything can be sent. */
export function joinUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/join/${token}`;
}
