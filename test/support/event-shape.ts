// What the API's document says of an event of this type, held against one that was told.
import { Value } from 'typebox/value';
import type { ToldType } from '../../src/ingress/api/event-data.js';
import { eventOf } from '../../src/ingress/api/event-shapes.js';

/** @returns what is wrong with it, in words. */
export function faultsOfEvent(event: { readonly type: ToldType }): string[] {
  return [...Value.Errors(eventOf(event.type), event)].map(
    ({ instancePath, message }) => `${event.type}${instancePath} ${message}`,
  );
}
