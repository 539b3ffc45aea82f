// The inbox, kept up to date while it is open, and walked through with the arrow keys.
import { freshPage, oneAtATime } from './parts/fresh-page.js';
import { follow } from './parts/live-events.js';
import { swapParts } from './parts/page-parts.js';

/** Events after which somebody may have to act, or no longer has to. */
const TOLD = /^(message\.|consent\.|contact\.|opt_in_request\.)/;

const rows = () => [...document.querySelectorAll<HTMLAnchorElement>('a.mail')];

const refresh = oneAtATime(async () => swapParts(await freshPage(location.href), document));

document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = rows();
  const at = all.findIndex((row) => row === document.activeElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  all[Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
});

follow({
  opened: refresh,
  told: ({ type }) => {
    if (TOLD.test(type)) refresh();
  },
  live: (live) => document.querySelector('live-dot')?.toggleAttribute('on', live),
});
