// The speaker's window: notes, the next scene and the clock. The page that shows the scenes
// writes into it, so it needs no server; keys pressed in it move the scenes.

import { h, patch } from './patch.js';

/**
 * @typedef {object} Shown
 * @property {string} title
 * @property {string} place
 * @property {string} notes
 * @property {Pick<import('./types').Scene, 'title' | 'text' | 'caveat'> | undefined} next
 * @property {import('./types').StageWords} words
 * @property {string} lang
 * @property {string} look  Style sheet of its colours.
 * @property {() => {scene: string, whole: string, pace: string, isLate: boolean} | null} timing
 */

/** @param {number} seconds */
const time = seconds => [seconds / 3600, seconds / 60 % 60, seconds % 60]
  .map(part => String(Math.floor(part)).padStart(2, '0')).join(':');

const speaker = {
  /** @type {Window | null} */
  window: null,
  since: Date.now(),
  /** @type {Shown | null} */
  shown: null,
};

/**
 * Opens the window, or brings it to the front; `false` if the browser blocks it.
 * @param {(event: KeyboardEvent) => void} onKey
 */
export function openSpeaker(onKey) {
  const opened = window.open('', 'atlas-speaker', 'popup,width=960,height=720');
  if (!opened) return false;
  if (opened !== speaker.window) {
    speaker.window = opened;
    const page = opened.document;
    patch(page.head, [h('meta', { charset: 'utf-8' }), h('style', {}, (speaker.shown?.look ?? '') + STYLE)]);
    page.addEventListener('keydown', onKey);
    page.addEventListener('click', event => {
      if (/** @type {Element} */ (event.target).closest('button')) speaker.since = Date.now();
      tick();
    });
  }
  opened.focus();
  draw();
  return true;
}

/** Whether the window is open. */
export const hasSpeaker = () => Boolean(speaker.window && !speaker.window.closed);

/**
 * Takes over what the window is to show.
 * @param {Shown} shown
 */
export function tellSpeaker(shown) {
  speaker.shown = shown;
  draw();
}

function draw() {
  if (!speaker.window || !hasSpeaker() || !speaker.shown) return;
  const { title, place, notes, next, words, lang } = speaker.shown, page = speaker.window.document;
  page.documentElement.lang = lang;
  page.title = words.notes;
  patch(page.body, [
    h('header', {},
      h('output', { id: 'place' }, place),
      h('output', { id: 'clock' }, clock()),
      h('span', {}, words.elapsed, ' ', h('output', { id: 'elapsed' }, elapsed())),
      h('button', {}, words.restart)),
    h('p', { id: 'timing', role: 'timer' }),
    h('h1', {}, title),
    h('main', {}, notes.split('\n').map(text => h('p', {}, text))),
    h('footer', {}, next
      ? [h('h2', {}, words.next), h('h3', {}, next.title), ...[next.text, next.caveat].filter(Boolean).map(line => h('p', {}, line))]
      : h('h2', {}, words.end)),
  ]);
  tick();
}

const clock = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const elapsed = () => time((Date.now() - speaker.since) / 1000);

function tick() {
  if (!speaker.window || !hasSpeaker()) return;
  const page = speaker.window.document, timing = page.getElementById('timing'), said = speaker.shown?.timing();
  if (timing) patch(timing, said ? [h('b', { class: said.isLate ? 'late' : '' }, said.pace), h('span', {}, said.scene), h('span', {}, said.whole)] : []);
  page.getElementById('clock')?.replaceChildren(clock());
  page.getElementById('elapsed')?.replaceChildren(elapsed());
}
setInterval(tick, 500);

const STYLE = `
  html {font-size: 1.4rem}
  body {margin: 0; padding: var(--space-4) var(--space-5); min-height: 100vh; box-sizing: border-box;
    display: flex; flex-direction: column; font: var(--text-l)/1.6 var(--font);
    background: var(--surface); color: var(--ink)}
  header {display: flex; gap: var(--space-4); align-items: baseline; font-size: var(--text-xl);
    color: var(--muted); font-variant-numeric: tabular-nums}
  #clock, #elapsed {color: var(--ink); font-weight: 650}
  #place {margin-right: auto}
  #timing {display: flex; gap: var(--space-4); color: var(--muted); font-variant-numeric: tabular-nums; margin: 0}
  #timing:empty {display: none} #timing b {color: var(--ink)} #timing .late {color: var(--warning)}
  button {font: inherit; font-size: var(--text-2xs); padding: var(--space-1) var(--space-3); color: inherit;
    background: none; border: 1px solid var(--neutral); border-radius: 6px; cursor: pointer}
  :focus-visible {outline: 2px solid var(--accent); outline-offset: 2px}
  h1 {font-size: var(--text-xl); line-height: 1.35; margin: var(--space-3) 0 var(--space-2)}
  h2 {font-size: var(--text-2xs); font-weight: 400; color: var(--muted); margin: 0}
  h3 {font-size: var(--text-l); margin: 0}
  p {margin: 0 0 var(--space-2)}
  main {flex: 1}
  footer {border-top: 1px solid var(--line); padding-top: var(--space-3); color: var(--muted)}
  footer h3 {color: var(--ink)} footer p {font-size: var(--text-m); margin: 0}`;
