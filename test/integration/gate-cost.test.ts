// What asking the gate costs: the same number of reads for one as for five hundred, shared by those
// who ask at once, never taken from the past, and no dearer for having many opt-outs behind it.
import type { mongo } from 'mongoose';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createGate } from '../../src/senders/gate.js';
import { createGateReads } from '../../src/senders/gate-reads.js';
import { openStore, type Store } from '../../src/store/store.js';
import { SENDER } from '../support/road.js';
import { useScratch } from '../support/scratch.js';
import { until } from '../support/until.js';
import { setUp } from './api-fixture.js';

const OPT_OUTS = 200_000;
const TOGETHER = 20_000;
const scratch = useScratch();
let store: Store;

beforeAll(async () => {
  store = await openStore({ uri: scratch.mongodbUri, secret: scratch.secret });
  await store.ensureIndexes();
  await setUp(store, scratch.workspace);
});
afterAll(() => store?.close());

const contactAt = (index: number) => `ct_${index.toString(16).padStart(32, '0')}`;
const contactsFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => contactAt(from + at));

/** The store with its calls counted, by name. */
function counted(): { store: Store; calls: Map<string, number> } {
  const calls = new Map<string, number>();
  const watch = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          calls.set(String(name), (calls.get(String(name)) ?? 0) + 1);
          return found.apply(target, given) as unknown;
        };
      },
    });
  const parts = ['inbox', 'heads', 'people', 'records', 'messages', 'sentTexts'] as const;
  const watched = Object.fromEntries(parts.map((name) => [name, watch(store[name])]));
  return { store: { ...store, ...watched }, calls };
}

/** Written consent to offers, as its ledger would have folded to it. */
async function agree(contacts: readonly string[]): Promise<void> {
  const at = store.clock.iso();
  const stamp = '0000000001.0000000001';
  const act = { stamp, at, entry: 'entry', recordedAt: at, basis: 'express_written' as const };
  const standing = {
    status: 'opted_in',
    basis: 'express_written',
    since: at,
    entry: 'entry',
  } as const;
  const offers = { inAt: act, writtenAt: act, ...standing };
  await store.heads.replace(
    scratch.workspace,
    contacts.map((contact) => ({
      ...{ contact, seq: 1, hash: 'hash', flags: {}, lifted: {} },
      programs: { offers },
    })),
  );
}

describe('reads', () => {
  const offers = { kind: 'message', program: 'offers', purpose: 'marketing' } as const;

  test('are as many for five hundred contacts as for one', async () => {
    const contacts = contactsFrom(1, 500);
    await agree(contacts);
    const phones = new Map(contacts.map((contact, at) => [contact, `+1602555${1_000 + at}`]));
    const reads = async (asked: readonly string[]) => {
      const { store: watched, calls } = counted();
      const gate = createGate({ store: watched });
      const verdicts = await gate.checkMany(scratch.workspace, asked, offers, SENDER, { phones });
      expect(verdicts.map(({ status }) => status)).toEqual(asked.map(() => 'opted_in'));
      return Object.fromEntries(calls);
    };
    const one = await reads(contacts.slice(0, 1));
    expect(one).toEqual({ fencesOfMany: 1, many: 1, zonesOf: 1, heardSince: 1, lately: 1 });
    expect(await reads(contacts)).toEqual(one);
  });

  test('and hours are worked out once for numbers that may be anywhere, each asked once', async () => {
    const contacts = contactsFrom(1, 500);
    await agree(contacts);
    const phones = new Map(contacts.map((contact) => [contact, '+18005550123']));
    const { store: watched } = counted();
    const seen: number[] = [];
    const records: Store['records'] = {
      ...watched.records,
      zonesOf(workspace, asked) {
        seen.push(asked.length);
        return store.records.zonesOf(workspace, asked);
      },
    };
    const gate = createGate({ store: { ...watched, records } });
    const check = (asked: readonly string[]) =>
      gate.checkMany(scratch.workspace, asked, offers, SENDER, { phones });
    const clock = vi.spyOn(DateTime, 'fromMillis');
    const [first = ''] = contacts;
    await check([first]);
    const alone = clock.mock.calls.length;
    clock.mockClear();
    const verdicts = await check([...contacts, ...contacts]);
    expect(verdicts).toHaveLength(1_000);
    expect(new Set(verdicts.map(({ status }) => status))).toEqual(new Set(['opted_in']));
    expect(seen).toEqual([1, 500]);
    // A minute may begin in between, and then another.
    expect(clock.mock.calls.length).toBeLessThanOrEqual(3 * Math.max(alone, 20));
    clock.mockRestore();
  });

  test('are shared by those who ask at once', async () => {
    const { store: watched, calls } = counted();
    const { see } = createGateReads(watched);
    const contacts = contactsFrom(1, 200);
    const seen = await Promise.all(contacts.map((one) => see(scratch.workspace, [[one]])));
    expect(seen.map(([first]) => first?.head?.contact)).toEqual(contacts);
    expect(calls.get('fencesOfMany')).toBeLessThanOrEqual(2);
    expect(calls.get('many')).toBe(calls.get('fencesOfMany'));
  });

  test('that are on their way answer nobody who asks later', async () => {
    const [contact = ''] = contactsFrom(9_000, 1);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let sent = 0;
    const inbox: Store['inbox'] = {
      ...store.inbox,
      async fencesOfMany(...given) {
        sent += 1;
        const first = sent === 1;
        const found = await store.inbox.fencesOfMany(...given);
        if (first) await held;
        return found;
      },
    };
    const { see } = createGateReads({ ...store, inbox });
    const before = see(scratch.workspace, [[contact]]);
    await until('the first read to be sent', () => sent === 1);
    const fenced = { _id: 'fence', workspace: scratch.workspace, contact, type: 'text' } as const;
    const event = { ...fenced, fence: true, intent: 'opt_out', raw: 'STOP', digest: '' } as const;
    await store.inbox.insert([{ ...event, receivedAt: store.clock.now() }]);
    const after = see(scratch.workspace, [[contact]]);
    release();
    expect((await before)[0]?.fences).toHaveLength(0);
    expect((await after)[0]?.fences).toHaveLength(1);
  });
});

describe('invariant 19: a check costs the same after 200,000 opt-outs', () => {
  const explained = async (collection: string, filter: object, hint: string | object) => {
    const found: unknown = await store.connection
      .collection(collection)
      .find(filter, { hint } as mongo.FindOptions)
      .explain('executionStats');
    const { executionStats } = found as {
      executionStats: { totalKeysExamined: number; totalDocsExamined: number };
    };
    const { totalKeysExamined: keys, totalDocsExamined: documents } = executionStats;
    return { keys, documents };
  };
  const cost = async (contacts: readonly string[]) => {
    const { workspace } = scratch;
    const fences = { workspace, contact: { $in: contacts }, fence: true };
    return {
      fences: await explained('inbox', fences, 'fences'),
      heads: await explained('heads', { _id: { $in: contacts }, workspace }, { _id: 1 }),
    };
  };

  test('in keys and documents that are looked at', async () => {
    const asked = contactsFrom(1, 100);
    const empty = await cost(asked);
    const { workspace } = scratch;
    for (let start = 0; start < OPT_OUTS; start += TOGETHER) {
      const contacts = contactsFrom(start, TOGETHER);
      await store.connection.collection<{ _id: string }>('inbox').insertMany(
        contacts.map((contact) => ({
          _id: `out/${contact}`,
          ...{ workspace, contact, fence: false, state: 'done' },
        })),
        { ordered: false },
      );
    }
    expect(await store.connection.collection('inbox').countDocuments()).toBeGreaterThan(OPT_OUTS);
    const full = await cost(asked);
    expect(full.fences.documents).toBe(empty.fences.documents);
    expect(full.fences.keys).toBeLessThanOrEqual(2 * Math.max(empty.fences.keys, asked.length));
    expect(full.heads).toEqual(empty.heads);
    // The same through the store, which has to choose that index by itself.
    const plan: unknown = await store.connection
      .collection('inbox')
      .find({ workspace, contact: { $in: asked }, fence: true })
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('"indexName":"fences"');
  });
});
