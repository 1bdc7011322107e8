// What the presentation adds to the map: it flies from scene to scene and never stands alone.
// Keys that the map is given belong to the presentation.

import { atlas, hear, page, tell } from './state.js';
import { zoomBy } from './view.js';

// Letters are as large as their zones, but no smaller than can be read from afar; zones that are
// much smaller have none.
const LETTER_PX = 12, LEAST_PX = 10;

/**
 * @param {import('leaflet').Map} map
 * @param {{css: string, park: string, meantFor: [number, number]}} told  `meantFor`: the size
 *   of the map for which the zoom of a scene is meant.
 */
export function scene(map, { css, park, meantFor }) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  L.DomUtil.create('style', '', document.head).textContent = css;
  map.keyboard.disable();
  atlas.scrolls = false;
  // A step of the zoom that is still on its way would end over the next scene.
  /** @type {any} */ (map)._zoomAnimated = false;
  Object.assign(map.options, { zoomSnap: 0, minZoom: 7 });
  map.invalidateSize({ animate: false });
  const box = legendOn(map);
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
  const look = () => {
    if (!shown) return;
    // Until Leaflet's style sheet is there, the legend lies anywhere.
    if (getComputedStyle(/** @type {Element} */ (box.parentElement)).position !== 'absolute') {
      requestAnimationFrame(look);
    }
    let [lat, lon, zoom] = shown.view, place = L.latLng(lat, lon);
    if (!shown.left) {
      // The legend lies over the lower edge; the scene is shown above it.
      const size = map.getSize(), sign = box.getBoundingClientRect();
      const under = sign.height && Math.max(0, size.y - sign.top);
      zoom += zoomBy(size, under, meantFor);
      place = map.unproject(map.project(place, zoom).add([0, under / 2]), zoom);
    }
    stands = { told: shown.view, place, zoom };
    if (shown.still || calm.matches) map.setView(place, zoom, { animate: false });
    else map.flyTo(place, zoom, { duration: 1.2 });
  };
  hear('scene', told => {
    shown = told;
    switchLayers(map, told.layers);
    box.innerHTML = Object.entries(atlas.groups).filter(([name]) => told.layers.includes(name))
      .map(([, { label }]) => `<div>${label}</div>`).join('');
    look();
  });
  map.on('resize', look);
  window.addEventListener('keydown', passOn);
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

/** @param {import('leaflet').Map} map */
function legendOn(map) {
  const legend = new L.Control({ position: 'bottomleft' });
  const box = L.DomUtil.create('div', 'atlas-scene-legend');
  legend.onAdd = () => box;
  legend.addTo(map);
  return box;
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
