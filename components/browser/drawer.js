// The filters on a narrow screen: a button within the thumb's reach opens them as a sheet over
// the page, and what is chosen stands above the map. The slot of the filters is not moved: as a
// popover it lies above everything, and while it is open the rest of the page is inert, so that
// focus cannot leave it.

import { h, patch } from './patch.js';

const narrow = matchMedia('(max-width: 640px)');
const ROLE = { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'filter-title', tabindex: -1 };

const opener = document.createElement('button');
opener.className = 'atlas-opener';
opener.setAttribute('aria-haspopup', 'dialog');
opener.addEventListener('click', open);

const chips = document.createElement('div');
chips.className = 'atlas-slot atlas-chips atlas-chosen';
chips.setAttribute('role', 'group');

let sheet = null; // the slot, while it is open
let behind = []; // what is inert meanwhile

const slot = () => document.querySelector('[data-slot="filters"]');

function open() {
  sheet = slot();
  for (const [name, value] of Object.entries(ROLE)) sheet.setAttribute(name, value);
  sheet.popover = 'manual';
  sheet.showPopover();
  for (let part = sheet; part !== document.body; part = part.parentElement) {
    behind.push(...[...part.parentElement.children].filter(other => other !== part && !other.inert));
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
  [sheet, behind] = [null, []];
  opener.setAttribute('aria-expanded', 'false');
  opener.focus();
}

/** What is chosen, by dimension: the entry of the log that takes it back, and its name. */
function chosen({ groups, asof, evidence }) {
  const now = window.atlas.chosen();
  const [date, said] = asof.options[asof.at];
  return [
    ...groups.map(({ dimension, options }) => options.filter(([value]) => now[dimension].has(value))
      .map(([value, name]) => [dimension, value, name])),
    date === asof.latest ? [] : [['asof', asof.latest, `${asof.label} ${said}`]],
    now.evidence === 'published' ? [['evidence', 'all', evidence.label]] : [],
  ].filter(entries => entries.length);
}

function draw() {
  if (sheet && !sheet.isConnected) close(); // the reader went to another page
  const filters = window.atlas.answer()?.blocks.filters, place = slot();
  opener.hidden = !(filters && place);
  if (opener.hidden || !narrow.matches) return;
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

/** Takes a choice back; the focus stays where the next one can be taken back. */
function drop(chip) {
  const [kind, value] = chip.dataset.drop.split(':');
  window.atlas.post(kind, value);
  (chips.querySelector('[data-drop]') ?? opener).focus();
}

document.addEventListener('click', ({ target }) => {
  const chip = target.closest('[data-drop]');
  if (chip) drop(chip);
  else if (target.dataset?.do === 'reset' && !target.isConnected) opener.focus(); // it went with the chips
  // The page behind is inert: a click on it arrives at what holds the sheet.
  else if (sheet && (!sheet.contains(target) || target.closest('[data-shut]')) && target !== opener) close();
});
// What holds the sheet cannot be inert, and may take the focus because it scrolls.
document.addEventListener('focusin', ({ target }) => {
  if (sheet && !sheet.contains(target)) sheet.focus();
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || !sheet) return;
  event.preventDefault();
  close();
});
document.addEventListener('atlas:chosen', draw);
document.addEventListener('atlas:answer', draw);
narrow.addEventListener('change', () => { close(); draw(); });
opener.setAttribute('aria-expanded', 'false');
draw();
