// What somebody tells us of a person: that they said stop on another way than a text, or agreed
// elsewhere. The API and the console's forms record it with the same words.
import { canHaveHappened } from '../consent/attesting.js';
import { EVERY_PROGRAM } from '../consent/types.js';
import type { ToldBy } from '../store/act-events.js';
import type { LedgerRow } from '../store/ledger.js';
import type { Store } from '../store/store.js';
import type { Acts } from './acts.js';
import { choose, requireProgram, workspaceOf } from './choices.js';
import { fieldProblem } from './problems.js';

export interface ToldDeps {
  readonly store: Store;
  readonly acts: Acts;
}

interface Told {
  readonly phone: string;
  readonly phoneAsGiven: string;
  readonly method: string;
  /** UTC, not ahead: see readOccurredAt. */
  readonly occurredAt: string;
  readonly program?: string | undefined;
  readonly by: ToldBy;
  /** One act has one origin, for ever. */
  readonly origin: string;
}

export interface ToldStop extends Told {
  readonly words?: string | undefined;
  readonly actor?: string | undefined;
}

export interface ToldConsent extends Told {
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** The contact that was meant, and the entry of the act. */
export interface Recorded {
  readonly contact: string;
  readonly entry: LedgerRow | null;
}

/** @returns the time as UTC. @throws Problem 422 when it lies ahead. */
export function readOccurredAt({ clock }: Pick<Store, 'clock'>, given: string): string {
  // A leap second is a time; JavaScript has none.
  const occurredAt = new Date(given.replace(/:60(?=[.Zz+-])/, ':59'));
  if (canHaveHappened(occurredAt, clock.now())) return occurredAt.toISOString();
  const detail = `/occurredAt is ${given}, which lies ahead. Send when it happened.`;
  throw fieldProblem('occurred_in_future', '/occurredAt', detail);
}

/** @throws Problem as acts.submit does, and 422 for a program that is none. */
export async function recordStop(
  { store, acts }: ToldDeps,
  workspace: string,
  { origin, program = EVERY_PROGRAM, words, actor, ...told }: ToldStop,
): Promise<Recorded> {
  if (program !== EVERY_PROGRAM) requireProgram(await workspaceOf(store, workspace), program);
  const contact = await store.people.contactOf(workspace, told.phone);
  const said = { ...(words !== undefined && { words }), ...(actor !== undefined && { actor }) };
  const entry = await acts.submit({
    ...{ workspace, contact, type: 'revocation', intent: 'opt_out', origin },
    told: { ...told, ...said, program },
  });
  return { contact, entry };
}

/** @throws Problem as acts.submit does, and 422 for a program that is none. */
export async function recordConsent(
  { store, acts }: ToldDeps,
  workspace: string,
  { origin, program: wanted, ...told }: ToldConsent,
): Promise<Recorded> {
  const settings = await workspaceOf(store, workspace);
  const program = wanted ?? choose(settings, {}).program.id;
  requireProgram(settings, program);
  const contact = await store.people.contactOf(workspace, told.phone);
  const entry = await acts.submit({
    ...{ workspace, contact, type: 'attestation', intent: 'opt_in', origin },
    told: { ...told, program },
  });
  return { contact, entry };
}
