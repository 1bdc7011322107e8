// The hint for a first visit: a browser shows it once, on one page; the help holds it after that.

import { h } from './patch.js';

const KEY = 'atlas-hint';

/** Whether this browser has shown it; from now on it has. */
function wasShown() {
  try {
    const before = localStorage.getItem(KEY);
    localStorage.setItem(KEY, 'shown');
    return Boolean(before);
  } catch { // no storage, as in some private windows: it comes back with the next visit
    return false;
  }
}

/** The page that shows it; `null` before, and empty for good after. @type {string | null} */
let shownOn = null;

/**
 * Describes the hint below a title.
 * @param {import('./types').Hint} [said]
 */
export function hint(said) {
  if (!said) return null;
  shownOn ??= wasShown() ? '' : location.pathname;
  if (shownOn !== location.pathname) shownOn = '';
  return shownOn && h('div', { class: 'atlas-hint', role: 'note' },
    h('p', {}, said.text, ' ', h('a', { href: said.href }, said.help)),
    h('button', { 'data-do': 'dismiss', 'aria-label': said.close, title: said.close }, '×'));
}

/** Takes the hint away for good; the keyboard goes on from the title. */
export function dismissHint() {
  shownOn = '';
  document.querySelector('.atlas-hint')?.remove();
  const title = /** @type {HTMLElement} */ (document.querySelector('.atlas-title'));
  title.tabIndex = -1;
  title.focus();
}
