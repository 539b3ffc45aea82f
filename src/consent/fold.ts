// Folding: how a contact's ledger entries become its head, and nothing else becomes part of it.
// A head is a function of the acts in the entries, so delivery order changes no status.
import { laterAct, laterOptOut, laterStamp, outlasts } from './acts.js';
import {
  type Acts,
  countingActs,
  mergeActs,
  NO_ACTS,
  ownValue,
  reassignedSince,
  resolveActs,
  type Standing,
  strongerAttestation,
  withoutGaps,
} from './standing.js';
import type { Act, EntryCore, EntrySource, Flag, Head, ProgramState, Stamp } from './types.js';
import { EVERY_PROGRAM } from './types.js';

export { overallStatus, standingOf, statusOf } from './standing.js';

/** An entry as the ledger holds it: the hashed part, its hash, and its id. */
export type FoldedEntry = EntryCore & { readonly hash: string; readonly id: string };

/** Flags that a later text from the handset proves wrong. */
const ENDS_WITH_A_TEXT: readonly string[] = ['unreachable', 'landline'] satisfies Flag[];

/** The head of a contact that has no entry yet. */
export function emptyHead(contact: string): Head {
  return { contact, seq: 0, hash: null, programs: {}, flags: {}, lifted: {} };
}

/**
 * The head after one more entry. Never throws: a kind that this version does not know moves the
 * sequence and hash and nothing else.
 */
export function evolve(head: Head, entry: FoldedEntry): Head {
  const moved = { ...head, seq: entry.seq, hash: entry.hash };
  return applyProviderBlock(applyKind(hear(moved, entry), entry), entry);
}

/** A text from the handset proves that it can text: what says otherwise ends with it. */
function hear(head: Head, { source: { channel, stamp } }: FoldedEntry): Head {
  if (channel !== 'sms') return head;
  const heard = laterStamp(head.heard ?? stamp, stamp);
  const flags = Object.entries(head.flags).filter(
    ([flag, raised]) => !ENDS_WITH_A_TEXT.includes(flag) || raised.stamp > heard,
  );
  return { ...head, heard, flags: Object.fromEntries(flags) };
}

function applyKind(head: Head, entry: FoldedEntry): Head {
  switch (entry.kind) {
    case 'opted_in':
    case 'opt_in_renewed':
    case 'opt_in_pending':
      return withActs(head, entry.program, (acts) => addOptIn(acts, entry));
    case 'opted_out':
      return applyOptOut(head, entry);
    case 'superseded':
      return applySuperseded(head, entry);
    case 'flagged':
      return entry.flag ? raise(head, flagKey(entry.flag, entry.source.sender), entry) : head;
    case 'unflagged':
      return entry.flag
        ? lift(head, flagKey(entry.flag, entry.source.sender), entry.source.stamp)
        : head;
    case 'expired':
      return withActs(head, entry.program, (acts) => expire(acts, actOf(entry)));
    case 'erased':
      return withActs(head, EVERY_PROGRAM, (acts) => expire(acts, actOf(entry)));
    default:
      return head;
  }
}

function applySuperseded(head: Head, entry: FoldedEntry): Head {
  if (entry.act === 'opt_out') return applyOptOut(head, entry);
  if (entry.act !== 'opt_in_held') return head;
  return withActs(head, entry.program, (acts) => addOptIn(acts, entry));
}

/** The key under which a head keeps a flag; only a provider's block belongs to one sender. */
export function flagKey(flag: Flag, sender: string | undefined): string {
  return flag === 'provider_block' && sender ? `${flag}:${sender}` : flag;
}

/** Consent that arrives on these ways is vouched for; on every other one the handset has acted. */
const VOUCHED: readonly string[] = ['api', 'email'] satisfies EntrySource['channel'][];

/**
 * An opt-in without a basis of its own waits for the agreement: it renews what stands beside it,
 * and should that turn out to have ended earlier, it is pending and no more.
 */
function addOptIn(acts: Acts, entry: FoldedEntry): Acts {
  const act = actOf(entry);
  if (VOUCHED.includes(entry.source.channel)) return addVouched(acts, act);
  if (!act.basis) return withoutGaps({ ...acts, pendingAt: laterAct(acts.pendingAt, act) });
  const inAt = laterAct(acts.inAt, act);
  if (act.basis !== 'express_written') return withoutGaps({ ...acts, inAt });
  return withoutGaps({ ...acts, inAt, writtenAt: laterAct(acts.writtenAt, act) });
}

function addVouched(acts: Acts, act: Act): Acts {
  if (!act.basis) return withoutGaps({ ...acts, formAt: laterAct(acts.formAt, act) });
  const before = outlasts(acts.attestedAt, acts.expiredAt) ? acts.attestedAt : undefined;
  return withoutGaps({ ...acts, attestedAt: strongerAttestation(before, act) });
}

function expire(acts: Acts, act: Act): Acts {
  return withoutGaps({ ...acts, expiredAt: laterAct(acts.expiredAt, act) });
}

/** An opt-out of everything also settles every doubt that was older than its words. */
function applyOptOut(head: Head, entry: FoldedEntry): Head {
  const act = actOf(entry);
  const out = withActs(head, entry.program, (acts) => addOptOut(acts, act));
  if (entry.program !== EVERY_PROGRAM) return out;
  return lift(endAttestations(out, act), 'in_review', entry.source.stamp);
}

/** A program's acts with one more opt-out. */
export function addOptOut(acts: Acts, act: Act): Acts {
  return withoutGaps({ ...endAttestation(acts, act), outAt: laterOptOut(acts.outAt, act) });
}

function endAttestations(head: Head, act: Act): Head {
  const attested = Object.keys(head.programs).filter((id) => head.programs[id]?.attestedAt);
  return attested.reduce(
    (next, program) => withActs(next, program, (acts) => endAttestation(acts, act)),
    head,
  );
}

/**
 * A stop that turns up late also ends what was attested after it, as it would have in order: an
 * attestation survives only when the person had come back before it was made.
 */
function endAttestation(acts: Acts, out: Act): Acts {
  const { attestedAt, inAt, ...rest } = acts;
  const kept = attestedAt && inAt && inAt.stamp > out.stamp && attestedAt.stamp > inAt.stamp;
  return withoutGaps({ ...rest, inAt, attestedAt: kept ? attestedAt : undefined });
}

function applyProviderBlock(head: Head, entry: FoldedEntry): Head {
  if (!entry.providerBlock) return head;
  const key = flagKey('provider_block', entry.source.sender);
  if (entry.providerBlock === 'lifted') return lift(head, key, stampOf(entry));
  return raise(head, key, entry);
}

function raise(head: Head, key: string, entry: FoldedEntry): Head {
  const stamp = stampOf(entry);
  const known = ownValue(head.flags, key);
  const lifted = ownValue(head.lifted, key);
  if ((lifted !== undefined && lifted >= stamp) || (known && known.stamp >= stamp)) return head;
  const textedSince = ENDS_WITH_A_TEXT.includes(key) && head.heard && head.heard >= stamp;
  if (textedSince) return head;
  const raised = { since: entry.occurredAt, entry: entry.id, stamp };
  return restated({ ...head, flags: { ...head.flags, [key]: raised } }, key);
}

function lift(head: Head, key: string, stamp: Stamp): Head {
  const before = ownValue(head.lifted, key);
  const lifted = { ...head.lifted, [key]: before !== undefined && before > stamp ? before : stamp };
  const { [key]: raised, ...others } = head.flags;
  const flags = raised && raised.stamp > stamp ? head.flags : others;
  return restated({ ...head, flags, lifted }, key);
}

/** Whose number it is decides which acts count; other flags change no status. */
function restated(head: Head, flag: string): Head {
  return flag === 'reassigned' ? { ...head, programs: statesOf(head, head.programs) } : head;
}

/** Changes one program's acts and works its status out again; `*` touches every program's. */
function withActs(head: Head, program: string, change: (acts: Acts) => Acts): Head {
  const changed = { ...head.programs, [program]: change(ownActs(head, program)) };
  return { ...head, programs: statesOf(head, changed) };
}

function statesOf(
  head: Head,
  acts: Readonly<Record<string, Acts | ProgramState>>,
): Record<string, ProgramState> {
  const ofEvery = ownValue(acts, EVERY_PROGRAM);
  const every = ofEvery ? pickActs(ofEvery) : NO_ACTS;
  const reassigned = reassignedSince(head);
  return Object.fromEntries(
    Object.entries(acts).map(([id, state]) => {
      const own = pickActs(state);
      const merged = id === EVERY_PROGRAM ? every : mergeActs(own, every);
      return [id, stateOf(own, resolveActs(countingActs(merged, reassigned)))];
    }),
  );
}

function ownActs(head: Head, program: string): Acts {
  return pickActs(ownValue(head.programs, program));
}

function pickActs(state: Acts | undefined): Acts {
  const { inAt, outAt, writtenAt, pendingAt, attestedAt, formAt, expiredAt } = state ?? {};
  return withoutGaps({ inAt, outAt, writtenAt, pendingAt, attestedAt, formAt, expiredAt });
}

/** A program's state as heads keep it: its own acts, and what they amount to with those of `*`. */
function stateOf(own: Acts, { status, basis, since, entry }: Standing): ProgramState {
  // Field by field: their order is part of what is stored, and a literal that goes on after a
  // spread takes V8 fifty times as long.
  const state: { -readonly [Name in keyof ProgramState]?: ProgramState[Name] } = { ...own };
  state.status = status;
  if (basis) state.basis = basis;
  state.since = since ?? '';
  state.entry = entry ?? '';
  return state as ProgramState;
}

function actOf(entry: FoldedEntry): Act {
  const { channel, event, countsAt, foundAt } = entry.source;
  // AGREE and a settled order are acts whose place is that of another text: not theirs to ask for.
  const optsOut = entry.kind === 'opted_out' || entry.act === 'opt_out';
  const isText = channel === 'sms' && (optsOut || countsAt === undefined);
  return {
    stamp: stampOf(entry),
    at: entry.occurredAt,
    entry: entry.id,
    recordedAt: entry.recordedAt,
    ...(entry.basis && { basis: entry.basis }),
    ...(isText && { text: event }),
    ...(optsOut && foundAt !== undefined && { foundAt }),
  };
}

function stampOf(entry: FoldedEntry): Stamp {
  return entry.source.countsAt ?? entry.source.stamp;
}
