// Records as pins, and boxes of the globe. No map and no browser is needed to reckon with them.

export interface Pin {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly word: string;
  readonly lat: number;
  readonly lng: number;
  /** The town in its address, where it has one. */
  readonly town?: string;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What GET /v1/records tells of one, as far as a pin shows it. */
export interface ListedRecord {
  readonly externalId: string;
  readonly name: string;
  readonly address?: string;
  readonly location?: { readonly lat: number; readonly lng: number };
  readonly textIcon: { readonly state: string; readonly word: string };
}

/** Records without a place have no pin. */
export const pinsOf = (records: readonly ListedRecord[]): Pin[] =>
  records.flatMap(({ externalId: id, name, address, location, textIcon }) => {
    if (!location) return [];
    const town = address?.split(',')[1]?.trim();
    return [{ id, name, ...textIcon, ...location, ...(town && { town }) }];
  });

export interface Town {
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
}

/** Fewer records than that do not make a town. */
const TOWN_MIN = 2;

/** Towns as far as addresses tell of them, each in the middle of its records: names for a map that
 * has none. */
export function townsOf(pins: readonly Pin[]): Town[] {
  const byName = new Map<string, Pin[]>();
  for (const pin of pins) {
    if (pin.town) byName.set(pin.town, [...(byName.get(pin.town) ?? []), pin]);
  }
  return [...byName]
    .filter(([, held]) => held.length >= TOWN_MIN)
    .map(([name, held]) => {
      const middle = (of: (pin: Pin) => number) =>
        held.reduce((sum, pin) => sum + of(pin), 0) / held.length;
      return { name, lat: middle(({ lat }) => lat), lng: middle(({ lng }) => lng) };
    });
}

/** As the API takes it: on the globe, also where a map goes round it more than once. */
export function boxOf({ west, south, east, north }: Box): Box {
  const whole = east - west >= 360;
  return {
    west: whole ? -180 : Math.max(-180, west),
    east: whole ? 180 : Math.min(180, east),
    south: Math.max(-90, south),
    north: Math.min(90, north),
  };
}

const MORE = 0.3;

/** A little more than is seen, so that a small move asks for nothing. */
export function padded({ west, south, east, north }: Box): Box {
  const wide = (east - west) * MORE;
  const high = (north - south) * MORE;
  return boxOf({ west: west - wide, east: east + wide, south: south - high, north: north + high });
}

/** Whether all of `inner` lies in `outer`. */
export const covers = (outer: Box, inner: Box): boolean =>
  outer.west <= inner.west &&
  outer.south <= inner.south &&
  outer.east >= inner.east &&
  outer.north >= inner.north;

/** Lines as the build wrote them: the first point in hundredths of a degree, then steps. */
export function linesOf(outline: readonly (readonly number[])[]): [lat: number, lng: number][][] {
  return outline.map((steps) => {
    let [lng, lat] = [0, 0];
    const line: [number, number][] = [];
    for (let at = 0; at < steps.length; at += 2) {
      lng += steps[at] ?? 0;
      lat += steps[at + 1] ?? 0;
      line.push([lat / 100, lng / 100]);
    }
    return line;
  });
}
