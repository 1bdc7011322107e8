// What part of the world a scene shows, on a map of any size.

/**
 * How much a zoom grows from the map that it is meant for to this one, whose lower edge is covered.
 * @param {{x: number, y: number}} size
 * @param {number} under  Pixels that are covered.
 * @param {[number, number]} meantFor  Width and height.
 */
export const zoomBy = ({ x, y }, under, [wide, high]) => Math.log2(Math.min(x / wide, (y - under) / high));
