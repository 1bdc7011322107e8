// A slider across the map: the first outline is shown left of it, the second right of it. Each is
// filled in a pane of its own, which the slider clips; it is a range input, so mouse, finger and
// keyboard move it. Without outlines there is nothing to swipe.

import { cuts } from './cuts.js';

const THUMB_PX = 30;

/**
 * @param {import('leaflet').Map} map
 * @param {{phases: [string, import('leaflet').PathOptions][], labels: string[], label: string, css: string}} told
 */
export function swipe(map, { phases, labels, label, css }) {
  const found = phases.map(([id, paint]) => ({ outline: find(map, id), paint }));
  if (!found.every(({ outline }) => outline)) return;
  L.DomUtil.create('style', '', document.head).textContent = css;
  const panes = found.map(({ outline, paint }, n) => fill(map, outline, paint, `atlas-phase-${n}`));
  const line = L.DomUtil.create('div', 'atlas-swipe-line', map.getContainer());
  for (const text of labels) L.DomUtil.create('span', '', line).textContent = text;
  const range = L.DomUtil.create('input', 'atlas-swipe', map.getContainer());
  Object.assign(range, { type: 'range', min: 0, max: 100, step: 1, value: 50 });
  range.setAttribute('aria-label', label);
  L.DomEvent.disableClickPropagation(range);
  L.DomEvent.on(range, 'keydown', L.DomEvent.stopPropagation);
  const cut = () => {
    const size = map.getSize();
    const x = THUMB_PX / 2 + (size.x - THUMB_PX) * Number(range.value) / 100;
    const [start, end] = [L.point(0, 0), size].map(point => map.containerPointToLayerPoint(point));
    line.style.left = `${x}px`;
    cuts(start, end, x).forEach((clip, n) => { panes[n].style.clipPath = clip; });
  };
  range.addEventListener('input', cut);
  map.on('move zoom zoomend moveend resize viewreset', cut);
  cut();
}

/**
 * @param {import('leaflet').Map} map
 * @param {string} id
 */
function find(map, id) {
  /** @type {any} */
  let found = null;
  map.eachLayer(layer => {
    const one = /** @type {any} */ (layer);
    if (one.feature?.properties?.feature_id === id && one.getLatLngs) found = one;
  });
  return found;
}

/**
 * @param {import('leaflet').Map} map
 * @param {any} outline
 * @param {import('leaflet').PathOptions} paint
 * @param {string} name
 */
function fill(map, outline, paint, name) {
  const pane = map.createPane(name);
  pane.style.zIndex = '405';
  pane.style.pointerEvents = 'none';
  const renderer = L.svg({ pane: name, padding: 1 });
  L.geoJSON(outline.toGeoJSON(), { pane: name, interactive: false, style: { ...paint, renderer } }).addTo(map);
  return pane;
}
