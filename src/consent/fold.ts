// Folding: how a contact's ledger entries become its head, and nothing else becomes part of it.
// A head is a function of the acts in the entries, so delivery order changes no status.
import { laterAct } from './acts.js';
import {
  type Acts,
  mergeActs,
  ownValue,
  resolveActs,
  strongerAttestation,
  withoutGaps,
} from './standing.js';
import type { Act, EntryCore, Flag, Head, ProgramState, Stamp } from './types.js';
import { EVERY_PROGRAM } from './types.js';

export { overallStatus, standingOf, statusOf } from './standing.js';

/** An entry as the ledger holds it: the hashed part, its hash, and its id. */
export type FoldedEntry = EntryCore & { readonly hash: string; readonly id: string };

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
  return applyProviderBlock(applyKind(moved, entry), entry);
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
      return entry.act === 'opt_out' ? applyOptOut(head, entry) : head;
    case 'flagged':
      return entry.flag ? raise(head, flagKey(entry.flag, entry.source.sender), entry) : head;
    case 'unflagged':
      return entry.flag
        ? lift(head, flagKey(entry.flag, entry.source.sender), stampOf(entry))
        : head;
    default:
      return head;
  }
}

/** The key under which a head keeps a flag; only a provider's block belongs to one sender. */
export function flagKey(flag: Flag, sender: string | undefined): string {
  return flag === 'provider_block' && sender ? `${flag}:${sender}` : flag;
}

/**
 * Consent that arrives over the API is vouched for by others; every other channel is the person.
 * An opt-in without a basis of its own waits for the agreement: it renews what stands beside it,
 * and should that turn out to have ended earlier, it is pending and no more.
 */
function addOptIn(acts: Acts, entry: FoldedEntry): Acts {
  const act = actOf(entry);
  if (!act.basis) return withoutGaps({ ...acts, pendingAt: laterAct(acts.pendingAt, act) });
  if (entry.source.channel === 'api') {
    return withoutGaps({ ...acts, attestedAt: strongerAttestation(acts.attestedAt, act) });
  }
  const inAt = laterAct(acts.inAt, act);
  if (act.basis !== 'express_written') return withoutGaps({ ...acts, inAt });
  return withoutGaps({ ...acts, inAt, writtenAt: laterAct(acts.writtenAt, act) });
}

/** An opt-out of everything also settles every doubt that was older than it. */
function applyOptOut(head: Head, entry: FoldedEntry): Head {
  const act = actOf(entry);
  const out = withActs(head, entry.program, (acts) => addOptOut(acts, act));
  if (entry.program !== EVERY_PROGRAM) return out;
  return lift(endAttestations(out, act), 'in_review', act.stamp);
}

function addOptOut(acts: Acts, act: Act): Acts {
  return withoutGaps({ ...endAttestation(acts, act), outAt: laterAct(acts.outAt, act) });
}

function endAttestations(head: Head, act: Act): Head {
  return Object.keys(head.programs).reduce(
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
  const raised = { since: entry.occurredAt, entry: entry.id, stamp };
  return { ...head, flags: { ...head.flags, [key]: raised } };
}

function lift(head: Head, key: string, stamp: Stamp): Head {
  const before = ownValue(head.lifted, key);
  const lifted = { ...head.lifted, [key]: before !== undefined && before > stamp ? before : stamp };
  const { [key]: raised, ...others } = head.flags;
  const flags = raised && raised.stamp > stamp ? head.flags : others;
  return { ...head, flags, lifted };
}

/** Changes one program's acts and works its status out again; `*` touches every program's. */
function withActs(head: Head, program: string, change: (acts: Acts) => Acts): Head {
  const changed = { ...head.programs, [program]: stateOf(change(ownActs(head, program)), {}) };
  const every = pickActs(ownValue(changed, EVERY_PROGRAM));
  const programs = Object.fromEntries(
    Object.entries(changed).map(([id, state]) => [
      id,
      stateOf(pickActs(state), id === EVERY_PROGRAM ? {} : every),
    ]),
  );
  return { ...head, programs };
}

function ownActs(head: Head, program: string): Acts {
  return pickActs(ownValue(head.programs, program));
}

function pickActs(state: ProgramState | undefined): Acts {
  const { inAt, outAt, writtenAt, pendingAt, attestedAt } = state ?? {};
  return withoutGaps({ inAt, outAt, writtenAt, pendingAt, attestedAt });
}

/** A program's state as heads keep it: its own acts, and what they amount to with those of `*`. */
function stateOf(own: Acts, every: Acts): ProgramState {
  const { status, basis, since, entry } = resolveActs(mergeActs(own, every));
  return { ...own, status, ...(basis && { basis }), since: since ?? '', entry: entry ?? '' };
}

function actOf(entry: FoldedEntry): Act {
  return {
    stamp: stampOf(entry),
    at: entry.occurredAt,
    entry: entry.id,
    recordedAt: entry.recordedAt,
    ...(entry.basis && { basis: entry.basis }),
  };
}

function stampOf(entry: FoldedEntry): Stamp {
  return entry.source.countsAt ?? entry.source.stamp;
}
