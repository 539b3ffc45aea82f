// What a verification found: counts, and the first bad entry of each broken chain, in words.

/** The first thing that is wrong with one chain. */
export interface Finding {
  readonly workspace: string;
  /** Absent when the workspace itself is at fault. */
  readonly contact?: string;
  /** Absent when no single entry is at fault. */
  readonly entry?: string;
  readonly seq?: number;
  readonly fault: string;
}

export interface VerificationReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly chains: number;
  /** Chains of people who were erased: they hold, their evidence stays shut. */
  readonly erased: number;
  /** Entries whose evidence was opened with the contact's key. */
  readonly opened: number;
  /** Chains whose newest act is still being decided: their heads follow. */
  readonly behind: number;
  readonly broken: number;
  /** The first broken one; the chains are walked in the order of workspace and contact. */
  readonly first: Finding | null;
  /** At most `FINDINGS_MAX`. */
  readonly findings: readonly Finding[];
}

/** Broken chains that are named; the rest is counted. */
const FINDINGS_MAX = 20;

export function createTally() {
  const counts = { entries: 0, chains: 0, erased: 0, opened: 0, behind: 0, broken: 0 };
  const findings: Finding[] = [];
  return {
    counts,
    find(finding: Finding): void {
      counts.broken += 1;
      if (findings.length < FINDINGS_MAX) findings.push(finding);
    },
    report: (): VerificationReport => ({
      ok: counts.broken === 0,
      ...counts,
      first: findings[0] ?? null,
      findings,
    }),
  };
}

export type Tally = ReturnType<typeof createTally>;
