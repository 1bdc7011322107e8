// Tiles of a basemap that do not come: the map says so, and shows the ground that needs no network.

import { atlas } from './state.js';

const PATIENCE_MS = 6000; // a network that answers nothing reports no error either

/**
 * To be called before the basemaps are there.
 * @param {import('leaflet').Map} map
 * @param {string} text
 */
export function watchTiles(map, text) {
  /** @type {WeakSet<import('leaflet').Layer>} */
  const watched = new WeakSet();
  map.on('layeradd', ({ layer }) => {
    if (!(layer instanceof L.TileLayer) || watched.has(layer)) return;
    watched.add(layer);
    watch(map, layer, text);
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
  let isWhole = true; // of what was asked for at the last move of the map
  const fails = () => {
    isWhole = false;
    if (notice) return;
    notice = say(map, text);
    showOwn(map);
  };
  const begins = () => {
    isWhole = true;
    clearTimeout(timer);
    timer = setTimeout(fails, PATIENCE_MS);
  };
  layer.on('loading', begins);
  if (layer.isLoading()) begins();
  layer.on('tileload', () => clearTimeout(timer));
  layer.on('tileerror', fails);
  layer.on('remove', () => {
    clearTimeout(timer);
    notice?.remove();
    notice = null;
  });
  layer.on('load', () => {
    clearTimeout(timer);
    if (!isWhole) return;
    notice?.remove(); // the network is back
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
