// The presentation. Which scene is shown follows from the server's last answer and the entries
// that it has not seen, as everything does (link.js); its neighbours came with that answer, so
// that a change shows at once. Here are the keys, autoplay, and the way back from a question.

import { STAGE } from './insides.js';
import { openSpeaker, tellSpeaker } from './speaker.js';
import { blank, drawScene, isBlank, say, scaleMap, showDwell, tellMap } from './stage.js';

const NUMBER_WAIT_MS = 900, SAID_MS = 4000, SWIPE_PX = 60, EDGE = 0.04;
const QUESTIONS = ['zone', 'sector', 'status', 'asof', 'reset'];

const known = { key: '', scenes: {} }; // the scenes that came so far, of one story and look
const was = { scene: '', isAsked: false, left: null }; // drawn last; the map when it was left
const play = { on: new URLSearchParams(location.search).get('autoplay') === '1', timer: 0 };
const typed = { digits: '', timer: 0 };

const { atlas } = window;
const stage = () => document.querySelector(STAGE) && atlas.answer()?.blocks.stage;
const panel = () => document.querySelector('.atlas-panel[open]');

/** Which scene is shown, and whether a question leads away from it. */
function present() {
  const { at, asked } = stage();
  let scene = at, isAsked = Boolean(asked), isAnswered = true;
  for (const [, kind, value] of atlas.log()) {
    if (kind === 'scene') [scene, isAsked] = [value.split('?')[0], false];
    else if (QUESTIONS.includes(kind)) isAsked = true;
    else continue;
    isAnswered = false;
  }
  const place = Math.max(0, stage().order.findIndex(([id]) => id === scene));
  return { scene, place, isAsked, isAnswered };
}

function take() {
  const { story, drawn, scenes } = stage(), key = `${story} ${drawn}`;
  if (known.key !== key) Object.assign(known, { key, scenes: {} });
  Object.assign(known.scenes, scenes);
}

/** Draws what is to be seen now; called at each answer and each entry. */
function draw() {
  if (!stage() || !document.querySelector('[data-part="head"]')) return;
  const now = present(), scene = known.scenes[now.scene];
  if (!scene) return drawScene(null, stage(), now.place, null);
  const asked = now.isAsked && (now.isAnswered || was.isAsked) && stage().at === now.scene && stage().asked;
  drawScene(scene, stage(), now.place, asked || scene);
  const isReturn = was.isAsked && !now.isAsked && was.scene === now.scene;
  if (now.isAsked && !was.isAsked) was.left = atlas.view();
  if (was.scene !== now.scene) tellMap(scene, { still: !was.scene });
  else if (isReturn) tellMap(scene, was.left && { view: was.left, left: true });
  document.querySelector('.atlas-stage-back').hidden = !now.isAsked;
  if (was.scene !== now.scene || isReturn) dwell(scene);
  Object.assign(was, { scene: now.scene, isAsked: now.isAsked });
  address(now.scene);
  const after = stage().order[now.place + 1];
  tellSpeaker({
    title: scene.title, place: `${now.place + 1} / ${stage().order.length}`, notes: scene.notes,
    next: after && (known.scenes[after[0]] ?? { title: after[2], lines: [] }),
    words: stage().words, lang: atlas.answer().lang, look: stage().speaker,
  });
}

/** Keeps the link of the scene in the address; the back button leaves the presentation. */
function address(scene) {
  const { story, lang, theme } = stage();
  const query = new URLSearchParams({
    story, scene, ...(lang && { lang }), ...(theme === 'projector' && { theme }), ...(play.on && { autoplay: 1 }),
  });
  if (location.search !== `?${query}`) history.replaceState(history.state, '', `?${query}`);
}

function go(place) {
  const { order } = stage();
  const entry = order[Math.min(Math.max(place, 0), order.length - 1)];
  const now = present();
  if (panel()) atlas.closePanel();
  if (entry[0] !== now.scene || now.isAsked) atlas.post('scene', `${entry[0]}?${entry[1]}`);
}

/** Returns from a question; without one, the map returns to where the scene looks. */
function back() {
  const now = present();
  if (now.isAsked) go(now.place);
  else tellMap(known.scenes[now.scene], {});
}

function dwell(scene = known.scenes[present().scene]) {
  clearTimeout(play.timer);
  document.querySelector('[data-act="play"]')?.setAttribute('aria-pressed', play.on);
  showDwell(play.on && scene ? 1000 * scene.dwell : 0);
  if (!play.on || !scene) return;
  play.timer = setTimeout(() => {
    if (stage()) go((present().place + 1) % stage().order.length);
  }, 1000 * scene.dwell);
}

async function togglePlay() {
  play.on = !play.on;
  dwell();
  address(present().scene);
  // A lobby screen must not go to sleep; only a secure connection may ask for that.
  if (play.on) play.lock = await navigator.wakeLock?.request('screen').catch(() => null);
  else play.lock?.release();
}

function typeDigit(digit) {
  clearTimeout(typed.timer);
  typed.digits += digit;
  say(typed.digits);
  typed.timer = setTimeout(goTyped, NUMBER_WAIT_MS);
}

function goTyped() {
  clearTimeout(typed.timer);
  const place = Number(typed.digits) - 1;
  if (typed.digits && place >= 0 && place < stage().order.length) go(place);
  typed.digits = '';
  say('');
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => null);
}

function toggle(name) {
  if (panel()) atlas.closePanel();
  else document.dispatchEvent(new CustomEvent('atlas:open', { detail: name }));
}

const acts = {
  next: () => go(present().place + 1),
  previous: () => go(present().place - 1),
  first: () => go(0),
  last: () => go(stage().order.length - 1),
  play: togglePlay,
  blank: () => blank(true),
  notes: () => { if (!openSpeaker(press)) say(stage().words.blocked, SAID_MS); },
  qr: () => toggle('present-qr'),
  help: () => toggle('present-help'),
  full: toggleFull,
  theme: () => atlas.post('option', `present-theme:${stage().other.theme}`),
  lang: () => atlas.post('lang', stage().other.lang),
  back,
  leave: () => (document.fullscreenElement ? toggleFull() : atlas.post('option', 'present-leave:1')),
};

const KEYS = {
  ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'previous', PageUp: 'previous', Home: 'first', End: 'last',
  p: 'play', b: 'blank', '.': 'blank', n: 'notes', q: 'qr', '?': 'help', '？': 'help', f: 'full', t: 'theme',
  l: 'lang', r: 'back', Backspace: 'back', Escape: 'leave',
};

function act(name) {
  acts[name]();
  if (name !== 'play') dwell();
}

/** Answers a key; Streamlit, which has keys of its own, does not get it. */
function press(event) {
  if (!stage() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { key, target } = event, isSpace = key === ' ';
  if (target.closest?.('input, select, textarea')) return;
  if ((isSpace || key === 'Enter') && target.closest?.('button, a, summary') && !typed.digits) return;
  if (key === 'Escape' && panel()) return;
  if (isBlank()) blank(false);
  else if (isSpace) act(event.shiftKey ? 'previous' : 'next');
  else if (/^\d$/.test(key)) typeDigit(key);
  else if (key === 'Enter') goTyped();
  else {
    const name = KEYS[key] ?? KEYS[key.toLowerCase()];
    if (!name) return;
    if (event.repeat && name !== 'next' && name !== 'previous') return;
    act(name);
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

function click(event) {
  if (!stage()) return;
  if (isBlank()) return blank(false);
  const { target, clientX, detail } = event, button = target.closest('[data-act]');
  if (button) {
    if (detail) button.blur(); // so that the space bar goes on, not this button again
    act(button.dataset.act);
  } else if (!target.closest('button, a, select, .atlas-panel')) {
    if (clientX < EDGE * innerWidth) act('previous');
    if (clientX > (1 - EDGE) * innerWidth) act('next');
  }
}

const touch = { x: 0, y: 0 };

function touchEnd({ changedTouches: [end], target }) {
  if (!stage() || target.closest('.atlas-panel, .atlas-scroll')) return;
  const x = end.clientX - touch.x, y = end.clientY - touch.y;
  if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) act(x < 0 ? 'next' : 'previous');
}

function choose({ target }) {
  if (!target.dataset?.stories) return;
  const [id, , scene, query] = stage().stories.find(([one]) => one === target.value);
  atlas.post('option', `present-story:${id}`);
  atlas.post('scene', `${scene}?${query}`);
}

window.addEventListener('keydown', press, true);
window.addEventListener('resize', () => stage() && scaleMap());
document.addEventListener('click', click);
document.addEventListener('change', choose);
document.addEventListener('touchstart', ({ touches: [first] }) => {
  Object.assign(touch, { x: first.clientX, y: first.clientY });
}, { passive: true });
document.addEventListener('touchend', touchEnd, { passive: true });
document.addEventListener('atlas:answer', hear);
document.addEventListener('atlas:chosen', draw);
// A map that was drawn asks for its scene.
document.addEventListener('atlas:hello', () => {
  const scene = stage() && known.scenes[present().scene];
  if (scene) tellMap(scene, { still: true });
});

function hear() {
  if (stage()) {
    scaleMap();
    take();
    draw();
  } else {
    clearTimeout(play.timer);
    was.scene = '';
  }
}

hear();
