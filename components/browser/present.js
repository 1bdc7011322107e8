// The presentation. Which scene is shown follows from the server's last answer and the entries
// that it has not seen, as everything does (link.js); its neighbours came with that answer, so
// that a change shows at once. Here are the keys, autoplay, and the way back from a question.

import { MAP_FRAME, STAGE } from './insides.js';
import { hear, tell } from './events.js';
import { enter } from './enter.js';
import { isSearching, openSearch } from './find.js';
import { begin, end, enterScene, isTimed, timeSaid } from './rehearse.js';
import { openSpeaker, tellSpeaker } from './speaker.js';
import { awake, blank, drawScene, fit, hasMap, isBlank, say, scaleMap, isShown, showDwell, tellMap, toggleShown } from './stage.js';

const NUMBER_WAIT_MS = 900, SAID_MS = 4000, SWIPE_PX = 60, EDGE = 0.04, QUIET_MS = 2500;
/** @import { Act, LogKind, Scene, Stage } from './types' */

/** @type {LogKind[]} */
const QUESTIONS = ['zone', 'sector', 'status', 'asof', 'reset'];

/** @typedef {ReturnType<typeof setTimeout> | undefined} Timer */

/** The scenes that came so far, of one story and look. @type {{key: string, scenes: Record<string, Scene>}} */
const known = { key: '', scenes: {} };
/**
 * Drawn last, where its map was told to look, and whether the map was seen with it; the map when it
 * was left.
 * @type {{scene: string, look: string, isAsked: boolean, left: AtlasEvents['view'] | null, map: boolean}}
 */
const was = { scene: '', look: '', isAsked: false, left: null, map: false };
const play = {
  on: new URLSearchParams(location.search).get('autoplay') === '1',
  /** @type {Timer} */
  timer: undefined,
  /** @type {WakeLockSentinel | null | undefined} */
  lock: null,
};
/** @type {{digits: string, timer: Timer}} */
const typed = { digits: '', timer: undefined };

const { atlas } = window;
/** The stage, if the page has one. */
function onStage() {
  const block = document.querySelector(STAGE) && atlas.answer()?.blocks.stage;
  return block?.kind === 'stage' ? block : null;
}
/** What is asked only while there is one. */
const stage = () => /** @type {Stage} */ (onStage());
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

function keep() {
  const { story, drawn, scenes } = stage(), key = `${story} ${drawn}`;
  if (known.key !== key) Object.assign(known, { key, scenes: {} });
  Object.assign(known.scenes, scenes);
}

/** Draws what is to be seen now; called at each answer and each entry. */
function draw() {
  if (!onStage() || !document.querySelector('[data-part="head"]')) return;
  const now = present(), scene = known.scenes[now.scene];
  if (!scene) return drawScene(null, stage(), now.place, null);
  const asked = now.isAsked && (now.isAnswered || was.isAsked) && stage().at === now.scene ? stage().asked : null;
  drawScene(scene, stage(), now.place, asked || scene);
  const isReturn = was.isAsked && !now.isAsked && was.scene === now.scene;
  if (now.isAsked && !was.isAsked) was.left = atlas.view();
  const look = JSON.stringify([scene.view, scene.layers]); // which an editor changes
  if (was.scene !== now.scene) {
    enter();
    tellMap(scene, { still: !was.map, motion: scene.motion, phases: scene.phases });
  }
  else if (was.look !== look) tellMap(scene, {});
  else if (isReturn) tellMap(scene, was.left && { view: was.left, left: true });
  /** @type {HTMLElement} */ (document.querySelector('.atlas-stage-back')).hidden = !now.isAsked;
  if (was.scene !== now.scene || isReturn) dwell(scene);
  Object.assign(was, { scene: now.scene, look, isAsked: now.isAsked, map: hasMap(scene) });
  address(now.scene);
  enterScene(now.scene, now.place, stage().plan, stage().words);
  const after = stage().order[beside(1)];
  tellSpeaker({
    title: scene.title, place: `${now.place + 1} / ${stage().order.length}`, notes: scene.notes,
    next: after && (known.scenes[after[0]] ?? { title: after[2], text: '', caveat: '' }),
    words: stage().words, timing: timeSaid, lang: atlas.answer()?.lang ?? '', look: stage().speaker,
  });
}

/**
 * Keeps the link of the scene in the address; the back button leaves the presentation.
 * @param {string} scene
 */
function address(scene) {
  const { story, lang, theme, plan: { fit } } = stage();
  const query = new URLSearchParams({
    story, scene, ...(fit && { fit }), ...(lang && { lang }), ...(theme === 'projector' && { theme }), ...(play.on && { autoplay: '1' }),
  });
  if (location.search !== `?${query}`) history.replaceState(history.state, '', `?${query}`);
}

/**
 * The next scene that is told, or the one before; beyond the ends if there is none.
 * @param {1 | -1} by
 */
function beside(by, from = present().place) {
  const { out } = stage().plan;
  let to = from + by;
  while (out.includes(to)) to += by;
  return to;
}

/** Goes on; from the last scene to what guests take home, of a rehearsal to its times. */
function next() {
  const to = beside(1);
  if (to < stage().order.length) go(to);
  else if (isTimed()) rehearse();
  else if (!panel()) tell('open', 'present-take');
}

/** @param {number} place */
function go(place) {
  const { order } = stage();
  const entry = order[Math.min(Math.max(place, 0), order.length - 1)];
  const now = present();
  if (panel()) atlas.closePanel();
  leaveFocus();
  if (entry[0] !== now.scene || now.isAsked) atlas.post('scene', `${entry[0]}?${entry[1]}`);
}

/** Leaves what a click gave the focus on a scene: a key would draw a ring around it on the next. */
function leaveFocus() {
  const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(MAP_FRAME));
  for (const page of [document, frame?.contentDocument]) {
    const held = /** @type {HTMLElement | null | undefined} */ (page?.activeElement);
    if (held && held !== frame && !held.closest('.atlas-stage-bar, .atlas-panel')) held.blur();
  }
}

/** Begins a rehearsal, or ends it and shows how long it took. */
function rehearse() {
  if (panel()) atlas.closePanel();
  if (isTimed()) {
    atlas.post('option', `present-spoken:${end()}`);
    tell('open', 'present-order');
    return;
  }
  begin(present().scene);
  atlas.post('option', 'present-spoken:');
  say(stage().words.began, SAID_MS);
}

/** Returns from what is open, or from a question; else the map returns to where the scene looks. */
function back() {
  const now = present();
  if (panel()) atlas.closePanel();
  else if (now.isAsked) go(now.place);
  else tellMap(known.scenes[now.scene], {});
}

/** @param {Scene | undefined} scene */
function dwell(scene = known.scenes[present().scene]) {
  clearTimeout(play.timer);
  document.querySelector('[data-act="play"]')?.setAttribute('aria-pressed', String(play.on));
  const isPlaying = play.on && scene && !panel() && !isSearching(); // an answer is not cut short
  showDwell(isPlaying ? 1000 * scene.dwell : 0);
  if (!isPlaying) return;
  play.timer = setTimeout(() => {
    if (onStage() && !panel()) go(beside(1) < stage().order.length ? beside(1) : beside(1, -1));
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

/** @param {string} digit */
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

/** @param {string} name */
function toggle(name) {
  if (panel()) atlas.closePanel();
  else tell('open', name);
}

/** @type {Record<Act, () => unknown>} */
const acts = {
  next,
  previous: () => { if (beside(-1) >= 0) go(beside(-1)); },
  first: () => go(beside(1, -1)),
  last: () => go(beside(-1, stage().order.length)),
  find: openSearch,
  order: () => toggle('present-order'),
  rehearse,
  print: () => window.print(),
  play: togglePlay,
  blank: () => blank(true),
  notes: () => { if (!openSpeaker(press)) say(stage().words.blocked, SAID_MS); },
  fit: () => toggle('fit'),
  qr: () => toggle('present-qr'),
  take: () => toggle('present-take'),
  help: () => toggle('present-help'),
  sources: () => toggleShown('sources'),
  legend: () => tell('legend', toggleShown('legend')),
  full: toggleFull,
  theme: () => atlas.post('option', `present-theme:${stage().other.theme}`),
  lang: () => atlas.post('lang', stage().other.lang),
  back,
  leave: () => (document.fullscreenElement ? toggleFull() : atlas.post('option', 'present-leave:1')),
};

/** @type {Record<string, Act>} */
const KEYS = {
  ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'previous', PageUp: 'previous', Home: 'first', End: 'last',
  e: 'take',
  p: 'play', b: 'blank', '.': 'blank', n: 'notes', q: 'qr', '?': 'help', '？': 'help', f: 'full', t: 'theme',
  l: 'lang', s: 'sources', k: 'legend', '/': 'find', '、': 'find', o: 'order', z: 'rehearse', y: 'fit',
  r: 'back', Backspace: 'back', Escape: 'leave',
};

/** @param {Act} name */
function act(name) {
  acts[name]();
  if (name !== 'play') dwell();
}

/**
 * Answers a key; Streamlit, which has keys of its own, does not get it.
 * @param {KeyboardEvent} event
 */
function press(event) {
  if (!onStage() || isSearching() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { key } = event, target = /** @type {Element} */ (event.target), isSpace = key === ' ';
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

/** Whether a click, and no key, opened the panel. */
let isOpenedByHand = false;

/** @param {MouseEvent} event */
function click(event) {
  if (!onStage()) return;
  if (isBlank()) {
    blank(false);
    return;
  }
  const { clientX, detail } = event, target = /** @type {Element} */ (event.target);
  if (target.closest('[data-open]')) isOpenedByHand = detail > 0;
  /** @type {HTMLElement | null} */
  const button = target.closest('[data-act]');
  if (button) {
    if (detail) button.blur(); // so that the space bar goes on, not this button again
    act(/** @type {Act} */ (button.dataset.act));
  } else if (!target.closest('button, a, select, dialog')) {
    if (clientX < EDGE * innerWidth) act('previous');
    if (clientX > (1 - EDGE) * innerWidth) act('next');
  }
}

function resize() {
  if (!onStage()) return;
  scaleMap();
  fit();
  const scene = known.scenes[present().scene];
  if (scene) tellMap(scene, { still: true });
}

/** @type {Timer} */
let asleep;

/** Shows the buttons while the pointer moves. */
function wake() {
  if (!onStage()) return;
  awake(true);
  clearTimeout(asleep);
  asleep = setTimeout(() => { if (onStage()) awake(false); }, QUIET_MS);
}

const touch = { x: 0, y: 0 };

/** @param {TouchEvent} event */
function touchEnd({ changedTouches: [end], target }) {
  if (!onStage() || /** @type {Element} */ (target).closest('dialog, .atlas-scroll')) return;
  const x = end.clientX - touch.x, y = end.clientY - touch.y;
  if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) act(x < 0 ? 'next' : 'previous');
}

/** @param {Event} event */
function choose({ target }) {
  const list = /** @type {HTMLSelectElement} */ (target);
  const story = list.dataset?.stories && stage().stories.find(([one]) => one === list.value);
  if (!story) return;
  const [id, , scene, query] = story;
  atlas.post('option', `present-story:${id}`);
  atlas.post('scene', `${scene}?${query}`);
}

window.addEventListener('keydown', press, true);
window.addEventListener('resize', resize);
document.addEventListener('pointermove', wake, { passive: true });
document.addEventListener('click', click);
document.addEventListener('change', choose);
document.addEventListener('touchstart', ({ touches: [first] }) => {
  Object.assign(touch, { x: first.clientX, y: first.clientY });
}, { passive: true });
document.addEventListener('touchend', touchEnd, { passive: true });
hear('answer', take);
hear('chosen', draw);
hear('closed', () => {
  if (!onStage()) return;
  if (isOpenedByHand) leaveFocus();
  dwell();
});
hear('open', () => { if (onStage()) dwell(); });
// A map that was drawn asks for its scene; the first one of a visit moves as the scene enters.
let isFirstMap = true;
hear('hello', () => {
  const scene = onStage() && known.scenes[present().scene];
  if (!scene) return;
  const { motion, phases } = scene;
  tellMap(scene, { still: true, ...(isFirstMap && { motion, phases }) });
  tell('legend', isShown('legend'));
  isFirstMap = false;
});

/** Takes an answer. */
function take() {
  if (onStage()) {
    const isRehearsal = new URLSearchParams(location.search).has('rehearse'); // until the address is that of a scene
    scaleMap();
    keep();
    draw();
    if (isRehearsal && !isTimed()) rehearse();
  } else {
    clearTimeout(play.timer);
    was.scene = '';
  }
}

take();
