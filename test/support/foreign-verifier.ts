// The stranger who checks proofs: a Python script that shares no code with us. Python's package
// `cryptography` comes from the system or is fetched once into the user's cache folder; where
// neither can be had, that is said loudly and the seals are opened here, by node:crypto alone.
import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from '../../src/embedded/run-command.js';

const SCRIPT = fileURLToPath(new URL('../foreign/verify_proof.py', import.meta.url));
const PACKAGE = 'cryptography==48.0.0';
const ASK_MS = 20_000;
const FETCH_MS = 120_000;

export interface ForeignVerifier {
  /** Who opens the seals. */
  readonly seals: 'python' | 'node';
  /** What the stranger says of a file. */
  verify(file: string): Promise<{ readonly holds: boolean; readonly said: string }>;
}

/** @param warn is told what is missing and what is done instead. */
export async function findForeignVerifier(warn: (line: string) => void): Promise<ForeignVerifier> {
  const python = await pythonWithPackage();
  if (python) return { seals: 'python', verify: (file) => run(python, file) };
  warn(`NO PYTHON WITH ${PACKAGE}: seals are opened by node:crypto instead of a stranger`);
  return {
    seals: 'node',
    async verify(file) {
      const rest = await run('python3', file);
      // Exit code 2: all but the seals holds.
      const sealed = await sealFault(file);
      if (sealed) return { holds: false, said: sealed };
      return { ...rest, holds: rest.holds || rest.said.includes('seals were NOT opened') };
    },
  };
}

async function pythonWithPackage(): Promise<string | undefined> {
  if (await hasPackage('python3')) return 'python3';
  const folder = join(homedir(), '.cache', 'assent', 'python');
  const python = join(folder, 'bin', 'python3');
  if (await hasPackage(python)) return python;
  await runCommand(['python3', '-m', 'venv', folder], FETCH_MS);
  await runCommand([python, '-m', 'pip', 'install', '--quiet', PACKAGE], FETCH_MS);
  return (await hasPackage(python)) ? python : undefined;
}

async function hasPackage(python: string): Promise<boolean> {
  const program = 'from cryptography.hazmat.primitives.ciphers.aead import AESGCM';
  return (await runCommand([python, '-c', program], ASK_MS)).state === 'done';
}

async function run(python: string, file: string) {
  const result = await runCommand([python, SCRIPT, file], ASK_MS);
  if (result.state === 'missing') throw new Error(`${python} is not there: no stranger to ask`);
  return result.state === 'done'
    ? { holds: true, said: result.output }
    : { holds: false, said: result.reason };
}

interface SealedFile {
  readonly contact: { readonly key: string };
  readonly entries: readonly {
    readonly id: string;
    readonly evidence: { readonly sealed: string; readonly opened: unknown };
  }[];
}

/** The documented layout, read once more by hand: version, vector, tag, ciphertext. */
async function sealFault(file: string): Promise<string | undefined> {
  const { contact, entries } = JSON.parse(await readFile(file, 'utf8')) as SealedFile;
  for (const { id, evidence } of entries) {
    const sealed = Buffer.from(evidence.sealed, 'base64');
    const key = Buffer.from(contact.key, 'base64');
    try {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
      cipher.setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(13, 29));
      const inside = Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()]);
      if (!isDeepStrictEqual(JSON.parse(inside.toString()), evidence.opened)) {
        return `the evidence of ${id} is not what its seal holds`;
      }
    } catch {
      return `the evidence of ${id} does not open`;
    }
  }
  return undefined;
}
