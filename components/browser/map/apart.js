// Where a text or a sign on the map may stand so that it covers no other.

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

const SIGN = 24, CLEAR = 12;

/**
 * How far from the middle of its zone a sign stands, so that a click on the middle of any zone is
 * one on the zone; `null` where there is no room.
 * @param {{x: number, y: number}} own
 * @param {{x: number, y: number}[]} middles
 */
export function corner(own, middles) {
  const far = CLEAR, near = -CLEAR - SIGN;
  return [[far, near + 10], [near, near + 10], [far, 2], [near, 2]].find(([x, y]) => {
    const left = own.x + x, top = own.y + y;
    return middles.every(one => one.x <= left - CLEAR || one.x >= left + SIGN + CLEAR
      || one.y <= top - CLEAR || one.y >= top + SIGN + CLEAR || (one.x === own.x && one.y === own.y));
  }) ?? null;
}
