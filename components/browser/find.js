// Search: one field over the page, which "/" or Ctrl+K opens anywhere. The server answers at an
// address of its own, so that no page is made anew while somebody types.

import { hear, tell } from './events.js';
import { opensSearch } from './find_keys.js';
import { STAGE } from './insides.js';
import { h, patch } from './patch.js';

/** @import { Found, FoundItem } from './types' */

const WAIT_MS = 40; // between two keys of who types fast
const box = document.createElement('dialog');
box.className = 'atlas-find';
const state = {
  /** @type {Found | null} */
  found: null,
  text: '',
  at: 0,
  asked: 0,
  /** What is chosen as soon as it is found: who types fast has sent Enter before the answer came. */
  wanted: /** @type {string | null} */ (null),
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  soon: undefined,
};

const items = () => state.found?.groups.flatMap(group => group.items) ?? [];

/** @param {string} text */
async function ask(text) {
  const number = ++state.asked, to = new URL('app/static/search', location.href);
  to.searchParams.set('q', text);
  to.searchParams.set('lang', document.documentElement.lang);
  const draft = new URLSearchParams(location.search).get('draft');
  if (draft) to.searchParams.set('draft', draft);
  if (document.querySelector(STAGE)) to.searchParams.set('stage', '1');
  try {
    /** @type {Found} */
    const found = await (await fetch(to)).json();
    if (number !== state.asked) return; // an answer to what was typed before
    Object.assign(state, { found, text, at: 0 });
  } catch { // the server is away: what was found last stands
    return;
  }
  draw();
  if (state.wanted === text && box.open) choose(0);
}

/**
 * Chooses what is marked; while the answer to what was typed is on its way, the best of that.
 * @param {string} typed
 */
function enter(typed) {
  if (typed === state.text) return choose(state.at);
  state.wanted = typed;
  clearTimeout(state.soon);
  ask(typed);
}

/** Whether somebody is searching. */
export const isSearching = () => box.open;

export function openSearch() {
  if (box.open) return;
  if (!box.isConnected) document.body.append(box);
  Object.assign(state, { found: null, text: '', at: 0, wanted: null });
  box.replaceChildren(); // what was typed the last time
  draw();
  box.showModal();
  ask('');
}

function draw() {
  const { found, at } = state;
  let place = 0;
  /** @param {FoundItem} item */
  const row = item => {
    const n = place++;
    return h('li', {
      'data-key': `${item.open}${item.href}`, id: `atlas-found-${n}`, role: 'option', 'data-at': n,
      'aria-selected': String(n === at), class: n === at ? 'atlas-found-at' : '',
    }, h('b', {}, item.title), item.small && h('small', {}, item.small));
  };
  patch(box, [
    h('div', { class: 'atlas-find-head' },
      h('input', {
        type: 'search', class: 'atlas-search', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
        'aria-expanded': 'true', 'aria-controls': 'atlas-found', 'aria-autocomplete': 'list',
        'aria-activedescendant': items().length ? `atlas-found-${at}` : '',
        'aria-label': found?.label ?? '…', placeholder: found?.placeholder ?? '',
      }),
      h('button', { class: 'atlas-close', 'data-shut': 'find', 'aria-label': found?.close ?? '×' }, '×')),
    h('p', { class: 'atlas-note', role: 'status' }, found?.said ?? '…'),
    h('div', { id: 'atlas-found', role: 'listbox', 'aria-label': found?.label ?? '…' },
      ...(found?.groups ?? []).map((group, n) => h('ul', { role: 'group', 'aria-labelledby': `atlas-kind-${n}`, 'data-key': group.label },
        h('li', { role: 'presentation', id: `atlas-kind-${n}`, class: 'atlas-find-kind' }, group.label),
        ...group.items.map(row)))),
  ]);
  box.querySelector('.atlas-found-at')?.scrollIntoView({ block: 'nearest' });
}

/** @param {number} n */
function choose(n) {
  const item = items()[n];
  if (!item) return;
  box.close();
  if (item.open) tell('open', item.open);
  else window.atlas.post('go', item.href.replace(/^\.\//, ''));
}

/** @param {number} by */
function move(by) {
  const count = items().length;
  if (!count) return;
  state.at = (state.at + by + count) % count;
  draw();
}

box.addEventListener('input', ({ target }) => {
  const { value } = /** @type {HTMLInputElement} */ (target);
  state.wanted = null;
  clearTimeout(state.soon);
  state.soon = setTimeout(() => ask(value), WAIT_MS);
});
box.addEventListener('keydown', event => {
  event.stopPropagation(); // keys of the page beneath
  const act = {
    ArrowDown: () => move(1), ArrowUp: () => move(-1),
    // On the button that closes it, Enter is the button's.
    Enter: /** @type {Element} */ (event.target).matches('input')
      ? () => enter(/** @type {HTMLInputElement} */ (event.target).value) : undefined,
    Escape: () => box.close(), // else it empties the field first
  }[event.key];
  if (opensSearch(event)) event.preventDefault(); // it is open; the browser's own is not meant
  if (!act || event.isComposing) return; // Enter takes over what a method of input offers
  event.preventDefault();
  act();
});
box.addEventListener('click', event => {
  const target = /** @type {Element} */ (event.target);
  /** @type {HTMLElement | null} */
  const row = target.closest('[data-at]');
  if (row) choose(Number(row.dataset.at));
  else if (target === box || target.closest('[data-shut]')) box.close();
});
document.addEventListener('keydown', event => {
  if (!opensSearch(event)) return;
  event.preventDefault();
  openSearch();
});
box.addEventListener('close', () => tell('closed'));
hear('find', openSearch);
