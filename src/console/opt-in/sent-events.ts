// Server-sent events read by hand: a browser's own reader cannot carry a token, and one in an
// address would stand in logs. Names of events are all that is needed here.

/** Cuts what arrives into events; what is unfinished waits for the rest. */
export function createEventReader(heard: (event: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const blocks = (rest + chunk).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: ?(.+)$/m.exec(block)?.[1];
      if (name !== undefined) heard(name.trim());
    }
  };
}

/** The service says something every ten seconds; a line that is silent for longer is dead. */
const SILENT_MS = 30_000;
/** An end like any other: when it happens while somebody reads, the browser throws. */
const BROKEN_OFF = { done: true, value: undefined } as const;

/**
 * Listens until the stream ends.
 * @returns the last event: `changed`, `over`, or nothing when the connection broke off.
 */
export async function lastEventOf(answer: Response): Promise<string | undefined> {
  let last: string | undefined;
  const read = createEventReader((event) => {
    last = event;
  });
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const silence = setTimeout(() => void reader?.cancel(), SILENT_MS);
    const next = await reader?.read().catch(() => BROKEN_OFF);
    clearTimeout(silence);
    if (!next || next.done) return last;
    read(decoder.decode(next.value, { stream: true }));
  }
}
