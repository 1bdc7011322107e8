// Shapes that are buttons: zones that a click chooses, and all that opens where it comes from.

import { next } from './keys.js';
import { atlas, open, tell } from './state.js';
import { asksFirst, tip } from './tips.js';

/**
 * @typedef {import('./state.js').Shape} Shape
 * @typedef {'zone' | 'sign' | 'dot' | 'line' | 'mark'} Kind
 * @typedef {object} Deed  What a shape does.
 * @property {(toggles: boolean) => void} press  By click or key; whether it only chooses or lets go.
 * @property {string} origin  The panel that the key i opens.
 * @property {string} [profile]  The panel that the key p opens.
 * @property {boolean} [waits]  Whether a finger first sees what it says.
 */

/** Shows on the zones what is chosen. */
export function paint() {
  for (const [zone, layer] of Object.entries(atlas.layers)) {
    const state = atlas.now.size === 0 ? 'plain' : atlas.now.has(zone) ? 'chosen' : 'other';
    layer.setStyle(atlas.styles[state] ?? {});
    layer.getElement()?.setAttribute('aria-pressed', String(atlas.now.has(zone)));
  }
}

/**
 * Makes each zone a button that chooses it; what is chosen opens its profile. With Shift, Ctrl or
 * the space key it is let go of instead. On a stage it always opens its profile.
 * @param {import('leaflet').GeoJSON} layer  Its features have an id, a label, a tip and a profile.
 */
export function zones(layer) {
  layer.eachLayer(one => {
    const zone = /** @type {import('leaflet').Path} */ (one);
    const { feature_id: id, label, tip: said, profile } = /** @type {any} */ (zone).feature.properties;
    const press = (/** @type {boolean} */ toggles) => {
      const opens = profile && (!atlas.scrolls || (!toggles && atlas.now.has(id)));
      if (!opens) tell('post', ['zone', id]);
      else open(profile, /** @type {Shape} */ (zone).getElement());
    };
    atlas.layers[id] = zone;
    atlas.shapes[`origin-${id}`] = zone;
    tip(zone, `${label}\n${said}`, { sticky: true });
    button(/** @type {Shape} */ (zone), label, { press, origin: `origin-${id}`, profile }, 'zone');
    zone.on('add', paint);
  });
}

/**
 * Makes a layer of the basemap known by its id.
 * @param {import('leaflet').Layer} layer
 * @param {{key: string, label: string}} told
 */
export function base(layer, { key, label }) {
  atlas.bases[key] = { layer, label };
}

/**
 * Makes a layer known by a name.
 * @param {import('leaflet').Layer} layer
 * @param {{key: string, label: string, short: string}} told
 */
export function named(layer, { key, label, short }) {
  atlas.groups[key] = { layer, label, short };
}

/**
 * Makes a click on a layer open where it comes from.
 * @param {import('leaflet').Layer} layer
 * @param {{panel: string, label: string}} told
 */
export function opens(layer, { panel, label }) {
  if (layer instanceof L.GeoJSON) {
    layer.eachLayer(one => opens(one, { panel, label }));
    return;
  }
  const shape = /** @type {Shape} */ (layer);
  const press = () => open(panel, shape.getElement());
  const kind = layer instanceof L.Marker ? 'sign' : layer instanceof L.CircleMarker ? 'dot' : 'line';
  if (kind !== 'sign') atlas.shapes[panel] = layer;
  button(shape, label, { press, origin: panel }, kind);
  if (layer instanceof L.Path) widen(layer, press);
}

/**
 * Lines and dots are too thin to be hit: an unseen wider one lies over them.
 * @param {import('leaflet').Path} layer
 * @param {() => void} show
 */
function widen(layer, show) {
  const unseen = { opacity: 0, fillOpacity: 0, weight: 16 }, line = /** @type {any} */ (layer);
  const wide = layer instanceof L.CircleMarker
    ? L.circleMarker(layer.getLatLng(), { ...unseen, radius: 12, weight: 0 })
    : new line.constructor(line.getLatLngs(), { ...unseen, fill: false });
  const waits = asksFirst(wide);
  wide.on('click', (/** @type {import('leaflet').LeafletMouseEvent} */ event) => {
    L.DomEvent.stop(event);
    if (!waits()) show();
  });
  // It says the same, and what the page has told the line since (marks.js).
  const say = () => {
    const said = /** @type {any} */ (layer.getTooltip()?.getContent());
    if (!said) return;
    const own = said.cloneNode?.(true) ?? said; // which would leave the other one
    if (wide.getTooltip()) wide.setTooltipContent(own);
    else wide.bindTooltip(own, { sticky: true, className: 'atlas-tip' });
  };
  const lay = () => {
    say();
    wide.addTo(line._map);
    if (!(layer instanceof L.CircleMarker)) wide.bringToBack(); // a click on a zone is on the zone
    wide.getElement().setAttribute('tabindex', -1); // its tooltip would make it a stop
  };
  layer.on('add', lay);
  layer.on('atlas:tip', say);
  layer.on('remove', () => wide.remove());
  if (line._map) lay();
}

/**
 * The shapes of a kind that are to be seen.
 * @param {Kind} kind
 */
const kin = kind => [.../** @type {NodeListOf<HTMLElement>} */ (
  document.querySelectorAll(`[data-kind=${kind}]`))].filter(shape => shape.getClientRects().length);

/**
 * Makes the shapes of a kind one Tab stop; arrow keys go from one to the next.
 * @param {Kind} kind
 * @param {HTMLElement} [shape]
 */
export function stop(kind, shape) {
  const all = kin(kind), kept = all.find(one => one.getAttribute('tabindex') === '0');
  const first = shape ?? kept ?? all[0];
  for (const one of all) one.setAttribute('tabindex', one === first ? '0' : '-1');
}

/**
 * @param {KeyboardEvent} event
 * @param {Kind} kind
 * @param {HTMLElement} shape
 */
function walk(event, kind, shape) {
  const all = kin(kind), place = next(event.key, all.indexOf(shape), all.length);
  if (place === null) return;
  all[place].focus({ preventScroll: true });
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Makes a layer a button for mouse, finger and keyboard.
 * @param {Shape} layer
 * @param {string} label
 * @param {Deed} deed
 * @param {Kind} kind
 */
export function button(layer, label, { press, origin, profile, waits = false }, kind) {
  const asks = asksFirst(layer);
  layer.on('click', event => {
    L.DomEvent.stop(event);
    const { shiftKey, ctrlKey, metaKey } = event.originalEvent;
    if (!waits || !asks()) press(shiftKey || ctrlKey || metaKey);
  });
  layer.on('dblclick', event => L.DomEvent.stop(event)); // which is two clicks, and no zoom
  const dress = () => {
    const path = layer.getElement();
    if (!path) return;
    path.setAttribute('role', 'button');
    path.setAttribute('aria-label', label);
    path.setAttribute('aria-describedby', 'atlas-keys');
    path.dataset.kind = kind;
    stop(kind);
    let isByKey = false;
    path.onfocus = () => {
      isByKey = path.matches(':focus-visible');
      stop(kind, path);
      if (isByKey) bringIntoView(layer);
    };
    path.onkeydown = event => {
      const { key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return; // such as Ctrl+P
      // After a click, arrow keys are the presentation's.
      if (isByKey) walk(event, kind, path);
      if (key === 'i' && origin) open(origin, path);
      if (key === 'p' && profile && atlas.scrolls) open(profile, path);
      if (key !== 'Enter' && key !== ' ') return;
      event.preventDefault();
      press(key === ' ');
    };
  };
  layer.on('add', dress);
  layer.on('remove', () => stop(kind));
  dress();
}

/** @param {any} layer */
function bringIntoView(layer) {
  const place = layer.getLatLng?.() ?? layer.getCenter();
  const own = layer.getBounds?.() ?? L.latLngBounds([place]);
  if (!layer._map.getBounds().intersects(own)) layer._map.panTo(place);
}
