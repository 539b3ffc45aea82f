// <record-room>: the page of one record, kept true while it is open.
import { define } from './parts/define.js';
import { atMostEvery } from './parts/at-most-every.js';
import { follow } from './parts/live-events.js';
import { keepRecord } from './parts/record-view.js';

const LOOK_EVERY_MS = 1_000;

class RecordRoom extends HTMLElement {
  #end: (() => void) | undefined;

  connectedCallback(): void {
    // In the pane beside the list, that keeps it true.
    if (this.closest('.pane')) return;
    const record = this.dataset['record'] ?? '';
    const look = atMostEvery(LOOK_EVERY_MS, keepRecord(this, location.pathname));
    this.#end = follow({
      told: ({ data }) => {
        if (data.records.includes(record)) look();
      },
      opened: look,
      live: (live) => this.querySelector('live-dot')?.toggleAttribute('on', live),
    });
  }

  disconnectedCallback(): void {
    this.#end?.();
  }
}

define('record-room', RecordRoom);
