// The ground under the layers of the map: tiles that this browser paints, and names over them.

import { labels } from './labels.js';
import { paint } from './painter.js';
import { unpacked } from './unpack.js';

/**
 * @typedef {import('./painter.js').Look} Look
 * @typedef {{url: string, data: string, look: Look, paper: Look, lang: 'zh' | 'en',
 *   credit: string, beside: Record<string, string>,
 *   park: string}} GroundTold  `data` is the file itself, as Base64, where it has no address.
 */

const SIDE = 256, BUDGET_MS = 7;

/**
 * Adds the ground to the plain basemap. It comes once the basemap is seen.
 * @param {import('leaflet').FeatureGroup} group
 * @param {GroundTold} told
 */
export function ground(group, told) {
  /** @type {import('./unpack.js').Unpacked | null} */
  let whole = null;
  let now = told.look;
  /** @type {Map<HTMLCanvasElement, import('leaflet').Coords>} */
  const tiles = new Map();
  /** @type {(() => void)[]} */
  const waiting = [];

  const draw = (/** @type {HTMLCanvasElement} */ canvas, /** @type {import('leaflet').Coords} */ { x, y, z }) => {
    const pen = canvas.getContext('2d');
    if (!pen || !whole) return;
    const times = canvas.width / SIDE;
    pen.setTransform(times, 0, 0, times, 0, 0);
    paint(pen, { zoom: z, left: x * SIDE, top: y * SIDE, side: SIDE }, whole.groups, now);
  };
  // A few tiles a frame: the map moves on meanwhile.
  const work = () => {
    const until = performance.now() + BUDGET_MS;
    while (waiting.length && performance.now() < until) waiting.shift()?.();
    if (waiting.length) requestAnimationFrame(work);
  };

  const Tiles = /** @type {any} */ (L.GridLayer.extend({
    createTile(/** @type {import('leaflet').Coords} */ coords, /** @type {import('leaflet').DoneCallback} */ done) {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = SIDE * Math.min(2, Math.ceil(window.devicePixelRatio || 1));
      tiles.set(canvas, coords);
      waiting.push(() => {
        if (tiles.has(canvas)) draw(canvas, coords);
        done(undefined, canvas);
      });
      if (waiting.length === 1) requestAnimationFrame(work);
      return canvas;
    },
  }));
  /** @type {import('leaflet').GridLayer} */
  const layer = new Tiles({ tileSize: SIDE, updateInterval: 80, keepBuffer: 3, className: 'atlas-ground', attribution: told.credit });
  layer.on('tileunload', event => {
    const canvas = /** @type {HTMLCanvasElement} */ (/** @type {unknown} */ (/** @type {import('leaflet').TileEvent} */ (event).tile));
    tiles.delete(canvas);
    canvas.width = canvas.height = 0; // some browsers keep the memory of what is gone for long
  });
  const repaint = () => tiles.forEach((coords, canvas) => draw(canvas, coords));
  const onPaper = (/** @type {boolean} */ printed) => () => {
    now = printed ? told.paper : told.look;
    repaint();
  };
  window.addEventListener('beforeprint', onPaper(true));
  window.addEventListener('afterprint', onPaper(false));

  let isAsked = false, isNamed = false;
  const name = () => {
    const map = /** @type {any} */ (layer)._map;
    if (!map || !whole || isNamed) return; // another basemap was chosen meanwhile
    isNamed = true;
    labels(map, group, whole, told);
    map.getContainer().classList.add('atlas-painted');
    map.fire('atlas:ground');
  };
  layer.on('add', async () => {
    if (isAsked) return name();
    isAsked = true;
    try {
      whole = unpacked(await opened(told));
    } catch (problem) {
      isAsked = false; // the next time may be better
      throw problem;
    }
    repaint();
    name();
  });
  group.addLayer(layer);
}

/**
 * What stands in the file of the ground.
 * @param {{url: string, data: string}} told
 * @returns {Promise<import('./unpack.js').Packed>}
 */
export async function opened({ url, data }) {
  const body = data
    ? new Blob([Uint8Array.from(atob(data), sign => sign.charCodeAt(0))]).stream()
    : (await fetch(url)).body;
  if (!body) throw new Error(url);
  return new Response(body.pipeThrough(new DecompressionStream('gzip'))).json();
}
