// The slides of a hand-out lead its map: the one in view decides its place, its layers and its
// zones. A click on a shape shows where it comes from; the next slide goes on.

import { switchLayers } from './scene.js';

/**
 * @param {import('leaflet').Map | null} map
 * @param {({layers: string[], zones: string[], view: [number, number, number] | null} | null)[]} scenes
 */
export function deck(map, scenes) {
  const slides = [...document.querySelectorAll('article')];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let current = -1;

  /** @param {number} at */
  function lead(at) {
    if (at === current) return;
    current = at;
    const told = scenes[at];
    if (!map || !told) return;
    switchLayers(map, told.layers);
    choose(told.zones);
    if (!told.view) return;
    const [lat, lon, zoom] = told.view;
    map.flyTo([lat, lon], zoom, { animate: !still, duration: 0.8 });
  }

  /** @param {number} step */
  function go(step) {
    const at = Math.min(Math.max(current + step, 0), slides.length - 1);
    slides[at].scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
    slides[at].focus({ preventScroll: true });
    lead(at);
  }

  /** @type {Record<string, () => void>} */
  const keys = { ArrowRight: () => go(1), ArrowLeft: () => go(-1), n: toggleNotes, N: toggleNotes };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {Element} */ (event.target).closest('#map_div, input, select')) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener('atlas:post', event => {
    const [what, value] = /** @type {CustomEvent<AtlasEvents['post']>} */ (event).detail;
    if (what !== 'zone') return;
    choose([value]);
    show(`origin-${value}`);
  });
  document.addEventListener('atlas:open', event => show(/** @type {CustomEvent<string>} */ (event).detail));
  document.getElementById('back')?.addEventListener('click', () => go(-1));
  document.getElementById('forward')?.addEventListener('click', () => go(1));
  turnBySwipe(go);
  document.getElementById('notes')?.addEventListener('click', toggleNotes);
  document.getElementById('print')?.addEventListener('click', () => window.print());
  window.addEventListener('beforeprint', () => map?.invalidateSize({ animate: false }));
  // The slide that holds the line a third below the top of the window.
  const watcher = new IntersectionObserver(entries => entries
    .filter(({ isIntersecting }) => isIntersecting)
    .forEach(({ target }) => lead(slides.indexOf(/** @type {HTMLElement} */ (target)))), { rootMargin: '-33% 0px -66% 0px' });
  slides.forEach(slide => watcher.observe(slide));
  lead(0);
}

/**
 * One finger across the slides turns them; what scrolls sideways keeps its own.
 * @param {(step: number) => void} go
 */
function turnBySwipe(go) {
  /** @type {Touch | null} */
  let from = null;
  const main = document.querySelector('main');
  main?.addEventListener('touchstart', event => {
    const own = /** @type {Element} */ (event.target).closest('.atlas-scroll, summary');
    from = event.touches.length === 1 && !own ? event.touches[0] : null;
  }, { passive: true });
  main?.addEventListener('touchend', event => {
    const to = event.changedTouches[0];
    if (!from || event.touches.length) return;
    const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) go(x < 0 ? 1 : -1);
    from = null;
  }, { passive: true });
}

/** @param {string[]} zones */
const choose = zones => document.dispatchEvent(new CustomEvent('atlas:chosen', { detail: zones }));

/** @param {string} id */
function show(id) {
  const panel = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-panel="${CSS.escape(id)}"]`));
  if (panel) document.getElementById('said')?.replaceChildren(panel.content.cloneNode(true));
}

function toggleNotes() {
  const notes = document.getElementById('notes');
  if (!notes) return;
  const shown = notes.getAttribute('aria-pressed') !== 'true';
  notes.setAttribute('aria-pressed', String(shown));
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.notes'))) note.hidden = !shown;
}
