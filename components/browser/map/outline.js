// Draws the outline that the page sends; its handle can be dragged. A drag ends in two options
// of the page, the same that its sliders set.

import { mapButton } from './button.js';
import { dragged } from './shift.js';
import { hear, tell } from './state.js';

/**
 * @param {import('leaflet').Map} map
 * @param {{names: {east: string, north: string}, home: [string, string][], reset: string, colour: string,
 *   handle: string}} told
 */
export function outline(map, { names, home, reset, colour, handle }) {
  const layer = L.layerGroup().addTo(map);
  const post = (/** @type {string} */ name, /** @type {string} */ value) => tell('post', ['option', `${name}:${value}`]);
  const act = () => home.forEach(([name, value]) => post(name, value));
  const control = mapButton({ sign: '↺', title: reset, position: 'topleft', act });
  const style = { color: colour, weight: 3, dashArray: '6 5', fillColor: colour, fillOpacity: 0.12, interactive: false };
  hear('shape', told => {
    layer.clearLayers();
    control.remove();
    const { rings, centre, east = 0, north = 0, limit = 0, step = 1, text } = told;
    if (!rings.length || !centre) return;
    control.addTo(map);
    const shape = L.polygon(rings, style).addTo(layer);
    const icon = L.divIcon({ className: 'atlas-grip', iconSize: [34, 34], iconAnchor: [17, 17], html: handle });
    const grip = L.marker(centre, {
      icon, draggable: true, title: text, alt: text, keyboard: false, zIndexOffset: 2000,
    }).addTo(layer);
    map.fire('atlas:apart');
    const by = () => {
      const { lat, lng } = grip.getLatLng();
      return [lat - centre[0], lng - centre[1]];
    };
    grip.on('drag', () => {
      const [lat, lng] = by();
      shape.setLatLngs(rings.map(ring => ring.map(([y, x]) => L.latLng(y + lat, x + lng))));
    });
    grip.on('dragend', () => {
      const now = dragged({ centre, east, north, limit, step }, by());
      post(names.east, now.east);
      post(names.north, now.north);
    });
  });
  tell('hello');
}
