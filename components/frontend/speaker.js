// The speaker's window: notes, the next scene and the clock. The page that shows the scenes
// writes into it, so it needs no server; keys pressed in it move the scenes.

import { h, patch } from './patch.js';

const time = seconds => [seconds / 3600, seconds / 60 % 60, seconds % 60]
  .map(part => String(Math.floor(part)).padStart(2, '0')).join(':');

const speaker = { window: null, since: Date.now(), shown: null };

/** Opens the window, or brings it to the front; `false` if the browser blocks it. */
export function openSpeaker(onKey) {
  const opened = window.open('', 'atlas-speaker', 'popup,width=960,height=720');
  if (!opened) return false;
  if (opened !== speaker.window) {
    speaker.window = opened;
    const page = opened.document;
    patch(page.head, [h('meta', { charset: 'utf-8' }), h('style', {}, STYLE)]);
    page.addEventListener('keydown', onKey);
    page.addEventListener('click', event => {
      if (event.target.closest('button')) speaker.since = Date.now();
      tick();
    });
  }
  opened.focus();
  draw();
  return true;
}

/** Takes over what the window is to show. */
export function tellSpeaker(shown) {
  speaker.shown = shown;
  draw();
}

function draw() {
  if (!speaker.window || speaker.window.closed || !speaker.shown) return;
  const { title, place, notes, next, words, lang } = speaker.shown, page = speaker.window.document;
  page.documentElement.lang = lang;
  page.title = words.notes;
  patch(page.body, [
    h('header', {},
      h('output', { id: 'place' }, place),
      h('output', { id: 'clock' }, clock()),
      h('span', {}, words.elapsed, ' ', h('output', { id: 'elapsed' }, elapsed())),
      h('button', {}, words.restart)),
    h('h1', {}, title),
    h('main', {}, notes.split('\n').map(text => h('p', {}, text))),
    h('footer', {}, next
      ? [h('h2', {}, words.next), h('h3', {}, next.title), ...next.lines.map(line => h('p', {}, line))]
      : h('h2', {}, words.end)),
  ]);
}

const clock = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const elapsed = () => time((Date.now() - speaker.since) / 1000);

function tick() {
  if (!speaker.window || speaker.window.closed) return;
  const find = id => speaker.window.document.getElementById(id);
  if (!find('clock')) return;
  find('clock').textContent = clock();
  find('elapsed').textContent = elapsed();
}
setInterval(tick, 500);

const STYLE = `
  body {margin: 0; padding: 1.2rem 1.8rem; min-height: 100vh; box-sizing: border-box; display: flex;
    flex-direction: column; font: 22px/1.6 "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC",
    "Microsoft YaHei", system-ui, sans-serif; background: #10171E; color: #E8EEF3}
  header {display: flex; gap: 1.6rem; align-items: baseline; font-size: 26px; color: #A9B6C2;
    font-variant-numeric: tabular-nums}
  #clock, #elapsed {color: #E8EEF3; font-weight: 650}
  #place {margin-right: auto}
  button {font: inherit; font-size: 16px; padding: .2rem .8rem; color: inherit; background: none;
    border: 1px solid #33414E; border-radius: 6px; cursor: pointer}
  h1 {font-size: 28px; line-height: 1.35; margin: .8rem 0 .4rem}
  h2 {font-size: 16px; font-weight: 400; color: #A9B6C2; margin: 0}
  h3 {font-size: 22px; margin: 0}
  p {margin: 0 0 .5rem}
  main {flex: 1}
  footer {border-top: 1px solid #33414E; padding-top: .6rem; color: #A9B6C2}
  footer h3 {color: #E8EEF3} footer p {font-size: 19px; margin: 0}`;
