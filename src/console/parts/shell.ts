// What every page of the console does besides its own: keeps its shell in this browser, so that it
// opens without a connection, forgets what was kept when somebody signs out, and keeps the numbers
// in the navigation true.
import { clearDrafts } from './drafts.js';
import { atMostEvery } from './at-most-every.js';
import { follow } from './live-events.js';
import { fetchPage } from './page-parts.js';

/** Events after which there may be more, or less, for somebody to see to. */
const COUNTED = /^(message\.(received|review)|consent\.|contact\.|opt_in_request\.)/;
const COUNT_EVERY_MS = 3_000;
/** The server uses a count for a second: one from before what has happened is over by then. */
const COUNT_AFTER_MS = 1_200;

if ('serviceWorker' in navigator && isSecureContext) {
  navigator.serviceWorker.register('/console-worker.js', { scope: '/console' }).catch(() => {
    // Without it the console works as ever, and does not open without a connection.
  });
}

addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.action.endsWith('/console/logout')) return;
  clearDrafts();
  if ('caches' in globalThis) void caches.delete('assent-code');
});

const count = atMostEvery(COUNT_EVERY_MS, () => {
  setTimeout(() => {
    fetchPage('/console/counts').catch(() => {
      // What stands there stays until the next event.
    });
  }, COUNT_AFTER_MS);
});

// The operators' page has a stream of its own and fetches itself, numbers and all.
if (!document.querySelector('[data-live]')) {
  follow({
    opened: count,
    told: ({ type }) => {
      if (COUNTED.test(type)) count();
    },
  });
}
document.addEventListener('assent-read', count);
