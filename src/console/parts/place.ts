// Where somebody is in the list of records, and how the address says it. Nothing of the browser is
// needed here.

export interface Place {
  readonly query?: string;
  /** Which state of the text icon is shown. */
  readonly state?: string;
  readonly after?: string;
  /** The record that is open beside the list. */
  readonly record?: string;
}

const NAMES = ['query', 'state', 'after', 'record'] as const;

export function placeOf(href: string): Place {
  const { searchParams } = new URL(href);
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = searchParams.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** In a fixed order, so that one place has one address. */
export function addressOf(place: Place): string {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = place[name];
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? '/console' : `/console?${query}`;
}

/** The record whose page an address names; null where it names none. */
export function recordOf(href: string): string | null {
  const [, id] = /^\/console\/records\/([^/]+)$/.exec(new URL(href).pathname) ?? [];
  return id === undefined ? null : decodeURIComponent(id);
}

/** Which row of a list an arrow key leads to, for a list of so many; -1 is the search field. */
export function nextPlace(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return at < 0 ? undefined : at - 1;
    case 'Home':
      return at < 0 ? undefined : 0;
    case 'End':
      return at < 0 ? undefined : count - 1;
    default:
      return undefined;
  }
}
