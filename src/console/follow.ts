// <follow-room>: a page whose marked parts are fetched again when something happens.
import { define } from './parts/define.js';
import { atMostEvery } from './parts/at-most-every.js';
import { follow } from './parts/live-events.js';
import { fetchPage, swapParts } from './parts/page-parts.js';

const LOOK_EVERY_MS = 3_000;

class FollowRoom extends HTMLElement {
  #end: (() => void) | undefined;

  connectedCallback(): void {
    const chosen = this.querySelector('.filters [aria-current]');
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
    const look = atMostEvery(LOOK_EVERY_MS, () => {
      fetchPage(location.href).then(
        ({ page, ok }) => ok && swapParts(page, this),
        () => undefined,
      );
    });
    this.#end = follow({
      told: look,
      opened: look,
      live: (live) => this.querySelector('live-dot')?.toggleAttribute('on', live),
    });
  }

  disconnectedCallback(): void {
    this.#end?.();
  }
}

define('follow-room', FollowRoom);
