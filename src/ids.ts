// Ids that people and programs outside see: a prefix that says what it is, and a UUIDv7 that sorts
// by time.
import { v7 } from 'uuid';

/** `oir_0199…`: unique, sortable by the time it was made, free of anything personal. */
export function newId(prefix: string): string {
  return `${prefix}_${v7().replaceAll('-', '')}`;
}
