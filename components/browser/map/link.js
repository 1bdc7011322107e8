// The link between the map and the page that it stands on: clicks out, the selection in.
//
// streamlit-folium holds back every event of a map for 250 ms and sends a map again with each
// rerun. So the map talks to the page by events of the browser, and the page's link (../link.js)
// to the server; the map itself stays as it is.

import { opensSearch } from '../find_keys.js';
import { EMBEDDED } from '../insides.js';
import { mapButton } from './button.js';
import { middles } from './marks.js';
import { paint, stop } from './shapes.js';
import { atlas, hear, page, tell } from './state.js';
import { watchTiles } from './tiles.js';
import { framed, jumps } from './view.js';

/** The size of the map that the view of a park is meant for: what matters of it lies in that. @type {[number, number]} */
const FILLED = [600, 580];

/** From afar letters of zones stand where no two are nearer than this, in pixels. */
const APART = 16;

/**
 * @param {import('leaflet').Map} map
 * @param {import('../types').MapTold} told
 */
export function link(map, { styles, basemap, words, tileError, narrowView }) {
  Object.assign(atlas, { map, styles });
  hear('chosen', zones => {
    atlas.now = new Set(zones);
    paint();
  });
  hear('closed', () => {
    atlas.opener?.focus({ preventScroll: true });
    atlas.opener = null;
  });
  const place = () => {
    if (atlas.isFlying) return;
    const { lat, lng } = map.getCenter();
    tell('view', [lat, lng, map.getZoom()]);
  };
  const shown = () => tell('layers', Object.keys(atlas.groups).filter(name => map.hasLayer(atlas.groups[name].layer)));
  map.on('moveend', place);
  map.on('overlayadd overlayremove', shown);
  tell('basemap', basemap);
  tell('hello');
  // Once the whole script of the map has run, and so all layers are there.
  setTimeout(() => {
    place();
    shown();
    nameControls(words.controls);
  });
  speak(map, words);
  if (window.frameElement) passKeys();
  map.attributionControl.setPrefix('Leaflet');
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) jumps(map);
  followZoom(map);
  const left = window.frameElement && window.parent.atlas?.left(basemap);
  if (window.frameElement && page().querySelector(EMBEDDED)) fillsFrame(map, !left);
  else if (narrowView && (window.innerWidth < 480 || window.innerHeight < 420)) {
    const [lat, lon, zoom] = narrowView;
    map.setView([lat, lon], window.innerHeight < 200 ? zoom - 1 : zoom, { animate: false });
  }
  L.control.scale({ imperial: false }).addTo(map);
  goesHome(map, words.home);
  if (left) map.setView([left[0], left[1]], left[2], { animate: false });
  leavesWheel(map, words.wheel);
  map.on('baselayerchange', ({ name }) => {
    place();
    keep(name);
    tell('post', ['basemap', name]);
  });
  watchTiles(map, tileError);
}

/**
 * The browser keeps what was chosen last. A cookie: the server must know it before it draws.
 * @param {string} basemap
 */
function keep(basemap) {
  const { pathname } = new URL('.', page().baseURI);
  document.cookie = `atlas-basemap=${encodeURIComponent(basemap)}; path=${pathname}; max-age=31536000; samesite=lax`;
}

/**
 * The view that the map opens with can be had back: by its own button, and where all is reset.
 * @param {import('leaflet').Map} map
 * @param {string} title
 */
function goesHome(map, title) {
  atlas.home = { place: map.getCenter(), zoom: map.getZoom() };
  const act = () => {
    if (!atlas.home) return;
    // Leaflet forgets a view that it is given while it zooms.
    if (map.getPane('mapPane')?.classList.contains('leaflet-zoom-anim')) map.once('zoomend', act);
    else map.setView(atlas.home.place, atlas.home.zoom);
  };
  mapButton({ sign: '⌂', title, position: 'bottomright', act }).addTo(map);
  hear('home', act);
}

/**
 * In a frame of any size a map shows what it shows on its page, until somebody moves it: what stands
 * below it comes later and takes some of its height.
 * @param {import('leaflet').Map} map
 * @param {boolean} follows  Whether it fills the frame whatever that becomes.
 */
function fillsFrame(map, follows) {
  const place = map.getCenter(), meant = map.getZoom();
  map.options.zoomSnap = 0;
  const fit = () => {
    const zoom = meant + framed(map.getSize(), [0, 0], FILLED).by;
    atlas.home = { place, zoom };
    map.setView(place, zoom, { animate: false });
  };
  fit();
  if (!follows) return;
  map.on('resize', fit);
  for (const moved of ['pointerdown', 'keydown', 'wheel']) {
    map.getContainer().addEventListener(moved, () => map.off('resize', fit), { once: true, passive: true });
  }
}

/**
 * The wheel scrolls the page that the map stands on, and zooms the map with Ctrl (as a pinch on a
 * trackpad says) or ⌘, which is said for a moment. A map that fills the screen takes it for itself.
 * @param {import('leaflet').Map} map
 * @param {string} said
 */
function leavesWheel(map, said) {
  const notice = L.DomUtil.create('p', 'atlas-wheel', map.getContainer());
  notice.textContent = said;
  notice.setAttribute('aria-hidden', 'true'); // who hears the page has no wheel
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  map.getContainer().addEventListener('wheel', event => {
    if (!atlas.scrolls || event.ctrlKey || event.metaKey) {
      notice.classList.remove('atlas-wheel-on');
      return;
    }
    event.stopPropagation();
    if (/** @type {Element} */ (event.target).closest('.leaflet-control')) return;
    notice.classList.add('atlas-wheel-on');
    clearTimeout(timer);
    timer = setTimeout(() => notice.classList.remove('atlas-wheel-on'), 1200);
  }, { capture: true, passive: true });
}

/** @param {Record<string, string>} controls */
function nameControls(controls) {
  for (const [css, text] of Object.entries(controls)) {
    const control = document.querySelector(`.leaflet-control-${css}`);
    for (const name of ['title', 'aria-label']) control?.setAttribute(name, text);
  }
}

/**
 * Says to who uses the keyboard what the map is, what its keys do, and how to pass it.
 * @param {import('leaflet').Map} map
 * @param {import('../types').MapWords} words
 */
function speak(map, words) {
  const box = map.getContainer(), frame = window.frameElement;
  const keys = L.DomUtil.create('p', 'atlas-keys', box);
  keys.id = 'atlas-keys';
  keys.textContent = words.keys;
  box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
  if (!frame) return; // a hand-out has the map in its own page
  document.documentElement.lang = words.lang;
  frame.setAttribute('aria-label', words.map);
  const skip = document.createElement('button');
  skip.className = 'atlas-skip';
  skip.textContent = words.skip;
  document.body.prepend(skip);
  const stops = 'a[href], button:enabled, input, select, [tabindex="0"]';
  skip.onclick = () => [.../** @type {NodeListOf<HTMLElement>} */ (page().querySelectorAll(stops))].find(one => (
    one.offsetParent && frame.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING))?.focus();
}

/** Keys of the page that are pressed on the map; a stage has those of its own (scene.js). */
function passKeys() {
  document.addEventListener('keydown', event => {
    if (!atlas.scrolls || event.defaultPrevented) return;
    if (event.key === 'Escape') window.parent.atlas?.closePanel();
    if (!opensSearch(event)) return;
    event.preventDefault();
    tell('find');
  });
}

/** @param {import('leaflet').Point[]} places */
const areClose = places =>
  places.some((one, at) => places.slice(at + 1).some(other => one.distanceTo(other) < APART));

/** @param {import('leaflet').Map} map */
function followZoom(map) {
  const far = () => {
    const zoom = map.getZoom();
    map.getContainer().classList.toggle('atlas-afar', zoom < 11);
    map.getContainer().classList.toggle('atlas-close', zoom < 11 && areClose(middles(map)));
    map.getContainer().classList.toggle('atlas-far', zoom < 12);
    map.getContainer().classList.toggle('atlas-small', zoom < 13);
    stop('sign'); // which are hidden when the zoom is small
  };
  map.on('zoomend', far);
  far();
}
