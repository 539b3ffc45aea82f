// A proof as a file: everything that a stranger needs to check what a person agreed to, offline.
// Its layout is a promise, written down in docs/proof.md; `version` changes when it does.
import { canonicalBytes } from '../../consent/entry.js';
import { sha256 } from '../../digest.js';
import type { Effect, IsoTime } from '../../consent/types.js';
import type { Brand } from '../workspaces.js';

export const PROOF_FORMAT = 'assent-proof';
export const PROOF_VERSION = 1;

export interface Proof {
  readonly format: typeof PROOF_FORMAT;
  readonly version: typeof PROOF_VERSION;
  readonly madeAt: IsoTime;
  /** How to check this file, in words. */
  readonly recipe: readonly string[];
  readonly workspace: { readonly id: string; readonly brand: Brand };
  readonly contact: ProofContact;
  readonly standing: readonly ProofStanding[];
  readonly entries: readonly ProofEntry[];
  readonly messages: readonly ProofMessage[];
  /** False when only the newest messages are listed. */
  readonly messagesComplete: boolean;
  /** Texts that evidence names by their hash; absent in proofs of earlier versions. */
  readonly wordings?: readonly ProofWording[];
  /** SHA-256 of the canonical JSON of everything above, hex. */
  readonly digest: string;
}

/** Whose proof it is. All but the id is `null` once the person was erased. */
export interface ProofContact {
  readonly id: string;
  readonly phone: string | null;
  /** The number's seal, base64; bound to the contact's id. */
  readonly sealedPhone: string | null;
  /** 256 bits, base64: opens every seal in this file. */
  readonly key: string | null;
}

/** Where the person stands with a program when the proof was made. */
export interface ProofStanding {
  readonly program: string;
  readonly status: string;
  readonly basis?: string;
  readonly since?: IsoTime;
  readonly entry?: string;
}

export interface ProofEntry {
  readonly seq: number;
  readonly id: string;
  /** The hashed bytes, exactly. */
  readonly core: string;
  readonly hash: string;
  readonly evidence: {
    /** Base64. */
    readonly sealed: string;
    /** SHA-256 of the sealed bytes; the same stands in `core`. */
    readonly digest: string;
    /** What the seal holds; `null` once the person was erased. */
    readonly opened: unknown;
  } | null;
  readonly followed: readonly ProofFollowed[];
}

/** What the act led to, with what became of it where it was a text to be sent. */
export type ProofFollowed = Effect & {
  readonly sent?: {
    readonly effect: string;
    readonly message: string;
    readonly state: string;
    readonly outcome?: unknown;
    readonly settledAt?: IsoTime;
  };
};

/** A message to the person. */
export interface ProofMessage {
  readonly id: string;
  readonly from: string;
  readonly status: string;
  readonly createdAt: IsoTime;
  readonly updatedAt: IsoTime;
  readonly program?: string;
  readonly purpose?: string;
  readonly reason?: string;
  readonly providerSid?: string;
  /** Ledger entry that the gate relied on when it let the message pass. */
  readonly relied?: string;
  /** When it was checked that nothing stands against it, last before it left. */
  readonly checkedAt?: IsoTime;
  /** What clocks showed then where the person may be, with offset and zone. */
  readonly localTimes?: readonly string[];
  /** The words of texts that the service says by itself; what a workspace wrote is left out. */
  readonly words?: string;
}

/** A text that was shown or in force: a disclosure, terms, a privacy policy, an invitation. */
export interface ProofWording {
  readonly kind: string;
  readonly version: number;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly text: string;
  /** Since when it is kept, and so the latest moment at which it came into force. */
  readonly keptAt: IsoTime | Date;
}

export const RECIPE: readonly string[] = [
  'Each entry records one act of the person or of somebody who reported it. "core" is the exact text that was hashed; every other field of an entry only repeats or explains it.',
  '1. The SHA-256 of the UTF-8 bytes of "core" is "hash", in lower-case hex.',
  '2. Read as JSON, "core" has "seq" 1, 2, 3 and so on, the workspace and contact named here, and in "prevHash" the "hash" of the entry before (null in the first).',
  '3. An entry\'s id is "le_" and the first 32 hex digits of the SHA-256 of workspace, contact and source.event of "core", joined by line feeds.',
  '4. The SHA-256 of the bytes that "evidence.sealed" encodes in base64 is "evidence.digest", and "evidenceDigest" in "core".',
  '5. The sealed bytes are: 1 byte version (1), 12 bytes initialisation vector, 16 bytes authentication tag, then the ciphertext, of AES-256-GCM with "contact.key" (base64) as the key and the entry\'s id as additional authenticated data. Opened, they are the JSON that "evidence.opened" shows.',
  '6. "contact.sealedPhone" is sealed in the same way with "contact.id" as additional authenticated data; opened, it is "contact.phone".',
  '7. "digest" is the SHA-256 of this file as canonical JSON (RFC 8785) without the field "digest". It tells copies of this file from others and is no signature: whoever changes the file, or leaves out its newest entries, can compute it anew. Compare it, or the newest "hash", with a copy that somebody else kept.',
  '8. The SHA-256 of the UTF-8 bytes of each "text" in "wordings" is its "hash"; evidence names terms, privacy policies, disclosures and invitations by it. Braces stand where an invitation had something personal.',
  'In "opened", "words" are the person\'s own, "raw" is what the carrier or browser sent, "disclosure" is the text that was shown before the act.',
];

/** @param proof with or without its digest. */
export function digestOfProof({
  digest: _digest,
  ...rest
}: Omit<Proof, 'digest'> & { digest?: string }) {
  return sha256(canonicalBytes(rest, 'the proof'));
}
