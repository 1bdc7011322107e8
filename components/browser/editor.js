// The story editor: rows that are dragged to their place, texts that are counted and shown while
// somebody writes them, and the small stage, which is the presentation itself in a frame.

import { hear } from './events.js';
import { widthOf } from './width.js';

const TYPED_MS = 350, RETRY_MS = 150, LOOK = 'scene.look:', TYPED = /^(story|scene)\.((?:sub)?title|text|caveat)_(zh|en)$/;

const { atlas } = window;

// --- Texts that are being written

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;

/** @param {HTMLInputElement} input */
function count(input) {
  const output = /** @type {HTMLElement | null | undefined} */ (input.closest('.atlas-field')?.querySelector('[data-limit]'));
  if (!output) return;
  const width = widthOf(input.value), limit = Number(output.dataset.limit);
  output.textContent = `${width} / ${limit}`;
  if (width > limit) output.dataset.over = 'true';
  else delete output.dataset.over;
}

document.addEventListener('input', event => {
  const input = /** @type {HTMLInputElement} */ (event.target), { field } = input.dataset ?? {};
  if (!field || /** @type {InputEvent} */ (event).isComposing) return;
  count(input);
  const [, part, name, lang] = TYPED.exec(field) ?? [];
  clearTimeout(typing);
  if (part) typing = setTimeout(() => atlas.post('option', `${part}.typing:${name}_${lang}:${input.value}`), TYPED_MS);
});
// A text of a Chinese input method is there when it is chosen.
document.addEventListener('compositionend', event =>
  event.target?.dispatchEvent(new InputEvent('input', { bubbles: true })));
// What is written to its end is posted as it is (link.js).
document.addEventListener('change', () => clearTimeout(typing), true);

// --- Rows in another order

/** @type {{list: HTMLElement, row: HTMLElement, from: number} | null} */
let dragged = null;

/** @param {HTMLElement} list */
const rowsOf = list => /** @type {HTMLElement[]} */ ([...list.children]);

/**
 * Where a row would stand: behind those whose middle is above the pointer.
 * @param {HTMLElement[]} rows  Without the one that is dragged.
 * @param {number} y
 */
export const placeAt = (rows, y) => rows.filter(row => {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2 < y;
}).length;

document.addEventListener('pointerdown', event => {
  const grip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-grip]'));
  const row = /** @type {HTMLElement | null | undefined} */ (grip?.closest('li'));
  const list = /** @type {HTMLElement | null | undefined} */ (row?.parentElement);
  if (!grip || !row || !list || event.button) return;
  event.preventDefault(); // of a text that would be marked, of a page that would scroll
  grip.focus();
  grip.setPointerCapture(event.pointerId);
  dragged = { list, row, from: rowsOf(list).indexOf(row) };
  row.classList.add('atlas-dragged');
});

document.addEventListener('pointermove', ({ clientY }) => {
  if (!dragged) return;
  const { list, row } = dragged, rest = rowsOf(list).filter(one => one !== row);
  const before = rest[placeAt(rest, clientY)] ?? null;
  if (row.nextElementSibling !== before) list.insertBefore(row, before);
});

/** @param {boolean} isDropped */
function drop(isDropped) {
  if (!dragged) return;
  const { list, row, from } = dragged, place = rowsOf(list).indexOf(row);
  dragged = null;
  row.classList.remove('atlas-dragged');
  if (isDropped && place !== from) atlas.post('option', `${list.dataset.sorts}:${row.dataset.key}@${place}`);
  else list.insertBefore(row, rowsOf(list).filter(one => one !== row)[from] ?? null);
}
document.addEventListener('pointerup', () => drop(true));
document.addEventListener('pointercancel', () => drop(false));

document.addEventListener('keydown', event => {
  const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-sorts] > li'));
  if (event.key === 'Escape' && dragged) return drop(false);
  if (!row || !event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  const list = /** @type {HTMLElement} */ (row.parentElement), last = rowsOf(list).length - 1;
  const place = rowsOf(list).indexOf(row) + (event.key === 'ArrowUp' ? -1 : 1);
  event.preventDefault();
  if (place >= 0 && place <= last) atlas.post('option', `${list.dataset.sorts}:${row.dataset.key}@${place}`);
});

// --- The small stage

/** @type {AtlasEvents['seen'] | null} */
let seen = null;
let shown = '';
/** The page in the frame that is heard. @type {Document | null} */
let heard = null;

const frame = () => /** @type {HTMLIFrameElement | null} */ (document.querySelector('.atlas-small iframe'));

/** Shows the open scene as it is now; a frame that is still on its way will ask for it itself. */
function show() {
  const at = /** @type {HTMLElement | null} */ (document.querySelector('[data-scene]')), stage = frame();
  if (!at || !stage) return;
  fit(stage);
  const inside = stage.contentWindow?.atlas, wanted = `${at.dataset.scene} ${at.dataset.was}`;
  if (!inside?.answer()?.blocks.stage) {
    setTimeout(show, RETRY_MS);
  } else if (shown !== wanted) {
    shown = wanted;
    prepare(stage);
    inside.post('scene', at.dataset.scene);
  }
}

/**
 * Makes the frame as large as a stage is and draws it as small as there is room.
 * @param {HTMLIFrameElement} stage
 */
function fit(stage) {
  const box = /** @type {HTMLElement} */ (stage.parentElement);
  box.style.setProperty('--small', String(box.clientWidth / stage.clientWidth));
}

/** @param {HTMLIFrameElement} stage */
function prepare({ contentDocument }) {
  contentDocument?.documentElement.classList.add('atlas-in-small');
  if (!contentDocument || contentDocument === heard) return;
  heard = contentDocument;
  hear('seen', view => { seen = view; }, contentDocument);
}

document.addEventListener('click', event => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-option]'));
  if (button?.dataset.option !== LOOK) return;
  event.stopImmediatePropagation();
  const basemap = frame()?.contentWindow?.atlas?.answer()?.stands.basemap || 'plain';
  if (seen) atlas.post('option', `${LOOK}${[...seen, basemap]}`);
}, true);

window.addEventListener('resize', () => { const stage = frame(); if (stage) fit(stage); });
hear('answer', show);
show();
