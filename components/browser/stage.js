// How a scene is drawn on the stage: texts, card, chart, foot, and what the map is told.

import { describe } from './blocks.js';
import { MAP_FRAME, STAGE } from './insides.js';
import { tell } from './events.js';
import { figure } from './figure.js';
import { foot } from './parts.js';
import { h, patch } from './patch.js';

/** @import { Look, Scene, Stage } from './types' */

/** @typedef {'head' | 'headline' | 'chart' | 'contact' | 'caveat' | 'sources' | 'place' | 'said' | 'blank' | 'dwell'} Part */

/** @param {Part} name */
const find = name => /** @type {HTMLElement | null} */ (document.querySelector(`[data-part="${name}"]`));

const SHOWN = /** @type {const} */ (['headline', 'chart']);
// How much smaller the type of a chart becomes that does not fit.
const SIZES = [1, 0.92, 0.87, 0.84];
// A rem of the stage for one of the map, whose names are smaller.
const MAP_PX = 13.6;
// How large a number is (rem), and whether its unit stands beside or below it.
const VALUES = /** @type {[number, string][]} */ ([
  [6, 'inline-block'], [5.2, 'inline-block'], [4.5, 'inline-block'], [3.8, 'inline-block'],
  [5.2, 'block'], [4.5, 'block'], [3.8, 'block'], [3.3, 'block'],
]);

/** @param {Part} name */
const part = name => /** @type {HTMLElement} */ (find(name));
const stageBox = () => /** @type {HTMLElement} */ (document.querySelector(STAGE));

/** Whether a layout has the map on it. @param {Scene | undefined} scene */
export const hasMap = scene => scene?.layout === 'split' || scene?.layout === 'map';

/**
 * Draws the texts of a scene, its number and its visual, and its sources.
 * @param {Scene | null} scene
 * @param {Stage} stage
 * @param {number} at
 * @param {Pick<Scene, 'headline' | 'chart'> | null} blocks
 */
export function drawScene(scene, stage, at, blocks) {
  const [, , title] = stage.order[at], layout = scene?.layout ?? 'split';
  patch(part('head'), [
    h('h1', { class: 'atlas-title', 'aria-live': 'polite' }, title),
    scene?.text && h('p', {}, scene.text),
  ]);
  const headline = blocks?.headline, chart = blocks?.chart;
  patch(part('headline'), headline?.kind === 'cards' ? figure(headline) : []);
  patch(part('chart'), chart ? describe(chart) : []);
  patch(part('contact'), scene?.contact ? [h('div', { html: scene.contact })] : []);
  patch(part('caveat'), scene?.caveat ? [scene.caveat] : []);
  const notes = chart && 'notes' in chart && 'source' in chart ? foot(chart.notes, '', chart.id, chart.source) : null;
  const sources = scene?.sources ?? [];
  patch(part('sources'), [
    sources.length > 0 && h('p', {}, h('b', {}, stage.words.sources), ' ', sources.join(' · ')), notes]);
  const choice = at === 0 && stage.stories.length > 1 && h('select', {
    class: 'atlas-input', 'data-stories': 'all', 'aria-label': stage.words.story, value: stage.story,
  }, stage.stories.map(([id, name]) => h('option', { value: id }, name)));
  patch(part('place'), [choice, h('output', {}, `${at + 1} / ${stage.order.length}`)]);
  const { dataset } = stageBox();
  dataset.layout = layout;
  dataset.has = SHOWN.filter(name => (name === 'headline' ? headline : chart)).join(' ');
  fit();
}

/** Gives number and visual the largest type with which they fit. */
export function fit() {
  const stage = stageBox(), { dataset, style } = stage, chart = part('chart');
  const value = /** @type {HTMLElement | null} */ (part('headline').querySelector('.atlas-figure-value'));
  const scale = Number(getComputedStyle(document.documentElement).getPropertyValue('--type-scale')) || 1;
  const isOver = (/** @type {Element | null} */ one) => Boolean(one
    && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1));
  /** @param {typeof VALUES} values */
  const fitValue = values => {
    for (const [rem, unit] of value ? values : []) {
      style.setProperty('--value', `${rem}rem`);
      style.setProperty('--unit', unit);
      if (value && value.scrollWidth <= value.clientWidth + 1 && (dataset.layout !== 'map' || !isOver(stage))) return;
    }
  };
  // The type of a visual alone, and that for projectors, has room to give. Then the number goes out
  // of the way of the chart; at last the type becomes as small as that of the other themes.
  const first = dataset.layout === 'visual' ? SIZES : [1, 1 / scale];
  const tries = chart.firstChild ? [...first.map(by => [0, by]), ...[...SIZES, SIZES[3] / scale].map(by => [1, by])] : [[0, 1]];
  let was = -1;
  for (const [tall, by] of tries) {
    if (tall) dataset.tall = '';
    else delete dataset.tall;
    style.setProperty('--fit', String(by));
    if (tall !== was) fitValue(tall ? VALUES.slice(3) : dataset.layout === 'split' ? VALUES.slice(2) : VALUES);
    was = tall;
    if (!isOver(chart) && !isOver(chart.querySelector('.atlas-bars'))) break;
  }
}

/**
 * What the stage lays over the map: the part of its width that is covered from the left, and of its
 * height from above.
 * @returns {[number, number]}
 */
function cover() {
  const map = document.querySelector(MAP_FRAME)?.getBoundingClientRect();
  if (!map?.width) return [0, 0];
  const { dataset } = stageBox(), head = part('head').getBoundingClientRect();
  const card = part('headline').getBoundingClientRect();
  const isOver = (/** @type {DOMRect} */ box) => box.top < map.bottom && box.bottom > map.top && box.left < map.right;
  return [
    dataset.layout === 'map' && isOver(head) ? (head.right - map.left) / map.width : 0,
    dataset.layout === 'split' && card.height && isOver(card) && card.right <= map.right
      ? (card.bottom - map.top) / map.height : 0,
  ];
}

/**
 * Says something for a moment, such as the number that is being typed.
 * @param {string} text
 */
export function say(text, ms = 0) {
  const place = part('said');
  place.textContent = text;
  if (ms) setTimeout(() => { if (place.textContent === text) place.textContent = ''; }, ms);
}

/**
 * Tells the map where to look and which layers to show.
 * @param {Scene} scene
 * @param {Partial<Look> | null} [options]
 */
export function tellMap(scene, options) {
  if (!hasMap(scene)) return;
  tell('scene', { view: scene.view, layers: scene.layers, cover: cover(), ...options });
}

/** What stands behind a key, and is shown. @param {string} name */
export const isShown = name => Boolean(stageBox().dataset.shown?.split(' ').includes(name));

/**
 * Shows what stands behind a key, or hides it again; says which.
 * @param {string} name
 */
export function toggleShown(name) {
  const { dataset } = stageBox(), shown = (dataset.shown ?? '').split(' ').filter(Boolean);
  const isOn = !shown.includes(name);
  dataset.shown = (isOn ? [...shown, name] : shown.filter(one => one !== name)).join(' ');
  document.querySelector(`[data-act="${name}"]`)?.setAttribute('aria-pressed', String(isOn));
  return isOn;
}

/** Whether the buttons are to be seen. @param {boolean} on */
export const awake = on => stageBox().classList.toggle('atlas-awake', on);

/** Keeps the words on the map as large as the least of those beside it. */
export function scaleMap() {
  const root = document.documentElement, style = getComputedStyle(root);
  const own = MAP_PX * Number(style.getPropertyValue('--type-scale')); // the map has that scale by itself
  root.style.setProperty('--map-scale', String(Math.max(1, parseFloat(style.fontSize) / own)));
}

/**
 * Blackens the stage, or shows it again.
 * @param {boolean} on
 */
export function blank(on) {
  part('blank').hidden = !on;
}
export const isBlank = () => find('blank')?.hidden === false;

/**
 * A bar that grows while autoplay stays with a scene.
 * @param {number} ms
 */
export function showDwell(ms) {
  const bar = part('dwell');
  for (const old of bar.getAnimations()) old.cancel();
  if (ms && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
    bar.animate([{ transform: 'scaleX(0)' }, { transform: 'scaleX(1)' }], ms);
  }
}
