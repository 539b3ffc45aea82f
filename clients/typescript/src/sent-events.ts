// Server-sent events out of bytes, as the HTML standard has them read. Only what Assent sends is
// kept: `id`, `data`, `retry`, and that something came at all.

export interface SentEvent {
  readonly id: string | undefined;
  readonly data: string;
}

export interface SentEventsHandlers {
  /** Something came: the connection is alive. */
  readonly alive: () => void;
  /** How long to wait before coming back. */
  readonly retry: (ms: number) => void;
}

/** Yields each event once it is whole; what is cut off at the end is not told. */
export async function* sentEvents(
  body: ReadableStream<Uint8Array>,
  { alive, retry }: SentEventsHandlers,
): AsyncGenerator<SentEvent> {
  let id: string | undefined;
  let data: string[] = [];
  for await (const line of linesOf(body, alive)) {
    if (line === '') {
      if (data.length > 0) yield { id, data: data.join('\n') };
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) retry(Number(value));
  }
}

async function* linesOf(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      rest += decoder.decode(value, { stream: true });
      // A CR at the very end may be the first half of a line end.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel();
  }
}
