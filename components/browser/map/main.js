// What a map's script may call. Served as one script, since the frame of streamlit-folium loads
// no modules, and put into the HTML hand-out as it is.

import { deck } from './deck.js';
import { drawing } from './drawing.js';
import { fly } from './fly.js';
import { ground } from './ground.js';
import { key, plan } from './key.js';
import { link } from './link.js';
import { marks } from './marks.js';
import { outline } from './outline.js';
import { scene } from './scene.js';
import { shades } from './shades.js';
import { base, named, opens, zones } from './shapes.js';
import { atlas } from './state.js';
import { swipe } from './swipe.js';
import { tenants } from './tenants.js';
import { touch } from './touch.js';

/** @typedef {import('leaflet').Map} LeafletMap */

const functions = {
  base, deck, drawing, fly, ground, key, link, marks, named, opens, outline, plan, scene, shades, swipe, tenants, touch, zones,
  /** Whether a map may move by itself. */
  moves: () => !matchMedia('(prefers-reduced-motion: reduce)').matches,
  /** @param {LeafletMap} map @param {[number, number, number]} view */
  look: (map, [lat, lon, zoom]) => map.setView([lat, lon], zoom),
  /** Tells Leaflet where its icons lie; its style sheet, which says so, comes too late.
   * @param {LeafletMap} _ @param {string} url */
  icons: (_, url) => { L.Icon.Default.imagePath = url; },
  /** Buttons that zoom, named in the reader's language.
   * @param {LeafletMap} map @param {import('leaflet').Control.ZoomOptions} titles */
  zoom: (map, titles) => L.control.zoom(titles).addTo(map),
};

Object.assign(window, { atlas, atlasMap: functions });
