// How far a long command is: a bar on a terminal, a line now and then anywhere else. On standard
// error, so that standard output holds the answer alone.

export interface Progress {
  /** So many more are done. */
  add(done: number): void;
  /** Takes the bar away. */
  end(): void;
}

const BAR_WIDTH = 24;
const DRAW_EVERY_MS = 100;
const SAY_EVERY_MS = 5_000;

/** @param total about how many there are; more may come while the command is at it. */
export function openProgress(
  what: string,
  total: number,
  output: NodeJS.WriteStream = process.stderr,
): Progress {
  let done = 0;
  const every = output.isTTY ? DRAW_EVERY_MS : SAY_EVERY_MS;
  let shownAt = performance.now();
  const counted = () =>
    `${done.toLocaleString('en')} of ${Math.max(done, total).toLocaleString('en')}`;
  const show = output.isTTY
    ? () => output.write(`\r\u001B[2K${bar(done, total)} ${counted()} ${what}`)
    : () => output.write(`${counted()} ${what}\n`);
  return {
    add(more) {
      done += more;
      if (performance.now() - shownAt < every) return;
      shownAt = performance.now();
      show();
    },
    end() {
      if (output.isTTY) output.write('\r\u001B[2K');
    },
  };
}

function bar(done: number, total: number): string {
  const filled = Math.min(BAR_WIDTH, Math.round((done / Math.max(total, done, 1)) * BAR_WIDTH));
  return `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}]`;
}
