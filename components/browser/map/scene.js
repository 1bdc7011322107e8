// What the presentation adds to the map: it flies from scene to scene and never stands alone.
// Keys that the map is given belong to the presentation.

import { atlas, hear, page, tell } from './state.js';
import { framed } from './view.js';
import { widen } from './widen.js';

// Letters are as large as their zones, but no smaller than can be read from afar; zones that are
// much smaller have none.
const LETTER_PX = 12, LEAST_PX = 10;

// How long a flight lasts, and one from above, after which the shapes come; all within 1.2 seconds.
const SECONDS = 1.1, DOWN_SECONDS = 0.8, WIDEN_MS = { wait: 150, last: 1000 };

/**
 * @param {import('leaflet').Map} map
 * @param {{css: string, park: string, schematic: string, meantFor: [number, number], above: [number, number, number],
 *   widens: import('leaflet').PolylineOptions}} told  `meantFor`: the size of the map for which the zoom of
 *   a scene is meant; `above`: where a descent begins.
 */
export function scene(map, { css, park, schematic, meantFor, above, widens }) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  L.DomUtil.create('style', '', document.head).textContent = css;
  map.keyboard.disable();
  atlas.scrolls = false;
  // A step of the zoom that is still on its way would end over the next scene.
  /** @type {any} */ (map)._zoomAnimated = false;
  Object.assign(map.options, { zoomSnap: 0, minZoom: 7 });
  map.invalidateSize({ animate: false });
  const { legend, sign } = legendOn(map, schematic);
  namePark(map, park);
  /** @type {AtlasEvents['scene'] | null} */
  let shown = null;
  /** What the map was told, and where it went so that this is seen. */
  let stands = { told: [0, 0, 0], place: L.latLng(0, 0), zoom: 0 };
  // What the map would have to be told for what it shows now: the story editor asks for it.
  map.on('moveend', () => {
    const { told: [lat, lon, zoom], place, zoom: drawn } = stands, now = map.getZoom();
    const by = map.project(place, now).subtract(map.project(L.latLng(lat, lon), now));
    const { lat: y, lng: x } = map.unproject(map.project(map.getCenter(), now).subtract(by), now);
    tell('seen', [y, x, now - drawn + zoom]);
  });
  let halt = () => {};
  /** @param {boolean} enters */
  const look = enters => {
    if (!shown) return;
    let [lat, lon, zoom] = shown.view, place = L.latLng(lat, lon);
    const box = map.getContainer(), cover = shown.cover ?? [0, 0], size = map.getSize();
    box.style.setProperty('--left', `${cover[0] * size.x}px`);
    if (!shown.left) {
      const { by, x, y } = framed(size, cover, meantFor);
      zoom += by;
      place = map.unproject(map.project(place, zoom).subtract([x, y]), zoom);
    }
    stands = { told: shown.view, place, zoom };
    const descends = enters && shown.motion === 'descend' && !calm.matches;
    if (descends) descend(map, above, place, zoom);
    else if (shown.still || calm.matches) map.setView(place, zoom, { animate: false });
    else map.flyTo(place, zoom, { duration: SECONDS });
  };
  hear('scene', told => {
    shown = told;
    halt();
    const { layers, phases = [] } = told;
    const widening = phases.length > 1 && !calm.matches && told.motion === 'open';
    const last = phases[phases.length - 1];
    switchLayers(map, widening ? layers.filter(name => name !== last) : layers);
    legend.innerHTML = Object.entries(atlas.groups).filter(([name]) => layers.includes(name))
      .map(([, { label }]) => `<div>${label}</div>`).join('');
    sign.hidden = !layers.length;
    look(true);
    if (widening) {
      const { layer } = atlas.groups[last];
      halt = widen(map, [atlas.groups[phases[0]].layer, layer], {
        style: widens, ...WIDEN_MS, end: () => map.addLayer(layer) });
    }
  });
  hear('legend', isOpen => {
    legend.hidden = !isOpen;
    sign.setAttribute('aria-expanded', String(isOpen));
  });
  map.on('resize', () => look(false));
  window.addEventListener('keydown', passOn);
  window.addEventListener('pointermove', () => page().dispatchEvent(new Event('pointermove')), { passive: true });
  tell('hello');
}

/**
 * Shows the layers that are wanted, and no other.
 * @param {import('leaflet').Map} map
 * @param {string[]} wanted
 */
export function switchLayers(map, wanted) {
  for (const [name, { layer }] of Object.entries(atlas.groups)) {
    if (wanted.includes(name)) map.addLayer(layer);
    else map.removeLayer(layer);
  }
}

/**
 * Comes down from above; the shapes, which Leaflet would stretch on the way, come at its end.
 * @param {import('leaflet').Map} map
 * @param {[number, number, number]} above
 * @param {import('leaflet').LatLng} place
 * @param {number} zoom
 */
function descend(map, [lat, lon, far], place, zoom) {
  const box = map.getContainer();
  box.classList.add('atlas-flying');
  map.setView([lat, lon], far, { animate: false });
  map.flyTo(place, zoom, { duration: DOWN_SECONDS });
  map.once('moveend', () => box.classList.remove('atlas-flying'));
}

/**
 * A sign that the shapes are schematic; behind it, the legend.
 * @param {import('leaflet').Map} map
 * @param {string} schematic
 */
function legendOn(map, schematic) {
  const control = new L.Control({ position: 'bottomleft' });
  const box = L.DomUtil.create('div', 'atlas-scene-key'), legend = L.DomUtil.create('div', 'atlas-scene-legend', box);
  const sign = L.DomUtil.create('button', 'atlas-scene-sign', box);
  sign.textContent = `▨ ${schematic}`;
  legend.hidden = true;
  sign.onclick = () => page().body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true }));
  control.onAdd = () => box;
  control.addTo(map);
  return { legend, sign };
}

/**
 * Where the zones are too small for their letters, the park has one name.
 * @param {import('leaflet').Map} map
 * @param {string} html
 */
function namePark(map, html) {
  const zones = L.featureGroup(Object.values(atlas.layers)), box = map.getContainer();
  const icon = L.divIcon({ className: 'atlas-scene-park', iconSize: [0, 0], html });
  const sign = zones.getLayers().length
    ? L.marker(zones.getBounds().getCenter(), { icon, interactive: false, keyboard: false }) : null;
  const nameFar = () => {
    const narrowest = Math.min(...Object.values(atlas.layers).map(zone => widthOf(map, zone)));
    const isTiny = narrowest < LEAST_PX;
    box.classList.toggle('atlas-tiny', isTiny);
    box.style.setProperty('--letter', `${Math.max(LETTER_PX, narrowest)}px`);
    if (!sign) return;
    if (isTiny && map.hasLayer(atlas.groups.zones.layer)) sign.addTo(map);
    else sign.remove();
  };
  map.on('zoomend', nameFar);
  map.on('layeradd layerremove', event => {
    if (/** @type {import('leaflet').LayerEvent} */ (event).layer !== sign) nameFar();
  });
}

/**
 * How wide or high a zone is on the screen, whichever is less.
 * @param {import('leaflet').Map} map
 * @param {any} zone
 */
function widthOf(map, zone) {
  const bounds = zone.getBounds();
  const [one, other] = [bounds.getNorthWest(), bounds.getSouthEast()].map(place => map.project(place));
  return Math.min(other.x - one.x, other.y - one.y);
}

/** @param {KeyboardEvent} event */
function passOn(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  const told = new KeyboardEvent('keydown', {
    key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, bubbles: true, cancelable: true,
  });
  if (!page().body.dispatchEvent(told)) event.preventDefault();
}
