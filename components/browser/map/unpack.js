// The ground as components/map/ground.py packs it, in the square of the web map, whose sides are 1.

/**
 * @typedef {{layer: string, kind: string, from: number, to: number}} Told
 * @typedef {Told & {area: boolean, shapes: number[][] | number[][][], names?: number[]}} PackedGroup
 * @typedef {{step: number, groups: PackedGroup[], names: [string, string][],
 *   labels: (Told & {at: [number, number], name: number})[]}} Packed
 *
 * Shape n has the lines `firsts[n]` to `firsts[n + 1]`, line m the points `starts[m]` to
 * `starts[m + 1]` of x and y; its box is west, north, east, south.
 * @typedef {Told & {area: boolean, count: number, points: Float64Array, starts: Int32Array,
 *   firsts: Int32Array, boxes: Float64Array, names: number[] | null}} Group
 * @typedef {Told & {x: number, y: number, name: number}} Label
 * @typedef {{groups: Group[], labels: Label[], names: [string, string][]}} Unpacked
 */

/** @param {number} lon  Degrees. */
export const across = lon => lon / 360 + 0.5;

/** @param {number} lat  Degrees. */
export function down(lat) {
  const sine = Math.sin(lat * Math.PI / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * @param {Packed} whole
 * @returns {Unpacked}
 */
export function unpacked({ step, groups, labels, names }) {
  return {
    groups: groups.map(group => unpackedGroup(group, step)),
    labels: labels.map(({ at: [lon, lat], ...told }) => ({ ...told, x: across(lon * step), y: down(lat * step) })),
    names,
  };
}

/**
 * @param {PackedGroup} group
 * @param {number} step
 * @returns {Group}
 */
function unpackedGroup({ layer, kind, from, to, area, shapes, names = undefined }, step) {
  const lines = /** @type {number[][]} */ (area ? shapes.flat() : shapes);
  const points = new Float64Array(lines.reduce((sum, line) => sum + line.length, 0));
  const starts = new Int32Array(lines.length + 1), firsts = new Int32Array(shapes.length + 1);
  const boxes = new Float64Array(4 * shapes.length);
  let at = 0;
  lines.forEach((line, n) => {
    let lon = 0, lat = 0;
    for (let one = 0; one < line.length; one += 2) {
      lon += line[one];
      lat += line[one + 1];
      points[at] = across(lon * step);
      points[at + 1] = down(lat * step);
      at += 2;
    }
    starts[n + 1] = at;
  });
  shapes.forEach((shape, n) => {
    firsts[n + 1] = firsts[n] + (area ? shape.length : 1);
    boxes.set(boxOf(points, starts[firsts[n]], starts[firsts[n + 1]]), 4 * n);
  });
  return { layer, kind, from, to, area, count: shapes.length, points, starts, firsts, boxes, names: names ?? null };
}

/**
 * @param {Float64Array} points
 * @param {number} start
 * @param {number} end
 */
function boxOf(points, start, end) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = start; at < end; at += 2) {
    const x = points[at], y = points[at + 1];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

/**
 * The shapes of a group that a window may show.
 * @param {Group} group
 * @param {[number, number, number, number]} window  West, north, east, south.
 */
export function within({ boxes, count }, [west, north, east, south]) {
  const found = [];
  for (let n = 0, at = 0; n < count; n += 1, at += 4) {
    if (boxes[at] <= east && boxes[at + 2] >= west && boxes[at + 1] <= south && boxes[at + 3] >= north) found.push(n);
  }
  return found;
}
