// The player of the timeline: it moves the as-of date through the dates at which something changes,
// so that link, map, cards and charts follow as they do a click.

import { dateOf } from './changes.js';
import { hear } from './events.js';
import { h, patch } from './patch.js';
import { live, setPlaying } from './playing.js';
import { createPlayer, SPEEDS } from './steps.js';

/** @import { Player } from './types' */

const SIGNS = { play: '▶', pause: '❚❚', again: '↺', back: '◀', on: '▶' };
const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Whether the next answer is to a single step. */
let isStepped = false;

/** @returns {Player | null} */
function told() {
  const block = window.atlas.answer()?.blocks.play;
  return block?.kind === 'player' ? block : null;
}

/** @returns {HTMLElement | null} */
const slot = () => document.querySelector('[data-slot="player"]');

const player = createPlayer(
  step => window.atlas.post('asof', told()?.steps[step].asof),
  () => { setPlaying(player.isPlaying()); draw(); },
  { later: (next, ms) => setTimeout(next, ms), cancel: timer => clearTimeout(timer) },
);

/**
 * @param {'back' | 'on'} name
 * @param {string} label
 * @param {boolean} isOff
 */
const stepper = (name, label, isOff) => h('button', {
  class: 'atlas-chip', 'data-play': name, 'aria-label': label, 'aria-disabled': isOff && 'true',
}, SIGNS[name]);

/**
 * The sign and the words of the button in the middle.
 * @param {Player['words']} words
 */
function main({ play, pause, again }) {
  if (player.isPlaying()) return [SIGNS.pause, pause];
  return player.isAtEnd() ? [SIGNS.again, again] : [SIGNS.play, play];
}

function draw() {
  const block = told(), place = slot();
  if (!block || !place) return player.pause(); // the reader went to another page
  const { steps, now, ticks, words } = block;
  const [sign, act] = main(words);
  const at = (/** @type {number} */ share) => `left:${100 * share}%`;
  const here = steps[now];
  patch(place, [h('div', { class: 'atlas-player', role: 'group', 'aria-label': words.label, id: 'player' },
    h('div', { class: 'atlas-player-do' },
      stepper('back', words.back, now < 0 || (now === 0 && !isBetween(block))),
      h('button', { class: 'atlas-chip atlas-chip-main', 'data-play': 'toggle', 'aria-describedby': 'player-keys' },
        h('span', { 'aria-hidden': 'true' }, sign), ' ', act),
      stepper('on', words.on, now >= steps.length - 1),
      h('span', { class: 'atlas-chips', role: 'group', 'aria-label': words.speed }, SPEEDS.map(speed => h('button', {
        class: 'atlas-chip', 'data-play': String(speed), 'aria-pressed': String(speed === player.speed()),
      }, `×${speed}`)))),
    h('p', { class: 'atlas-player-said', 'aria-live': live() },
      h('b', {}, here?.date ?? ''), ' ', here?.text ?? ''),
    h('div', { class: 'atlas-player-axis', 'aria-hidden': 'true' },
      ticks.map(tick => h('small', { style: at(tick.at) }, tick.label)),
      h('i', { class: 'atlas-player-gone', style: `width:${100 * (here?.at ?? 0)}%` }),
      // For a mouse: dates lie too close for a finger, which has the buttons and the list of events.
      steps.map((step, n) => h('i', {
        class: n <= now ? 'atlas-player-dot atlas-player-past' : 'atlas-player-dot', 'data-asof': step.asof,
        'data-tip': JSON.stringify({ head: step.date, value: '', lines: step.text ? [step.text] : [] }), style: at(step.at),
      }))),
    h('p', { class: 'atlas-note', id: 'player-keys' }, words.keys))]);
}

/** @param {Player} block */
const isBetween = ({ steps, now }) => steps[now]?.asof !== dateOf(window.atlas.answer());

/** Keeps the event of the date in sight, in its list; the page itself stands still. */
function follow() {
  /** @type {HTMLElement | undefined} */
  const last = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.atlas-event [aria-current]'))].at(-1);
  const list = last?.closest('.atlas-events');
  if (!last || !list || list.scrollHeight <= list.clientHeight) return;
  const { top, bottom } = list.getBoundingClientRect();
  const seen = Math.min(bottom, document.documentElement.clientHeight) - top; // the rest lies below the fold
  const down = last.getBoundingClientRect().bottom - top - Math.max(seen, 120) / 2;
  const behavior = isCalm() || player.speed() > 1 ? 'auto' : 'smooth'; // it would never arrive
  list.scrollTo({ top: list.scrollTop + down, behavior });
}

/** Takes an answer, unless it is one to what came before the step that was asked for. */
function take() {
  const block = told();
  if (!block || !slot()) return player.pause();
  if (!window.atlas.log().some(([, kind]) => kind === 'asof')) {
    const moved = { now: block.now, count: block.steps.length, isBetween: isBetween(block) };
    if (player.isPlaying() || isStepped) follow();
    isStepped = false;
    player.heard(moved);
  }
  draw();
}

/** @param {string} act */
function play(act) {
  if (act === 'toggle') player.toggle();
  else if (act === 'back' || act === 'on') {
    isStepped = true;
    player.step(act === 'on' ? 1 : -1);
  } else player.setSpeed(Number(act));
}

document.addEventListener('click', ({ target }) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest('[data-play]'));
  if (button?.dataset.play) play(button.dataset.play);
});
// Keys count where nothing else takes them: on the page itself, and arrows within the player.
document.addEventListener('keydown', event => {
  const target = /** @type {Element} */ (event.target);
  const acts = /** @type {Record<string, string>} */ ({ ' ': 'toggle', ArrowLeft: 'back', ArrowRight: 'on' });
  const act = acts[event.key];
  if (!act || !slot() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const isOurs = target.closest('#player') && act !== 'toggle';
  const isFree = !target.closest('a,button,input,textarea,select,summary,dialog,[role],[contenteditable],[tabindex="0"]');
  if (!isOurs && !isFree) return;
  event.preventDefault();
  if (!event.repeat || act !== 'toggle') play(act); // a key that is held plays once
});
hear('answer', take);
hear('chosen', draw);
take();
