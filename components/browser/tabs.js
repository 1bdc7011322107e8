// Tabs: views of one thing, of which the screen shows one; paper shows all (paper.css).

import { h } from './patch.js';

/** @import { Entry, Tabs } from './types' */

/**
 * @param {string} name
 * @param {string} key
 */
const idOf = (name, key) => `tab-${name}-${key}`;

/** @param {Omit<Tabs, 'kind'>} block */
export const tabs = ({ name, label, tabs: views, chosen, search, none, clear }) => [
  h('div', { class: 'atlas-tabs' },
    h('div', { role: 'tablist', 'aria-label': label, id: `tabs-${name}` }, views.map(({ key, text, slots }) => h('button', {
      role: 'tab', 'data-key': key, 'data-tab': `${name}:${key}`, id: idOf(name, key),
      'aria-controls': slots.map(slot => `slot-${slot}`).join(' '),
      'aria-selected': String(key === chosen), tabindex: key === chosen ? 0 : -1,
    }, text))),
    search && h('input', {
      class: 'atlas-search', type: 'search', placeholder: search, 'aria-label': search, 'data-search': name,
    })),
  search && h('div', { class: 'atlas-empty', 'data-none': name, hidden: 'hidden' },
    h('p', { role: 'status' }, none), h('button', { class: 'atlas-chip', 'data-do': 'search' }, clear)),
];

/**
 * The view that is chosen: the server's answer, changed by the entries that it does not know.
 * @param {Pick<Tabs, 'name' | 'tabs' | 'chosen'>} block
 * @param {Entry[]} entries
 */
export function chosenTab({ name, tabs: views, chosen }, entries) {
  const asked = entries.filter(([, kind, value]) => kind === 'option' && value.startsWith(`${name}:`))
    .map(([, , value]) => value.slice(name.length + 1)).at(-1);
  return views.find(({ key }) => key === asked)?.key ?? chosen;
}

/**
 * Shows the slots of the chosen view and folds those of the others.
 * @param {Tabs} block
 * @param {Entry[]} entries
 */
export function fold(block, entries) {
  const now = chosenTab(block, entries);
  const shown = block.tabs.find(({ key }) => key === now)?.slots ?? [];
  for (const { key, slots } of block.tabs) {
    const tab = document.getElementById(idOf(block.name, key));
    tab?.setAttribute('aria-selected', String(key === now));
    tab?.setAttribute('tabindex', key === now ? '0' : '-1');
    for (const slot of slots) {
      const place = document.getElementById(`slot-${slot}`);
      place?.setAttribute('role', 'tabpanel');
      place?.setAttribute('aria-labelledby', idOf(block.name, key));
      place?.toggleAttribute('data-folded', !shown.includes(slot));
    }
  }
}

const STEPS = /** @type {Record<string, (at: number, last: number) => number>} */ ({
  ArrowLeft: (at, last) => (at > 0 ? at - 1 : last),
  ArrowRight: (at, last) => (at < last ? at + 1 : 0),
  Home: () => 0,
  End: (_, last) => last,
});

document.addEventListener('keydown', event => {
  const tab = /** @type {HTMLElement} */ (event.target);
  const step = !event.ctrlKey && !event.metaKey && !event.altKey && STEPS[event.key];
  if (!step || tab.role !== 'tab' || !tab.dataset?.tab) return;
  event.preventDefault();
  const all = /** @type {HTMLElement[]} */ ([...(tab.parentElement?.children ?? [])]);
  const next = all[step(all.indexOf(tab), all.length - 1)];
  next.focus();
  next.click();
});
