// The pop-up on pages of the console: the element that CRMs embed, and the buttons of a page that
// open it. Nothing of it is needed to ask; without scripts the page's own forms do.
import { AssentOptIn } from './opt-in/element.js';
import { waited } from './opt-in/browser.js';
import { define } from './parts/define.js';

define('assent-opt-in', AssentOptIn);

/** How long the box may take to open after consent came in, before the page is loaded anew. */
const BOX_PATIENCE_MS = 3_000;

const roomOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest('.record') : null;

const boxIn = (room: Element | null) =>
  room?.querySelector<HTMLElement>('textarea:not([readonly])') ?? null;

document.addEventListener('click', (event) => {
  const { target } = event;
  const pressed = target instanceof Element && target.closest('[data-opens="opt-in"]');
  const writes = target instanceof Element && target.closest('[data-writes]');
  if (pressed) {
    const element = (roomOf(pressed) ?? document).querySelector('assent-opt-in');
    if (element instanceof AssentOptIn) element.open();
  }
  if (writes && goTo(boxIn(roomOf(writes)))) event.preventDefault();
});

/** Whoever can be texted is written to: the conversation stands on the same page. */
document.addEventListener('assent-open', (event) => {
  const { state } = (event as CustomEvent<{ state?: string }>).detail;
  if (state === 'ok' && goTo(boxIn(roomOf(event.target)))) event.preventDefault();
});

document.addEventListener('assent-write', ({ target }) => void writeIn(roomOf(target)));

async function writeIn(room: Element | null): Promise<void> {
  if (!room || goTo(boxIn(room))) return;
  // It hears of the consent as this does, and may be a moment later.
  const patience = new AbortController();
  const opened = new MutationObserver(() => boxIn(room) && patience.abort());
  opened.observe(room, { subtree: true, childList: true, attributes: true });
  await waited(BOX_PATIENCE_MS, patience.signal);
  opened.disconnect();
  if (!goTo(boxIn(room)) && room.isConnected) location.reload();
}

function goTo(box: HTMLElement | null): boolean {
  box?.scrollIntoView({ block: 'center' });
  box?.focus({ preventScroll: true });
  return box !== null;
}
