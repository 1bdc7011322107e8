// The enterprises on the map: asks the page for those in view, and draws the answer as points or
// cells, whenever the map is moved or the selection changes.

import { hovers } from './near.js';
import { depths, ring } from './rings.js';
import { atlas, hear, open, tell } from './state.js';
import { linesOf } from './tips.js';

/**
 * @param {import('leaflet').FeatureGroup} layer  Empty.
 * @param {{step: number, colour: string, outline: string, origin: string}} told
 */
export function tenants(layer, { step, colour, outline, origin }) {
  const map = /** @type {import('leaflet').Map} */ (atlas.map);
  map.createPane('atlas-tenants');
  const renderer = L.canvas({ pane: 'atlas-tenants', padding: 0.2 });
  const [legend, said] = legendOf(origin);
  let drawn = '';
  /** @type {import('leaflet').Path[]} */
  let shapes = [];
  /** What can be hovered. @type {{at: [number, number], lines: () => HTMLElement}[]} */
  let points = [];
  const ask = () => {
    if (!map.hasLayer(layer)) return;
    const box = map.getBounds();
    tell('post', ['window', [box.getSouth(), box.getWest(), box.getNorth(), box.getEast(), map.getZoom()].join(',')]);
  };
  const radius = () => Math.min(Math.max(map.getZoom() - 9.2, 1.6), 5);
  map.on('zoomend', () => shapes.forEach(shape => {
    if (shape instanceof L.CircleMarker) shape.setRadius(radius());
  }));
  /** @param {import('../types').Places} places */
  const draw = ({ key, form, text, values = [], shapes: rings = [], groups = [], names = [], colours = [], labels = [] }) => {
    const areCells = form === 'cells';
    if (key !== drawn) {
      layer.clearLayers();
      shapes = rings.map(steps => areCells
        ? L.polygon(ring(steps, step), { renderer, interactive: false, stroke: false })
        : L.circleMarker(ring(steps, step)[0], { renderer, interactive: false, radius: radius(), weight: 0.8, color: outline }));
      for (const shape of shapes) layer.addLayer(shape);
      drawn = key;
    }
    depths(values, areCells).forEach((fillOpacity, n) => {
      shapes[n]?.setStyle({ fillColor: colours[groups[n]] ?? colour, fillOpacity, opacity: fillOpacity && 1 });
    });
    points = areCells ? [] : rings.flatMap((steps, n) => (values[n] ? [{
      at: ring(steps, step)[0], lines: () => linesOf([names[n], labels[groups[n]]].filter(Boolean).join('\n')),
    }] : []));
    if (!map.hasLayer(layer)) return;
    legend.addTo(map);
    said.textContent = text ?? '';
  };
  hear('places', draw);
  hovers(map, () => (map.hasLayer(layer) ? points : []));
  map.on('moveend', ask);
  layer.on('add', ask);
  layer.on('remove', () => {
    legend.remove();
    tell('post', ['window', '']);
  });
  ask();
}

/**
 * The legend, and the text in it.
 * @param {string} origin  Name of the button that opens where they come from.
 * @returns {[import('leaflet').Control, HTMLElement]}
 */
function legendOf(origin) {
  const box = L.DomUtil.create('div', 'atlas-places'), said = L.DomUtil.create('span', '', box);
  said.setAttribute('role', 'status');
  const button = L.DomUtil.create('button', 'atlas-info', box);
  button.textContent = 'ⓘ';
  button.setAttribute('aria-label', origin);
  button.onclick = () => open('origin-tenants', button);
  L.DomEvent.disableClickPropagation(box);
  const legend = new L.Control({ position: 'bottomleft' });
  legend.onAdd = () => box;
  return [legend, said];
}
