// Tiles of a basemap that do not come: the map says so, and shows the ground that needs no network.

import { atlas } from './state.js';

const PATIENCE_MS = 6000; // a network that answers nothing reports no error either

/**
 * @param {import('leaflet').Map} map
 * @param {string} text
 */
export function watchTiles(map, text) {
  map.eachLayer(layer => {
    if (layer instanceof L.TileLayer) watch(map, layer, text);
  });
}

/**
 * @param {import('leaflet').Map} map
 * @param {import('leaflet').TileLayer} layer
 * @param {string} text
 */
function watch(map, layer, text) {
  /** @type {L.Control | null} */
  let notice = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const fails = () => {
    if (notice) return;
    notice = say(map, text);
    showOwn(map);
  };
  const begins = () => {
    clearTimeout(timer);
    timer = setTimeout(fails, PATIENCE_MS);
  };
  layer.on('loading', begins);
  if (layer.isLoading()) begins();
  layer.on('tileload', () => clearTimeout(timer));
  layer.on('tileerror', fails);
  // All that was asked for is here: the network is back.
  layer.on('load', () => {
    clearTimeout(timer);
    if (![.../** @type {HTMLElement} */ (layer.getContainer()).querySelectorAll('img')].some(one => one.naturalWidth)) return;
    notice?.remove();
    notice = null;
  });
}

/** @param {import('leaflet').Map} map */
function showOwn(map) {
  const own = atlas.bases.plain?.layer;
  if (!own || map.hasLayer(own)) return;
  map.addLayer(own);
  /** @type {import('leaflet').FeatureGroup} */ (own).bringToBack();
}

/**
 * @param {import('leaflet').Map} map
 * @param {string} text
 */
function say(map, text) {
  const notice = new L.Control({ position: 'bottomleft' });
  notice.onAdd = () => {
    const message = L.DomUtil.create('div', 'atlas-tile-error');
    message.setAttribute('role', 'status');
    message.textContent = text;
    return message;
  };
  return notice.addTo(map);
}
