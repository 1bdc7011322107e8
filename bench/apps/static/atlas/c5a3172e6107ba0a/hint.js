// The hint for a first visit. Whoever has dismissed it does not see it again in this browser.

import { h } from './patch.js';

const KEY = 'atlas-hint';

function isKept() {
  try {
    return localStorage.getItem(KEY) === 'dismissed';
  } catch { // no storage, as in some private windows: it comes back with the next visit
    return false;
  }
}

let dismissed = isKept();

/**
 * Describes the hint below a title.
 * @param {import('./types').Hint} [said]
 */
export const hint = said => said && !dismissed && h('div', { class: 'atlas-hint', role: 'note' },
  h('p', {}, said.text, ' ', h('a', { href: said.href }, said.help)),
  h('button', { 'data-do': 'dismiss', 'aria-label': said.close, title: said.close }, '×'));

/** Takes the hint away for good; the keyboard goes on from the title. */
export function dismissHint() {
  dismissed = true;
  try {
    localStorage.setItem(KEY, 'dismissed');
  } catch { /* see above */ }
  document.querySelector('.atlas-hint')?.remove();
  const title = /** @type {HTMLElement} */ (document.querySelector('.atlas-title'));
  title.tabIndex = -1;
  title.focus();
}
