// Makes a proof: reads a contact's whole chain, opens its evidence, and lays beside it what
// followed. Reads only. What goes into a proof and what stays out is argued in docs/proof.md.
import { EVERY_PROGRAM } from '../../consent/types.js';
import { emptyHead, evolve, standingOf } from '../../consent/fold.js';
import type { Head } from '../../consent/types.js';
import { effectIdOf, type TextEffectDocument } from '../effects.js';
import { open, SealBroken, type SealingKey } from '../keyring.js';
import { entryOf, type LedgerRow } from '../ledger.js';
import type { Message } from '../messages.js';
import type { Disclosed } from '../people.js';
import type { Store } from '../store.js';
import {
  digestOfProof,
  type Proof,
  PROOF_FORMAT,
  PROOF_VERSION,
  type ProofContact,
  type ProofEntry,
  type ProofFollowed,
  type ProofMessage,
  type ProofStanding,
  type ProofWording,
  RECIPE,
} from './proof-format.js';

export interface ProofOptions {
  readonly entriesMax?: number;
  /** Opens what is retained of a person who was erased; for auditors. */
  readonly retained?: boolean;
}

const HASH = /^[0-9a-f]{64}$/;
/** More messages than these are not listed; the newest are. */
const MESSAGES_MAX = 1_000;

type ProvingStore = Pick<
  Store,
  'ledger' | 'people' | 'erasures' | 'effects' | 'messages' | 'workspaces' | 'wordings' | 'clock'
>;

/**
 * @returns the proof; `null` for a contact without an entry; `too_long` beyond the limit, because a
 *   chain that is not whole proves nothing.
 */
export async function makeProof(
  store: ProvingStore,
  workspace: string,
  contact: string,
  { entriesMax = Number.POSITIVE_INFINITY, retained = false }: ProofOptions = {},
): Promise<Proof | null | 'too_long'> {
  const rows: LedgerRow[] = [];
  for await (const row of store.ledger.walk({ workspace, contact })) {
    rows.push(row);
    if (rows.length > entriesMax) return 'too_long';
  }
  if (rows.length === 0) return null;
  const [settings, person, { data: sent, hasMore }] = await Promise.all([
    store.workspaces.get(workspace),
    (retained ? store.erasures.retained : store.people.disclose)(workspace, contact),
    store.messages.list(workspace, { contact, limit: MESSAGES_MAX }),
  ]);
  if (!settings) return null;
  const messages = sent.filter(({ direction }) => direction === 'outbound').reverse();
  const effects = await effectsOf(store, workspace, rows, messages);
  const wasErased = rows.some(({ kind }) => kind === 'erased');
  const opener = person && { key: person.key, mayStayShut: wasErased };
  const entries = rows.map((row) => toEntry(row, opener, effects));
  const named = entries.flatMap(({ evidence }) => hashesIn(evidence?.opened));
  const proof = {
    format: PROOF_FORMAT,
    version: PROOF_VERSION,
    madeAt: store.clock.iso(),
    recipe: RECIPE,
    workspace: { id: workspace, brand: settings.brand },
    contact: toContact(contact, person),
    standing: standingsOf(rows),
    entries,
    messages: messages.map((message) => toMessage(message, effects)),
    messagesComplete: !hasMore,
    wordings: await wordingsOf(store, workspace, named),
  } satisfies Omit<Proof, 'digest'>;
  // Through JSON once, so that what is digested is what is written: dates as text, no `undefined`.
  const plain = JSON.parse(JSON.stringify(proof)) as Omit<Proof, 'digest'>;
  return { ...plain, digest: digestOfProof(plain) };
}

/** Everything in evidence that may be the hash of a text. */
function hashesIn(value: unknown): string[] {
  if (typeof value === 'string') return HASH.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(hashesIn) : [];
}

async function wordingsOf(
  { wordings }: ProvingStore,
  workspace: string,
  hashes: readonly string[],
): Promise<ProofWording[]> {
  const kept = await wordings.many(workspace, hashes);
  return kept.sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

type Effects = ReadonlyMap<string, TextEffectDocument>;

/** What was to be sent, by its own id and by that of the message people see; in one read. */
async function effectsOf(
  { effects }: ProvingStore,
  workspace: string,
  rows: readonly LedgerRow[],
  messages: readonly Message[],
): Promise<Effects> {
  const ids = [
    ...rows.flatMap((row) => row.follows.flatMap((effect) => effectIdFor(row, effect) ?? [])),
    // A message of the workspace and its effect are one id with two prefixes; see the outbox.
    ...messages.map(({ id }) => id.replace(/^msg_/, 'fx_')),
  ];
  const found = await effects.many(workspace, [...new Set(ids)]);
  return new Map(
    found.flatMap((effect) =>
      effect.channel === 'sms'
        ? [[effect._id, effect] as const, [effect.message, effect] as const]
        : [],
    ),
  );
}

type Follow = LedgerRow['follows'][number];

function effectIdFor(row: LedgerRow, effect: Follow): string | undefined {
  if (effect.kind !== 'text') return undefined;
  return effectIdOf(row.workspace, entryOf(row).source.event, effect.template);
}

function toContact(id: string, person: Disclosed | null): ProofContact {
  return {
    id,
    phone: person?.phone ?? null,
    sealedPhone: person?.sealedPhone?.toString('base64') ?? null,
    key: person?.key.toString('base64') ?? null,
  };
}

function standingsOf(rows: readonly LedgerRow[]): ProofStanding[] {
  const [first] = rows;
  if (!first) return [];
  const head = rows.reduce<Head>(
    (folded, row) => evolve(folded, entryOf(row)),
    emptyHead(first.contact),
  );
  const programs = Object.keys(head.programs).filter((program) => program !== EVERY_PROGRAM);
  const asked = programs.length > 0 ? programs : Object.keys(head.programs);
  return asked.map((program) => ({ program, ...standingOf(head, program) }));
}

interface Opener {
  readonly key: SealingKey;
  /** Whoever was erased and has come back has another key since. */
  readonly mayStayShut: boolean;
}

function openEvidence(id: string, sealed: Buffer, { key, mayStayShut }: Opener): unknown {
  try {
    return JSON.parse(open(key, id, sealed).toString());
  } catch (error) {
    if (error instanceof SealBroken && mayStayShut) return null;
    throw error;
  }
}

function toEntry(row: LedgerRow, opener: Opener | null, effects: Effects): ProofEntry {
  const { _id: id, seq, core, hash } = row;
  const sealed = row.evidence ? Buffer.from(row.evidence.buffer) : null;
  const opened = sealed && opener ? openEvidence(id, sealed, opener) : null;
  const digest = entryOf(row).evidenceDigest ?? '';
  return {
    seq,
    id,
    core,
    hash,
    evidence: sealed && { sealed: sealed.toString('base64'), digest, opened },
    followed: row.follows.map((effect) => toFollowed(row, effect, effects)),
  };
}

function toFollowed(row: LedgerRow, follow: Follow, effects: Effects): ProofFollowed {
  const id = effectIdFor(row, follow);
  const effect = id === undefined ? undefined : effects.get(id);
  if (!effect) return { ...follow };
  const { _id, message, state, outcome, settledAt } = effect;
  const sent = {
    effect: _id,
    message,
    state,
    ...(outcome && { outcome }),
    ...(settledAt && { settledAt: settledAt.toISOString() }),
  };
  return { ...follow, sent };
}

function toMessage(message: Message, effects: Effects): ProofMessage {
  const { id, from, status, program, purpose, reason, providerSid, body } = message;
  const effect = effects.get(id);
  const said = effect?.text.kind === 'reply' && body !== '';
  return {
    id,
    from,
    status,
    createdAt: message.createdAt.toISOString(),
    updatedAt: message.updatedAt.toISOString(),
    ...(program !== undefined && { program }),
    ...(purpose !== undefined && { purpose }),
    ...(reason !== undefined && { reason }),
    ...(providerSid !== undefined && { providerSid }),
    ...(effect?.relied !== undefined && { relied: effect.relied }),
    ...(effect?.callingAt && { checkedAt: effect.callingAt.toISOString() }),
    ...(effect?.localTimes && { localTimes: effect.localTimes }),
    ...(said && { words: body }),
  };
}
