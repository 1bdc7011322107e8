// The tip of a mark in a chart: what it is, its number, what is known of it, and what a click does.
// One for pointer, keyboard and touch, in the top layer, so that nothing cuts it and nothing moves.

import { hear } from './events.js';
import { SCROLLED } from './insides.js';
import { h, patch } from './patch.js';

/** @import { Tip } from './types' */

const GAP = 14; // beside the pointer, so that it can go on up and down without entering the tip
const EDGE = 8;
const LEAVE_MS = 160; // to reach the tip itself

/**
 * The attributes of what has a tip.
 * @param {Tip} tip
 */
export const said = tip => ({
  'data-tip': JSON.stringify(tip), 'aria-label': tip.value ? `${tip.head}: ${tip.value}` : tip.head,
});

/**
 * Where a tip stands: above what it explains, else below, beside the pointer, never over an edge.
 * @param {{left: number, right: number, top: number, bottom: number}} anchor
 * @param {{width: number, height: number}} size
 * @param {{width: number, height: number}} view
 * @param {number | null} pointer  Where it is from the left; none for the keyboard.
 */
export function placed(anchor, size, view, pointer) {
  const within = (/** @type {number} */ at, /** @type {number} */ most) => Math.max(EDGE, Math.min(at, most - EDGE));
  const from = pointer ?? Math.min((anchor.left + anchor.right) / 2, anchor.left + size.width / 2);
  const right = pointer === null ? from : from + GAP;
  const left = right + size.width > view.width - EDGE && pointer !== null ? from - GAP - size.width : right;
  const above = anchor.top - EDGE - size.height;
  return {
    left: within(left, view.width - size.width),
    top: within(above >= EDGE ? above : anchor.bottom + EDGE, view.height - size.height),
  };
}

const box = document.createElement('div');
box.className = 'atlas-tip';
box.setAttribute('role', 'tooltip');
box.popover = 'manual';

/** What it explains. @type {HTMLElement | null} */
let anchor = null;
/** @type {number | null} */
let pointer = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let leaving;
let isTouched = false;

/** @param {EventTarget | null} target */
const holder = target => /** @type {HTMLElement | null} */ (
  target instanceof Element ? target.closest('[data-tip]') : null);

/**
 * What has the focus where a mark answers to it: the mark itself, or the button in a cell.
 * @param {HTMLElement} mark
 */
const spoken = mark => (mark.matches('button,a') ? mark : mark.querySelector('button,a') ?? mark);

/** @param {HTMLElement} mark */
function act(mark) {
  const does = /** @type {HTMLElement | null} */ (mark.querySelector('[data-open]')
    ?? mark.closest('[data-pick],[data-open],a[href]'));
  const words = window.atlas.answer()?.own.acts;
  if (!words || !does) return [];
  if (!does.dataset.pick) return [does.dataset.open ? words.open : words.href];
  const key = does.parentElement?.querySelector('[data-open]') && !isTouched && words.key;
  return [does.getAttribute('aria-pressed') === 'true' ? words.unpick : words.pick, key];
}

/**
 * @param {HTMLElement} mark
 * @param {number | null} at
 */
function show(mark, at) {
  clearTimeout(leaving);
  if (anchor !== mark) hide();
  anchor = mark;
  pointer = at;
  fill();
}

function hide() {
  clearTimeout(leaving);
  if (anchor) spoken(anchor).removeAttribute('aria-describedby');
  anchor = null;
  if (box.isConnected && box.matches(':popover-open')) box.hidePopover();
}

/** Fills it anew: what it explains may have changed since. */
function fill() {
  const text = anchor?.isConnected && anchor.dataset.tip;
  if (!anchor || !text) return hide();
  /** @type {Tip} */
  const { head, value, lines } = JSON.parse(text);
  patch(box, [
    h('p', { class: 'atlas-tip-head' }, head),
    value && h('p', { class: 'atlas-tip-value' }, value),
    h('div', { id: 'atlas-tip-more' },
      lines.map(line => h('p', {}, line)),
      h('p', { class: 'atlas-tip-act' }, act(anchor).filter(Boolean).join(' · '))),
  ]);
  if (!box.isConnected) (document.querySelector(SCROLLED) ?? document.body).append(box);
  if (!box.matches(':popover-open')) box.showPopover();
  spoken(anchor).setAttribute('aria-describedby', 'atlas-tip-more');
  place();
}

function place() {
  if (!anchor) return;
  const where = anchor.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  if (where.bottom < 0 || where.top > height) return hide();
  const { left, top } = placed(where, { width: box.offsetWidth, height: box.offsetHeight }, { width, height }, pointer);
  Object.assign(box.style, { left: `${left}px`, top: `${top}px` });
}

document.addEventListener('pointerover', event => {
  if (event.pointerType === 'touch') return;
  const mark = holder(event.target);
  if (mark && mark !== anchor) show(mark, event.clientX);
  else if (mark || box.contains(/** @type {Node} */ (event.target))) clearTimeout(leaving);
  else if (anchor) {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LEAVE_MS);
  }
});
document.addEventListener('pointerdown', event => { isTouched = event.pointerType === 'touch'; });
document.addEventListener('focusin', ({ target }) => {
  const mark = /** @type {Element} */ (target).matches(':focus-visible') ? holder(target) : null;
  if (mark) show(mark, null);
});
document.addEventListener('focusout', ({ target }) => { if (holder(target) === anchor) hide(); });
// A tap shows it, unless what opens then says all of it.
document.addEventListener('click', ({ target }) => {
  const mark = holder(target);
  const opens = target instanceof Element && target.closest('[data-open],a[href]');
  if (opens) hide();
  else if (isTouched) mark ? show(mark, null) : hide();
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') hide();
});
document.addEventListener('scroll', place, { capture: true, passive: true });
window.addEventListener('resize', hide);
hear('answer', () => { if (anchor) fill(); });
hear('chosen', () => { if (anchor) fill(); });
