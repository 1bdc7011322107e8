// The filters stand in one line. Where it has no room, groups of chips fold, one after the other,
// into buttons that open them; a button says what is chosen in its group.

import { hear } from './events.js';
import { SCROLLED } from './insides.js';
import { patch } from './patch.js';

/** @import { Dimension } from './types' */

/** Which fold first. @type {Dimension[]} */
const ORDER = ['status', 'sector', 'zone'];
const canFold = 'popover' in HTMLElement.prototype;

/** @returns {HTMLElement | null} */
const line = () => document.querySelector('[data-slot="filters"]');

/**
 * Whether all that is seen of the filters stands side by side.
 * @param {HTMLElement} slot
 */
function isOneLine(slot) {
  const parts = [...slot.children].map(one => one.getBoundingClientRect()).filter(({ height }) => height);
  return parts.every(({ bottom }) => bottom > Math.max(...parts.map(({ top }) => top)));
}

function fold() {
  const slot = line();
  if (!slot || !canFold || slot.querySelector(':popover-open')) return; // open, it takes no room
  let folded = 0;
  do slot.dataset.packed = ORDER.slice(0, folded).join(' ');
  while (!isOneLine(slot) && folded++ < ORDER.length);
}

/** Says on each button what is chosen in its group. */
function say() {
  const now = window.atlas.chosen();
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-fold]'))) {
    const chosen = now[/** @type {Dimension} */ (group.dataset.fold)];
    const [one] = chosen;
    const name = group.querySelector(`[data-pick="${group.dataset.fold}:${one}"]`)?.textContent ?? '';
    const button = /** @type {HTMLElement} */ (group.querySelector('.atlas-fold'));
    button.classList.toggle('atlas-fold-on', chosen.size > 0);
    const said = chosen.size > 1 ? String(chosen.size) : name;
    patch(/** @type {Element} */ (button.querySelector('b')), [said && ` · ${said}`]);
  }
}

function draw() {
  say();
  fold();
  const slot = line();
  if (slot) sizes.observe(slot);
}

let wide = 0;
const sizes = new ResizeObserver(() => {
  const now = line()?.clientWidth ?? 0;
  if (now !== wide) fold();
  wide = now;
});

// A group that opens stands below its button.
document.addEventListener('beforetoggle', event => {
  const chips = /** @type {HTMLElement} */ (event.target);
  const button = chips.parentElement?.querySelector(':scope > .atlas-fold');
  if (!button) return;
  const { left, bottom } = button.getBoundingClientRect();
  chips.style.setProperty('--left', `${left}px`);
  chips.style.setProperty('--top', `${bottom}px`);
}, true);
document.addEventListener('toggle', ({ target }) => {
  if (target instanceof Element && target.parentElement?.matches('.atlas-group')) fold();
}, true);
document.addEventListener('scroll', ({ target }) => {
  if (target instanceof Element && target.matches(SCROLLED)) {
    /** @type {HTMLElement | null} */ (document.querySelector('.atlas-group :popover-open'))?.hidePopover();
  }
}, true);
document.fonts.addEventListener('loadingdone', fold);
hear('chosen', draw);
hear('answer', draw);
draw();
