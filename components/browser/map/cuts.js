// The two halves of a map that is cut at a line.

/** @typedef {{x: number, y: number}} Point */

/**
 * Clip paths of what lies left and right of a line.
 * @param {Point} start  The upper left corner of the map, in pixels of its layers.
 * @param {Point} end  The lower right one.
 * @param {number} x  Of the line, from the left edge.
 */
export function cuts(start, end, x) {
  const side = (/** @type {number} */ left, /** @type {number} */ right) =>
    `polygon(${left}px ${start.y}px,${right}px ${start.y}px,${right}px ${end.y}px,${left}px ${end.y}px)`;
  return [side(start.x, start.x + x), side(start.x + x, end.x)];
}
