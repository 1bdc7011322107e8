// How wide the lines of the ground are, and in which colour: the nearer, the wider.

/**
 * @typedef {{colour: string, width: number, casing?: string, dash?: number[]}} Line
 * @typedef {Record<'around' | 'land' | 'green' | 'built' | 'building' | 'water' | 'shore' | 'major' | 'main'
 *   | 'minor' | 'edge' | 'casing' | 'rail' | 'border' | 'name' | 'water_name', string>} Palette
 */

// By class of road: its colour, and its width as a share of that of a motorway.
/** @type {Record<string, ['major' | 'main' | 'minor', number]>} */
const ROADS = {
  motorway: ['major', 1], trunk: ['major', 0.9], primary: ['main', 0.8], secondary: ['main', 0.65],
  tertiary: ['minor', 0.55], road: ['minor', 0.5], street: ['minor', 0.4], service: ['minor', 0.25],
};
const PATH = 'path';
const WIDTHS = /** @type {const} */ ([[6, 0.8], [9, 1.4], [12, 3], [14, 6], [16, 12], [19, 40]]);
// A road without an edge is a hair of its edge's colour.
const CASED_FROM = 2;

/**
 * The width of a motorway in pixels.
 * @param {number} zoom
 */
export function broad(zoom) {
  const next = WIDTHS.findIndex(([at]) => at >= zoom);
  if (next <= 0) return next ? WIDTHS[WIDTHS.length - 1][1] : WIDTHS[0][1];
  const [[low, thin], [high, thick]] = [WIDTHS[next - 1], WIDTHS[next]];
  return thin * (thick / thin) ** ((zoom - low) / (high - low));
}

/**
 * How a line of the ground is drawn.
 * @param {string} layer
 * @param {string} kind
 * @param {number} zoom
 * @param {Palette} palette
 * @returns {Line}
 */
export function line(layer, kind, zoom, palette) {
  if (layer === 'border') {
    return kind === 'city'
      ? { colour: palette.border, width: zoom < 10 ? 1.4 : 1.8, dash: [7, 3, 1.5, 3] }
      : { colour: palette.border, width: 1, dash: [3, 3] };
  }
  const wide = broad(zoom);
  if (layer === 'rail') return { colour: palette.rail, width: Math.max(0.9, 0.22 * wide) };
  if (layer === 'water') return { colour: palette.shore, width: Math.max(0.8, (kind === 'river' ? 0.6 : 0.25) * wide) };
  if (layer !== 'road') return { colour: palette.casing, width: 1 };
  if (kind === PATH) return { colour: palette.casing, width: 1, dash: [3, 2] };
  const [colour, share] = ROADS[kind] ?? ROADS.street, width = share * wide;
  const casing = colour === 'major' ? palette.edge : palette.casing;
  return width < CASED_FROM ? { colour: casing, width: Math.max(0.6, width) } : { colour: palette[colour], width, casing };
}

/**
 * The fill of an area of the ground.
 * @param {string} layer
 * @param {Palette} palette
 */
export const fill = (layer, palette) => ({
  own: palette.land, green: palette.green, built: palette.built, water: palette.water, building: palette.building,
}[layer] ?? palette.built);
