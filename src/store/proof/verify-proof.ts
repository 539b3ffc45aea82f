// Verifies a proof, from the file alone: its digest, the chain, the seals and what they show.
import { isDeepStrictEqual } from 'node:util';
import { parseCore } from '../../consent/entry.js';
import { sha256 } from '../../digest.js';
import { open } from '../keyring.js';
import { CHAIN_START, type ChainEnd, readEntry, sealFault } from '../verification/entry-faults.js';
import { createTally, type VerificationReport } from '../verification/report.js';
import { digestOfProof, type Proof, PROOF_FORMAT, PROOF_VERSION } from './proof-format.js';

/** A file's text as a proof, or `undefined` when it is something else. */
export function readProof(text: string): Proof | undefined {
  try {
    const value = JSON.parse(text) as Partial<Proof> | null;
    return value?.format === PROOF_FORMAT && Array.isArray(value.entries)
      ? (value as Proof)
      : undefined;
  } catch {
    return undefined;
  }
}

/** @returns the first thing that is wrong with the proof; a whole one holds. */
export function verifyProof(proof: Proof): VerificationReport {
  try {
    return walk(proof);
  } catch (error) {
    // Whatever stands where something else belongs.
    const tally = createTally();
    const fault = `it is not laid out as a proof is (${(error as Error).message})`;
    tally.find({ workspace: '', fault });
    return tally.report();
  }
}

function walk(proof: Proof): VerificationReport {
  const tally = createTally();
  tally.counts.chains = 1;
  const workspace = proof.workspace.id;
  const contact = proof.contact.id;
  let before: ChainEnd = CHAIN_START;
  for (const entry of proof.entries) {
    tally.counts.entries += 1;
    const read = entryFault(proof, entry, before);
    if (typeof read === 'string') {
      tally.find({ workspace, contact, entry: entry.id, seq: entry.seq, fault: read });
      return tally.report();
    }
    before = { seq: entry.seq, hash: entry.hash };
    if (proof.contact.key !== null && entry.evidence?.opened !== null) tally.counts.opened += 1;
  }
  const fault = wholeFault(proof);
  if (fault) tally.find({ workspace, contact, fault });
  if (proof.contact.key === null || wasErased(proof)) tally.counts.erased = 1;
  return tally.report();
}

function entryFault(
  proof: Proof,
  entry: Proof['entries'][number],
  before: ChainEnd,
): string | ChainEnd {
  const { workspace, contact } = proof;
  const sealed = entry.evidence ? fromBase64(entry.evidence.sealed) : null;
  if (sealed === undefined) return 'its sealed evidence is not base64 as we write it';
  const row = {
    id: entry.id,
    core: entry.core,
    hash: entry.hash,
    evidence: sealed,
    copies: {
      workspace: workspace.id,
      contact: contact.id,
      seq: entry.seq,
      ...(entry.evidence && { evidenceDigest: entry.evidence.digest }),
    },
  };
  const core = readEntry(row, before);
  if (typeof core === 'string') return core;
  if (contact.key === null || sealed === null) return { seq: core.seq, hash: entry.hash };
  // Sealed with the key of before or after the erasure, which is not in this file.
  if (entry.evidence?.opened === null && wasErased(proof))
    return { seq: core.seq, hash: entry.hash };
  const key = fromBase64(contact.key);
  if (key?.length !== 32) return "the contact's key is not 32 bytes of base64";
  const fault = sealFault(row, key);
  if (fault) return fault;
  const opened: unknown = JSON.parse(open(key, entry.id, sealed).toString());
  if (isDeepStrictEqual(opened, entry.evidence?.opened)) return { seq: core.seq, hash: entry.hash };
  return 'the evidence that it shows is not what its seal holds';
}

/** Whether any entry says that the person was erased: then some evidence may stay shut. */
const wasErased = ({ entries }: Proof): boolean =>
  entries.some(({ core }) => parseCore(core).kind === 'erased');

/** What is wrong beyond the entries. */
function wholeFault(proof: Proof): string | undefined {
  if (proof.version !== PROOF_VERSION) return `it has version ${String(proof.version)}, wanted 1`;
  const { id, key, phone, sealedPhone } = proof.contact;
  const opener = key === null ? undefined : fromBase64(key);
  const seal = sealedPhone === null ? undefined : fromBase64(sealedPhone);
  if (opener && seal && tryOpen(opener, id, seal) !== phone) {
    return 'the number that it shows is not the one that was sealed for this contact';
  }
  for (const { kind, hash, text } of proof.wordings ?? []) {
    if (sha256(text) !== hash) return `the text of a wording (${kind}) is not what its hash says`;
  }
  if (digestOrNone(proof) !== proof.digest) {
    return 'its digest is not that of its content: something was changed after it was made';
  }
  return undefined;
}

function tryOpen(key: Buffer, context: string, sealed: Buffer): string | undefined {
  try {
    return open(key, context, sealed).toString();
  } catch {
    return undefined;
  }
}

function digestOrNone(proof: Proof): string | undefined {
  try {
    return digestOfProof(proof);
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
