// The menu of a narrow screen, which Streamlit lays over the page: it closes once a page was
// chosen, at a tap beside it, and when the page is opened anew. Its button makes room while the
// reader scrolls down.

import { MENU_CLOSE, MENU_DRAWER, MENU_LINK, MENU_OPEN, SCROLLED } from './insides.js';

function close() {
  const drawer = document.querySelector(MENU_DRAWER);
  if (drawer && drawer.getBoundingClientRect().right > 0) {
    /** @type {HTMLElement | null} */ (document.querySelector(MENU_CLOSE))?.click();
  }
}

document.addEventListener('click', event => {
  const target = /** @type {Element} */ (event.target);
  if (target.closest(MENU_LINK)) setTimeout(close); // once the page is on its way
  else if (!target.closest(`${MENU_DRAWER}, ${MENU_OPEN}`)) close();
});
close();

let before = 0;
document.addEventListener('scroll', ({ target }) => {
  if (!(target instanceof Element) || !target.matches(SCROLLED)) return;
  const now = target.scrollTop;
  if (Math.abs(now - before) < 8 && now > 0) return; // a finger that rests
  document.documentElement.classList.toggle('atlas-down', now > before && now > 60);
  before = now;
}, { capture: true, passive: true });
