// The calls of a document, one after the other.
import type { Document, Operation } from './types.js';

export function operationsOf({ paths }: Pick<Document, 'paths'>): Operation[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods));
}
