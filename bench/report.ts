// What a benchmark says: ours, the baseline measured in the same run, and the ratio.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

export interface Measurement {
  readonly benchmark: string;
  readonly unit: string;
  /** One figure for each round, in the order they were measured. */
  readonly ours: readonly number[];
  readonly baseline: readonly number[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** Prints the result, and writes it where `--json FILE` says. */
export async function report(measured: Measurement, jsonFile: string | undefined): Promise<void> {
  const ours = median(measured.ours);
  const baseline = median(measured.baseline);
  const ratio = ours / baseline;
  const figure = (value: number) => Math.round(value).toLocaleString('en-US');
  console.log();
  console.log(`${measured.benchmark} (${measured.unit}, median of ${measured.ours.length})`);
  console.log(`  ours      ${figure(ours)}`);
  console.log(`  baseline  ${figure(baseline)}`);
  console.log(`  ratio     ${ratio.toFixed(2)}`);
  if (jsonFile === undefined) return;
  const host = { node: process.version, cores: cpus().length, model: cpus()[0]?.model };
  const result = { ...measured, median: { ours, baseline, ratio }, host };
  await writeFile(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
