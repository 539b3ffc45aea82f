// One command of the CLI from its start to its end, as a person at a terminal without colours.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `assent …` with nothing of the shell's settings but these; a bad end is a result, too. */
export function runAssent(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  const options = { env, maxBuffer: OUTPUT_BYTES_MAX };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...command], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 1;
      resolve({ code: error ? code : 0, stdout, stderr });
    });
  });
}
