// The stranger who checks proofs: a Python script that shares no code with us. Python's package
// `cryptography` comes from the system or is fetched once into the user's cache folder; where
// neither can be had, that is said loudly and the seals are opened here, by node:crypto alone.
import { execFile } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from '../../src/embedded/run-command.js';

const SCRIPT = fileURLToPath(new URL('../foreign/verify_proof.py', import.meta.url));
const PACKAGE = 'cryptography==48.0.0';
const ASK_MS = 60_000;
const FETCH_MS = 45_000;
const PIP = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--timeout', '15'] as const;

export interface Judgement {
  readonly holds: boolean;
  /** In the stranger's words. */
  readonly said: string;
}

export interface ForeignVerifier {
  /** Who opens the seals. */
  readonly seals: 'python' | 'node';
  /** What the stranger says of each file, in their order. */
  verify(files: readonly string[]): Promise<Judgement[]>;
}

/** @param warn is told what is missing and what is done instead. */
export async function findForeignVerifier(warn: (line: string) => void): Promise<ForeignVerifier> {
  const python = await pythonWithPackage();
  if (python) return { seals: 'python', verify: (files) => ask(python, files) };
  warn(`NO PYTHON WITH ${PACKAGE}: seals are opened by node:crypto instead of a stranger`);
  return {
    seals: 'node',
    async verify(files) {
      const judged = await ask('python3', files);
      const seals = await Promise.all(files.map(openSeals));
      return judged.map((one, index) => {
        const { fault, opened = 0 } = seals[index] ?? {};
        if (fault !== undefined) return { holds: false, said: fault };
        return { ...one, said: one.said.replace(/\..*/, `, ${opened} seals opened`) };
      });
    },
  };
}

/** One run for all files: starting Python costs more than a proof does. */
async function ask(python: string, files: readonly string[]): Promise<Judgement[]> {
  const said = await new Promise<string>((resolve, reject) => {
    execFile(python, [SCRIPT, ...files], { timeout: ASK_MS }, (error, stdout, stderr) => {
      // Exit code 1 says that a proof is broken, and 2 that seals were not opened.
      const answered = error === null || typeof error.code === 'number';
      if (!answered || stderr) reject(new Error(stderr || error?.message));
      else resolve(stdout);
    });
  });
  const lines = said.split('\n');
  return files.map((file) => {
    const line = lines.find((one) => one.startsWith(`${file}: `)) ?? '';
    return { holds: / entries hold/.test(line), said: line.slice(file.length + 2) };
  });
}

async function pythonWithPackage(): Promise<string | undefined> {
  if (await hasPackage('python3')) return 'python3';
  const folder = join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'assent',
    'python',
  );
  const python = join(folder, 'bin', 'python3');
  if (await hasPackage(python)) return python;
  await runCommand(['python3', '-m', 'venv', folder], FETCH_MS);
  await runCommand([python, ...PIP, PACKAGE], FETCH_MS);
  return (await hasPackage(python)) ? python : undefined;
}

async function hasPackage(python: string): Promise<boolean> {
  const program = 'from cryptography.hazmat.primitives.ciphers.aead import AESGCM';
  return (await runCommand([python, '-c', program], ASK_MS)).state === 'done';
}

interface SealedFile {
  readonly contact: {
    readonly id: string;
    readonly key: string | null;
    readonly phone: string | null;
    readonly sealedPhone: string | null;
  };
  readonly entries: readonly {
    readonly id: string;
    readonly evidence: { readonly sealed: string; readonly opened: unknown };
  }[];
}

/** Opens every seal of a file with the key in it, and compares with what the file shows. */
async function openSeals(file: string): Promise<{ fault?: string; opened?: number }> {
  let opened = 0;
  try {
    const { contact, entries } = JSON.parse(await readFile(file, 'utf8')) as SealedFile;
    if (contact.key === null) return { opened };
    for (const { id, evidence } of entries) {
      const inside: unknown = JSON.parse(unseal(contact.key, id, evidence.sealed));
      if (!isDeepStrictEqual(inside, evidence.opened))
        throw new Error(`${id} shows other evidence`);
      opened += 1;
    }
    const sealed = contact.sealedPhone;
    if (sealed !== null && unseal(contact.key, contact.id, sealed) !== contact.phone) {
      throw new Error('it shows another number');
    }
    return { opened };
  } catch (error) {
    return { fault: `a seal does not hold: ${(error as Error).message}` };
  }
}

/** The documented layout, read once more by hand: version, vector, tag, ciphertext. */
function unseal(key: string, context: string, base64: string): string {
  const sealed = Buffer.from(base64, 'base64');
  const vector = sealed.subarray(1, 13);
  const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), vector);
  cipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()]).toString();
}
