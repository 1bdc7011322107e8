// The theme that the reader chooses. Light and dark are Streamlit's own, which it reads from its
// storage when a page is loaded; that for projectors is ours, over Streamlit's light one, and the
// link asks for it. So a choice is kept, and the page is loaded anew; its link holds the rest.

import { hear } from './events.js';
import { themeKey, THEME_NAMES } from './insides.js';

const KEPT = 'atlas-theme';
const FOLLOWS_MS = [300, 1000, 3000]; // on a slow machine later

const isProjected = () => new URLSearchParams(location.search).get('theme') === 'projector';
const chosen = () => (isProjected() ? 'projector' : localStorage.getItem(KEPT) ?? 'system');

/** Tells Streamlit what to show on each page; returns whether this one must be loaded for it. */
function tellStreamlit() {
  const base = isProjected() ? THEME_NAMES.light : THEME_NAMES[localStorage.getItem(KEPT) ?? ''];
  const { dataset } = /** @type {HTMLElement} */ (document.querySelector('.atlas-themes'));
  const paths = (dataset.pages ?? '').split(' ')
    .map(page => new URL(page === 'overview' ? '.' : page, document.baseURI).pathname);
  const here = themeKey(location.pathname), before = localStorage.getItem(here);
  for (const path of new Set([...paths, location.pathname])) {
    if (base) localStorage.setItem(themeKey(path), base);
    else localStorage.removeItem(themeKey(path));
  }
  return before && Object.values(THEME_NAMES).includes(before) ? before !== base : Boolean(base);
}

/** @param {string} theme */
function choose(theme) {
  if (theme in THEME_NAMES) localStorage.setItem(KEPT, theme);
  if (theme === 'system') localStorage.removeItem(KEPT);
  const address = new URL(location.href);
  if (theme === 'projector') address.searchParams.set('theme', theme);
  else address.searchParams.delete('theme');
  history.replaceState(history.state, '', address);
  tellStreamlit();
  location.reload();
}

/** Presses the button of what is chosen. */
function mark() {
  const now = chosen();
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-theme]'))) {
    button.setAttribute('aria-pressed', String(button.dataset.theme === now));
  }
}

document.addEventListener('click', event => {
  const target = /** @type {Element} */ (event.target);
  /** @type {HTMLElement | null} */
  const button = target.closest('[data-theme]');
  const theme = button?.dataset.theme;
  if (theme) choose(theme);
  // A link to another page leads there in the same theme.
  /** @type {HTMLAnchorElement | null} */
  const link = target.closest('a[href]');
  if (!link || link.origin !== location.origin || !isProjected()) return;
  const address = new URL(link.href);
  address.searchParams.set('theme', 'projector');
  link.href = String(address);
}, true);
// The system may change its theme while a page is open. Streamlit follows, some time later, and
// tells the server with the next message; these are such.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const ms of FOLLOWS_MS) setTimeout(() => window.atlas.post('look'), ms);
});
hear('answer', mark);
mark();
if (tellStreamlit()) location.reload();
