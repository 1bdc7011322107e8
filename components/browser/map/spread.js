// Signs whose place is assumed give way: to the middles of zones, which a click is to reach, and to
// each other. By so few pixels that each stays where it is.

const MIDDLE = 18, GAP = 12, MOST = 16, ROUNDS = 12;

/** @typedef {{x: number, y: number}} Point */

/**
 * How far each point moves, in pixels.
 * @param {Point[]} points
 * @param {Point[]} middles
 * @returns {Point[]}
 */
export function spread(points, middles) {
  const now = points.map(({ x, y }) => ({ x, y }));
  /** @param {Point} one @param {Point} other @param {number} gap @param {number} share @param {number} n */
  const part = (one, other, gap, share, n) => {
    const far = Math.hypot(one.x - other.x, one.y - other.y);
    if (far >= gap) return;
    const turn = far ? Math.atan2(one.y - other.y, one.x - other.x) : n; // from the same place, anywhere
    one.x += Math.cos(turn) * (gap - far) * share;
    one.y += Math.sin(turn) * (gap - far) * share;
  };
  for (let round = 0; round < ROUNDS; round++) {
    now.forEach((one, n) => now.forEach((other, m) => {
      if (m <= n) return;
      const before = { ...one };
      part(one, other, GAP, 0.5, n + 1);
      part(other, before, GAP, 0.5, n + 1 + Math.PI);
    }));
    now.forEach((one, n) => {
      const [dx, dy] = [one.x - points[n].x, one.y - points[n].y], far = Math.hypot(dx, dy);
      if (far > MOST) Object.assign(one, { x: points[n].x + dx * MOST / far, y: points[n].y + dy * MOST / far });
      middles.forEach(middle => part(one, middle, MIDDLE, 1, n + 1));
    });
  }
  return now.map(({ x, y }, n) => ({ x: x - points[n].x, y: y - points[n].y }));
}
