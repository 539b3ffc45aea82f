// Persons: most have one contact; few have several, because an older version knew the same number
// under another form. Whoever asks where somebody stands asks here, and gets all of it.
import { joinHeads } from '../consent/join-heads.js';
import type { Head } from '../consent/types.js';
import type { AliasStore } from './aliases.js';
import type { HeadStore } from './heads.js';

/** The contacts of one person. */
export type Person = readonly string[];

/** For each of these contacts everybody who is the same person, itself included. */
export function personsOf(
  { aliases }: { aliases: Pick<AliasStore, 'samePersons'> },
  workspace: string,
  contacts: readonly string[],
): Promise<Person[]> {
  return aliases.samePersons(workspace, contacts);
}

/** Where each person stands, every act of each contact counted, in one read; `null`: no act. */
export async function headsOfPersons(
  { heads }: { heads: Pick<HeadStore, 'many'> },
  workspace: string,
  persons: readonly Person[],
): Promise<(Head | null)[]> {
  const contacts = [...new Set(persons.flat())];
  const found =
    contacts.length > 0 ? await heads.many(workspace, contacts) : new Map<string, Head>();
  return persons.map((person) => joinHeads(person.flatMap((one) => found.get(one) ?? [])));
}
