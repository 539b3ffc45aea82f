// The one way for a call to change consent: the act is kept in the inbox, a worker decides it, and
// the call answers with the ledger entry. There is no second way.
import { performance } from 'node:perf_hooks';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { newId } from '../ids.js';
import { type ActDraft, actEvent, type ToldBy, type ToldType } from '../store/act-events.js';
import { entryIdOf, type LedgerRow } from '../store/ledger.js';
import type { Store } from '../store/store.js';
import { createDecisions } from './decisions.js';
import type { InboxWriter } from './inbox-writer.js';
import { Problem } from './problems.js';

export interface ActsDeps {
  readonly store: Pick<Store, 'inbox' | 'ledger' | 'clock'>;
  readonly inbox: InboxWriter;
  readonly log: Pick<Logger, 'warn'>;
}

/** An act as a route hands it in; when it was received is said here. */
export type Act<Type extends ToldType> = Omit<ActDraft<Type>, 'receivedAt'>;

export interface Acts {
  /**
   * Keeps an act and waits until it is decided.
   * @returns its entry, or `null` when it was decided and changed nothing.
   * @throws Problem 503 when it is kept and not decided in time: repeated with the same
   *   Idempotency-Key, the call finds it. Whatever the inbox throws when it could not be kept.
   */
  submit<Type extends ToldType>(act: Act<Type>): Promise<LedgerRow | null>;
}

/** Keeping and deciding together; every answer leaves within a little more. */
const DECIDED_WITHIN_MS = 2_300;
const RETRY_AFTER_SECONDS = 2;

export function createActs({ store, inbox, log }: ActsDeps): Acts {
  const decisions = createDecisions({ store, log });
  return {
    async submit(act) {
      const startedAt = performance.now();
      const event = actEvent({ ...act, receivedAt: store.clock.now() });
      await inbox.keep(event);
      const { _id: id, workspace, contact, fence } = event;
      const leftMs = DECIDED_WITHIN_MS - (performance.now() - startedAt);
      const state = await decisions.of(id, Math.max(0, leftMs));
      if (state !== 'done') throw undecided(state, fence);
      const [entry] = await store.ledger.byIds(workspace, [entryIdOf(workspace, contact, id)]);
      return entry ?? null;
    },
  };
}

/**
 * Where a call's act comes from. The idempotency record mints the id: a repeat is the same act, and
 * a key that is used again after a day is a new one.
 */
export const originOf = ({ idempotency }: Pick<FastifyRequest, 'idempotency'>): string =>
  `api/${idempotency?.mint ?? newId('act')}`;

const WHO = { api_key: 'apiKey', user: 'user' } as const;

/** Who made the call, for the evidence. */
export function toldBy(request: Pick<FastifyRequest, 'caller' | 'ip' | 'headers'>): ToldBy {
  const who = request.caller?.who;
  const userAgent = request.headers['user-agent'];
  return {
    ...(who && { [WHO[who.kind]]: who.id }),
    ip: request.ip,
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

function undecided(state: 'open' | 'set_aside', fence: boolean): Problem {
  const safe = fence ? ' Until then nothing is sent to this number.' : '';
  const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  if (state === 'set_aside') {
    const detail = `It is kept, but could not be decided: an operator has to look at it.${safe}`;
    return new Problem('act_set_aside', detail, options);
  }
  const again = 'Repeat the call with the same Idempotency-Key to get its entry.';
  const detail = `It is kept and will be decided; no worker has done so yet.${safe} ${again}`;
  return new Problem('act_waiting', detail, options);
}
