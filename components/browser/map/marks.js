// What a page of its own has on the map: it comes with the answer of the server, as the words do
// that shapes say on hover. Few marks are buttons, one Tab stop walked by arrow keys; many are
// points on a canvas.

import { hovers } from './near.js';
import { button } from './shapes.js';
import { signOf } from './signs.js';
import { spread } from './spread.js';
import { atlas, hear, open, tell } from './state.js';
import { linesOf, tip } from './tips.js';

/** @typedef {import('../types').Mark} Mark */

const HALF = 9; // of a sign, in pixels
const MOST = 300; // elements that a map moves without faltering

/** @param {import('leaflet').Map} map */
export function marks(map) {
  const layer = L.featureGroup().addTo(map);
  map.createPane('atlas-marks').style.zIndex = '590'; // below the letters of the zones
  map.createPane('atlas-points').style.zIndex = '460';
  const renderer = L.canvas({ pane: 'atlas-points', padding: 0.2 });
  /** Those that stand, with what they were made of. @type {Map<string, [import('leaflet').Layer, string]>} */
  const stand = new Map();
  /** @type {Mark[]} */
  let many = [];
  let drawn = '';
  hear('marks', told => {
    const text = JSON.stringify(told);
    if (text === drawn) return;
    drawn = text;
    for (const [panel, said] of Object.entries(told.tips)) {
      const shape = atlas.shapes[panel];
      if (shape) tip(shape, said);
    }
    many = told.items.length > MOST ? told.items : [];
    const wanted = new Map(told.items.map(item => [item.id, JSON.stringify(item)]));
    for (const [id, [mark, made]] of stand) {
      if (wanted.get(id) === made) continue;
      layer.removeLayer(mark);
      stand.delete(id);
    }
    for (const item of told.items) {
      if (stand.has(item.id)) continue;
      const mark = many.length ? point(item, renderer) : sign(item);
      stand.set(item.id, [mark, wanted.get(item.id) ?? '']);
      layer.addLayer(mark);
    }
    atlas.marks = told;
    if (told.title) atlas.groups.marks = { layer, label: escaped(told.title), short: escaped(told.title) };
    else delete atlas.groups.marks;
    giveWay();
    map.fire('atlas:key').fire('atlas:apart');
  });
  /** Moves the signs whose place is assumed off each other and off the middles of zones. */
  const giveWay = () => {
    if (many.length || !drawn) return;
    const assumed = JSON.parse(drawn).items.filter((/** @type {Mark} */ { hatched, text }) => hatched && !text);
    const signs = assumed.map((/** @type {Mark} */ { id }) => /** @type {any} */ (stand.get(id)?.[0]));
    const places = signs.map((/** @type {any} */ one) => map.latLngToLayerPoint(one.getLatLng()));
    spread(places, middles(map)).forEach(({ x, y }, n) => {
      const element = signs[n].getElement();
      if (element) Object.assign(element.style, { marginLeft: `${x - HALF}px`, marginTop: `${y - HALF}px` });
    });
  };
  map.on('zoomend', giveWay);
  hovers(map, () => (map.hasLayer(layer) ? many.map(item => (
    { at: item.at, lines: () => linesOf(item.tip), press: () => press(item, undefined, false) })) : []));
  tell('hello');
}

/**
 * @param {Mark} item
 * @param {import('leaflet').Renderer} renderer
 */
const point = ({ at, colour, hatched }, renderer) => L.circleMarker(at, {
  renderer, interactive: false, radius: 4, weight: 1, color: 'currentColor', fillColor: colour, fillOpacity: hatched ? 0.55 : 1,
});

/** @param {Mark} item */
function sign(item) {
  const html = signOf(item) + (item.text && '<span class="atlas-mark-text"></span>');
  const icon = L.divIcon({ className: 'atlas-mark', html, iconSize: [2 * HALF, 2 * HALF] });
  const marker = L.marker(item.at, { icon, keyboard: false, pane: 'atlas-marks' });
  const element = () => /** @type {any} */ (marker).getElement();
  marker.on('add', () => {
    const text = element().querySelector('.atlas-mark-text');
    if (text) text.textContent = item.text;
  });
  tip(marker, item.tip, { direction: 'top', offset: [0, -8] });
  button(/** @type {import('./state.js').Shape} */ (/** @type {unknown} */ (marker)), item.label, {
    press: toggles => press(item, element(), toggles), origin: item.open, profile: item.open, waits: !item.pick,
  }, 'mark');
  return marker;
}

/**
 * Where the letters of the zones stand, in pixels of the layers.
 * @param {import('leaflet').Map} map
 */
export const middles = map => [...map.getContainer().querySelectorAll('.atlas-text:has(.atlas-letter)')]
  .map(letter => L.DomUtil.getPosition(/** @type {HTMLElement} */ (letter)));

/**
 * Toggles what a mark picks; opens what it is about where that is chosen already.
 * @param {Mark} item
 * @param {HTMLElement | undefined} opener
 * @param {boolean} toggles
 */
function press({ pick, open: panel }, opener, toggles) {
  const [dimension, value] = /** @type {[import('../types').Dimension, string]} */ (pick.split(':'));
  const isChosen = pick && window.parent.atlas?.chosen()[dimension].has(value);
  if (pick && (toggles || !panel || !isChosen)) tell('post', [dimension, value]);
  else if (panel) open(panel, opener);
}

/** @param {string} text */
function escaped(text) {
  const box = document.createElement('span');
  box.textContent = text;
  return box.outerHTML;
}
