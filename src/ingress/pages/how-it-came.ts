// How an act came to us, as its evidence tells: the word that somebody texted, who of the team
// wrote it down. The ledger's own bytes hold no words and no names, so this is opened where it is
// shown.
import { open, SealBroken, type SealingKey } from '../../store/keyring.js';
import { entryOf, type LedgerEntry, type LedgerRow } from '../../store/ledger.js';
import type { Store } from '../../store/store.js';

/** More is a sentence, which stands in the conversation. */
const WORDS_MAX = 30;

/** What evidence holds as far as it is used here; acts of each kind have some of it. */
interface Told {
  /** What was texted. */
  readonly words?: unknown;
  readonly by?: { readonly user?: unknown };
  /** The address of whoever wrote a stop down. */
  readonly actor?: unknown;
  /** What an attestation came with. */
  readonly evidence?: { readonly takenBy?: unknown };
}

/**
 * What the evidence adds to where these entries came from, by entry; an entry of which nothing more
 * is known than its channel is absent, and so is all of somebody who was erased.
 * @param rows of one contact.
 */
export async function howTheyCame(
  { people }: Pick<Store, 'people'>,
  workspace: string,
  rows: readonly LedgerRow[],
): Promise<ReadonlyMap<string, string>> {
  const telling = rows.map((row) => ({ row, entry: entryOf(row) })).filter(tellsMore);
  const contact = telling[0]?.row.contact;
  if (contact === undefined) return new Map();
  const key = (await people.inspectKeys(workspace, [contact])).get(contact);
  if (key === undefined || key === 'broken') return new Map();
  return new Map(
    telling.flatMap(({ row, entry }) => {
      const words = wordsFor(entry, openIfOurs(key, row));
      return words === undefined ? [] : [[row._id, words] as const];
    }),
  );
}

const tellsMore = ({ entry: { kind, source } }: { entry: LedgerEntry }) =>
  source.channel === 'api' || (source.channel === 'sms' && kind === 'opted_out');

/** Of somebody who was erased and has come back, what was before stays shut. */
function openIfOurs(key: SealingKey, { _id, evidence }: LedgerRow): Told {
  try {
    return JSON.parse(open(key, _id, Buffer.from(evidence.buffer)).toString()) as Told;
  } catch (error) {
    if (error instanceof SealBroken) return {};
    throw error;
  }
}

function wordsFor({ source }: LedgerEntry, told: Told): string | undefined {
  if (source.channel === 'sms') return textedWords(told.words);
  if (told.by?.user === undefined) return undefined;
  const who = told.actor ?? told.evidence?.takenBy;
  const name = typeof who === 'string' ? who.replace(/@.*$/s, '') : '';
  return name === '' ? 'recorded in the console' : `recorded by ${name} in the console`;
}

/** `texted STOP`; what is more than a word stands in quotation marks. */
function textedWords(words: unknown): string | undefined {
  const said = typeof words === 'string' ? words.trim() : '';
  if (said === '' || said.length > WORDS_MAX || /[\r\n]/.test(said)) return undefined;
  return /^[\p{L}]+$/u.test(said) ? `texted ${said.toUpperCase()}` : `texted “${said}”`;
}
