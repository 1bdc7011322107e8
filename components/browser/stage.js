// How a scene is drawn on the stage: texts, card, chart, foot, and what the map is told.

import { describe } from './blocks.js';
import { STAGE } from './insides.js';
import { tell } from './events.js';
import { h, patch } from './patch.js';

/** @import { Look, Scene, Stage } from './types' */

/** @typedef {'head' | 'headline' | 'chart' | 'sources' | 'place' | 'said' | 'blank' | 'dwell'} Part */

/** @param {Part} name */
const find = name => /** @type {HTMLElement | null} */ (document.querySelector(`[data-part="${name}"]`));

const SHOWN = /** @type {const} */ (['headline', 'chart']);

/** @param {Part} name */
const part = name => /** @type {HTMLElement} */ (find(name));

/**
 * Draws the texts of a scene, its card and chart, and its sources.
 * @param {Scene | null} scene
 * @param {Stage} stage
 * @param {number} at
 * @param {Pick<Scene, 'headline' | 'chart'> | null} blocks
 */
export function drawScene(scene, stage, at, blocks) {
  const [, , title] = stage.order[at];
  patch(part('head'), [
    h('h1', { class: 'atlas-title', 'aria-live': 'polite' }, title),
    [scene?.text, scene?.caveat].filter(Boolean).map(line => h('p', {}, line)),
  ]);
  const shown = { headline: blocks?.headline, chart: blocks?.chart };
  for (const name of SHOWN) patch(part(name), shown[name] ? describe(shown[name]) : []);
  const sources = scene?.sources ?? [];
  patch(part('sources'), sources.length ? [h('b', {}, stage.words.sources), ' ', sources.join(' · ')] : []);
  const choice = at === 0 && stage.stories.length > 1 && h('select', {
    class: 'atlas-input', 'data-stories': 'all', 'aria-label': stage.words.story, value: stage.story,
  }, stage.stories.map(([id, name]) => h('option', { value: id }, name)));
  patch(part('place'), [choice, h('output', {}, `${at + 1} / ${stage.order.length}`)]);
  const { dataset } = /** @type {HTMLElement} */ (document.querySelector(STAGE)), chart = part('chart');
  dataset.layout = scene?.layout ?? 'split';
  dataset.motion = scene?.motion ?? '';
  dataset.has = SHOWN.filter(name => shown[name]).join(' ');
  delete dataset.tall;
  delete dataset.tight;
  const isCut = () => [chart, chart.querySelector('.atlas-bars')].some(
    one => one && one.scrollHeight > one.clientHeight + 1);
  // A chart that needs more room does without the larger type of the theme for projectors. Then it
  // gets the whole height: the card goes above the map, which is small so; at last both.
  if (isCut()) dataset.tight = '';
  if (isCut()) {
    delete dataset.tight;
    dataset.tall = '';
  }
  if (isCut()) dataset.tight = '';
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
  tell('scene', { view: scene.view, layers: scene.layers, ...options });
}

/** Keeps the words on the map as large as those beside it. */
export function scaleMap() {
  const root = document.documentElement, style = getComputedStyle(root);
  const own = 16 * Number(style.getPropertyValue('--type-scale')); // the map has that scale by itself
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
