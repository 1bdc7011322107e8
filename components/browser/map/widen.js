// An outline opens from one shape to another: the first phase of something to its last.

const POINTS = 180;

/** @typedef {[number, number]} Point */

/**
 * The same ring as points at equal steps, clockwise from its northernmost one.
 * @param {Point[]} ring  Latitude and longitude; open or closed.
 * @param {number} [count]
 * @returns {Point[]}
 */
export function stepped(ring, count = POINTS) {
  const turn = ring.reduce((sum, [y, x], n) => {
    const [nextY, nextX] = ring[(n + 1) % ring.length];
    return sum + (nextX - x) * (nextY + y);
  }, 0);
  const round = turn > 0 ? ring : [...ring].reverse();
  const first = round.reduce((best, [y], n) => (y > round[best][0] ? n : best), 0);
  const points = [...round.slice(first), ...round.slice(0, first), round[first]];
  const far = [0];
  points.slice(1).forEach(([y, x], n) => far.push(far[n] + Math.hypot(y - points[n][0], x - points[n][1])));
  const whole = far[far.length - 1];
  let at = 0;
  return Array.from({ length: count }, (_, n) => {
    const wanted = whole * n / count;
    while (far[at + 1] < wanted) at += 1;
    const [y, x] = points[at], [nextY, nextX] = points[at + 1];
    const share = (wanted - far[at]) / (far[at + 1] - far[at] || 1);
    return [y + share * (nextY - y), x + share * (nextX - x)];
  });
}

/**
 * A ring on the way from one to another of as many points.
 * @param {Point[]} from
 * @param {Point[]} to
 * @param {number} share
 * @returns {Point[]}
 */
export const between = (from, to, share) => from.map(([y, x], n) =>
  [y + share * (to[n][0] - y), x + share * (to[n][1] - x)]);

/**
 * The outer ring of the first area of a layer.
 * @param {any} layer
 * @returns {Point[] | null}
 */
function ringOf(layer) {
  if (!layer.getLatLngs) return (layer.getLayers?.() ?? []).reduce((/** @type {any} */ found, /** @type {any} */ one) => found ?? ringOf(one), null);
  let ring = layer.getLatLngs();
  while (Array.isArray(ring[0])) [ring] = ring;
  return ring.length > 2 ? ring.map((/** @type {any} */ { lat, lng }) => [lat, lng]) : null;
}

/**
 * Lets an outline open from one layer to another, and then goes.
 * @param {import('leaflet').Map} map
 * @param {[import('leaflet').Layer, import('leaflet').Layer]} phases
 * @param {{style: import('leaflet').PolylineOptions, wait: number, last: number, end: () => void}} how  In milliseconds.
 * @returns {() => void}  Ends it at once.
 */
export function widen(map, phases, { style, wait, last, end }) {
  const [from, to] = phases.map(ringOf);
  if (!from || !to) {
    end();
    return () => {};
  }
  const rings = [stepped(from), stepped(to)];
  const shape = L.polygon(rings[0], { ...style, interactive: false }).addTo(map);
  const begun = performance.now() + wait;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    shape.remove();
  };
  const step = () => {
    const share = Math.min(1, Math.max(0, (performance.now() - begun) / last));
    shape.setLatLngs(between(rings[0], rings[1], share * share * (3 - 2 * share)));
    if (share < 1) frame = requestAnimationFrame(step);
    else {
      stop();
      end();
    }
  };
  frame = requestAnimationFrame(step);
  return stop;
}
