// What the parts of the map share, and how they talk to the page that the map stands on.

/**
 * @typedef {import('leaflet').Layer & {getElement(): HTMLElement | undefined}} Shape
 * @typedef {'plain' | 'chosen' | 'other'} State
 */

export const atlas = {
  /** @type {import('leaflet').Map | null} */
  map: null,
  /** The zones that are chosen. @type {Set<string>} */
  now: new Set(),
  /** The zones, by id. @type {Record<string, import('leaflet').Path>} */
  layers: {},
  /** The layers of the control, by a name that no language changes.
   * `short` is for the key, which says once that they are schematic.
   * @type {Record<string, {layer: import('leaflet').Layer, label: string, short: string}>} */
  groups: {},
  /** Basemaps, by id. @type {Record<string, {layer: import('leaflet').Layer, label: string}>} */
  bases: {},
  /** Shapes that stand through all answers, by the panel of their origin. @type {Record<string, import('leaflet').Layer>} */
  shapes: {},
  /** What the page puts on the map. @type {import('../types').Marks | null} */
  marks: null,
  /** Which layers the page has. @type {import('./key.js').Plan | null} */
  plan: null,
  /** How a zone looks. @type {Partial<Record<State, import('leaflet').PathOptions>>} */
  styles: {},
  /** Whether a page scrolls under the map. */
  scrolls: true,
  /** The view that the map opens with. @type {{place: import('leaflet').LatLng, zoom: number} | null} */
  home: null,
  /** Whether the map is on its way to its first view. */
  isFlying: false,
  /** What opened the panel; it gets the focus back. @type {HTMLElement | null | undefined} */
  opener: null,
};

/** The page; a hand-out has the map in its own. */
export const page = () => window.parent.document;

/**
 * Tells the page something; its script may still be on its way.
 * @template {keyof AtlasEvents} Name
 * @param {Name} name
 * @param {AtlasEvents[Name]} [detail]
 */
export function tell(name, detail) {
  if (!window.parent.atlas) setTimeout(() => tell(name, detail), 50);
  else page().dispatchEvent(new CustomEvent(`atlas:${name}`, { detail }));
}

/**
 * Hears the page, until the frame of the map goes.
 * @template {keyof AtlasEvents} Name
 * @param {Name} name
 * @param {(detail: AtlasEvents[Name]) => void} act
 */
export function hear(name, act) {
  /** @param {Event} event */
  const listen = event => act(/** @type {CustomEvent} */ (event).detail);
  const heard = page();
  heard.addEventListener(`atlas:${name}`, listen);
  window.addEventListener('pagehide', () => heard.removeEventListener(`atlas:${name}`, listen));
}

/**
 * Does something again with each style sheet that comes late; not with each tile of a basemap.
 * @param {() => void} act
 */
export function whenStyled(act) {
  document.addEventListener('load', ({ target }) => {
    if (/** @type {Element} */ (target).localName === 'link') act();
  }, true);
}

/**
 * Opens a panel of the page, which cannot give the focus back to what stands in a frame.
 * @param {string} id
 * @param {HTMLElement | undefined} opener
 */
export function open(id, opener) {
  atlas.opener = opener;
  tell('open', id);
}
