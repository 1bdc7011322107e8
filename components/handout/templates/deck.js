// The slides lead the map: the one in view decides its place, its layers and its zones.
// A click on a shape shows where it comes from; the next slide goes on.

const slides = [...document.querySelectorAll('article')];
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
let current = -1;

const choose = zones => document.dispatchEvent(new CustomEvent('atlas:chosen', {detail: zones}));

function show(id) {
  const panel = document.querySelector(`template[data-panel="${CSS.escape(id)}"]`);
  if (panel) document.getElementById('said').replaceChildren(panel.content.cloneNode(true));
}

document.addEventListener('atlas:post', ({detail: [what, value]}) => {
  if (what !== 'zone') return;
  choose([value]);
  show(`origin-${value}`);
});
document.addEventListener('atlas:open', ({detail}) => show(detail));

function lead(at) {
  if (at === current) return;
  current = at;
  const told = scenes[at];
  if (!map || !told) return;
  for (const [key, {layer}] of Object.entries(window.atlas.groups)) {
    if (told.layers.includes(key)) map.addLayer(layer);
    else map.removeLayer(layer);
  }
  choose(told.zones);
  if (told.view) map.flyTo(told.view.slice(0, 2), told.view[2], {animate: !still, duration: 0.8});
}

function go(step) {
  const next = slides[Math.min(Math.max(current + step, 0), slides.length - 1)];
  next.scrollIntoView({behavior: still ? 'auto' : 'smooth', block: 'start'});
  next.focus({preventScroll: true});
  lead(slides.indexOf(next));
}

const notes = document.getElementById('notes');
function toggleNotes() {
  if (!notes) return;
  const shown = notes.getAttribute('aria-pressed') !== 'true';
  notes.setAttribute('aria-pressed', shown);
  for (const note of document.querySelectorAll('.notes')) note.hidden = !shown;
}

notes?.addEventListener('click', toggleNotes);
document.getElementById('print').addEventListener('click', () => window.print());
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('#map_div, input, select')) return;
  const act = {
    ArrowRight: () => go(1), ArrowLeft: () => go(-1), n: toggleNotes, N: toggleNotes,
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
window.addEventListener('beforeprint', () => map?.invalidateSize({animate: false}));

// The slide that holds the line a third below the top of the window.
const watcher = new IntersectionObserver(entries => entries
  .filter(({isIntersecting}) => isIntersecting)
  .forEach(({target}) => lead(slides.indexOf(target))), {rootMargin: '-33% 0px -66% 0px'});
slides.forEach(slide => watcher.observe(slide));
lead(0);
