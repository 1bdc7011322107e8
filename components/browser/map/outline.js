// Draws the outline that the page sends; its handle can be dragged. A drag ends in two options
// of the page, the same that its sliders set.

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
  const control = resetControl(reset, () => home.forEach(([name, value]) => post(name, value)));
  const style = { color: colour, weight: 3, dashArray: '6 5', fillColor: colour, fillOpacity: 0.12, interactive: false };
  hear('shape', told => {
    layer.clearLayers();
    control.remove();
    const { rings, centre, east = 0, north = 0, limit = 0, step = 1, text } = told;
    if (!rings.length || !centre) return;
    control.addTo(map);
    const shape = L.polygon(rings, style).addTo(layer);
    const icon = L.divIcon({ className: '', iconSize: [34, 34], iconAnchor: [17, 17], html: handle });
    const grip = L.marker(centre, {
      icon, draggable: true, title: text, alt: text, keyboard: false, zIndexOffset: 2000,
    }).addTo(layer);
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

/**
 * @param {string} title
 * @param {() => void} act
 */
function resetControl(title, act) {
  const control = new L.Control({ position: 'topleft' });
  control.onAdd = () => {
    const bar = L.DomUtil.create('div', 'leaflet-bar'), back = L.DomUtil.create('a', '', bar);
    back.href = '#';
    back.textContent = '↺';
    back.title = title;
    back.setAttribute('role', 'button');
    back.setAttribute('aria-label', title);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.on(back, 'click', event => {
      L.DomEvent.preventDefault(event);
      act();
    });
    return bar;
  };
  return control;
}
