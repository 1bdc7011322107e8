// The filters on a narrow screen: a button within the thumb's reach opens them as a sheet over
// the page, and what is chosen stands above the map. The slot of the filters is not moved: as a
// popover it lies above everything, and while it is open the rest of the page is inert, so that
// focus cannot leave it.

import { hear } from './events.js';
import { h, patch } from './patch.js';

/** @import { Filters, LogKind } from './types' */

const narrow = matchMedia('(max-width: 640px)');
const ROLE = { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'filter-title', tabindex: -1 };

const opener = document.createElement('button');
opener.className = 'atlas-opener';
opener.setAttribute('aria-haspopup', 'dialog');
opener.addEventListener('click', open);

const chips = document.createElement('div');
chips.className = 'atlas-slot atlas-chips atlas-chosen';
chips.setAttribute('role', 'group');

/** The slot, while it is open. @type {HTMLElement | null} */
let sheet = null;
/** What is inert meanwhile. @type {HTMLElement[]} */
let behind = [];

/** @returns {HTMLElement | null} */
const slot = () => document.querySelector('[data-slot="filters"]');

function open() {
  sheet = slot();
  if (!sheet) return;
  for (const [name, value] of Object.entries(ROLE)) sheet.setAttribute(name, String(value));
  sheet.popover = 'manual';
  sheet.showPopover();
  for (let part = sheet; part.parentElement && part !== document.body; part = part.parentElement) {
    const others = /** @type {HTMLElement[]} */ ([...part.parentElement.children]);
    behind.push(...others.filter(other => other !== part && !other.inert));
  }
  for (const part of behind) part.inert = true;
  opener.setAttribute('aria-expanded', 'true');
  sheet.scrollTop = 0;
  sheet.focus();
}

function close() {
  if (!sheet) return;
  for (const part of behind) part.inert = false;
  for (const name of [...Object.keys(ROLE), 'popover']) sheet.removeAttribute(name);
  sheet = null;
  behind = [];
  opener.setAttribute('aria-expanded', 'false');
  opener.focus();
}

/**
 * What is chosen, by dimension: the entry of the log that takes it back, and its name.
 * @param {Filters} filters
 */
function chosen({ groups, asof, evidence, area }) {
  const now = window.atlas.chosen();
  /** @typedef {[LogKind, string, string]} Entry */
  const [date, said] = asof.options[asof.at];
  return [
    ...groups.map(({ dimension, options }) => options.filter(([value]) => now[dimension].has(value))
      .map(([value, name]) => /** @type {Entry} */ ([dimension, value, name]))),
    area ? [/** @type {Entry} */ (['area', '', area.label])] : [],
    date === asof.latest ? [] : [/** @type {Entry} */ (['asof', asof.latest, `${asof.label} ${said}`])],
    evidence && now.evidence === 'published' ? [/** @type {Entry} */ (['evidence', 'all', evidence.label])] : [],
  ].filter(entries => entries.length);
}

function draw() {
  if (sheet && !sheet.isConnected) close(); // the reader went to another page
  const filters = window.atlas.answer()?.blocks.filters, place = slot();
  opener.hidden = !(filters && place);
  if (filters?.kind !== 'filters' || !place || !narrow.matches) return;
  if (!opener.isConnected) document.body.append(opener);
  if (place.nextSibling !== chips) place.after(chips);
  const { title, remove, picked } = filters.drawer, dimensions = chosen(filters);
  patch(opener, [dimensions.length ? `${title} · ${dimensions.length}` : title]);
  chips.setAttribute('aria-label', picked);
  patch(chips, dimensions.length ? [
    dimensions.flat().map(([kind, value, name]) => h('button', {
      class: 'atlas-chip', 'data-drop': `${kind}:${value}`, 'aria-label': `${remove}: ${name}`,
    }, name, ' ×')),
    h('button', { class: 'atlas-reset', 'data-do': 'reset' }, filters.reset),
  ] : []);
}

/**
 * Takes a choice back; the focus stays where the next one can be taken back.
 * @param {HTMLElement} chip
 */
function drop(chip) {
  const [kind, value] = /** @type {[LogKind, string]} */ ((chip.dataset.drop ?? '').split(':'));
  window.atlas.post(kind, value);
  /** @type {HTMLElement | null} */
  const next = chips.querySelector('[data-drop]');
  (next ?? opener).focus();
}

document.addEventListener('click', event => {
  const target = /** @type {HTMLElement} */ (event.target);
  /** @type {HTMLElement | null} */
  const chip = target.closest('[data-drop]');
  if (chip) drop(chip);
  else if (target.dataset?.do === 'reset' && !target.isConnected) opener.focus(); // it went with the chips
  // The page behind is inert: a click on it arrives at what holds the sheet.
  else if (sheet && (!sheet.contains(target) || target.closest('[data-shut]')) && target !== opener) close();
});
// What holds the sheet cannot be inert, and may take the focus because it scrolls.
document.addEventListener('focusin', ({ target }) => {
  if (sheet && !sheet.contains(/** @type {Node} */ (target))) sheet.focus();
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !sheet) return;
  event.preventDefault();
  close();
});
hear('chosen', draw);
hear('answer', draw);
narrow.addEventListener('change', () => { close(); draw(); });
opener.setAttribute('aria-expanded', 'false');
draw();
