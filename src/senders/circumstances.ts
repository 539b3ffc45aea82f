// What a message with hours or caps asks for beyond consent: where the person may be, when they
// texted last, and what they got lately. Read after fences and head, one read a kind for any
// number of contacts.
import { placesOf } from '../consent/places.js';
import type { Circumstances } from '../consent/types.js';
import { mapInTurns } from '../in-turns.js';
import { formsOf } from '../phone.js';
import { atlas, placeOfNumber } from '../phone-places.js';
import type { Person } from '../store/persons.js';
import type { Store } from '../store/store.js';

export type CircumstancesStore = Pick<
  Store,
  'clock' | 'people' | 'records' | 'messages' | 'sentTexts'
>;

/** A text older than this makes no message an answer (gate.ts); read with some room. */
const HEARD_WITHIN_MS = 20 * 60_000;

/**
 * @param phones E.164 numbers by contact, as far as the caller knows them; the rest is read.
 * @param except effect of the message that is asked about.
 * @returns circumstances in the order of the persons.
 */
export async function readCircumstances(
  store: CircumstancesStore,
  workspace: string,
  persons: readonly Person[],
  { phones, except }: { phones?: ReadonlyMap<string, string>; except?: string },
): Promise<Circumstances[]> {
  const now = store.clock.now();
  const contacts = [...new Set(persons.flat())];
  const [numbers, zones, heard, sent] = await Promise.all([
    phones ?? store.people.phonesOf(workspace, contacts),
    store.records.zonesOf(workspace, contacts),
    store.messages.heardSince(workspace, contacts, new Date(now.getTime() - HEARD_WITHIN_MS)),
    store.sentTexts.lately(workspace, contacts, except),
  ]);
  return mapInTurns(persons, (person) => {
    const [number] = person.flatMap((one) => numbers.get(one) ?? []);
    const heardAt = person
      .flatMap((one) => heard.get(one)?.toISOString() ?? [])
      .sort()
      .at(-1);
    // Somebody whose number was erased may be anywhere; nothing can be sent there either.
    const home = number === undefined ? { zones: [] } : placeOfNumber(formsOf(number)[0]);
    const told = person.flatMap((one) => zones.get(one) ?? []);
    return {
      places: placesOf(home, told, { atlas: atlas(), now: now.toISOString() }),
      ...(heardAt !== undefined && { heardAt }),
      sent: person.flatMap((one) => sent.get(one) ?? []),
    };
  });
}
