// A workspace with many people in it, each with a key, a number, a first entry and a head, made
// with the code that makes them in earnest; and texts from some of them that wait to be decided.
import { sha256 } from '../src/digest.js';
import { classify } from '../src/consent/classify.js';
import { openQueues } from '../src/queues/queues.js';
import type { InboxEntry, InboxEvent } from '../src/store/inbox.js';
import { openStore, type Store } from '../src/store/store.js';
import mongoose from 'mongoose';
import { randomSid } from '../test/support/twilio-request.js';
import { appendInWaves } from '../workers/consent/waves.js';
import { prepare } from '../workers/consent/prepare.js';
import { type Burst, type BurstText, burstTexts, phoneNumber } from './burst-texts.js';

const WORKSPACE = 'bench';
const SENDER = '+16025550100';
const ACCOUNT = `AC${'a1'.repeat(16)}`;
const SEEDED_TOGETHER = 2_000;
/** As many as share a job in a burst. */
const EVENTS_PER_JOB = 100;

export interface KnownPeople {
  /** Makes the people from one index up to another, each with one START. */
  know(from: number, to: number): Promise<void>;
  /** Puts texts into the inbox and into the queue. */
  queueTexts(burst: Burst): Promise<void>;
  isWaiting(): Promise<boolean>;
  countWaiting(): Promise<number>;
  close(): Promise<void>;
}

export async function openKnownPeople(place: {
  mongodbUri: string;
  redisUrl: string;
  secret: string;
  prefix: string;
}): Promise<KnownPeople> {
  const store = await openStore({ uri: place.mongodbUri, secret: place.secret });
  const queues = openQueues({ redisUrl: place.redisUrl, prefix: place.prefix });
  await queues.inbound.waitUntilReady();
  await furnish(store);
  const inbox = store.connection.collection('inbox');
  const waiting = { state: 'open', type: 'text' };
  return {
    async know(from, to) {
      for (let start = from; start < to; start += SEEDED_TOGETHER) {
        const length = Math.min(SEEDED_TOGETHER, to - start);
        const texts = Array.from({ length }, (_, at) => ({
          from: phoneNumber(start + at),
          body: 'START',
        }));
        await seed(store, await eventsOf(store, texts));
      }
    },
    async queueTexts(burst) {
      const events = await eventsOf(store, burstTexts(burst));
      for (let start = 0; start < events.length; start += EVENTS_PER_JOB) {
        const batch = events.slice(start, start + EVENTS_PER_JOB);
        await store.inbox.insert(batch);
        await queues.addInbound(
          batch.map(({ _id }) => _id),
          store.clock.iso(),
        );
      }
    },
    isWaiting: async () => (await inbox.findOne(waiting)) !== null,
    countWaiting: () => inbox.countDocuments(waiting),
    async close() {
      await queues.close();
      await store.close();
    },
  };
}

async function furnish(store: Store): Promise<void> {
  await store.ensureIndexes();
  await store.workspaces.create(WORKSPACE, {
    brand: {
      name: 'Brightside Windows',
      legalName: 'Brightside Windows LLC',
      postalAddress: '2200 N Central Ave, Phoenix AZ 85004',
      supportPhone: '(602) 555-0199',
      supportEmail: 'help@brightside.example',
    },
  });
  await store.workspaces.addProgram(WORKSPACE, {
    id: 'updates',
    name: 'Appointments & quotes',
    purpose: 'informational',
    topic: 'your window quote and appointment',
    frequency: 'About 4 msgs a month',
    frequencySpoken: 'about four texts a month',
    disclosure: 'By texting START you agree to get texts.',
  });
  await store.senders.add(WORKSPACE, {
    number: SENDER,
    accountSid: ACCOUNT,
    authToken: 'b2'.repeat(16),
    keywordReplies: 'service',
    defaultProgram: 'updates',
    messagesPerSecond: 100,
  });
}

/** What the ingress keeps of these texts. */
function eventsOf(store: Store, texts: readonly BurstText[]): Promise<InboxEvent[]> {
  return Promise.all(
    texts.map(async ({ from, body }): Promise<InboxEvent> => {
      const sid = randomSid('SM');
      const form = { MessageSid: sid, AccountSid: ACCOUNT, From: from, To: SENDER, Body: body };
      const raw = new URLSearchParams(form).toString();
      const { intent } = classify(body);
      return {
        _id: `${WORKSPACE}/twilio/${ACCOUNT}/${sid}`,
        workspace: WORKSPACE,
        contact: await store.people.contactOf(WORKSPACE, from),
        type: 'text',
        fence: intent === 'opt_out',
        intent,
        sender: SENDER,
        raw,
        digest: sha256(raw),
        receivedAt: store.clock.now(),
      };
    }),
  );
}

/** People, first entries and heads of these events, without the road: nothing waits afterwards. */
async function seed(store: Store, events: readonly InboxEvent[]): Promise<void> {
  const workspace = await store.workspaces.get(WORKSPACE);
  if (!workspace) throw new Error('the workspace was made a moment ago and is not there');
  const seconds = Math.floor(store.clock.now().getTime() / 1_000);
  const entries = events.map((event, at): InboxEntry => {
    const stamp = new mongoose.mongo.Timestamp({ t: seconds, i: at + 1 });
    const counters = { tries: 0, failures: 0, queuedAt: event.receivedAt };
    return { ...event, stamp, state: 'open', ...counters };
  });
  const { acts } = await prepare(store, workspace, entries);
  const known = acts.flatMap(({ contact, phone }) => (phone ? [{ contact, phone }] : []));
  const keys = await store.people.remember(WORKSPACE, known);
  const waves = await appendInWaves(store, { workspace, acts, heads: new Map(), keys });
  await store.heads.advance(WORKSPACE, waves.heads, waves.fresh);
}
