// Which names of the ground are written, and where: the important ones first, none over another.

import { isClear } from './apart.js';

/**
 * @typedef {import('./apart.js').Place} Place
 * @typedef {{text: string, rank: number, x: number, y: number, wide: number, high: number, angle?: number}} Name
 *   A text whose middle is x and y pixels from the upper left corner, turned by an angle.
 */

// The same name is not written again so near, in pixels.
const APART = 260;

/**
 * The box that holds a text, however it is turned.
 * @param {Name} name
 * @returns {Place}
 */
export function boxOf({ x, y, wide, high, angle = 0 }) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const across = (wide * cos + high * sin) / 2, down = (wide * sin + high * cos) / 2;
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}

/**
 * The names that have room.
 * @template {Name} Any
 * @param {Any[]} names
 * @param {Place[]} taken  What they must not cover.
 * @param {{x: number, y: number}} size  Of the map.
 */
export function roomy(names, taken, size) {
  const used = [...taken];
  /** @type {Any[]} */
  const kept = [];
  for (const name of [...names].sort((one, other) => one.rank - other.rank)) {
    const box = boxOf(name);
    const inside = box.left >= 0 && box.top >= 0 && box.right <= size.x && box.bottom <= size.y;
    const again = kept.some(one => one.text === name.text && Math.hypot(one.x - name.x, one.y - name.y) < APART);
    if (!inside || again || !isClear(box, used)) continue;
    used.push(box);
    kept.push(name);
  }
  return kept;
}

/**
 * Where a text fits along a line: in its middle, if it is straight enough there.
 * @param {[number, number][]} points  In pixels.
 * @param {number} wide  Of the text.
 * @returns {{x: number, y: number, angle: number} | null}
 */
export function along(points, wide) {
  const lengths = points.slice(1).map(([x, y], n) => Math.hypot(x - points[n][0], y - points[n][1]));
  const whole = lengths.reduce((sum, one) => sum + one, 0);
  if (whole < wide * 1.1) return null;
  const [start, end] = [whole - wide, whole + wide].map(far => at(points, lengths, far / 2));
  if (Math.hypot(end[0] - start[0], end[1] - start[1]) < 0.94 * wide) return null;
  const slope = Math.atan2(end[1] - start[1], end[0] - start[0]);
  // Never upside down.
  const angle = slope > Math.PI / 2 ? slope - Math.PI : slope < -Math.PI / 2 ? slope + Math.PI : slope;
  return { x: (start[0] + end[0]) / 2, y: (start[1] + end[1]) / 2, angle };
}

/**
 * The point so far along a line.
 * @param {[number, number][]} points
 * @param {number[]} lengths
 * @param {number} far
 * @returns {[number, number]}
 */
function at(points, lengths, far) {
  let left = far;
  for (const [n, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const share = left / length, [[x, y], [toX, toY]] = [points[n], points[n + 1]];
      return [x + share * (toX - x), y + share * (toY - y)];
    }
    left -= length;
  }
  return points[points.length - 1];
}
