// Whose turn it is when many wait: one of each workspace after the other, and within a workspace
// one of each line. Whoever has ten thousand waiting, or ten senders, takes nothing from the rest.
import { groupBy } from '../src/group-by.js';

interface Waiting {
  readonly workspace: string;
}

/**
 * The first of each, the second of each, and so on.
 * @param lines each of one workspace, in its own order.
 */
export function* inFairTurns<Item extends Waiting>(
  lines: readonly (readonly Item[])[],
): Generator<Item> {
  const waiting = lines.filter((line) => line.length > 0);
  const workspaces = groupBy(waiting, ([first]) => first?.workspace);
  yield* alternate([...workspaces.values()].map((group) => alternate(group)));
}

/** One of each in turn, until the longest is at its end. */
function* alternate<Item>(lines: readonly Iterable<Item>[]): Generator<Item> {
  let left = lines.map((line) => line[Symbol.iterator]());
  while (left.length > 0) {
    const next = left.map((line) => ({ line, step: line.next() }));
    const going = next.filter(({ step }) => !step.done);
    for (const { step } of going) yield step.value as Item;
    left = going.map(({ line }) => line);
  }
}

/** As many as there is room for; beyond it only what cannot wait. */
export function* upTo<Item>(
  items: Iterable<Item>,
  room: number,
  isPressing: (item: Item) => boolean,
): Generator<Item> {
  let left = room;
  for (const item of items) {
    if (left <= 0 && !isPressing(item)) continue;
    left -= 1;
    yield item;
  }
}

/** Places that only what cannot wait may take, however slow a provider is. */
const KEPT_FOR_PRESSING = 4;

/**
 * The jobs of a process that are under way, so that a provider who is slow for one sender leaves
 * places to the others: a sender has half of all at most, a workspace three quarters.
 */
export function createPlaces(places: number) {
  const perSenderMax = Math.ceil(places / 2);
  const perWorkspaceMax = Math.ceil((places * 3) / 4);
  const restMax = places - KEPT_FOR_PRESSING;
  const taken = new Map<string, number>();
  let rest = 0;
  const add = (of: string, step: 1 | -1) => {
    const now = (taken.get(of) ?? 0) + step;
    if (now === 0) taken.delete(of);
    else taken.set(of, now);
  };
  return {
    /** @returns how to leave again, or `undefined` when there is no place. */
    enter(workspace: string, sender: string, pressing: boolean): (() => void) | undefined {
      if (pressing) return () => {};
      const line = `${workspace}/${sender}`;
      const full =
        rest >= restMax ||
        (taken.get(line) ?? 0) >= perSenderMax ||
        (taken.get(workspace) ?? 0) >= perWorkspaceMax;
      if (full) return undefined;
      for (const of of [line, workspace]) add(of, 1);
      rest += 1;
      return () => {
        for (const of of [line, workspace]) add(of, -1);
        rest -= 1;
      };
    },
  };
}
