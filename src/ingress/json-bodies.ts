// JSON as the API reads it: one content type, well-formed strings, no keys that could touch a
// prototype.
import type { FastifyInstance } from 'fastify';

/** An escape that may stand for half a character; whole bodies without one are left alone. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

/** Replaces every parser of the scope by one that reads application/json and nothing else. */
export function readJsonBodies(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    void parse(request, body as string, (error: Error | null, value?: unknown) => {
      if (error) return done(error);
      done(null, ESCAPED_SURROGATE.test(body as string) ? wellFormed(value) : value);
    });
  });
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
