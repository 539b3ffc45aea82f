// The API's document as integrators read it: what @fastify/swagger makes of the routes' schemas,
// and what holds for all of them. Nothing here decides what a route does; it only says so.
import type { FastifySchema, RouteOptions } from 'fastify';
import { addEveryAnswer } from './every-answer.js';
import { withExamples } from './examples.js';
import { addLinks } from './links.js';
import { shareShapes } from './shared-shapes.js';
import type { Document } from './types.js';
import { typeEvents, webhooks } from './webhooks.js';

/** What an operation says of its route's settings; the rest is added when all are there. */
export function describeRoute({
  schema,
  url,
  route,
}: {
  readonly schema: FastifySchema;
  readonly url: string;
  readonly route: RouteOptions;
}) {
  const { scope, readOnly, streamedBody } = route.config ?? {};
  const isRepeatable = route.method === 'POST' && !readOnly;
  return {
    url,
    schema: {
      ...schema,
      ...(scope && { security: [{ apiKey: [scope] }, { session: [scope] }] }),
      ...(isRepeatable && { 'x-repeatable': true }),
      ...(streamedBody && { body: bodyLike(streamedBody) }),
    },
  };
}

/** A body that no schema validates, because it is read as it comes. */
const bodyLike = ({ type, example }: { readonly type: string; readonly example: string }) => {
  return { content: { [type]: { schema: { type: 'string' }, example } } };
};

/** The finished document. Made once, and then kept by @fastify/swagger. */
export function finishDocument(made: Document): Document {
  const document: Document = { ...made, webhooks: webhooks() };
  addEveryAnswer(document);
  shareShapes(document);
  typeEvents(document);
  withExamples(document);
  addLinks(document);
  return document;
}
