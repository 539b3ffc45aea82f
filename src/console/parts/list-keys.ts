// Arrow keys in a list of links: down from the search field into it, up and down within, and back.

import { nextPlace } from './place.js';

/** Moves the focus as a key asks. */
export function moveInList(event: KeyboardEvent, root: HTMLElement): void {
  const links = [...root.querySelectorAll<HTMLElement>('.rows a')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = nextPlace(event.key, at, links.length);
  if (next === undefined) return;
  event.preventDefault();
  const to = next < 0 ? root.querySelector<HTMLElement>('input[type="search"]') : links[next];
  to?.focus();
  to?.scrollIntoView({ block: 'nearest' });
}
