// `assent verify [FILE]`: does every chain hold? Of the store, or, without any database, of a file
// that was exported. Names the first bad entry and what is wrong with it.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Config } from '../config.js';
import { readProof, verifyProof } from '../store/proof/verify-proof.js';
import { verifyExport } from '../store/verification/exported-ledger.js';
import type { Finding, VerificationReport } from '../store/verification/report.js';
import { verifyStore } from '../store/verification/verify-store.js';
import { linesOf } from './lines.js';
import { openProgress, type Progress } from './progress.js';
import { UsageFault } from './usage-fault.js';
import { withStore } from './with-store.js';

const PROOF_BYTES_MAX = 256 * 1024 * 1024;

export interface VerifyOptions {
  readonly workspace?: string;
  readonly json: boolean;
}

/** Exit code 1 when anything is broken. A file needs no settings, so they are read when needed. */
export async function runVerify(
  settings: () => Config,
  file: string | undefined,
  { workspace, json }: VerifyOptions,
): Promise<void> {
  const startedAt = performance.now();
  const report =
    file === undefined ? await verifyAll(settings(), workspace) : await verifyFile(file);
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : spoken(report, seconds));
  process.exitCode = report.ok ? 0 : 1;
}

function verifyAll(config: Config, workspace: string | undefined): Promise<VerificationReport> {
  const which = workspace === undefined ? {} : { workspace };
  return withStore(config, async (store) => {
    if (workspace !== undefined && !(await store.workspaces.get(workspace))) {
      throw new UsageFault(`there is no workspace ${workspace}`);
    }
    const progress = openProgress('entries', await store.ledger.count(which));
    return ending(progress, verifyStore(store, { ...which, onProgress: progress.add }));
  });
}

async function verifyFile(file: string): Promise<VerificationReport> {
  const progress = openProgress('lines', 0);
  try {
    const proof = readProof(await beginningOf(file));
    if (proof) return verifyProof(proof);
    const lines = linesOf(createReadStream(file));
    return await ending(progress, verifyExport(lines, progress.add));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'EISDIR') throw error;
    throw new UsageFault(`${file} cannot be read (${code})`);
  }
}

/** A proof is one JSON value and read as a whole; what is longer than any proof is a ledger. */
async function beginningOf(file: string): Promise<string> {
  const { size } = await stat(file);
  return size > PROOF_BYTES_MAX ? '' : readFile(file, 'utf8');
}

async function ending<T>(progress: Progress, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } finally {
    progress.end();
  }
}

function spoken(report: VerificationReport, seconds: number): string {
  const { entries, chains, broken, findings, erased, behind } = report;
  const number = (count: number) => count.toLocaleString('en');
  const found = findings.map((finding) => `BROKEN: ${sentenceOf(finding)}`);
  const notes = [
    broken > findings.length && `${number(broken - findings.length)} more broken chains not named`,
    erased > 0 && `${number(erased)} chains of people who were erased: their evidence stays shut`,
    behind > 0 && `${number(behind)} chains with an act that is still being decided`,
  ].filter((note) => note !== false);
  const verdict = broken === 0 ? 'every one holds' : `${number(broken)} broken`;
  const looked = `${number(entries)} entries in ${number(chains)} chains (${seconds.toFixed(1)} s)`;
  return `${[...found, ...notes, `${looked}: ${verdict}`].join('\n')}\n`;
}

function sentenceOf({ workspace, contact, entry, seq, fault }: Finding): string {
  const which = [
    seq !== undefined && `entry ${seq}`,
    entry !== undefined && `(${entry})`,
    contact !== undefined && `of ${contact}`,
    workspace !== '' && `in workspace ${workspace}`,
  ].filter((part) => part !== false);
  return which.length > 0 ? `${which.join(' ')}: ${fault}` : fault;
}
