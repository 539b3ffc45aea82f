// Long texts that a provider hands over base64-encoded as one body (known of Twilio's long MMS).
// Nothing is judged here.

/** Shorter bodies are words: no provider encodes what fits a text. */
const LENGTH_MIN = 60;
/** No provider delivers more; decoding is for texts, not for files. */
const LENGTH_MAX = 100_000;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Control signs other than tab and line ends: no person types them. */
const UNPRINTABLE = /[\p{Cc}\p{Cn}\p{Co}]/u;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text inside a body that is base64 of printable UTF-8 as a whole; else the body itself. */
export function decodeBody(body: string): string {
  if (body.length < LENGTH_MIN || body.length > LENGTH_MAX || body.includes(' ')) return body;
  const packed = body.replace(/[\r\n]/g, '').trim();
  if (packed.length % 4 !== 0 || !BASE64.test(packed)) return body;
  try {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const text = utf8.decode(bytes);
    return UNPRINTABLE.test(text.replace(/[\t\r\n]/g, '')) ? body : text;
  } catch {
    // Not UTF-8 after all, so it was no encoded text.
    return body;
  }
}
