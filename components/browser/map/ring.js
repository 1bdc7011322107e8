// The corners of an area as the short text of links (data/drawn_area.py reads it), and whether
// its line crosses itself.

/** @typedef {{lat: number, lng: number}} Place */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEAD = 'BF'; // flexible polyline, version 1, five decimals

/** @param {number} number */
function letters(number) {
  let value = number < 0 ? ~(number << 1) : number << 1, text = '';
  for (; value > 31; value >>= 5) text += LETTERS[(value & 31) | 32];
  return text + LETTERS[value];
}

/** @param {Place[]} corners */
export function encoded(corners) {
  let before = [0, 0];
  return HEAD + corners.map(({ lat, lng }) => {
    const [y, x] = [Math.round(lat * 1e5), Math.round(lng * 1e5)];
    const step = letters(y - before[0]) + letters(x - before[1]);
    before = [y, x];
    return step;
  }).join('');
}

/** @param {Place} place @param {number} metres */
export const circled = ({ lat, lng }, metres) => `c:${lat.toFixed(5)},${lng.toFixed(5)},${Math.round(metres)}`;

/**
 * On which side of a line a place lies.
 * @param {Place} a @param {Place} b @param {Place} place
 */
const side = (a, b, place) => Math.sign((b.lng - a.lng) * (place.lat - a.lat) - (b.lat - a.lat) * (place.lng - a.lng));

/**
 * Whether two sides of a closed line cross.
 * @param {Place[]} corners
 */
export function crosses(corners) {
  const count = corners.length;
  const sides = corners.map((corner, n) => [corner, corners[(n + 1) % count]]);
  return sides.some(([a, b], n) => sides.slice(n + 2).some(([c, d], m) => {
    if (n === 0 && m === count - 3) return false; // neighbours, around the start
    return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
  }));
}
