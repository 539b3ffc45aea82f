// What somebody has written and not sent, kept in this tab: a session may end while they write.
// Sending and signing out clear it; nothing of it leaves the browser.

export interface KeptDraft {
  readonly body: string;
  /** The same text under the same key leaves once, even when its answer never came. */
  readonly key: string;
}

const PREFIX = 'assent-draft:';

/** Keeps it under its contact; an empty one clears what was kept. */
export function keepDraft(contact: string, { body, key }: KeptDraft): void {
  tryStorage(() => {
    if (body.trim() === '') sessionStorage.removeItem(PREFIX + contact);
    else sessionStorage.setItem(PREFIX + contact, JSON.stringify({ body, key }));
  });
}

export function keptDraft(contact: string): KeptDraft | undefined {
  const kept = tryStorage(() => sessionStorage.getItem(PREFIX + contact));
  return typeof kept === 'string' ? (JSON.parse(kept) as KeptDraft) : undefined;
}

export function clearDrafts(): void {
  tryStorage(() => {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
    for (const name of names) sessionStorage.removeItem(name);
  });
}

function tryStorage<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    // A browser that keeps nothing loses the draft with the page, and that is all.
    return undefined;
  }
}
