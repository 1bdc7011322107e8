// The map under a thumb: it lets the page scroll, and keeps its texts apart.

import { corner, isClear, sides } from './apart.js';
import { stop } from './shapes.js';
import { atlas, hear, whenStyled } from './state.js';

/**
 * Fits a map to a small screen. To be called last, when all its layers are there.
 *
 * On a narrow touch screen one finger scrolls the page and two move the map. A text that would
 * cover another stands on another side of its point; it is hidden where no side is free, and that
 * of a landmark also where it would lie on a zone or a dot. The button of a zone's origin, which
 * needs room, shows for a chosen zone at any zoom.
 * @param {import('leaflet').Map} map
 * @param {{twoFingers: string}} told  Shown while one finger moves over the map.
 */
export function touch(map, { twoFingers }) {
  const frame = map.getContainer();
  if (matchMedia('(pointer: coarse) and (max-width: 640px)').matches) {
    map.dragging.disable(); // Leaflet then leaves one finger to the browser
    frame.dataset.twoFingers = twoFingers;
    const finger = (/** @type {TouchEvent} */ { type, touches }) =>
      frame.classList.toggle('atlas-one-finger', type === 'touchmove' && touches.length === 1);
    for (const type of /** @type {const} */ (['touchmove', 'touchend', 'touchcancel'])) {
      frame.addEventListener(type, finger, { passive: true });
    }
  }
  const apart = () => {
    aside(frame);
    spread(frame);
  };
  map.on('moveend zoomend resize overlayadd overlayremove atlas:apart', apart);
  setTimeout(apart);
  whenStyled(apart);
  /** @param {string[]} zones */
  const infos = zones => {
    for (const info of frame.querySelectorAll('[class*=atlas-info-zone-]')) {
      info.classList.toggle('atlas-info-on', zones.some(zone => info.matches(`.atlas-info-zone-${zone}`)));
    }
    stop('sign');
  };
  infos([...atlas.now]); // which the page may have told by now
  hear('chosen', infos);
}

/**
 * Keeps the buttons of the zones' origins off the middle of every zone.
 * @param {HTMLElement} frame
 */
function aside(frame) {
  const signs = /** @type {HTMLElement[]} */ ([...frame.querySelectorAll('[class*=atlas-info-zone-]')]);
  const middles = signs.map(sign => L.DomUtil.getPosition(sign));
  signs.forEach((sign, at) => {
    const place = corner(middles[at], middles);
    sign.classList.toggle('atlas-info-none', !place);
    if (place) Object.assign(sign.style, { marginLeft: `${place[0]}px`, marginTop: `${place[1]}px` });
  });
  stop('sign');
}

/** @param {HTMLElement} frame */
function spread(frame) {
  const edge = frame.getBoundingClientRect();
  const places = (/** @type {string} */ css) => [...frame.querySelectorAll(css)].map(one => one.getBoundingClientRect());
  const taken = places('.atlas-letter, .atlas-info, .atlas-grip, .leaflet-control, .atlas-swipe-line span');
  const avoided = places('[data-kind=zone], [data-kind=dot]');
  for (const text of /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll('.atlas-label'))) {
    const gap = parseFloat(text.parentElement?.style.marginLeft ?? '');
    const move = (/** @type {number[]} */ [x, y]) => {
      text.style.transform = `translate(${x}px, ${y}px)`;
      return text.getBoundingClientRect();
    };
    const free = sides({ wide: text.offsetWidth, high: text.offsetHeight, gap }).filter(side => {
      const place = move(side);
      return place.left >= edge.left && place.right <= edge.right && isClear(place, taken);
    });
    const best = free.find(side => isClear(move(side), avoided)) ?? (text.matches('.atlas-near') ? null : free[0]);
    text.style.visibility = best ? '' : 'hidden';
    if (best) taken.push(move(best));
  }
}
