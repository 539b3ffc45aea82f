// Which texts the API takes: words as people write them, and nothing that no handset can show.
import { describe, expect, it } from 'vitest';
import { requireSendable } from '../../src/ingress/api/message-shapes.js';

describe('the body of a message', () => {
  it.each([
    ['words', 'See you at 5.'],
    ['lines, and tabs', 'One\n\tTwo\r\nThree'],
    ['pictures of several characters', '👨‍👩‍👧 ok'],
    ['another script', 'שלום \u200f!'],
  ])('may hold %s', (_name, body) => expect(() => requireSendable(body)).not.toThrow());

  it.each([
    ['nothing but spaces', ' \n\t ', /shows nothing/],
    ['nothing but a NUL', ' \u0000 ', /shows nothing/],
    ['nothing but marks that nobody sees', '\u200b\u2060\ufeff', /shows nothing/],
    ['a NUL among words', 'a\u0000b', /U\+0000/],
    ['an escape', 'a\u001b[31m', /U\+001B/],
    ['a carriage return alone', 'a\rb', /U\+000D/],
    ['a control character of the upper half', 'a\u0085b', /U\+0085/],
    ['half a character', 'a\ud83d', /half a character/],
    ['half a character as it is read', 'a\ufffd', /half a character/],
  ])('may not hold %s', (_name, body, detail) => {
    const refused = expect.objectContaining({
      ...{ code: 'invalid_text', message: expect.stringMatching(detail) },
      errors: [expect.objectContaining({ pointer: '/body' })],
    });
    expect(() => requireSendable(body)).toThrow(refused);
  });
});
