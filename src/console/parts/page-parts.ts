// Puts what the server renders into a page that is open: the page is fetched again, and its marked
// parts (`data-part`) take the place of those that are shown. So nothing is drawn twice.
import { takeCounts } from './room-counts.js';

/** Thrown where there is nothing to show: no connection, or an answer that is no page of ours. */
export class NoPage extends Error {
  constructor(readonly why: 'offline' | 'failed') {
    super(why);
  }
}

/**
 * A page of ours as a document.
 * @throws NoPage; a sign-in that has ended leads to the sign-in instead.
 */
export async function fetchPage(url: string, init: RequestInit = {}): Promise<FetchedPage> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch(
    (error: unknown) => {
      if ((error as Error).name === 'AbortError') throw error;
      throw new NoPage('offline');
    },
  );
  const at = new URL(response.url);
  if (at.pathname === '/console/login') {
    location.assign(`/console/login?next=${encodeURIComponent(location.pathname)}`);
    throw new NoPage('failed');
  }
  if (!response.headers.get('content-type')?.startsWith('text/html')) throw new NoPage('failed');
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  takeCounts(page);
  return { page, ok: response.ok, path: at.pathname };
}

export interface FetchedPage {
  readonly page: Document;
  readonly ok: boolean;
  /** Where redirects have ended. */
  readonly path: string;
}

const KEEP_THEMSELVES = 'assent-talk, assent-opt-in';

/** Puts every marked part of `from` in the place of the one of its name. */
export function swapParts(from: ParentNode, into: ParentNode): void {
  for (const old of into.querySelectorAll<HTMLElement>('[data-part]')) {
    // What lies in an element that keeps itself true is that element's.
    if (!old.isConnected || old.closest(KEEP_THEMSELVES)) continue;
    const name = old.dataset['part'] ?? '';
    const fresh = from.querySelector<HTMLElement>(`[data-part="${CSS.escape(name)}"]`);
    if (!fresh || isInUse(old) || sameness(old) === sameness(fresh)) continue;
    const held = focusWithin(old);
    old.replaceWith(document.adoptNode(fresh));
    if (held !== undefined) fresh.querySelector<HTMLElement>(held)?.focus();
  }
}

/** Somebody types there, or an open dialog stands on it: it waits for the next time. */
function isInUse(part: HTMLElement): boolean {
  const typing = part.querySelector('input:focus, textarea:focus, select:focus');
  return typing !== null || part.querySelector('dialog[open], [data-busy]') !== null;
}

/** What a part shows; the token of its forms is another one each time. */
const sameness = (part: HTMLElement) =>
  part.outerHTML.replace(/(name="_csrf" value=")[^"]*/g, '$1').replace(/ aria-current="true"/g, '');

/** How to find what has the focus again once its part is another one. */
function focusWithin(part: HTMLElement): string | undefined {
  const held = document.activeElement;
  if (!(held instanceof HTMLElement) || !part.contains(held)) return undefined;
  if (held.id) return `#${CSS.escape(held.id)}`;
  const href = held.getAttribute('href');
  return href === null ? undefined : `[href="${CSS.escape(href)}"]`;
}

/** Loads what a fetched page would have loaded: its scripts and style sheets, once each. */
export function loadNeeds({ head }: Document): void {
  for (const { href } of head.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const known = [...document.styleSheets].some((sheet) => sheet.href === href);
    if (known || document.head.querySelector(`link[href="${CSS.escape(href)}"]`)) continue;
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href }),
    );
  }
  for (const { src } of head.querySelectorAll<HTMLScriptElement>('script[type="module"][src]')) {
    if (document.head.querySelector(`script[src="${CSS.escape(new URL(src).pathname)}"]`)) continue;
    void import(/* @vite-ignore */ src);
  }
}
