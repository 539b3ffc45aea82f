// An event as the CRM reads it, whether it asks, listens or is called: the number and the words are
// opened at that moment, so that what was erased is never told again.
import type { EventFacts, StoredEvent } from '../../store/events.js';
import { isServerTrouble } from '../../store/server-trouble.js';
import type { Store } from '../../store/store.js';

export interface EventBody {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly workspace: string;
  readonly sequence: number;
  readonly data: EventFacts & {
    /** `null` of an opt-in request that nobody's number is known for. */
    readonly contact: string | null;
    /** `null` once the person was erased. */
    readonly phone: string | null;
  };
}

export interface EventBodyDeps {
  readonly store: {
    readonly people: Pick<Store['people'], 'phonesOf'>;
    readonly messages: Pick<Store['messages'], 'wordsOf'>;
  };
}

/** Their words are told with them: what somebody wrote to the business. */
const WITH_WORDS: readonly string[] = ['message.received', 'message.review'];

/** Bodies of events of one workspace, in their order, in two reads. */
export async function bodiesOf(
  { store }: EventBodyDeps,
  workspace: string,
  events: readonly StoredEvent[],
): Promise<EventBody[]> {
  const contacts = [...new Set(events.flatMap(({ contact }) => contact ?? []))];
  const spoken = events.flatMap(({ type, data: { message } }) =>
    WITH_WORDS.includes(type) && typeof message === 'string' ? [message] : [],
  );
  const [phones, words] = await Promise.all([
    apart(contacts, (some) => store.people.phonesOf(workspace, some)),
    apart([...new Set(spoken)], (some) => store.messages.wordsOf(workspace, some)),
  ]);
  return events.map(({ _id, type, at, sequence, contact, data }): EventBody => {
    const text = WITH_WORDS.includes(type) ? words.get(String(data['message'])) : undefined;
    return {
      ...{ id: _id, type, timestamp: at.toISOString(), workspace, sequence },
      data: {
        contact: contact ?? null,
        phone: (contact !== undefined && phones.get(contact)) || null,
        ...data,
        ...(text !== undefined && { body: text }),
      },
    };
  });
}

/** What cannot be opened is missing from its own event, and from no other that is read with it. */
async function apart(
  ids: readonly string[],
  open: (ids: readonly string[]) => Promise<Map<string, string>>,
): Promise<Map<string, string>> {
  try {
    return await open(ids);
  } catch (error) {
    if (isServerTrouble(error)) throw error;
    if (ids.length <= 1) return new Map();
    const half = ids.length >> 1;
    const [first, second] = [ids.slice(0, half), ids.slice(half)];
    return new Map([...(await apart(first, open)), ...(await apart(second, open))]);
  }
}
