// The key of the map, in its corner: what its layers and signs stand for, and which are shown. It
// opens and shuts, and never covers more than a small part of the map. Basemaps have a button of
// their own.

import { signOf } from './signs.js';
import { atlas, tell, whenStyled } from './state.js';

const MOST = 0.15; // of the map
const KEPT = 'atlas-key';

/**
 * @typedef {{hidden: string[], shown: string[], off: string[], quiet: boolean}} Plan
 * @typedef {{key: string, bases: string, note: string}} KeyWords
 */

/** What is kept for the visit or for good, if anything can be. */
const kept = {
  /** @param {'localStorage' | 'sessionStorage'} storage @param {string} name */
  read: (storage, name) => {
    try { return window[storage].getItem(name); } catch { return null; } // so much as to name it may throw
  },
  /** @param {'localStorage' | 'sessionStorage'} storage @param {string} name @param {string} text */
  write: (storage, name, text) => {
    try { window[storage].setItem(name, text); } catch { /* as in some private windows */ }
  },
};

/** The reader's own choice of layers, by page: a map that is drawn anew keeps it. */
const place = () => `${KEPT}:${window.parent.location.pathname}`;
/** @returns {Record<string, boolean>} */
const own = () => JSON.parse(kept.read('sessionStorage', place()) ?? '{}');

/**
 * Makes the map that of a page.
 * @param {import('leaflet').Map} map
 * @param {Plan} told
 */
export function plan(map, told) {
  atlas.plan = told;
  map.getContainer().classList.toggle('atlas-quiet', told.quiet);
  settle(map);
  map.fire('atlas:key');
}

/** @param {import('leaflet').Map} map */
function settle(map) {
  if (!atlas.plan) return; // a stage or a hand-out says itself what it shows
  const { hidden, shown, off } = atlas.plan, chosen = own(), absent = atlas.marks?.absent ?? [];
  for (const [name, { layer }] of Object.entries(atlas.groups)) {
    const isWanted = chosen[name] ?? (shown.includes(name) || (!off.includes(name) && map.hasLayer(layer)));
    if (isWanted && !hidden.includes(name) && !absent.includes(name)) map.addLayer(layer);
    else map.removeLayer(layer);
  }
  const firms = atlas.groups.tenants?.layer, isAsked = firms && map.hasLayer(firms);
  if (!isAsked && window.parent.atlas?.hasPlaces()) tell('post', ['window', '']); // for another page
}

/**
 * To be called last, when all layers are there.
 * @param {import('leaflet').Map} map
 * @param {KeyWords} words
 */
export function key(map, words) {
  const control = new L.Control({ position: 'topright' });
  const box = L.DomUtil.create('div', 'atlas-key'), bar = L.DomUtil.create('div', 'atlas-key-bar', box);
  const layers = L.DomUtil.create('div', 'atlas-key-layers', box), bases = L.DomUtil.create('div', 'atlas-key-bases', box);
  const folds = [fold(bar, layers, words.key), ...(Object.keys(atlas.bases).length > 1 ? [fold(bar, bases, words.bases)] : [])];
  control.onAdd = () => box;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
  folds.forEach((one, n) => one.button.addEventListener('click', () => {
    isTouched = true;
    show(folds, one.isOpen() ? null : n);
    if (n === 0) kept.write('localStorage', KEPT, one.isOpen() ? 'open' : 'shut');
    fit();
  }));
  box.addEventListener('keydown', event => {
    const at = folds.find(one => one.isOpen());
    if (event.key !== 'Escape' || !at) return;
    event.stopPropagation();
    show(folds, null);
    at.button.focus();
  });
  const fit = () => {
    const { x, y } = map.getSize();
    const high = MOST * x * y / box.offsetWidth - bar.offsetHeight - 3;
    for (const list of [layers, bases]) list.style.maxHeight = `${Math.max(high, 0)}px`;
  };
  let isTouched = false;
  /** Shuts what has no room, or what the reader wants shut, until it is touched. */
  const spare = () => {
    const said = kept.read('localStorage', KEPT), hasRoom = layers.scrollHeight <= layers.clientHeight + 1;
    if (!isTouched && (said ? said === 'shut' : !hasRoom)) show(folds, null);
  };
  const draw = () => {
    settle(map);
    rows(map, layers, words.note);
    choices(map, bases, words);
    if (!isTouched) show(folds, 0);
    fit();
    spare();
  };
  map.on('atlas:key', draw);
  map.on('resize', () => {
    fit();
    spare();
  });
  map.on('layeradd layerremove', event => {
    const found = Object.entries(atlas.groups).find(([, { layer }]) => layer === /** @type {any} */ (event).layer);
    if (!found) return;
    const input = /** @type {HTMLInputElement | null} */ (layers.querySelector(`[name="${CSS.escape(found[0])}"]`));
    if (input) input.checked = map.hasLayer(found[1].layer);
    map.fire(event.type === 'layeradd' ? 'overlayadd' : 'overlayremove', { layer: found[1].layer, name: found[0] });
  });
  whenStyled(draw);
  setTimeout(draw);
}

/**
 * @param {HTMLElement} bar
 * @param {HTMLElement} list
 * @param {string} label
 */
function fold(bar, list, label) {
  const button = L.DomUtil.create('button', 'atlas-key-toggle', bar);
  button.textContent = label;
  button.setAttribute('aria-expanded', 'false');
  return { button, list, isOpen: () => button.getAttribute('aria-expanded') === 'true' };
}

/**
 * Opens one list, or none.
 * @param {ReturnType<typeof fold>[]} folds
 * @param {number | null} at
 */
function show(folds, at) {
  folds.forEach(({ button, list }, n) => {
    button.setAttribute('aria-expanded', String(n === at));
    list.classList.toggle('atlas-key-open', n === at);
  });
}

/**
 * @param {import('leaflet').Map} map
 * @param {HTMLElement} list
 * @param {string} note  That outlines are schematic, if they are.
 */
function rows(map, list, note) {
  const { hidden = [] } = atlas.plan ?? {}, absent = atlas.marks?.absent ?? [];
  const focused = /** @type {HTMLInputElement | null} */ (document.activeElement)?.name;
  list.replaceChildren();
  const present = Object.entries(atlas.groups).filter(([name]) => !hidden.includes(name) && !absent.includes(name));
  for (const [name, { layer, short }] of present.reverse()) { // what lies on top comes first
    const line = L.DomUtil.create('label', '', list), input = L.DomUtil.create('input', '', line);
    Object.assign(input, { type: 'checkbox', name, checked: map.hasLayer(layer) });
    L.DomUtil.create('span', '', line).innerHTML = short;
    input.onchange = () => {
      kept.write('sessionStorage', place(), JSON.stringify({ ...own(), [name]: input.checked }));
      if (input.checked) map.addLayer(layer);
      else map.removeLayer(layer);
    };
    if (name === focused) input.focus();
    if (name === atlas.marks?.layer) legend(list);
  }
  if (note) L.DomUtil.create('div', 'atlas-key-note atlas-key-last', list).textContent = note;
}

/** @param {HTMLElement} list */
function legend(list) {
  const { legend: signs = [], note = '' } = atlas.marks ?? {};
  if (signs.length) {
    const box = L.DomUtil.create('div', 'atlas-key-signs', list);
    for (const one of signs) {
      const part = L.DomUtil.create('span', '', box);
      part.innerHTML = signOf(one);
      part.append(one.label);
    }
  }
  if (note) L.DomUtil.create('div', 'atlas-key-note', list).textContent = note;
}

/**
 * @param {import('leaflet').Map} map
 * @param {HTMLElement} list
 * @param {KeyWords} words
 */
function choices(map, list, words) {
  const focused = list.querySelector(':focus')?.getAttribute('value');
  list.replaceChildren();
  list.setAttribute('role', 'radiogroup');
  list.setAttribute('aria-label', words.bases);
  for (const [id, { layer, label }] of Object.entries(atlas.bases)) {
    const line = L.DomUtil.create('label', '', list), input = L.DomUtil.create('input', '', line);
    Object.assign(input, { type: 'radio', name: 'atlas-basemap', value: id, checked: map.hasLayer(layer) });
    line.append(label);
    if (id === focused) input.focus();
    input.onchange = () => {
      for (const { layer: other } of Object.values(atlas.bases)) map.removeLayer(other);
      map.addLayer(layer);
      map.fire('baselayerchange', { layer, name: id });
    };
  }
}
