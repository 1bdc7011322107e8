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
 * How much a zoom grows from the map that it is meant for to this one, whose lower edge is covered.
 * @param {{x: number, y: number}} size
 * @param {number} under  Pixels that are covered.
 * @param {[number, number]} meantFor  Width and height.
 */
export const zoomBy = ({ x, y }, under, [wide, high]) => Math.log2(Math.min(x / wide, (y - under) / high));
