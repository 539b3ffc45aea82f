// Reads the texts out of a webhook's answer: TwiML `<Message>`, or plain text, which Twilio sends
// as it is. Not an XML parser: the simulation understands the verbs it simulates and overlooks the
// rest.
import { decodeEntities } from './entities.js';
import type { WebhookAnswer } from './webhook-post.js';

/** Bodies to send back to the person, in order. */
export function repliesIn(answer: WebhookAnswer): string[] {
  const type = answer.contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'text/plain') return answer.body.trim() === '' ? [] : [answer.body];
  if (type !== 'text/xml' && type !== 'application/xml') return [];
  const verbs = answer.body.matchAll(/<(Message|Sms)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/g);
  return [...verbs].flatMap(([, , content = '']) => {
    const body = /<Body(?:\s[^>]*)?>([\s\S]*?)<\/Body>/.exec(content)?.[1] ?? content;
    const text = decodeEntities(stripCdata(body)).trim();
    return text === '' ? [] : [text];
  });
}

const stripCdata = (xml: string) => xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
