// The ground of the console's map where no tiles are set: coasts and countries of the world and the
// states of the US as a few thousand points, made from open data when the console is built.
import { createRequire } from 'node:module';
import { mesh } from 'topojson-client';

const require = createRequire(import.meta.url);

/** Degrees; a line may lie off by this much. Enough to say which state a pin is in. */
const WORLD_OFF = 0.25;
const STATES_OFF = 0.05;
/** Points are told in hundredths of a degree, about a kilometre, each from the one before it. */
const STEPS = 100;
/** Islands that would be a dot. */
const POINTS_MIN = 3;

/** @returns {number[][]} a line each: the first point, then steps; src/console reads them back. */
export function makeOutline() {
  const world = require('world-atlas/countries-110m.json');
  const states = require('us-atlas/states-10m.json');
  const lines = [
    ...linesOf(world, 'countries', WORLD_OFF, (a) => a.properties.name !== USA),
    ...linesOf(states, 'states', STATES_OFF, () => true),
  ];
  return lines.map((line) =>
    line.flatMap(([x, y], at) => (at === 0 ? [x, y] : [x - line[at - 1][0], y - line[at - 1][1]])),
  );
}

const USA = 'United States of America';

/** The US comes finer, as its states. */
function linesOf(topology, object, off, wanted) {
  const { coordinates } = mesh(
    topology,
    topology.objects[object],
    (a, b) => wanted(a) || wanted(b),
  );
  return coordinates
    .map((line) => rounded(simpler(line, off)))
    .filter((line) => line.length >= POINTS_MIN || !isRing(line));
}

const isRing = (line) => String(line[0]) === String(line.at(-1));

const rounded = (line) => line.map((point) => point.map((degree) => Math.round(degree * STEPS)));

/** Douglas and Peucker: leaves out what lies no further off than this. */
function simpler(line, off) {
  const keep = new Set([0, line.length - 1]);
  const parts = [[0, line.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    let far = -1;
    let most = off;
    for (let at = from + 1; at < to; at += 1) {
      const distance = distanceTo(line[at], line[from], line[to]);
      if (distance > most) [far, most] = [at, distance];
    }
    if (far === -1) continue;
    keep.add(far);
    parts.push([from, far], [far, to]);
  }
  return line.filter((_, at) => keep.has(at));
}

function distanceTo([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length;
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - at * dx, y - ay - at * dy);
}
