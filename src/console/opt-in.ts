// The pop-up on pages of the console: the element that CRMs embed, and the buttons of a page that
// open it. Nothing of it is needed to ask; without scripts the page's own forms do.
import { AssentOptIn } from './opt-in/element.js';
import { define } from './parts/define.js';

define('assent-opt-in', AssentOptIn);

document.addEventListener('click', ({ target }) => {
  const pressed = target instanceof Element && target.closest('[data-opens="opt-in"]');
  if (!pressed) return;
  const room = pressed.closest('.record') ?? document;
  const element = room.querySelector('assent-opt-in');
  if (element instanceof AssentOptIn) element.open();
});

/** "Write a text" leads to the conversation that stands on the same page. */
document.addEventListener('assent-write', ({ target }) => {
  const room = target instanceof Element ? target.closest('.record') : null;
  const composer = room?.querySelector<HTMLElement>('textarea');
  composer?.scrollIntoView({ block: 'nearest' });
  composer?.focus();
});
