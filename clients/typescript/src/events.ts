// What is told, by type: `if (event.type === 'consent.granted')` and its data are those of a grant.
import type { Basis, ConsentStatus, EventType, Flag } from './generated/types.js';

export type { EventType } from './generated/types.js';

/** What every event says. */
interface Told {
  /** Stands for a number. `null` of a request that has none yet, and of an alert. */
  readonly contact: string | null;
  /** E.164. `null` once the person was erased. */
  readonly phone: string | null;
  /** Your ids of the records with this number, as it happened. */
  readonly records: readonly string[];
  readonly occurredAt: string;
}

/** What a ledger entry tells. */
interface ActTold extends Told {
  /** `*`: every program. */
  readonly program: string;
  readonly entry: string;
  readonly kind: string;
  readonly channel: string;
  readonly rule: string;
  readonly sender?: string;
  readonly request?: string;
  readonly status: ConsentStatus;
}

export interface ConsentTold extends ActTold {
  readonly previousStatus: ConsentStatus;
  readonly basis?: Basis;
}

export interface FlagsTold extends ActTold {
  /** Everything that stands against texting this number by now. */
  readonly flags: readonly Flag[];
  readonly raised: readonly Flag[];
  readonly lifted: readonly Flag[];
}

export interface ReviewTold extends ActTold {
  readonly message: string;
  readonly body?: string;
}

export interface RequestTold extends Told {
  readonly request: string;
  readonly record: string;
  readonly method: 'text_to_join' | 'qr' | 'email';
  readonly program: string;
  readonly status: string;
  readonly entry?: string;
  readonly reason?: string;
}

export interface MessageTold extends Told {
  readonly message: string;
  readonly direction: 'inbound' | 'outbound';
  readonly sender: string;
  readonly status: string;
  readonly program?: string;
  readonly purpose?: string;
  /** Of what a person wrote. */
  readonly body?: string;
  /** Why it did not arrive or did not leave. */
  readonly reason?: string;
  readonly errorCode?: string;
}

export interface AlertTold extends Told {
  readonly kind: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

type TellingOf<Type extends string> = Type extends `consent.${string}`
  ? ConsentTold
  : Type extends 'contact.flagged'
    ? FlagsTold
    : Type extends 'message.review'
      ? ReviewTold
      : Type extends `message.${string}`
        ? MessageTold
        : Type extends 'opt_in_request.updated'
          ? RequestTold
          : Type extends 'operator.alert'
            ? AlertTold
            : Told;

interface EventOf<Type extends string> {
  /** The same in every delivery of one event: what you have seen, you can leave. */
  readonly id: string;
  readonly type: Type;
  /** When what it tells was recorded. */
  readonly timestamp: string;
  readonly workspace: string;
  /** 1, 2, 3 … of the contact, without a gap: keep the highest, and leave what is older. */
  readonly sequence: number;
  readonly data: TellingOf<Type>;
}

/** What an endpoint's test posts. */
type TestEvent = EventOf<'webhook.test'>;

/** An event, as it is posted, streamed and listed. Later versions may add types. */
export type AssentEvent = { [Type in EventType]: EventOf<Type> }[EventType] | TestEvent;
