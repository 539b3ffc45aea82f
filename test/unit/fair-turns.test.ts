// Turns between workspaces: whoever has much to say, or many senders, takes nothing from the rest.
import { describe, expect, test } from 'vitest';
import { createPlaces, inFairTurns, upTo } from '../../workers/fair-turns.js';

const line = (workspace: string, sender: string, length: number) =>
  Array.from({ length }, (_, place) => ({ workspace, name: `${sender}${place}` }));
const names = (items: Iterable<{ name: string }>) => [...items].map(({ name }) => name).join(' ');

describe('who is queued next', () => {
  test('takes turns between workspaces first, and in them between senders', () => {
    const lines = [line('busy', 'a', 3), line('busy', 'b', 3), line('quiet', 'q', 2)];
    expect(names(inFairTurns(lines))).toBe('a0 q0 b0 q1 a1 b1 a2 b2');
  });

  test('is the first of the quiet one, with ten thousand of another before it', () => {
    const senders = Array.from({ length: 10 }, (_, index) => line('busy', `s${index}-`, 1_000));
    const order = [...inFairTurns([...senders, line('quiet', 'q', 1), []])];
    expect(order).toHaveLength(10_001);
    expect(order.findIndex(({ workspace }) => workspace === 'quiet')).toBe(1);
  });

  test('is beyond the room only what cannot wait', () => {
    const items = line('busy', 'a', 6);
    expect(names(upTo(items, 2, ({ name }) => name === 'a4'))).toBe('a0 a1 a4');
  });
});

describe('places of a process', () => {
  const PLACES = 40;

  /** How many of one workspace get in over so many senders. */
  function fill(places: ReturnType<typeof createPlaces>, workspace: string, senders: number) {
    const attempts = Array.from({ length: PLACES * 2 }, (_, at) => `${at % senders}`);
    return attempts.flatMap((sender) => places.enter(workspace, sender, false) ?? []);
  }

  test('a sender takes half of them, a workspace with many senders three quarters', () => {
    expect(fill(createPlaces(PLACES), 'busy', 1)).toHaveLength(20);
    expect(fill(createPlaces(PLACES), 'busy', 10)).toHaveLength(30);
  });

  test('another workspace and a confirmation find some, and who leaves makes room', () => {
    const places = createPlaces(PLACES);
    const [leave] = fill(places, 'busy', 10);
    expect(fill(places, 'quiet', 1)).toHaveLength(6);
    expect(places.enter('third', '0', false)).toBeUndefined();
    expect(places.enter('third', '0', true)).toBeTypeOf('function');
    leave?.();
    expect(places.enter('third', '0', false)).toBeTypeOf('function');
  });
});
