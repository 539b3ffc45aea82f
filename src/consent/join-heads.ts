// Several contacts that turned out to be one person, as one head for the gate: every act of each
// counts, and of opposite ones the later. No ledger is touched; each chain stays what it is.
import { laterAct, laterStamp } from './acts.js';
import { mergeActs, ownValue, standingOf } from './standing.js';
import { EVERY_PROGRAM, type Head, type ProgramState } from './types.js';

/** @returns `null` for no head; a single one as it is. */
export function joinHeads(heads: readonly Head[]): Head | null {
  const [first, ...others] = heads;
  return first ? others.reduce(join, first) : null;
}

function join(a: Head, b: Head): Head {
  const lifted = joined(a.lifted, b.lifted, laterStamp);
  const raised = joined(a.flags, b.flags, (one, other) => (one.stamp < other.stamp ? other : one));
  const flags = Object.entries(raised).filter(
    ([key, { stamp }]) => stamp > (ownValue(lifted, key) ?? ''),
  );
  const heard = [a.heard, b.heard]
    .filter((stamp) => stamp !== undefined)
    .sort()
    .at(-1);
  const head: Head = {
    ...a,
    programs: joined(a.programs, b.programs, (one, other) => ({
      ...one,
      ...mergeActs(one, other),
    })),
    flags: Object.fromEntries(flags),
    lifted,
    ...(heard !== undefined && { heard }),
  };
  return restated(restated(head, withoutEndedAttestation), withStanding);
}

function joined<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  both: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const onlyInB = Object.entries(b).filter(([key]) => ownValue(a, key) === undefined);
  const all = Object.entries(a).map(([key, value]): [string, Value] => {
    const other = ownValue(b, key);
    return [key, other === undefined ? value : both(value, other)];
  });
  return Object.fromEntries([...all, ...onlyInB]);
}

type Restate = (state: ProgramState, head: Head, program: string) => ProgramState;

function restated(head: Head, restate: Restate): Head {
  const programs = Object.entries(head.programs).map(([program, state]) => [
    program,
    restate(state, head, program),
  ]);
  return { ...head, programs: Object.fromEntries(programs) as Head['programs'] };
}

/** A stop in one chain ends what others vouched for in the other, unless the person came back. */
function withoutEndedAttestation(state: ProgramState, { programs }: Head): ProgramState {
  const out = laterAct(state.outAt, ownValue(programs, EVERY_PROGRAM)?.outAt);
  const { attestedAt, ...rest } = state;
  if (!attestedAt || !out) return state;
  const { inAt } = state;
  const kept = inAt && inAt.stamp > out.stamp && attestedAt.stamp > inAt.stamp;
  return kept ? state : rest;
}

function withStanding(state: ProgramState, head: Head, program: string): ProgramState {
  const { basis: _basis, ...rest } = state;
  const { status, basis, since, entry } = standingOf(head, program);
  return { ...rest, status, ...(basis && { basis }), since: since ?? '', entry: entry ?? '' };
}
