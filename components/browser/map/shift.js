// How far an outline was dragged: degrees as kilometres, in whole steps and within a limit.

const KM_A_DEGREE = { lat: 110.85, lon: 111.32 }; // at the latitude of the park; at the equator

/**
 * Where the outline lies after a drag, in km east and north, as an option of the page writes it.
 * @param {{centre: number[], east: number, north: number, limit: number, step: number}} shape
 * @param {number[]} by  Degrees of latitude and longitude.
 */
export function dragged({ centre, east, north, limit, step }, [lat, lon]) {
  const degree = KM_A_DEGREE.lon * Math.cos(centre[0] * Math.PI / 180);
  const snap = (/** @type {number} */ km) => (Math.round(Math.max(-limit, Math.min(limit, km)) / step) * step).toFixed(1);
  return { east: snap(east + lon * degree), north: snap(north + lat * KM_A_DEGREE.lat) };
}
