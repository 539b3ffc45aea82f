// Which texts of a conversation raised a doubt, and whether somebody still has to say what they
// mean. Read from the ledger and the heads when it is asked: nothing of it is kept beside them.
import { entryIdOf, entryOf, type LedgerEntry } from '../store/ledger.js';
import type { Message } from '../store/messages.js';
import type { Store } from '../store/store.js';

type Stores = Pick<Store, 'ledger' | 'heads'>;
/** A text with the inbox entry that it came with. */
type Text = Pick<Message, 'contact' | 'event'>;

/** @returns the entries of doubts, by the inbox entry of the text that raised each. */
export async function doubtsOf(
  { ledger }: Pick<Stores, 'ledger'>,
  workspace: string,
  texts: readonly Text[],
): Promise<Map<string, LedgerEntry>> {
  // A repeat of a text may have brought the doubt that the first copy lacked.
  const copies = texts.flatMap(({ contact, event }) =>
    event === undefined
      ? []
      : [event, `${event}/review`].map(
          (one) => [entryIdOf(workspace, contact, one), event] as const,
        ),
  );
  if (copies.length === 0) return new Map();
  const events = new Map(copies);
  const rows = await ledger.byIds(workspace, [...events.keys()]);
  return new Map(
    rows
      .map(entryOf)
      .filter(({ flag, kind }) => flag === 'in_review' && kind === 'flagged')
      .map((entry) => [events.get(entry.id) ?? '', entry]),
  );
}

export type ReviewMark = 'waiting' | 'done';

/** A text that raised a doubt, with the entry that says by which rule. */
export interface Doubted {
  readonly mark: ReviewMark;
  readonly doubt: LedgerEntry;
}

/**
 * @param texts of one contact.
 * @returns those that raised a doubt, by inbox entry, in two reads.
 */
export async function doubtedTexts(
  { ledger, heads }: Stores,
  workspace: string,
  texts: readonly Text[],
): Promise<Map<string, Doubted>> {
  const doubts = await doubtsOf({ ledger }, workspace, texts);
  const [contact] = texts.map((text) => text.contact);
  if (doubts.size === 0 || contact === undefined) return new Map();
  const head = await heads.get(workspace, contact);
  const waits = ({ source }: LedgerEntry) =>
    head?.flags['in_review'] !== undefined && source.stamp > (head.lifted['in_review'] ?? '');
  return new Map(
    [...doubts].map(([event, doubt]) => [
      event,
      { doubt, mark: waits(doubt) ? 'waiting' : 'done' },
    ]),
  );
}

/** The same, of which only is asked whether somebody still has to decide. */
export async function reviewMarks(
  stores: Stores,
  workspace: string,
  texts: readonly Text[],
): Promise<Map<string, ReviewMark>> {
  const doubted = await doubtedTexts(stores, workspace, texts);
  return new Map([...doubted].map(([event, { mark }]) => [event, mark]));
}
