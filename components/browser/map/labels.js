// The names of the ground: what has room beside the park's own names, at each view of the map.

import { along, roomy } from './names.js';
import { atlas } from './state.js';
import { within } from './unpack.js';

/**
 * @typedef {import('./unpack.js').Unpacked} Unpacked
 * @typedef {import('./names.js').Name & {css: string, below: string}} Named  What stands below it.
 * @typedef {{lang: 'zh' | 'en', beside: Record<string, string>, park: string}} Said
 */

// Who is named first where names compete for room; the later ones are written smaller.
const RANKS = ['place centre', 'place home', 'place city', 'place area', 'water lake', 'place town', 'water about',
  'place suburb', 'water river', 'place station', 'place airfield', 'road motorway', 'road trunk', 'road primary',
  'place village', 'green park', 'road secondary', 'water', 'built campus', 'road', 'place', 'green', 'built', 'rail'];
const MOST = 90;
// Farther off than this zoom the park is a dot with one name (style.py hides the rest).
const NEAR = 11;
// Kinds that are written only nearer than they are drawn, by so many zooms.
/** @type {Record<string, number>} */
const LATER = { road: 3, green: 2, built: 3, water: 1, rail: 4 };

/**
 * @param {import('leaflet').Map} map
 * @param {import('leaflet').FeatureGroup} group  The names go with it.
 * @param {Unpacked} whole
 * @param {Said} told
 */
export function labels(map, group, whole, told) {
  const pane = map.getPane('atlas-names') ?? map.createPane('atlas-names');
  pane.classList.add('leaflet-zoom-hide');
  pane.setAttribute('aria-hidden', 'true');
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  const write = () => {
    pane.replaceChildren();
    if (!map.hasLayer(group)) return;
    const corner = map.containerPointToLayerPoint([0, 0]), size = map.getSize();
    for (const { text, below, css, x, y, angle } of roomy(candidates(map, whole, told, ruler), taken(map), size).slice(0, MOST)) {
      const span = document.createElement('span');
      span.className = `atlas-name ${css}`;
      span.textContent = text;
      if (below) span.append(Object.assign(document.createElement('small'), { textContent: below }));
      span.style.transform = `translate(${x + corner.x}px, ${y + corner.y}px) translate(-50%, -50%) rotate(${angle ?? 0}rad)`;
      pane.append(span);
    }
  };
  let asked = 0;
  // After the park's own names have taken their places (touch.js).
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => requestAnimationFrame(write));
  };
  map.on('moveend zoomend resize overlayadd overlayremove baselayerchange atlas:apart', soon);
  map.on('zoomstart', () => pane.replaceChildren());
  document.fonts?.ready.then(soon);
  soon();
}

/**
 * What the park itself has written or put there, in pixels of the map.
 * @param {import('leaflet').Map} map
 */
function taken(map) {
  const box = map.getContainer(), { left, top } = box.getBoundingClientRect();
  const own = `.atlas-label, .atlas-letter, .atlas-info, .atlas-shade span, .atlas-scene-park > *, .leaflet-control${map.getZoom() < NEAR ? '' : ', [data-kind=zone], [data-kind=dot]'}`;
  return [...box.querySelectorAll(own)].filter(one => getComputedStyle(one).visibility !== 'hidden')
    .map(one => one.getBoundingClientRect()).filter(({ width }) => width)
    .map(one => ({ left: one.left - left, right: one.right - left, top: one.top - top, bottom: one.bottom - top }));
}

/**
 * @param {import('leaflet').Map} map
 * @param {Unpacked} whole
 * @param {Said} told
 * @param {CanvasRenderingContext2D} ruler
 * @returns {Named[]}
 */
function candidates(map, { groups, labels: points, names }, { lang, beside, park }, ruler) {
  const zoom = map.getZoom(), square = 256 * 2 ** zoom, size = map.getSize();
  const origin = map.project(map.getCenter(), zoom).subtract(size.divideBy(2));
  const style = getComputedStyle(map.getContainer()), base = parseFloat(style.fontSize);
  const said = (/** @type {number} */ at) => names[at][lang === 'zh' ? 0 : 1];
  const shown = (/** @type {import('./unpack.js').Told} */ { layer, from, to }) =>
    from + (LATER[layer] ?? 0) <= zoom && zoom < to;
  /** @type {Named[]} */
  const found = [];
  const measured = (/** @type {string} */ text, /** @type {number} */ rank) => {
    ruler.font = `${rank < 3 ? 600 : 400} ${base * scale(rank)}px ${style.fontFamily}`;
    return { wide: ruler.measureText(text).width + 6, high: base * scale(rank) * 1.25 };
  };
  for (const point of points.filter(shown)) {
    const x = point.x * square - origin.x, y = point.y * square - origin.y;
    if (x < 0 || y < 0 || x > size.x || y > size.y) continue;
    const { rank, css } = order(point.layer, point.kind), text = said(point.name);
    const below = beside[text] ?? '', own = measured(text, rank), other = measured(below, RANKS.length);
    const wide = below ? Math.max(own.wide, other.wide) : own.wide, high = own.high + (below ? other.high : 0);
    // A large city is named beside its middle, too, where that is taken.
    const aside = rank ? [0] : [0, -1, 1];
    found.push(...aside.map(way => ({ text, below, rank, css, x, y: y + 0.9 * way * high, wide, high })));
  }
  const zones = Object.values(atlas.layers);
  const isNamed = map.getContainer().querySelector('.atlas-scene-park'); // by a stage
  if (zoom < NEAR && zones.length && map.hasLayer(zones[0]) && !isNamed) {
    const bounds = L.featureGroup(zones).getBounds(), own = measured(park, 0);
    const top = map.latLngToContainerPoint(L.latLng(bounds.getNorth(), bounds.getCenter().lng));
    found.push({ text: park, below: '', rank: -1, css: 'atlas-name-first atlas-name-park', x: top.x, y: top.y - 0.8 * own.high, ...own });
  }
  /** @type {[number, number, number, number]} */
  const window = [origin.x / square, origin.y / square, (origin.x + size.x) / square, (origin.y + size.y) / square];
  for (const group of groups.filter(one => one.names && shown(one))) {
    const { rank, css } = order(group.layer, group.kind);
    for (const shape of within(group, window)) {
      const name = group.names?.[shape] ?? -1, box = group.boxes.subarray(4 * shape, 4 * shape + 4);
      if (name < 0) continue;
      const text = said(name), room = measured(text, rank);
      if (Math.hypot(box[2] - box[0], box[3] - box[1]) * square < room.wide) continue;
      /** @type {[number, number][]} */
      const line = [];
      for (let at = group.starts[group.firsts[shape]]; at < group.starts[group.firsts[shape] + 1]; at += 2) {
        line.push([group.points[at] * square - origin.x, group.points[at + 1] * square - origin.y]);
      }
      const place = along(line, room.wide);
      if (place) found.push({ text, below: '', rank, css, ...room, ...place });
    }
  }
  return found;
}

/** @param {number} rank */
const scale = rank => (rank === 0 ? 1.25 : rank < 3 ? 1.1 : rank < 8 ? 1 : 0.9);

/**
 * @param {string} layer
 * @param {string} kind
 */
function order(layer, kind) {
  const [exact, general] = [RANKS.indexOf(`${layer} ${kind}`), RANKS.indexOf(layer)];
  const rank = exact >= 0 ? exact : general >= 0 ? general : RANKS.length;
  const size = rank === 0 ? 'atlas-name-first' : rank < 3 ? 'atlas-name-large' : rank < 8 ? '' : 'atlas-name-small';
  return { rank, css: [size, layer === 'water' ? 'atlas-name-water' : ''].filter(Boolean).join(' ') };
}
