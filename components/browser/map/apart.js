// Where a text on the map may stand so that it covers no other.

/** @typedef {{left: number, right: number, top: number, bottom: number}} Place */

/**
 * Whether a place touches none of the others.
 * @param {Place} place
 * @param {Place[]} others
 */
export const isClear = (place, others) => others.every(other => place.right < other.left
  || other.right < place.left || place.bottom < other.top || other.bottom < place.top);

/**
 * How far a text moves to stand right of its point, left of it, above or below.
 * @param {{wide: number, high: number, gap: number}} text
 */
export function sides({ wide, high, gap }) {
  const half = wide / 2 + gap, below = high / 2 + gap;
  return [[0, 0], [-wide - 2 * gap, 0], [-half, -below], [-half, below]];
}
