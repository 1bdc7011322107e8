// Lists: what a search box finds in them, and how much of a long one is shown.

/** What counts as a row, in a table, a board, a chart of time, a list of events. */
const ROWS = 'tbody tr, .atlas-tile, .atlas-gantt-row[data-open], .atlas-event';

/** @param {Document | Element} place */
export const searchBoxes = place =>
  /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll('[data-search]'));

/**
 * The lists that a box searches: its table, or all that stands under its tabs.
 * @param {string} name
 */
function searched(name) {
  const table = document.getElementById(`table-${name}`);
  const tabs = document.querySelectorAll(`#tabs-${name} [role="tab"]`);
  const ids = [...tabs].flatMap(tab => tab.getAttribute('aria-controls')?.split(' ') ?? []);
  return [table, ...ids.map(id => document.getElementById(id))].filter(list => list !== null);
}

/**
 * Hides the rows that do not hold all words searched for, and says if none of those in view do.
 * @param {HTMLInputElement} box
 */
export function search(box) {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let rows = 0, found = 0;
  for (const list of searched(box.dataset.search ?? '')) {
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(ROWS))) {
      const text = `${row.textContent} ${row.ariaLabel ?? ''}`.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      if (list.hasAttribute('data-folded')) continue;
      rows += 1;
      found += Number(!row.hidden);
    }
  }
  const none = document.querySelector(`[data-none="${box.dataset.search}"]`);
  none?.toggleAttribute('hidden', found > 0 || (rows === 0 && words.length === 0));
}

/**
 * Empties the search box beside a button, and searches anew.
 * @param {HTMLElement} button
 */
export function clearSearch(button) {
  const [box] = searchBoxes(/** @type {Element} */ (button.closest('.atlas-slot')));
  box.value = '';
  search(box);
  box.focus();
}

/** Ids of the long lists that the reader has asked for whole. @type {Set<string>} */
const whole = new Set();

/** @param {Element} box */
const nameOf = box => box.firstElementChild?.id ?? '';

/**
 * Lets a long list end with a whole row; the button below it shows the rest.
 * @param {HTMLElement} box
 */
export function fit(box) {
  box.classList.toggle('atlas-whole', whole.has(nameOf(box)));
  box.style.removeProperty('max-height');
  const limit = Number.parseFloat(getComputedStyle(box).maxHeight);
  const isLong = box.scrollHeight > limit + 1;
  const button = /** @type {HTMLElement | null} */ (box.parentElement?.querySelector('[data-do="whole"]'));
  if (button) {
    const isWhole = whole.has(nameOf(box));
    button.hidden = !isLong && !isWhole;
    const text = isWhole ? button.dataset.less : button.dataset.whole;
    if (text && button.textContent !== text) button.textContent = text;
  }
  if (!isLong) return;
  const top = box.getBoundingClientRect().top - box.scrollTop, bar = box.offsetHeight - box.clientHeight;
  const ends = [...box.querySelectorAll(ROWS)].map(row => row.getBoundingClientRect().bottom - top)
    .filter(end => end + bar <= limit);
  if (ends.length) box.style.maxHeight = `${Math.max(...ends) + bar}px`;
}

/** @type {ResizeObserver | undefined} */
let watch;

/** Fits the long lists of the page, now and whenever they change: never while a click is answered. */
export function fitAll() {
  if (typeof ResizeObserver === 'undefined') return;
  watch ??= new ResizeObserver(changed => new Set(changed.map(one =>
    /** @type {HTMLElement} */ (one.target.closest('.atlas-tall')))).forEach(box => box && fit(box)));
  for (const box of document.querySelectorAll('.atlas-slot .atlas-tall')) {
    watch.observe(box);
    if (box.firstElementChild) watch.observe(box.firstElementChild);
  }
}

/**
 * Shows all of a long list, or folds it again.
 * @param {HTMLElement} button
 */
export function toggleWhole(button) {
  const box = /** @type {HTMLElement | null} */ (button.parentElement?.querySelector('.atlas-tall'));
  if (!box) return;
  if (!whole.delete(nameOf(box))) whole.add(nameOf(box));
  fit(box);
}
