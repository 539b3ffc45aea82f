// Runs another program to its end, within a bound. What it printed comes back; nothing is
// interpreted.
import { execFile } from 'node:child_process';

const OUTPUT_BYTES_MAX = 1024 * 1024;

export type CommandResult =
  | { readonly state: 'done'; readonly output: string }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * Never rejects: a program that is not there, fails or takes longer than `timeoutMs` is an answer.
 */
export function runCommand(
  command: readonly [string, ...string[]],
  timeoutMs: number,
): Promise<CommandResult> {
  const [program, ...parameters] = command;
  const options = {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: OUTPUT_BYTES_MAX,
  } as const;
  return new Promise((resolve) => {
    execFile(program, parameters, options, (error, stdout, stderr) => {
      if (!error) return resolve({ state: 'done', output: `${stdout}${stderr}` });
      if (error.code === ('ENOENT' as unknown)) return resolve({ state: 'missing' });
      const late = error.killed ? `gave up after ${timeoutMs / 1000} s` : undefined;
      resolve({ state: 'failed', reason: late ?? lastLine(stderr || stdout || error.message) });
    });
  });
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
