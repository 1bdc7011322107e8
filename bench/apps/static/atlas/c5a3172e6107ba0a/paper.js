// Before a page is printed: the words of its foot, and the map laid out at the width of a sheet.
// The rest is the style sheet's (paper.css).

import { MAP_FRAME } from './insides.js';

const root = document.documentElement;
const quoted = (/** @type {string} */ text) => JSON.stringify(text); // as CSS writes it, too
const frame = () => /** @type {HTMLIFrameElement | null} */ (
  document.querySelector(MAP_FRAME))?.contentWindow;
/**
 * The view of the map on the screen.
 * @type {{centre: import('leaflet').LatLng, zoom: number, size: import('leaflet').Point, snap?: number} | null}
 */
let was = null;

/** Where the view can be seen again: its address, with the panel that is printed. */
function link() {
  const address = new URL(location.href);
  /** @type {HTMLElement | null} */
  const panel = document.querySelector('.atlas-panel[open]');
  const open = panel?.dataset.id;
  if (open) address.searchParams.set('open', open);
  return String(address);
}

/** @param {import('./types').Paper} paper */
function foot({ lines, printed }) {
  const today = new Date().toLocaleDateString(root.lang === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric', month: 'short', day: 'numeric',
  });
  const texts = [lines.join(' · '), `${decodeURI(link())} · ${printed.replace('{date}', today)}`];
  return texts.map(quoted).join('"\\A "');
}

/**
 * Gives page and map their sizes on paper, or those of the screen again.
 * @param {import('leaflet').Map} map
 * @param {boolean} onPaper
 */
function lay(map, onPaper) {
  for (const page of [root, map.getContainer().ownerDocument.documentElement]) {
    page.classList.toggle('atlas-paper', onPaper);
  }
  map.options.zoomSnap = onPaper ? 0 : was?.snap; // so that it can show exactly what it showed
  map.invalidateSize({ animate: false });
}

window.addEventListener('beforeprint', () => {
  const paper = window.atlas.answer()?.blocks.paper;
  if (paper?.kind !== 'paper') return; // nothing is drawn yet
  root.style.setProperty('--paper-foot', foot(paper));
  const map = frame()?.map;
  if (!map || was) return;
  was = { centre: map.getCenter(), zoom: map.getZoom(), size: map.getSize(), snap: map.options.zoomSnap };
  lay(map, true);
  const { x, y } = map.getSize();
  map.setView(was.centre, was.zoom + Math.log2(Math.min(x / was.size.x, y / was.size.y)), { animate: false });
});

window.addEventListener('afterprint', () => {
  const map = frame()?.map;
  if (!map || !was) return;
  lay(map, false);
  map.setView(was.centre, was.zoom, { animate: false });
  was = null;
});
