// The first view of a visit comes from the region, so that one sees where the park lies.

import { atlas } from './state.js';

const FLOWN = 'atlas-flown', WAIT_MS = 800, SECONDS = 1.8;

/** Whether this is the first map of a visit; asked once. */
function isFirst() {
  try {
    const visit = window.parent.sessionStorage, isNew = !visit.getItem(FLOWN);
    visit.setItem(FLOWN, '1');
    return isNew;
  } catch { // a browser that keeps nothing
    return false;
  }
}

/**
 * Flies from the region to where the map looks, once a visit, unless motion is unwanted. Whoever
 * touches the map stops it.
 * @param {import('leaflet').Map} map
 * @param {[number, number, number]} from
 */
export function fly(map, [lat, lon, far]) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) return;
  if (!atlas.scrolls || !isFirst()) return;
  const home = map.getCenter(), zoom = map.getZoom(), box = map.getContainer();
  atlas.isFlying = true;
  box.classList.add('atlas-flying'); // Leaflet would stretch the layers of the start until the end
  map.setView([lat, lon], far, { animate: false });
  let hasBegun = false;
  const end = () => {
    atlas.isFlying = false;
    box.classList.remove('atlas-flying');
    for (const name of ['pointerdown', 'wheel', 'keydown']) box.removeEventListener(name, halt);
  };
  const halt = () => {
    if (!hasBegun) map.setView(home, zoom, { animate: false });
    hasBegun = true;
    end();
    map.stop();
  };
  const begin = () => {
    if (hasBegun) return;
    hasBegun = true;
    map.flyTo(home, zoom, { duration: SECONDS });
    map.once('moveend', () => {
      end();
      map.fire('moveend'); // now the page hears where it has come to
    });
  };
  for (const name of ['pointerdown', 'wheel', 'keydown']) box.addEventListener(name, halt, { passive: true });
  map.once('atlas:ground', () => requestAnimationFrame(begin));
  setTimeout(begin, WAIT_MS);
}
