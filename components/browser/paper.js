// Before a page is printed: the words of its foot, and the map laid out at the width of a sheet.
// The rest is the style sheet's (paper.css).

import { MAP_FRAME } from './insides.js';

const root = document.documentElement;
const quoted = text => JSON.stringify(text); // as CSS writes it, too
const frame = () => document.querySelector(MAP_FRAME)?.contentWindow;
const was = {}; // the view of the map on the screen

/** Where the view can be seen again: its address, with the panel that is printed. */
function link() {
  const address = new URL(location.href), open = document.querySelector('.atlas-panel[open]')?.dataset.id;
  if (open) address.searchParams.set('open', open);
  return String(address);
}

function foot() {
  const { lines, printed } = window.atlas.answer().blocks.paper;
  const today = new Date().toLocaleDateString(root.lang === 'en' ? 'en-GB' : 'zh-CN', {
    year: 'numeric', month: 'short', day: 'numeric',
  });
  const texts = [lines.join(' · '), `${decodeURI(link())} · ${printed.replace('{date}', today)}`];
  return texts.map(quoted).join('"\\A "');
}

/** Gives page and map their sizes on paper, or those of the screen again. */
function lay(map, onPaper) {
  for (const page of [root, frame().document.documentElement]) page.classList.toggle('atlas-paper', onPaper);
  map.options.zoomSnap = onPaper ? 0 : was.snap; // so that it can show exactly what it showed
  map.invalidateSize({ animate: false });
}

window.addEventListener('beforeprint', () => {
  if (!window.atlas.answer()?.blocks.paper) return; // nothing is drawn yet
  root.style.setProperty('--paper-foot', foot());
  const map = frame()?.map;
  if (!map || was.size) return;
  Object.assign(was, {
    centre: map.getCenter(), zoom: map.getZoom(), size: map.getSize(), snap: map.options.zoomSnap,
  });
  lay(map, true);
  const { x, y } = map.getSize();
  map.setView(was.centre, was.zoom + Math.log2(Math.min(x / was.size.x, y / was.size.y)), { animate: false });
});

window.addEventListener('afterprint', () => {
  const map = frame()?.map;
  if (!map || !was.size) return;
  lay(map, false);
  map.setView(was.centre, was.zoom, { animate: false });
  delete was.size;
});
