// What happens in the workspace, told to every part of the page that asks: one stream for all of
// them, because a browser has six connections for all its tabs.

/** An event of /v1/events/stream as far as a page needs it. */
export interface LiveEvent {
  readonly type: string;
  readonly data: { readonly contact: string | null; readonly records: readonly string[] };
}

export interface LiveListener {
  /** What is shown may be out of date: the stream has begun, or has been away. */
  opened?(): void;
  told(event: LiveEvent): void;
  /** Whether the page hears of changes. */
  live?(on: boolean): void;
}

const STREAM = '/v1/events/stream';
/** A browser comes back by itself after a broken line, and never after a refusal. */
const AGAIN_MS = 5_000;

const listeners = new Set<LiveListener>();
let source: EventSource | undefined;

/** @returns a function that ends it. */
export function follow(listener: LiveListener): () => void {
  listeners.add(listener);
  if (source) {
    if (source.readyState === EventSource.OPEN) {
      listener.live?.(true);
      listener.opened?.();
    }
  } else open();
  if (listeners.size === 1) {
    addEventListener('offline', wentOffline);
    addEventListener('online', cameOnline);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = undefined;
    removeEventListener('offline', wentOffline);
    removeEventListener('online', cameOnline);
  };
}

/** A line may look whole for a long time after the network has gone. */
function wentOffline(): void {
  for (const listener of listeners) listener.live?.(false);
}

function cameOnline(): void {
  source?.close();
  open();
}

function open(): void {
  const opened = new EventSource(STREAM);
  source = opened;
  opened.addEventListener('open', () => {
    for (const listener of listeners) {
      listener.live?.(true);
      listener.opened?.();
    }
  });
  opened.addEventListener('message', ({ data }) => {
    const event = JSON.parse(String(data)) as LiveEvent;
    for (const listener of listeners) listener.told(event);
  });
  opened.addEventListener('error', () => {
    for (const listener of listeners) listener.live?.(false);
    if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
    source = undefined;
    setTimeout(() => {
      if (!source && listeners.size > 0) open();
    }, AGAIN_MS);
  });
}
