// The theme that the reader chooses. Light and dark are Streamlit's own, which it reads from its
// storage when a page is loaded; that for projectors is ours, over Streamlit's light one, and the
// link asks for it. So a choice is kept, and the page is loaded anew; its link holds the rest.

import { themeKey, THEME_NAMES } from './insides.js';

const KEPT = 'atlas-theme';
const FOLLOWS_MS = [300, 1000, 3000]; // on a slow machine later

const isProjected = () => new URLSearchParams(location.search).get('theme') === 'projector';
const chosen = () => (isProjected() ? 'projector' : localStorage.getItem(KEPT) ?? 'system');

/** Tells Streamlit what to show on each page; returns whether this one must be loaded for it. */
function tell() {
  const base = isProjected() ? THEME_NAMES.light : THEME_NAMES[localStorage.getItem(KEPT)];
  const paths = document.querySelector('.atlas-themes').dataset.pages.split(' ')
    .map(page => new URL(page === 'overview' ? '.' : page, document.baseURI).pathname);
  const here = themeKey(location.pathname), before = localStorage.getItem(here);
  for (const path of new Set([...paths, location.pathname])) {
    if (base) localStorage.setItem(themeKey(path), base);
    else localStorage.removeItem(themeKey(path));
  }
  return Object.values(THEME_NAMES).includes(before) ? before !== base : Boolean(base);
}

function choose(theme) {
  if (theme in THEME_NAMES) localStorage.setItem(KEPT, theme);
  if (theme === 'system') localStorage.removeItem(KEPT);
  const address = new URL(location.href);
  if (theme === 'projector') address.searchParams.set('theme', theme);
  else address.searchParams.delete('theme');
  history.replaceState(history.state, '', address);
  tell();
  location.reload();
}

/** Presses the button of what is chosen. */
function mark() {
  const now = chosen();
  for (const button of document.querySelectorAll('[data-theme]')) {
    button.setAttribute('aria-pressed', button.dataset.theme === now);
  }
}

document.addEventListener('click', ({ target }) => {
  const { theme } = target.closest('[data-theme]')?.dataset ?? {};
  if (theme) choose(theme);
  // A link to another page leads there in the same theme.
  const link = target.closest('a[href]');
  if (!link || link.origin !== location.origin || !isProjected()) return;
  const address = new URL(link.href);
  address.searchParams.set('theme', 'projector');
  link.href = address;
}, true);
// The system may change its theme while a page is open. Streamlit follows, some time later, and
// tells the server with the next message; these are such.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const ms of FOLLOWS_MS) setTimeout(() => window.atlas.post('look'), ms);
});
document.addEventListener('atlas:answer', mark);
mark();
if (tell()) location.reload();
