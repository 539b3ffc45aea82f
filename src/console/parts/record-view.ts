// What is open of one record, whether as a page or in the pane beside the list: keeps its parts
// true, opens its dialogs, and keeps its code for a dead spot.
import { openDialogs } from './dialogs.js';
import { fetchPage, swapParts } from './page-parts.js';

/** @returns looks at the record again. */
export function keepRecord(root: HTMLElement, url: string): () => void {
  const look = () => {
    fetchPage(url).then(
      ({ page, ok }) => {
        if (!ok || !root.isConnected) return;
        swapParts(page, root);
        keepCode(root);
      },
      () => undefined,
    );
  };
  openDialogs(root, look);
  // What was asked in the pop-up is not always an event that others hear of.
  root.addEventListener('assent-update', look);
  keepCode(root);
  return look;
}

/** The last code is kept in this browser, without a name: it may be needed in a dead spot. */
function keepCode(root: HTMLElement): void {
  const code = root.querySelector<HTMLElement>('[data-keep-code]');
  const picture = code?.querySelector('svg')?.outerHTML;
  if (!code || !picture || !('caches' in globalThis)) return;
  const words = code.dataset['keepCode'] ?? '';
  const kept = JSON.stringify({ picture, words });
  caches
    .open('assent-code')
    .then((cache) => cache.put('/console/last-code', new Response(kept)))
    .catch(() => {
      // A browser that keeps nothing shows no code without a connection, and that is all.
    });
}
