// JSON as the API reads it: one content type, UTF-8 as it is, well-formed strings, no keys that
// could touch a prototype.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problems.js';

/** An escape that may stand for half a character; whole bodies without one are left alone. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

/** Replaces every parser of the scope by one that reads application/json and nothing else. */
export function readJsonBodies(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addHook('onRequest', (request, _reply, done) => done(faultOfEncoding(request)));
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body as Buffer)) {
      return done(new Problem('malformed_json', 'The body is not UTF-8. Send it in UTF-8.'));
    }
    const text = body.toString();
    void parse(request, text, (error: Error | null, value?: unknown) => {
      if (error) return done(error);
      done(null, ESCAPED_SURROGATE.test(text) ? wellFormed(value) : value);
    });
  });
}

const CHARSET = /;\s*charset="?(?!utf-?8\b)/i;

/** Bytes in another writing would be read as something else than was meant. */
function faultOfEncoding({ headers }: FastifyRequest): Problem | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    const detail = `Send the body as it is, and without content-encoding: ${encoding}.`;
    return new Problem('unsupported_media_type', detail);
  }
  if (!CHARSET.test(headers['content-type'] ?? '')) return undefined;
  return new Problem('unsupported_media_type', 'Send the body in UTF-8.');
}

/** Half characters can be hashed, stored and compared in more than one way, so none gets in. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.toWellFormed(), wellFormed(one)]),
  );
}
