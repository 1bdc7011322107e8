// Events between the scripts of a page, and with the map that stands on it (map/state.js).

/**
 * @template {keyof AtlasEvents} Name
 * @param {Name} name
 * @param {AtlasEvents[Name]} [detail]
 */
export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`atlas:${name}`, { detail }));
}

/**
 * @template {keyof AtlasEvents} Name
 * @param {Name} name
 * @param {(detail: AtlasEvents[Name]) => void} act
 * @param {Document} [page]  Another one, such as that of a frame.
 */
export function hear(name, act, page = document) {
  page.addEventListener(`atlas:${name}`, event => act(/** @type {CustomEvent} */ (event).detail));
}
