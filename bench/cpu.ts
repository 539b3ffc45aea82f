// CPU time by process over a stretch of a benchmark: what stays comparable on a machine that others
// use too. Read from /proc, so on Linux only; elsewhere there is nothing to say.
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in ticks of a hundredth of a second, whatever the kernel's own clock. */
const SECONDS_PER_TICK = 0.01;

interface Spent {
  readonly name: string;
  readonly parent: number;
  readonly seconds: number;
}

/**
 * Starts the clock for this process, those that it started and all theirs.
 * @returns what each of them spent since, in seconds by name, once asked.
 */
export function watchCpu(): () => Record<string, number> {
  const before = readAll();
  return () => {
    const after = readAll();
    const spent: Record<string, number> = {};
    for (const [pid, { name, seconds }] of after) {
      if (!isOurs(pid, after)) continue;
      const used = seconds - (before.get(pid)?.seconds ?? 0);
      spent[name] = (spent[name] ?? 0) + used;
    }
    return spent;
  };
}

function isOurs(pid: number, all: ReadonlyMap<number, Spent>): boolean {
  for (let at: number | undefined = pid; at; at = all.get(at)?.parent) {
    if (at === process.pid) return true;
  }
  return false;
}

function readAll(): Map<number, Spent> {
  const all = new Map<number, Spent>();
  for (const entry of readFolder('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The name may hold blanks and brackets: fields are counted from behind its last bracket.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
      all.set(pid, {
        name: nameOf(pid, command),
        parent: Number(fields[1]),
        seconds: (Number(fields[11]) + Number(fields[12])) * SECONDS_PER_TICK,
      });
    } catch {
      // It ended while we looked.
    }
  }
  return all;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A program's own name; of Node's, the last word: its role, or its file. */
function nameOf(pid: number, command: readonly string[]): string {
  if (pid === process.pid) return 'generator';
  const [program = '', ...words] = command.filter((word) => word !== '');
  const base = program.slice(program.lastIndexOf('/') + 1);
  if (base !== 'node') return base.split(' ')[0] ?? base;
  const script = words.find((word) => !word.startsWith('-')) ?? base;
  const role = words.at(-1) ?? '';
  return /^[a-z]+$/.test(role) ? role : script.slice(script.lastIndexOf('/') + 1);
}
