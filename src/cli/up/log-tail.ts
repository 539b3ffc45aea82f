// Reads a log while somebody else writes it. A file and no pipe: it keeps the last words of a
// process whose reader was killed, and a reader that stands still holds nobody up.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const LOOK_EVERY_MS = 500;

export interface LogTail {
  /** Reads what has come since the last look, now. */
  look(): void;
  /** Looks a last time. */
  close(): void;
}

/** @param onLine is given each line that was finished, without its line break. */
export function tailLog(file: string, onLine: (line: string) => void): LogTail {
  const log = openSync(file, 'r');
  let offset = 0;
  let rest = Buffer.alloc(0);

  function look(): void {
    const chunk = Buffer.alloc(Math.max(0, fstatSync(log).size - offset));
    offset += readSync(log, chunk, 0, chunk.length, offset);
    const lines = Buffer.concat([rest, chunk]);
    const end = lines.lastIndexOf('\n') + 1;
    rest = lines.subarray(end);
    for (const line of lines.toString('utf8', 0, end).split('\n')) if (line !== '') onLine(line);
  }
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    look,
    close() {
      clearInterval(timer);
      look();
      closeSync(log);
    },
  };
}
