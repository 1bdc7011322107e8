// Districts that something is said to lie in: a shade over the whole of each, since no source says
// where in it.

import { named, opens } from './shapes.js';
import { atlas } from './state.js';

const FAR = 11;

/**
 * @param {import('leaflet').Map} map
 * @param {{key: string, label: string, colour: string, own: string,
 *   areas: {shape: any, name: string, district: string, tip: string, panel: string, isOwn: boolean}[]}} told
 */
export function shades(map, { key, label, colour, own, areas }) {
  const group = L.featureGroup();
  for (const { shape, name, district, tip, panel, isOwn } of areas) {
    const fill = isOwn ? own : colour;
    const layer = L.geoJSON(shape, { style: { color: fill, weight: 1.5, fillColor: fill, fillOpacity: 0.28 } });
    const text = L.DomUtil.create('span');
    text.textContent = tip;
    layer.bindTooltip(text, { sticky: true });
    if (panel) opens(layer, { panel, label: tip });
    const icon = L.divIcon({ className: 'atlas-shade', iconSize: [0, 0] });
    const middle = layer.getBounds().getCenter();
    const sign = L.marker(middle, { icon, interactive: false, keyboard: false });
    sign.on('add', () => {
      const box = /** @type {HTMLElement} */ (sign.getElement());
      const said = Object.assign(document.createElement('span'), { textContent: name });
      said.append(Object.assign(document.createElement('small'), { textContent: district }));
      box.replaceChildren(said);
    });
    group.addLayer(layer);
    if (name) group.addLayer(sign);
  }
  named(group, { key, label, short: label });
  group.addTo(map);
  if (map.getZoom() < FAR) return; // the reader looks at the region already
  map.fitBounds(group.getBounds(), { animate: false, padding: [12, 12] });
  atlas.home = { place: map.getCenter(), zoom: map.getZoom() };
}
