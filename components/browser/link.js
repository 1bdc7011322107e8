// The link between reader and server, one a page. Every click, wherever it is made, gets a
// number in one log; it is answered here at once and the log is sent. The server applies
// the entries that it has not seen and answers with the number of the last one, so that
// no click is lost and an answer to an old click never paints over a newer one.

import { describe } from './blocks.js';
import { changed, changes } from './changes.js';
import { hear, tell } from './events.js';
import { openSearch } from './find.js';
import { WRITTEN } from './find_keys.js';
import { markForeign } from './foreign.js';
import { dismissHint } from './hint.js';
import { EMBEDDED, LANGUAGES, MAP_FRAME, MENU, SKIP_LINK, STAGE } from './insides.js';
import { clearSearch, fitAll, search, searchBoxes, toggleWhole } from './lists.js';
import { chosenBy, createLog } from './log.js';
import './menu.js'; // on a narrow screen
import './paper.js'; // what a page does before it is printed
import { h, patch } from './patch.js';
import { crest, isBeside, isProfile, whenWidth, zoneProfile } from './profile.js';
import { createMemory } from './standing.js';
import { fold } from './tabs.js';
import './tips.js';

/**
 * @import { Answer, AtlasEvents, Dimension, Do, Drawn, Panel, Places, Posted } from './types'
 */

const RETRY_MS = 1500;
// What the reader does next ends the marks of what the date has changed.
const FORGETS = new Set(['zone', 'sector', 'status', 'area', 'file', 'evidence', 'reset', 'unfilter', 'scene', 'go', 'open']);

const log = createLog(`${Date.now()}-${Math.random()}`);
const memory = createMemory();
const state = {
  /** @type {Answer | null} */
  answer: null,
  /** @type {((posted: Posted) => void) | null} */
  deliver: null,
  /** Timers. @type {ReturnType<typeof setTimeout> | undefined} */
  retry: undefined,
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  look: undefined,
  /** Latitude, longitude and zoom of the map. @type {AtlasEvents['view'] | null} */
  view: null,
  /** Those that a new session is told, until it has heard them. @type {AtlasEvents['view'] | undefined} */
  left: undefined,
  /** The basemap that is drawn. */
  basemap: '',
  /** Where each basemap was left: its map may be gone already. @type {Record<string, AtlasEvents['view']>} */
  views: {},
  /** Where it was left, and on which page. @type {{ path: string, basemap: string, view: AtlasEvents['view'] } | null} */
  looked: null,
  /** What is being drawn on it, and where. @type {{ path: string, basemap: string, begun: import('./types').Begun } | null} */
  drawn: null,
  /** The layers that it shows. @type {string[] | null} */
  layers: null,
  /** What the last move of the date has changed, by slot. @type {Record<string, Record<string, import('./types').Change>>} */
  changes: {},
  /** The enterprises on it: their shapes, and how many each stands for. @type {Places | null} */
  places: null,
};

/**
 * The block of a slot, if it is of a kind.
 * @template {import('./types').Block['kind']} Kind
 * @param {string} slot
 * @param {Kind} kind
 */
function block(slot, kind) {
  const found = state.answer?.blocks[slot];
  return found?.kind === kind ? /** @type {Extract<import('./types').Block, {kind: Kind}>} */ (found) : undefined;
}

/** @param {string} css */
const all = css => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(css));

/** What is chosen: the server's last answer, changed by the clicks it has not seen. */
const chosen = () => chosenBy(state.answer, log.entries());

/** @type {import('./types').PageAtlas['post']} */
function post(kind, value = '') {
  log.add(kind, value);
  if (FORGETS.has(kind)) state.changes = {};
  mark();
  send();
}

/** Sends the log; again if no answer comes, since a broken connection may lose it. */
function send() {
  clearTimeout(state.retry);
  if (!log.entries().length || !state.deliver) return;
  state.retry = setTimeout(send, RETRY_MS);
  if (document.querySelector('.atlas-refused')) return; // it waits until there is a login again
  const has = state.places?.shapes ? state.places.key : '';
  const session = state.answer?.session ?? '';
  const view = state.left ?? state.view;
  state.deliver({ mount: log.mount, session, log: log.entries(), view, layers: state.layers, has });
}

/** Shows what is chosen on chips, bars and the map. */
function mark() {
  const now = chosen();
  for (const element of all('[data-pick]')) {
    const [dimension, value] = picked(element);
    const isPicked = now[dimension].has(value);
    element.setAttribute('aria-pressed', String(isPicked));
    if (element.classList.contains('atlas-bar')) {
      element.classList.toggle('atlas-dim', now[dimension].size > 0 && !isPicked);
    }
  }
  document.querySelector('[data-switch]')?.setAttribute('aria-checked', String(now.evidence === 'published'));
  tell('chosen', [...now.zone]);
}

/**
 * The dimension and the value that an element toggles.
 * @param {HTMLElement} element
 */
const picked = element => /** @type {[Dimension, string]} */ (element.dataset.pick?.split(':'));

/** Tells the map which enterprises it shows; shapes that it has already are not sent again. */
function place() {
  // What a page draws on the map besides, such as an outline that is being moved.
  const shape = block('map-shape', 'shape');
  if (shape) tell('shape', shape);
  const area = block('map-area', 'area');
  if (area) tell('area', area);
  const marks = block('map-marks', 'marks');
  if (marks) tell('marks', marks);
  const sent = block('map-places', 'places');
  if (!sent) return;
  const { shapes, groups, names } = sent.shapes || state.places?.key !== sent.key ? sent : state.places;
  state.places = { ...sent, shapes, groups, names };
  tell('places', state.places);
}

/** Draws every block into its slot, and again what React has emptied. */
function draw() {
  for (const [name, sent] of Object.entries(state.answer?.blocks ?? {})) {
    const drawn = changed(sent, state.changes[name]);
    const slot = document.querySelector(`[data-slot="${name}"]`);
    const text = JSON.stringify(drawn);
    if (!slot || (slot.atlasText === text && slot.firstChild)) continue;
    patch(slot, describe(/** @type {Drawn} */ (drawn)));
    slot.atlasText = text;
  }
  foldTabs();
  fitAll();
  mark();
  for (const slot of all('[data-slot]')) slot.atlasFull = Boolean(slot.firstChild);
}

/** Shows one view of what is folded into tabs, and searches it. */
function foldTabs() {
  const tabs = block('tabs', 'tabs');
  if (tabs) fold(tabs, log.entries());
  for (const box of searchBoxes(document)) search(box);
}

/** Names the frame of the map by what it shows; Streamlit names it by its own parts. */
function nameMap() {
  const { alt } = block('map-note', 'note') ?? {};
  if (alt) document.querySelector(MAP_FRAME)?.setAttribute('title', alt);
}

const panel = document.createElement('dialog');
panel.className = 'atlas-panel';
panel.setAttribute('aria-labelledby', 'atlas-panel-title');
// The browser's own event comes late: by then the reader may have opened another panel.
panel.addEventListener('close', () => panel.open || closed());
panel.addEventListener('cancel', event => { event.preventDefault(); closePanel(); });

function closePanel() {
  panel.close();
  closed();
}

function closed() {
  if (!panel.dataset.id) return;
  delete panel.dataset.id;
  post('close');
  tell('closed');
}

/** @param {string} id */
function openPanel(id) {
  // From one profile to the next the old one stays until the new one is there, and so does the focus.
  const isNext = panel.open && isProfile(id) && isProfile(panel.dataset.id ?? '');
  showPanel(id);
  if (isNext) panel.setAttribute('aria-busy', 'true');
  else patch(panel, [h('p', { class: 'atlas-note', role: 'status' }, '…')]);
  post('open', id);
}

/** @param {string} id */
function showPanel(id) {
  panel.dataset.id = id;
  panel.classList.toggle('atlas-profile', isProfile(id));
  const beside = isBeside(id);
  if (panel.open && panel.matches(':modal') === beside) panel.close(); // it stands otherwise
  if (panel.open) return;
  if (beside) panel.show();
  else panel.showModal();
}

/**
 * A page over another one: its blocks below each other.
 * @param {Panel['blocks'] & {}} blocks
 */
const panelBlocks = blocks => h('div', { class: 'atlas-panel-body', 'data-key': 'blocks' }, blocks.map(one =>
  h('div', { class: `atlas-slot atlas-over-${one.kind}` }, describe(/** @type {Drawn} */ (one)))));

function drawPanel() {
  const content = state.answer?.panel;
  // What the reader opened or closed since counts, not what the server knew then.
  if (!content || log.has('open', 'close')) return;
  showPanel(content.id); // a link may have opened it
  panel.removeAttribute('aria-busy');
  const title = h('h2', { id: 'atlas-panel-title' }, content.title), stage = block('stage', 'stage');
  patch(panel, [
    h('header', { role: 'none' },
      content.crest ? crest(content.crest, title) : title,
      h('span', { class: 'atlas-note', role: 'status', 'data-said': content.id }),
      stage
        ? h('button', { class: 'atlas-chip atlas-return', 'data-do': 'close' }, stage.words.back, ' ', h('kbd', {}, 'R'))
        : h('button', { class: 'atlas-link', 'data-do': 'link' }, content.link),
      h('button', { class: 'atlas-close', 'data-do': 'close', 'aria-label': content.close, title: content.close }, '×')),
    content.blocks ? panelBlocks(content.blocks) : h('div', { class: 'atlas-panel-body', html: content.html }),
    content.csv && h('button', { class: 'atlas-chip', 'data-do': 'save' }, content.save),
  ]);
  markForeign(/** @type {Element} */ (panel.querySelector('.atlas-panel-body')));
  mark();
}

/** @param {Panel} panel */
function save({ csv, file }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv' }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Copies the address of the panel that is open, with all that is chosen on the page. */
async function copyLink() {
  const content = state.answer?.panel, address = new URL(location.href);
  if (!content) return;
  address.searchParams.set('open', content.id);
  if (await copied(String(address))) panel.querySelector('[data-said]')?.replaceChildren(content.linked);
}

/**
 * Copies the code that stands beside a button, and says so.
 * @param {HTMLElement} button
 */
async function copyCode(button) {
  const slot = button.closest('[data-slot]'), said = slot?.querySelector('[data-said]');
  const text = slot?.querySelector('code')?.textContent ?? '';
  if (await copied(text) && said instanceof HTMLElement) said.textContent = said.dataset.said ?? '';
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no clipboard without a secure connection, as in an office network
    const box = document.createElement('textarea');
    box.value = text;
    (panel.open ? panel : document.body).append(box); // what lies under a dialog cannot be selected
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

/** @type {Record<Do, (button: HTMLElement) => unknown>} */
const acts = {
  link: copyLink,
  copy: copyCode,
  reset: () => { post('reset'); tell('home'); },
  unfilter: () => post('unfilter'),
  undraw: () => post('area'),
  illustrative: () => post('evidence', 'all'),
  options: ({ dataset }) => dataset.options?.split(' ').forEach(option => post('option', option)),
  search: clearSearch,
  whole: toggleWhole,
  find: openSearch,
  dismiss: dismissHint,
  close: closePanel,
  save: () => state.answer?.panel && save(state.answer.panel),
};

/**
 * Where a link leads within the app: a page and its query, as the server knows them.
 * @param {HTMLAnchorElement} link
 */
function pageOf({ href, target, download }) {
  const to = new URL(href, location.href), folder = new URL('.', location.href).href;
  const isOurs = !target && !download && !to.hash && new URL('.', to).href === folder;
  return isOurs ? to.href.slice(folder.length) : null;
}

/**
 * Follows a link to a page of ours without loading it anew: what the session holds, such as scenes
 * that nobody has saved, would be lost.
 * @param {MouseEvent} event
 */
function follow(event) {
  /** @type {HTMLAnchorElement | null} */
  const link = /** @type {Element} */ (event.target).closest('[data-slot] a[href], .atlas-panel a[href]');
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const page = link && isPlain && state.deliver ? pageOf(link) : null;
  if (page === null) return;
  event.preventDefault();
  if (link && document.querySelector(`${STAGE}, ${EMBEDDED}`)) return followAside(link);
  if (panel.open) closePanel();
  post('go', page);
}

/**
 * Nothing leads away from the stage, or from what is embedded: a panel opens over it, a page beside it.
 * @param {HTMLAnchorElement} link
 */
function followAside({ href }) {
  const opened = new URL(href, location.href).searchParams.get('open');
  if (opened) openPanel(opened);
  else window.open(href, '_blank', 'noopener');
}

/** @param {string} tab */
function showTab(tab) {
  post('option', tab);
  foldTabs();
}

document.addEventListener('click', follow);
document.addEventListener('click', event => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(
    '[data-pick],[data-open],[data-switch],[data-option],[data-asof],[data-do],[data-tab]'));
  if (event.target === panel && panel.matches(':modal')) closePanel();
  if (!button) return;
  const { pick, open, option, asof, tab, do: act } = button.dataset;
  const zone = document.querySelector(STAGE) && zoneProfile(button);
  if (zone) openPanel(zone);
  else if (pick) post(...picked(button));
  else if (asof) post('asof', asof);
  else if (open) openPanel(open);
  else if (option) {
    post('option', option);
    // A file that is made comes beside the page, under what stands over it.
    if (option.startsWith('handout.') && panel.matches(':modal')) closePanel();
  }
  else if (tab) showTab(tab);
  else if (act) acts[/** @type {Do} */ (act)](button);
  else post('evidence', chosen().evidence === 'published' ? 'all' : 'published');
});

// A panel beside the page is no modal dialog, which the browser would close; what has opened over
// it goes first.
document.addEventListener('keydown', event => {
  const isFirst = !event.defaultPrevented && !document.querySelector(':popover-open');
  if (event.key === 'Escape' && isFirst && panel.open && !panel.matches(':modal')) closePanel();
});
whenWidth(() => { if (panel.dataset.id && isProfile(panel.dataset.id)) showPanel(panel.dataset.id); });

// The key "i" opens where the number in focus comes from, whatever a click on it does; "p" the
// profile of the zone that it is of.
document.addEventListener('keydown', event => {
  const isOurs = event.key === 'p' || (event.key === 'i' && !panel.open);
  if (!isOurs || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest(WRITTEN)) return;
  if (event.key === 'p') {
    const profile = zoneProfile(target);
    if (profile) openPanel(profile);
    return;
  }
  /** @type {HTMLElement | null} */
  const holder = target.closest('.atlas-bar-row, .atlas-stack-row, .atlas-card, .atlas-event, [data-open]');
  /** @type {HTMLElement | null | undefined} */
  const opener = holder?.querySelector('[data-open]');
  const wanted = holder?.dataset.open ?? opener?.dataset.open;
  if (wanted) openPanel(wanted);
});

/**
 * The date and its name at which the slider of dates stands, if this is it.
 * @param {HTMLInputElement} input
 * @returns {[string, string] | null}
 */
const dateOf = input => (input.closest?.('.atlas-asof') ? JSON.parse(input.dataset.values ?? '')[input.value] : null);

/**
 * Says beside a slider where it stands.
 * @param {HTMLInputElement} slider
 * @param {string} text
 */
const sayValue = (slider, text) => slider.closest('label')?.querySelector('output')?.replaceChildren(text);

document.addEventListener('input', event => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.dataset?.search) search(input);
  if (input.dataset?.slider) sayValue(input, input.value + input.dataset.unit);
  const date = dateOf(input);
  if (!date) return;
  sayValue(input, date[1]);
  input.setAttribute('aria-valuetext', date[1]);
});

document.addEventListener('change', event => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const { slider, field, file } = input.dataset ?? {};
  if (slider ?? field) post('option', `${slider ?? field}:${input.value}`);
  if (file) readText(input);
  const date = dateOf(input);
  if (date) post('asof', date[0]);
});

/**
 * Posts the text of a small file; of a large one, enough for the server to refuse it.
 * @param {HTMLInputElement} input
 */
async function readText(input) {
  const text = await input.files?.[0]?.slice(0, 201_000).text();
  input.value = '';
  if (!text) return;
  // What is no text grows sixfold on its way and would be too long: a sign of it says so.
  const sent = JSON.stringify(text).length < 600_000 ? text : String.fromCodePoint(0xFFFD);
  post('file', `${input.dataset.file}:${sent}`);
}

// A map that was drawn asks for the state; its clicks and its place come the same way.
hear('hello', () => { mark(); place(); nameMap(); });
hear('post', ([kind, value]) => post(kind, value));
hear('open', openPanel);
hear('basemap', basemap => { state.basemap = basemap; });
hear('view', view => {
  state.view = view;
  state.views[state.basemap] = view;
  state.looked = { path: location.pathname, basemap: state.basemap, view };
});
hear('home', () => { state.looked = null; });
hear('layers', layers => { state.layers = layers; });
hear('pen', begun => { state.drawn = begun && { path: location.pathname, basemap: state.basemap, begun }; });

/**
 * Says in the reader's language what Streamlit says in English to who does not see the page,
 * and in which language each name of a language is.
 * @param {Answer['own']} own
 */
function nameOwn({ skip, menu, langs }) {
  all(LANGUAGES).forEach((button, n) => { button.lang = langs[n]; });
  document.querySelector(SKIP_LINK)?.replaceChildren(skip);
  document.querySelector(MENU)?.setAttribute('aria-label', menu);
}

/**
 * Called by Streamlit with each answer.
 * @param {{data: Answer, setStateValue: (name: string, value: Posted) => void}} answer
 */
export function receive({ data, setStateValue }) {
  const first = !state.deliver;
  state.deliver = value => setStateValue('log', value);
  log.acknowledge(data);
  const isNew = state.answer !== null && state.answer.session !== data.session;
  const untold = memory.untold(data, location.pathname, panel.dataset.id);
  if (isNew || untold.length) {
    state.left = state.views[state.answer?.stands.basemap ?? ''];
    log.renew(untold, isNew ? state.answer : data, data);
  }
  state.changes = changes(state.answer, data) ?? state.changes;
  state.answer = data;
  document.documentElement.lang = data.lang;
  nameOwn(data.own);
  import('./own.js').then(({ learn }) => learn());
  if (first || isNew || untold.length) send();
  if (first) {
    import('./theme.js');
  }
  if (!log.entries().length) {
    clearTimeout(state.retry);
    state.left = undefined;
  }
  if (!panel.isConnected) document.body.append(panel);
  draw();
  place();
  nameMap();
  drawPanel();
  // Work goes on at the server; look again how far it is.
  clearTimeout(state.look);
  const poll = block('tray', 'rows')?.poll;
  if (poll) state.look = setTimeout(() => post('option', 'handout.look:'), poll);
  if (data.blocks.filters) {
    import('./fold.js');
    import('./drawer.js'); // which only a narrow screen shows
  }
  if (data.blocks.play) import('./player.js'); // which only the timeline has
  if (data.blocks.scenes) import('./editor.js'); // which only the page of stories needs
  if (data.blocks.stage) import('./present.js'); // which only the presentation needs
  tell('answer');
}

// A slot that was left empty has not been emptied.
new MutationObserver(() => {
  if ([...all('[data-slot]:empty')].some(slot => slot.atlasFull !== false)) draw();
}).observe(document.body, { childList: true, subtree: true });

/**
 * Where the map of this page was left, for one that takes its place since its data have changed.
 * @param {string} basemap  Another one has its own numbers, which the server knows.
 */
function left(basemap) {
  const { looked } = state;
  return looked && isHere(looked, basemap) && !document.querySelector(STAGE) ? looked.view : null;
}

/** What its reader was drawing on such a map; who has gone to another page has let go of it. */
function begun() {
  if (state.drawn && !isHere(state.drawn, state.basemap)) state.drawn = null;
  return state.drawn?.begun ?? null;
}

/** @param {{ path: string, basemap: string }} kept @param {string} basemap */
const isHere = (kept, basemap) => kept.path === location.pathname && kept.basemap === basemap;

window.atlas = {
  left, begun, post, chosen, closePanel, hasPlaces: () => Boolean(block('map-places', 'places')?.key),
  answer: () => state.answer, log: log.entries, view: () => state.view,
};
