// What the pop-up asks of the browser itself: the clipboard, a download, the passing of time,
// whether anybody looks.

/** @returns false where a page may not: without TLS, or where a browser was told not to. */
export async function copyWords(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    // Then a hand does it; the words stand there.
    return false;
  }
}

export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Resolves early when nobody waits any more. */
export function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** Calls when there is a connection again, or somebody who looks: what was heard may be old. */
export function whenBack(look: () => void, signal: AbortSignal): void {
  addEventListener('online', look, { signal });
  const looked = () => {
    if (document.visibilityState === 'visible') look();
  };
  document.addEventListener('visibilitychange', looked, { signal });
}
