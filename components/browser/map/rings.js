// The enterprises on the map, as the server writes them: rings as steps of whole numbers, and
// how deep the colour is that stands for a number.

/**
 * Points of a ring, from steps of latitude and longitude.
 * @param {number[]} steps
 * @param {number} step  In degrees.
 */
export function ring(steps, step) {
  /** @type {[number, number][]} */
  const points = [];
  let lat = 0, lon = 0;
  for (let n = 0; n < steps.length; n += 2) {
    lat += steps[n];
    lon += steps[n + 1];
    points.push([lat * step, lon * step]);
  }
  return points;
}

/**
 * How each shape is filled: not at all for none; a cell the deeper, the more it stands for.
 * @param {number[]} values
 * @param {boolean} areCells
 */
export function depths(values, areCells) {
  const top = Math.log1p(Math.max(1, ...values));
  return values.map(value => (value === 0 ? 0 : areCells ? 0.15 + 0.75 * Math.log1p(value) / top : 1));
}
