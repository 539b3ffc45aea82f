// What the ingress is given by whoever starts it. It opens none of this itself and closes none of
// it.
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Queues } from '../queues/queues.js';
import type { Gate } from '../senders/gate.js';
import type { Outbox } from '../senders/outbox.js';
import type { Store } from '../store/store.js';
import type { Acts } from './acts.js';
import type { InboxWriter } from './inbox-writer.js';

export interface IngressDeps {
  readonly config: Config;
  readonly store: Store;
  readonly queues: Queues;
  /** Sessions and rate limits; nothing that matters is lost with it. */
  readonly redis: Redis;
  readonly log: Logger;
  readonly gate: Gate;
  readonly outbox: Outbox;
}

/** What the rooms of the ingress are given: one inbox writer, so that all acts share its writes. */
export interface IngressRoomDeps extends IngressDeps {
  readonly inbox: InboxWriter;
  readonly acts: Acts;
}
