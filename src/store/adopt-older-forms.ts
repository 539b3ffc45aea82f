// Finds the contacts that an older version made of another form of a number, and records whom they
// are: from then on every form of the number meets the same contact. Run by `assent migrate`.
import type { Connection } from 'mongoose';
import { formsOf, normaliseSender, PHONE_VERSION } from '../phone.js';
import type { Alias, AliasStore } from './aliases.js';
import type { HeadStore } from './heads.js';
import { inBatches } from './in-batches.js';
import type { PeopleStore } from './people.js';

export interface AdoptDeps {
  readonly people: PeopleStore;
  readonly heads: Pick<HeadStore, 'many'>;
  readonly aliases: AliasStore;
}

const BATCH = 500;
/** In the collection `installation`: the version whose older forms were all adopted. */
const MARK = 'phone_version';

/**
 * Does so for every workspace, once after each change of PHONE_VERSION. What stops it half-way is
 * made good by the next run.
 */
export async function adoptAfterChange(
  connection: Connection,
  deps: AdoptDeps & { readonly workspaces: { ids(): Promise<string[]> } },
): Promise<number> {
  const marks = connection.collection<{ _id: string; value: number }>('installation');
  const mark = await marks.findOne({ _id: MARK });
  if (mark?.value === PHONE_VERSION) return 0;
  let count = 0;
  for (const workspace of await deps.workspaces.ids()) {
    count += await adoptOlderForms(deps, workspace);
  }
  await marks.updateOne({ _id: MARK }, { $set: { value: PHONE_VERSION } }, { upsert: true });
  return count;
}

/**
 * Walks the people of a workspace; those whose number has one form only cost a look at it.
 * @returns how many aliases were recorded.
 */
async function adoptOlderForms(
  { people, heads, aliases }: AdoptDeps,
  workspace: string,
): Promise<number> {
  let count = 0;
  for await (const batch of inBatches(people.numbers(workspace), BATCH)) {
    const families = await familiesOf(people, workspace, batch);
    const ids = families.flatMap((family) => family.ids);
    const chained = await heads.many(workspace, ids);
    const known = await people.phonesOf(workspace, ids);
    const found = families.flatMap(({ ids: forms }) =>
      aliasesOf(forms, {
        chained: forms.filter((id) => chained.has(id)),
        known: forms.filter((id) => known.has(id)),
      }),
    );
    await aliases.add(workspace, found);
    count += found.length;
  }
  return count;
}

/** The ids of every form of a number, of those numbers that have several or another one by now. */
async function familiesOf(
  people: PeopleStore,
  workspace: string,
  batch: readonly { contact: string; phone: string }[],
) {
  const several = batch
    .map(({ contact, phone }) => ({ contact, forms: formsOf(normaliseSender(phone)), phone }))
    .filter(({ forms, phone }) => forms.length > 1 || forms[0] !== phone);
  return Promise.all(
    several.map(async ({ contact, forms }) => {
      const ids = await people.idsOf(workspace, forms);
      return { ids: ids.includes(contact) ? ids : [...ids, contact] };
    }),
  );
}

/**
 * The present form's contact stands for the person, unless only an older one's has a past. What has
 * no past of its own beside it is no alias: the present form's id is where it would go anyway.
 */
function aliasesOf(
  ids: readonly string[],
  { chained, known }: { chained: readonly string[]; known: readonly string[] },
): Alias[] {
  const [present] = ids;
  const past = chained.length > 0 ? chained : known;
  if (present === undefined || past.every((id) => id === present)) return [];
  const contact = past.includes(present) ? present : (past[0] ?? present);
  return ids
    .filter((id) => id !== contact)
    .map((id) => ({ id, contact, joined: known.includes(id) || chained.includes(id) }));
}
