// The map of records: pins by the state of their text icon, clusters where they lie close, tiles
// where a server of them is set, and the outline that comes with the build where none is.
import {
  divIcon,
  type LatLngBounds,
  map as leafletMap,
  type Map as LeafletMap,
  type Marker,
  control,
  marker,
  polyline,
  svg,
  tileLayer,
} from 'leaflet';
import Supercluster from 'supercluster';
import { type Box, boxOf, covers, linesOf, padded, type Pin, pinsOf, townsOf } from './pins.js';

export interface MapOptions {
  open(record: string): void;
}

/** What the list is narrowed to. */
export interface Shown {
  readonly query?: string | undefined;
  readonly state?: string | undefined;
}

const PINS_MAX = 500;
/** A pin is 36 pixels wide; Leaflet's world is 256 of them at first. */
const CLUSTERING = { radius: 48, extent: 256, maxZoom: 15 };
/** Names of towns stand in the way when all the land is seen. */
const TOWNS_FROM_ZOOM = 8;
const MAX_ZOOM = 18;
/** Somebody with one record is not shown a single roof. */
const FIRST_ZOOM_MAX = 13;
/** Between what is looked at and the edge. */
const ROOM_PX = 48;
const WORLD: Box = { west: -180, south: -85, east: 180, north: 85 };

export class RecordsMap {
  readonly #map: LeafletMap;
  readonly #place: HTMLElement;
  readonly #options: MapOptions;
  readonly #markers = new Map<string, Marker>();
  #clusters = new Supercluster<Pin>(CLUSTERING);
  #pins: readonly Pin[] = [];
  #read: { readonly box: Box; readonly all: boolean } | undefined;
  #shown: Shown = {};
  #chosen: string | undefined;
  #asking: AbortController | undefined;

  constructor(place: HTMLElement, options: MapOptions) {
    this.#place = place;
    this.#options = options;
    const canvas = document.createElement('div');
    canvas.className = 'canvas';
    place.prepend(canvas);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map = leafletMap(canvas, {
      zoomControl: false,
      attributionControl: true,
      renderer: svg({ padding: 0.5 }),
      fadeAnimation: !still,
      zoomAnimation: !still,
      markerZoomAnimation: !still,
      maxZoom: MAX_ZOOM,
      minZoom: 2,
      zoomSnap: place.dataset['tiles'] ? 1 : 0.5,
      worldCopyJump: true,
    });
    this.#map.attributionControl.setPrefix(false);
    control.zoom({ position: 'bottomright' }).addTo(this.#map);
    control.scale({ position: 'bottomleft' }).addTo(this.#map);
    this.#map.setView([39, -97], 4);
    void this.#ground();
    this.#map.on('moveend', () => this.#moved());
  }

  async #ground(): Promise<void> {
    const { tiles, attribution = '' } = this.#place.dataset;
    if (tiles) {
      tileLayer(tiles, { attribution, maxZoom: MAX_ZOOM }).addTo(this.#map);
      return;
    }
    const { outline } = await import('virtual:outline');
    polyline(linesOf(outline), { interactive: false, className: 'outline', noClip: true }).addTo(
      this.#map,
    );
    this.#map.attributionControl.addAttribution('Natural Earth, US Census Bureau');
  }

  /** Shows what the list is narrowed to; the first time, all of it fits the window. */
  show(shown: Shown): void {
    const isFirst = this.#read === undefined;
    const sameSearch = shown.query === this.#shown.query;
    this.#shown = shown;
    if (isFirst || !sameSearch) void this.#ask(WORLD, true);
    else this.#draw();
  }

  /** Asks again for the part that is shown. */
  lookAgain(): void {
    if (this.#read) void this.#ask(this.#read.box, false);
  }

  resize(): void {
    this.#map.invalidateSize();
  }

  /** Marks the pin of the record that is open, and brings it into view. */
  choose(record: string | undefined): void {
    this.#chosen = record;
    const pin = this.#pins.find(({ id }) => id === record);
    if (pin) {
      this.#map.panInside([pin.lat, pin.lng], {
        paddingTopLeft: [ROOM_PX, 2 * ROOM_PX],
        paddingBottomRight: [ROOM_PX + this.#covered(), ROOM_PX],
      });
    }
    this.#draw();
  }

  /** How much of it the pane lies over. */
  #covered(): number {
    const pane = document.querySelector<HTMLElement>('.pane:not([hidden])');
    return pane?.offsetWidth ?? 0;
  }

  #moved(): void {
    const box = boxOf(edgesOf(this.#map.getBounds()));
    if (this.#read?.all && covers(this.#read.box, box)) this.#draw();
    else void this.#ask(padded(box), false);
  }

  async #ask(box: Box, fit: boolean): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { query } = this.#shown;
    const bbox = [box.west, box.south, box.east, box.north].map((edge) => edge.toFixed(5)).join();
    const search = new URLSearchParams({ bbox, limit: String(PINS_MAX), ...(query && { query }) });
    try {
      const answer = await fetch(`/v1/records?${search}`, { signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { data, hasMore } = await answer.json();
      this.#read = { box, all: !hasMore };
      this.#pins = pinsOf(data);
      this.#say(hasMore ? `The newest ${PINS_MAX} here. Zoom in for more.` : '');
      if (fit) this.#fit();
      this.choose(this.#chosen);
    } catch {
      if (!asking.signal.aborted) this.#say('The map could not be read. Move it to try again.');
    }
  }

  #fit(): void {
    const points = this.#visible().map(({ lat, lng }): [number, number] => [lat, lng]);
    if (points.length === 0) return;
    this.#map.fitBounds(points, {
      padding: [ROOM_PX, ROOM_PX],
      maxZoom: FIRST_ZOOM_MAX,
      animate: false,
    });
  }

  #say(words: string): void {
    const said = this.#place.querySelector<HTMLElement>('.map-says');
    if (said) said.textContent = words;
  }

  #visible(): readonly Pin[] {
    const { state } = this.#shown;
    return state === undefined ? this.#pins : this.#pins.filter((pin) => pin.state === state);
  }

  #draw(): void {
    this.#clusters = new Supercluster<Pin>(CLUSTERING);
    this.#clusters.load(
      this.#visible()
        .filter(({ id }) => id !== this.#chosen)
        .map((pin) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [pin.lng, pin.lat] },
          properties: pin,
        })),
    );
    const { west, south, east, north } = padded(boxOf(edgesOf(this.#map.getBounds())));
    const zoom = Math.round(this.#map.getZoom());
    const found = this.#clusters.getClusters([west, south, east, north], zoom);
    const wanted = new Set<string>();
    const keep = (key: string, make: () => Marker) => {
      wanted.add(key);
      if (!this.#markers.has(key)) this.#markers.set(key, make().addTo(this.#map));
    };
    // Whoever is chosen is seen, and never inside a cluster.
    for (const pin of this.#visible().filter(({ id }) => id === this.#chosen)) {
      keep(`${pin.id},${pin.state},chosen`, () => this.#pin(pin));
    }
    if (!this.#place.dataset['tiles'] && zoom >= TOWNS_FROM_ZOOM) {
      for (const { name, lat, lng } of townsOf(this.#pins)) {
        keep(`town ${name},${lat},${lng}`, () => town(name, lat, lng));
      }
    }
    for (const { geometry, properties } of found) {
      const [lng = 0, lat = 0] = geometry.coordinates;
      if ('cluster' in properties) {
        const { cluster_id: id, point_count: count } = properties;
        keep(`${lat},${lng},${count}`, () => this.#cluster(lat, lng, id, count));
      } else keep(`${properties.id},${properties.state}`, () => this.#pin(properties));
    }
    for (const [key, one] of this.#markers) {
      if (wanted.has(key)) continue;
      one.remove();
      this.#markers.delete(key);
    }
  }

  #pin(pin: Pin): Marker {
    const isChosen = pin.id === this.#chosen;
    const icon = document.querySelector<HTMLTemplateElement>(`template#icon-${pin.state}`);
    const html = document.createElement('span');
    html.append(document.importNode(icon?.content ?? document.createDocumentFragment(), true));
    const made = marker([pin.lat, pin.lng], {
      icon: divIcon({
        html,
        className: `pin ${pin.state}${isChosen ? ' chosen' : ''}`,
        iconSize: [36, 44],
        iconAnchor: [18, 44],
      }),
      title: `${pin.name}: ${pin.word}`,
      riseOnHover: true,
      zIndexOffset: isChosen ? 1_000 : 0,
    });
    return labelled(made, `${pin.name}: ${pin.word}`).on('click keypress', (event) => {
      if (isGo(event)) this.#options.open(pin.id);
    });
  }

  #cluster(lat: number, lng: number, id: number, count: number): Marker {
    const words = `${count} records here; zooms in`;
    const made = marker([lat, lng], {
      icon: divIcon({ html: String(count), className: 'cluster', iconSize: [44, 44] }),
      title: words,
    });
    return labelled(made, words).on('click keypress', (event) => {
      if (isGo(event)) {
        this.#map.setView([lat, lng], this.#clusters.getClusterExpansionZoom(id));
      }
    });
  }
}

/** Leaflet makes a marker a button; its name is what the pin shows. */
function labelled(made: Marker, words: string): Marker {
  return made.on('add', () => made.getElement()?.setAttribute('aria-label', words));
}

function wordIn(name: string): HTMLElement {
  return Object.assign(document.createElement('span'), { textContent: name });
}

const town = (name: string, lat: number, lng: number): Marker =>
  marker([lat, lng], {
    icon: divIcon({ html: wordIn(name), className: 'town', iconSize: [0, 0] }),
    interactive: false,
    keyboard: false,
    zIndexOffset: -1_000,
  });

/** A click, or the keys that press a button. */
function isGo(event: { readonly type: string; readonly originalEvent?: Event }): boolean {
  const { originalEvent } = event;
  if (event.type === 'click') return true;
  return originalEvent instanceof KeyboardEvent && [' ', 'Enter'].includes(originalEvent.key);
}

const edgesOf = (bounds: LatLngBounds): Box => ({
  west: bounds.getWest(),
  south: bounds.getSouth(),
  east: bounds.getEast(),
  north: bounds.getNorth(),
});
