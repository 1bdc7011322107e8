// What part of the world a map shows, of any size, and how it gets there.

/**
 * Lets a map go at once to where it would glide: Leaflet has options for zooming alone.
 * @param {import('leaflet').Map} map
 */
export function jumps(map) {
  const { panBy } = map;
  map.panBy = (by, options) => panBy.call(map, by, { ...options, animate: false });
}

/**
 * How much a zoom grows from the map that it is meant for to this one, of which only the lower right
 * part is free, and how far the middle of that part lies from that of the map (pixels).
 * @param {{x: number, y: number}} size
 * @param {[number, number]} cover  What is covered: parts of its width and of its height.
 * @param {[number, number]} meantFor  Width and height.
 */
export function framed({ x, y }, [left, top], [wide, high]) {
  const by = Math.log2(Math.min(x * (1 - left) / wide, y * (1 - top) / high));
  return { by, x: left * x / 2, y: top * y / 2 };
}
