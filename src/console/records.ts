// <records-room>: the list of records made quick. Searches while somebody types, keeps the address
// in step, opens a record beside the list where there is room, and follows what happens. The server
// has rendered all of it before; rows come from the same page as without scripts.
import { define } from './parts/define.js';
import { isPlainClick } from './parts/dialogs.js';
import { atMostEvery } from './parts/at-most-every.js';
import { follow, type LiveEvent } from './parts/live-events.js';
import { moveInList } from './parts/list-keys.js';
import type { RecordsMap } from './parts/map.js';
import { fetchPage, NoPage, swapParts } from './parts/page-parts.js';
import { Pane } from './parts/pane.js';
import { addressOf, type Place, placeOf, recordOf } from './parts/place.js';

/** Somebody who types is not asked after at every letter. */
const TYPING_MS = 160;
/** From then on the list shows that something is under way. */
const SLOW_MS = 300;
const LOOK_EVERY_MS = 3_000;
const WITH_PANE = matchMedia('(min-width: 1000px)');
const LOOKS_AT_THE_LIST = /^(?:consent|contact|opt_in_request|message\.review)/;

class RecordsRoom extends HTMLElement {
  #place: Place = placeOf(location.href);
  #asking: AbortController | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #map: RecordsMap | undefined;
  #pane!: Pane;
  #end: (() => void) | undefined;

  connectedCallback(): void {
    this.classList.add('quick');
    this.#pane = new Pane(this.#part('.pane'), () => this.#close());
    this.#listen();
    this.#end = follow({
      told: (event) => this.#happened(event),
      opened: () => this.#lookAgain(),
      live: (live) => this.#sayLive(live),
    });
    WITH_PANE.addEventListener('change', () => this.#widthChanged());
    if (this.#place.record !== undefined) this.#open(this.#place.record, 'stay');
    this.#widthChanged();
  }

  disconnectedCallback(): void {
    this.#end?.();
  }

  #part<Part extends HTMLElement = HTMLElement>(selector: string): Part {
    const found = this.querySelector<Part>(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  }

  get #search(): HTMLInputElement {
    return this.#part<HTMLInputElement>('input[type="search"]');
  }

  #listen(): void {
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#ask(this.#search.value), TYPING_MS);
    });
    this.#part('form.search').addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(this.#typing);
      this.#ask(this.#search.value);
    });
    this.addEventListener('click', (event) => this.#clicked(event));
    addEventListener('keydown', (event) => this.#pressed(event));
    addEventListener('popstate', () => this.#cameBack());
    for (const button of this.querySelectorAll<HTMLButtonElement>('.switch button')) {
      button.addEventListener('click', () => this.#show(button.value === 'map' ? 'map' : 'list'));
    }
  }

  #ask(query: string): void {
    const { after: _after, query: _query, ...place } = this.#place;
    const words = query.trim();
    void this.#go(words ? { ...place, query: words } : place, 'replace');
  }

  #clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest('a');
    if (!link || !isPlainClick(event) || link.origin !== location.origin) return;
    const record = link.closest('.rows') && recordOf(link.href);
    if (record !== null && record !== undefined) {
      if (!WITH_PANE.matches) return;
      event.preventDefault();
      this.#open(record, 'push');
    } else if (link.pathname === '/console' && link.closest('[data-part]')) {
      event.preventDefault();
      const place = placeOf(link.href);
      void this.#go({ ...place, ...this.#kept() }, 'push');
    }
  }

  /** What stays when another filter is chosen. */
  #kept(): Partial<Place> {
    const { record } = this.#place;
    return record === undefined ? {} : { record };
  }

  #pressed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const typing = target.matches('input, textarea, select, [contenteditable]');
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (event.key === '/' && !typing) {
      event.preventDefault();
      this.#search.select();
    } else if (event.key === 'Escape') this.#escape(target);
    else if (target === this.#search || target.closest('.rows')) moveInList(event, this);
  }

  #escape(target: HTMLElement): void {
    if (target === this.#search && this.#search.value !== '') {
      this.#search.value = '';
      this.#ask('');
    } else if (this.#place.record !== undefined) this.#close();
  }

  /** Shows what an address names, and puts it into the bar. */
  async #go(place: Place, how: 'push' | 'replace' | 'stay'): Promise<void> {
    this.#place = place;
    const { record: _record, ...shown } = place;
    if (how !== 'stay') history[`${how}State`](null, '', addressOf(place));
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const slow = setTimeout(() => this.#list.setAttribute('aria-busy', 'true'), SLOW_MS);
    try {
      const { page } = await fetchPage(addressOf(shown), { signal: asking.signal });
      swapParts(page, this);
      this.#settled(place);
    } catch (error) {
      if (!asking.signal.aborted) this.#sayFailed(error instanceof NoPage ? error.why : 'failed');
    } finally {
      clearTimeout(slow);
      if (this.#asking === asking) this.#list.removeAttribute('aria-busy');
    }
  }

  #settled({ query, state }: Place): void {
    if (document.activeElement !== this.#search) this.#search.value = query ?? '';
    const failed = this.#part('.failed');
    failed.hidden = true;
    this.#part('.heard').textContent = this.querySelector('[data-count]')?.textContent ?? '';
    this.#mark();
    this.#map?.show({ query, state });
  }

  get #list(): HTMLElement {
    return this.#part('.list');
  }

  #sayFailed(why: NoPage['why']): void {
    const failed = this.#part('.failed');
    failed.hidden = false;
    failed.dataset['why'] = why;
    failed.querySelector('button')?.addEventListener('click', () => this.#lookAgain(), {
      once: true,
    });
  }

  #open(record: string, how: 'push' | 'stay'): void {
    this.#place = { ...this.#place, record };
    if (how === 'push') history.pushState(null, '', addressOf(this.#place));
    this.classList.add('opened');
    // First the pane, so that the map knows how much of it is covered.
    void this.#pane.open(record, how === 'push');
    this.#mark();
  }

  #close(): void {
    const { record, ...place } = this.#place;
    this.#place = place;
    history.pushState(null, '', addressOf(place));
    this.classList.remove('opened');
    this.#pane.close();
    this.#mark();
    const row = this.#rows.find((link) => recordOf(link.href) === record);
    (row ?? this.#search).focus();
  }

  get #rows(): HTMLAnchorElement[] {
    return [...this.querySelectorAll<HTMLAnchorElement>('.rows a')];
  }

  #mark(): void {
    const { record } = this.#place;
    for (const link of this.#rows) {
      if (recordOf(link.href) === record) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    this.#map?.choose(record);
  }

  #cameBack(): void {
    const place = placeOf(location.href);
    const { record } = place;
    if (record === undefined) {
      this.classList.remove('opened');
      this.#pane.close();
    } else if (record !== this.#place.record) this.#open(record, 'stay');
    this.#search.value = place.query ?? '';
    void this.#go(place, 'stay');
  }

  #happened({ type, data }: LiveEvent): void {
    const { record } = this.#place;
    if (record !== undefined && data.records.includes(record)) this.#pane.lookAgain();
    if (LOOKS_AT_THE_LIST.test(type)) this.#lookAtList();
  }

  readonly #lookAtList = atMostEvery(LOOK_EVERY_MS, () => {
    void this.#go(this.#place, 'stay');
    this.#map?.lookAgain();
  });

  #lookAgain(): void {
    this.#lookAtList();
    this.#pane.lookAgain();
  }

  #sayLive(live: boolean): void {
    this.#part('live-dot').toggleAttribute('on', live);
  }

  #widthChanged(): void {
    if (WITH_PANE.matches || this.classList.contains('map-shown')) void this.#loadMap();
    if (!WITH_PANE.matches && this.#place.record !== undefined && this.classList.contains('opened'))
      this.#close();
  }

  #show(what: 'list' | 'map'): void {
    this.classList.toggle('map-shown', what === 'map');
    for (const button of this.querySelectorAll<HTMLButtonElement>('.switch button')) {
      button.setAttribute('aria-pressed', String(button.value === what));
    }
    if (what === 'map') void this.#loadMap();
  }

  /** Leaflet and the outline are loaded when somebody sees the map, and not before. */
  async #loadMap(): Promise<void> {
    const place = this.#part('.map');
    if (this.#map ?? place.dataset['loading']) return this.#map?.resize();
    place.dataset['loading'] = 'yes';
    const { RecordsMap } = await import('./parts/map.js');
    this.#map = new RecordsMap(place, {
      open: (record) => {
        if (WITH_PANE.matches) this.#open(record, 'push');
        else location.assign(`/console/records/${encodeURIComponent(record)}`);
      },
    });
    this.#map.show(this.#place);
    this.#map.choose(this.#place.record);
  }
}

define('records-room', RecordsRoom);
