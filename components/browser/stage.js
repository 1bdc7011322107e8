// How a scene is drawn on the stage: texts, card, chart, foot, and what the map is told.

import { describe } from './blocks.js';
import { STAGE } from './insides.js';
import { h, patch } from './patch.js';

const part = name => document.querySelector(`[data-part="${name}"]`);

/** Draws the texts of a scene, its card and chart, and its sources. */
export function drawScene(scene, stage, at, blocks) {
  const [, , title] = stage.order[at];
  patch(part('head'), [
    h('h1', { class: 'atlas-title', 'aria-live': 'polite' }, title),
    (scene?.lines ?? []).map(line => h('p', {}, line)),
  ]);
  for (const name of ['headline', 'chart']) {
    const block = blocks?.[name];
    patch(part(name), block ? describe(block) : []);
  }
  const sources = scene?.sources ?? [];
  patch(part('sources'), sources.length ? [h('b', {}, stage.words.sources), ' ', sources.join(' · ')] : []);
  const choice = at === 0 && stage.stories.length > 1 && h('select', {
    class: 'atlas-input', 'data-stories': 'all', 'aria-label': stage.words.story, value: stage.story,
  }, stage.stories.map(([id, name]) => h('option', { value: id }, name)));
  patch(part('place'), [choice, h('output', {}, `${at + 1} / ${stage.order.length}`)]);
  const { dataset } = document.querySelector(STAGE), chart = part('chart');
  dataset.has = ['headline', 'chart'].filter(name => blocks?.[name]).join(' ');
  delete dataset.tall;
  delete dataset.tight;
  const isCut = () => [chart, chart.querySelector('.atlas-bars')].some(
    one => one?.scrollHeight > one?.clientHeight + 1);
  // A chart that needs more room gets the whole height; the card goes above the map. Then it does
  // without the larger type of the theme for projectors.
  if (isCut()) dataset.tall = '';
  if (isCut()) dataset.tight = '';
}

/** Says something for a moment, such as the number that is being typed. */
export function say(text, ms = 0) {
  const place = part('said');
  place.textContent = text;
  if (ms) setTimeout(() => { if (place.textContent === text) place.textContent = ''; }, ms);
}

/** Tells the map where to look and which layers to show. */
export function tellMap(scene, options) {
  document.dispatchEvent(new CustomEvent('atlas:scene', { detail: {
    view: scene.view, layers: scene.layers, ...options,
  } }));
}

/** Keeps the words on the map as large as those beside it. */
export function scaleMap() {
  const root = document.documentElement, style = getComputedStyle(root);
  const own = 16 * style.getPropertyValue('--type-scale'); // the map has that scale by itself
  root.style.setProperty('--map-scale', Math.max(1, parseFloat(style.fontSize) / own));
}

/** Blackens the stage, or shows it again. */
export function blank(on) {
  part('blank').hidden = !on;
}
export const isBlank = () => part('blank')?.hidden === false;

/** A bar that grows while autoplay stays with a scene. */
export function showDwell(ms) {
  const bar = part('dwell');
  for (const old of bar.getAnimations()) old.cancel();
  if (ms && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
    bar.animate([{ transform: 'scaleX(0)' }, { transform: 'scaleX(1)' }], ms);
  }
}
