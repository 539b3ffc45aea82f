// What `assent up` says at the terminal: steps as they are done, then where everything is. Layout
// only.

const LABEL_WIDTH = 10;

export interface Terminal {
  /** A finished part: what it is, where it is, how long it took. */
  done(label: string, text: string, startedAt?: number): void;
  /** Something a person should know while waiting, or that went wrong and is being mended. */
  note(text: string): void;
  print(text: string): void;
}

export function openTerminal(output: NodeJS.WriteStream = process.stdout): Terminal {
  // Whoever read our words may go; that is no reason to stop working.
  output.on('error', () => {});
  const colour = output.isTTY && output.hasColors();
  const dim = (text: string) => (colour ? `\u001B[2m${text}\u001B[22m` : text);
  const print = (text: string) => void output.write(`${text}\n`);
  return {
    print,
    done(label, text, startedAt) {
      const took = startedAt === undefined ? '' : dim(`  ${secondsSince(startedAt)}`);
      print(`  ${label.padEnd(LABEL_WIDTH)} ${text}${took}`);
    },
    note: (text) => print(dim(`  ${'·'.padEnd(LABEL_WIDTH)} ${text}`)),
  };
}

const secondsSince = (startedAt: number) =>
  `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
