// Where a contact stands with a program, worked out from the acts in its head.
// Reads heads; never changes one (that is fold.ts) and never judges a send (that is gate.ts).
import { laterAct, laterOptOut, outlasts } from './acts.js';
import type { Act, Basis, ConsentStatus, Head, IsoTime, ProgramState, Stamp } from './types.js';
import { EVERY_PROGRAM } from './types.js';

/** The acts of one program, without what they amount to. */
export type Acts = Omit<ProgramState, 'status' | 'basis' | 'since' | 'entry'>;

/** What a program's acts amount to, together with the acts that meant every program. */
export interface Standing {
  readonly status: ConsentStatus;
  readonly basis?: Basis;
  readonly since?: IsoTime;
  /** Ledger entry that decides the status; absent only when no act was ever recorded. */
  readonly entry?: string;
  /** True when there was consent and its time is over. */
  readonly expired?: true;
}

export const NO_ACTS: Acts = {};

/** A value of a record under a key that outsiders may choose: never something inherited. */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * The acts that count for a program: its own and those that meant every program, the later each,
 * without what is too old or was somebody else's.
 */
export function actsOf(head: Head, program: string): Acts {
  const every = ownValue(head.programs, EVERY_PROGRAM) ?? NO_ACTS;
  const own = program === EVERY_PROGRAM ? NO_ACTS : ownValue(head.programs, program);
  return countingActs(mergeActs(own ?? NO_ACTS, every), reassignedSince(head));
}

/** When the number passed to somebody else, as far as anybody reported it. */
export function reassignedSince(head: Head): Stamp | undefined {
  return ownValue(head.flags, 'reassigned')?.stamp;
}

/**
 * Leaves out the opt-ins that do not count: those whose time is over, and, once the number is
 * somebody else's, all that did not come from the handset since. A number's consent is that of
 * whoever holds it (47 CFR 64.1200(f)(9): the agreement names the number; the called party is who
 * holds it now). What its former holder said stop to stays refused: in doubt nothing is sent.
 */
export function countingActs(acts: Acts, reassigned: Stamp | undefined): Acts {
  if (reassigned === undefined && acts.expiredAt === undefined) return acts;
  const { inAt, writtenAt, pendingAt, attestedAt, formAt, ...rest } = acts;
  const fresh = (act: Act | undefined) => (outlasts(act, acts.expiredAt) ? act : undefined);
  const own = (act: Act | undefined) =>
    act && (reassigned === undefined || act.stamp > reassigned) ? fresh(act) : undefined;
  const others = (act: Act | undefined) => (reassigned === undefined ? fresh(act) : undefined);
  return withoutGaps({
    ...rest,
    inAt: own(inAt),
    writtenAt: own(writtenAt),
    pendingAt: own(pendingAt),
    attestedAt: others(attestedAt),
    formAt: others(formAt),
  });
}

/** Two sets of acts as one. */
export function mergeActs(own: Acts, every: Acts): Acts {
  // Hardly anybody has acts that mean every program, and this runs many times for every act.
  if (every === NO_ACTS) return own;
  return withoutGaps({
    inAt: laterAct(own.inAt, every.inAt),
    outAt: laterOptOut(own.outAt, every.outAt),
    writtenAt: laterAct(own.writtenAt, every.writtenAt),
    pendingAt: laterAct(own.pendingAt, every.pendingAt),
    attestedAt: strongerAttestation(own.attestedAt, every.attestedAt),
    formAt: laterAct(own.formAt, every.formAt),
    expiredAt: laterAct(own.expiredAt, every.expiredAt),
  });
}

/** Of two attestations the written one, then the later. */
export function strongerAttestation(a: Act | undefined, b: Act | undefined): Act | undefined {
  if (!a || !b || a.basis === b.basis) return laterAct(a, b);
  return a.basis === 'express_written' ? a : b;
}

/**
 * What counting acts amount to. The later of opt-in and opt-out wins, a tie goes to the opt-out,
 * and what others attest counts only where the person never said stop or has come back since by an
 * own act.
 */
export function resolveActs(acts: Acts): Standing {
  const { inAt, outAt, pendingAt, attestedAt, formAt, expiredAt } = acts;
  const cameBack = outlasts(inAt, outAt);
  if (cameBack || (attestedAt && !outAt)) return optedIn(acts);
  if (outlasts(pendingAt, outAt)) return decidedBy('pending', pendingAt);
  if (outAt) return decidedBy('opted_out', outAt);
  if (formAt) return decidedBy('pending', formAt);
  return expiredAt ? { ...decidedBy('none', expiredAt), expired: true } : { status: 'none' };
}

/** Where the contact stands with a program; `*` gives what the acts for every program say. */
export function standingOf(head: Head, program: string): Standing {
  return resolveActs(actsOf(head, program));
}

/** Status of a contact in a program, combined with the acts that meant every program. */
export function statusOf(head: Head, program: string): ConsentStatus {
  return standingOf(head, program).status;
}

/** One status for the whole contact: opted in to anything, else pending, else out, else none. */
export function overallStatus(head: Head): ConsentStatus {
  const statuses = Object.keys(head.programs).map((program) => statusOf(head, program));
  const order: ConsentStatus[] = ['opted_in', 'pending', 'opted_out'];
  return order.find((status) => statuses.includes(status)) ?? 'none';
}

/** True when the contact's last word to the whole workspace is stop, with no way back since. */
export function isOutOfEverything(head: Head): boolean {
  const { outAt } = actsOf(head, EVERY_PROGRAM);
  return (
    outAt !== undefined && ownOptIns(head, EVERY_PROGRAM).every((act) => !outlasts(act, outAt))
  );
}

/** The person's own latest opt-ins (completed or pending) that an opt-out of `program` meets. */
export function ownOptIns(head: Head, program: string): Act[] {
  const programs =
    program === EVERY_PROGRAM ? Object.keys(head.programs) : [program, EVERY_PROGRAM];
  return programs.flatMap((id) => {
    const { inAt, pendingAt } = ownValue(head.programs, id) ?? NO_ACTS;
    return [inAt, pendingAt].filter((act) => act !== undefined);
  });
}

/**
 * True when something vouched for at this stamp would lift a stop of the person: there is one, and
 * the person has not come back by an own act before it was vouched for.
 */
export function wouldLiftStop(head: Head, program: string, stamp: Stamp): boolean {
  const { inAt, outAt } = actsOf(head, program);
  return outAt !== undefined && !(outlasts(inAt, outAt) && stamp > inAt.stamp);
}

/** True when the program's opt-in was answered with the written agreement and AGREE is due. */
export function awaitsAgreement(head: Head, program: string): boolean {
  const { pendingAt, outAt, writtenAt } = actsOf(head, program);
  return outlasts(pendingAt, laterAct(outAt, writtenAt));
}

function optedIn({ inAt, outAt, writtenAt, attestedAt }: Acts): Standing {
  const attestedInWriting = attestedAt?.basis === 'express_written' ? attestedAt : undefined;
  const written = [writtenAt, attestedInWriting].find((act) => outlasts(act, outAt));
  if (written) return { basis: 'express_written', ...decidedBy('opted_in', written) };
  const deciding = inAt ?? attestedAt;
  return deciding ? { basis: 'express', ...decidedBy('opted_in', deciding) } : { status: 'none' };
}

function decidedBy(status: ConsentStatus, act: Act): Standing {
  return { status, since: act.at, entry: act.entry };
}

/** Leaves absent acts out, for heads are stored and compared and must not hold `undefined`. */
export function withoutGaps(acts: { [Name in keyof Acts]?: Act | undefined }): Acts {
  // A loop: this runs a dozen times for every act that is decided.
  const kept: { -readonly [Name in keyof Acts]?: Act } = {};
  for (const name of Object.keys(acts) as (keyof Acts)[]) {
    const act = acts[name];
    if (act !== undefined) kept[name] = act;
  }
  return kept;
}
