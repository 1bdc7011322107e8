// The link between reader and server, one a page. Every click, wherever it is made, gets a
// number in one log; it is answered here at once and the log is sent. The server applies
// the entries that it has not seen and answers with the number of the last one, so that
// no click is lost and an answer to an old click never paints over a newer one.

import { describe } from './blocks.js';
import { markForeign } from './foreign.js';
import { dismissHint } from './hint.js';
import { LANGUAGES, MAP_FRAME, MENU, SKIP_LINK } from './insides.js';
import './paper.js'; // what a page does before it is printed
import { h, patch } from './patch.js';

const MOUNT = `${Date.now()}-${Math.random()}`;
const DIMENSIONS = ['zone', 'sector', 'status'];
const IN_QUERY = { zone: 'zones', sector: 'sectors', status: 'status' };

const RETRY_MS = 1500;

const state = {
  seq: 0, log: [], answer: null, deliver: null, retry: 0,
  view: null, layers: null, // latitude, longitude and zoom of the map, and the layers that it shows
  places: null, // the enterprises on it: their shapes, and how many each stands for
};

/** What is chosen: the server's last answer, changed by the clicks it has not seen. */
function chosen() {
  const now = Object.fromEntries(DIMENSIONS.map(d => [d, new Set(state.answer?.chosen[d])]));
  let evidence = state.answer?.evidence;
  for (const [, kind, value] of state.log) {
    if (kind in now) now[kind].delete(value) || now[kind].add(value);
    if (kind === 'evidence') evidence = value;
    if (kind === 'scene') {
      const query = new URLSearchParams(value.split('?')[1]);
      for (const d of DIMENSIONS) now[d] = new Set(query.get(IN_QUERY[d])?.split(','));
    }
    if (kind === 'reset' || kind === 'unfilter') {
      for (const values of Object.values(now)) values.clear();
    }
    if (kind === 'reset') evidence = 'all';
  }
  return { ...now, evidence };
}

function post(kind, value = '') {
  // Of the windows that a map shows while it is moved, only the last one matters.
  if (kind === 'window') state.log = state.log.filter(([, earlier]) => earlier !== kind);
  state.log.push([++state.seq, kind, value]);
  mark();
  send();
}

/** Sends the log; again if no answer comes, since a broken connection may lose it. */
function send() {
  clearTimeout(state.retry);
  if (!state.log.length || !state.deliver) return;
  const has = state.places?.shapes ? state.places.key : '';
  state.deliver({ mount: MOUNT, log: state.log, view: state.view, layers: state.layers, has });
  state.retry = setTimeout(send, RETRY_MS);
}

/** Shows what is chosen on chips, bars and the map. */
function mark() {
  const now = chosen();
  for (const element of document.querySelectorAll('[data-pick]')) {
    const [dimension, value] = element.dataset.pick.split(':');
    const picked = now[dimension].has(value);
    element.setAttribute('aria-pressed', picked);
    if (element.classList.contains('atlas-bar')) {
      element.classList.toggle('atlas-dim', now[dimension].size > 0 && !picked);
    }
  }
  document.querySelector('[data-switch]')?.setAttribute('aria-checked', now.evidence === 'published');
  document.dispatchEvent(new CustomEvent('atlas:chosen', { detail: [...now.zone] }));
}

/** Tells the map which enterprises it shows; shapes that it has already are not sent again. */
function place() {
  // What a page draws on the map besides, such as an outline that is being moved.
  const shape = state.answer?.blocks['map-shape'];
  if (shape) document.dispatchEvent(new CustomEvent('atlas:shape', { detail: shape }));
  const sent = state.answer?.blocks['map-places'];
  if (!sent) return;
  const { shapes } = sent.shapes || state.places?.key !== sent.key ? sent : state.places;
  state.places = { ...sent, shapes };
  document.dispatchEvent(new CustomEvent('atlas:places', { detail: state.places }));
}

/** Draws every block into its slot, and again what React has emptied. */
function draw() {
  for (const [name, block] of Object.entries(state.answer?.blocks ?? {})) {
    const slot = document.querySelector(`[data-slot="${name}"]`);
    const text = JSON.stringify(block);
    if (!slot || (slot.atlasText === text && slot.firstChild)) continue;
    patch(slot, describe(block));
    slot.atlasText = text;
  }
  for (const box of document.querySelectorAll('[data-search]')) search(box);
  mark();
}

/** Names the frame of the map by what it shows; Streamlit names it by its own parts. */
function nameMap() {
  const { alt } = state.answer?.blocks['map-note'] ?? {};
  if (alt) document.querySelector(MAP_FRAME)?.setAttribute('title', alt);
}

/** Hides the rows of a table that do not hold all words searched for, and says if none do. */
function search(box) {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...document.querySelectorAll(`#table-${box.dataset.search} tbody tr`)];
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
  }
  document.querySelector(`[data-none="${box.dataset.search}"]`).hidden = rows.some(row => !row.hidden);
}

/** Empties the search box beside a button, and searches anew. */
function clearSearch(button) {
  const box = button.closest('.atlas-slot').querySelector('[data-search]');
  box.value = '';
  search(box);
  box.focus();
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
  document.dispatchEvent(new CustomEvent('atlas:closed'));
}

function openPanel(id) {
  showPanel(id);
  patch(panel, [h('p', { class: 'atlas-note', role: 'status' }, '…')]);
  post('open', id);
}

function showPanel(id) {
  panel.dataset.id = id;
  if (!panel.open) panel.showModal();
}

function drawPanel() {
  const content = state.answer?.panel;
  // What the reader opened or closed since counts, not what the server knew then.
  if (!content || state.log.some(([, kind]) => kind === 'open' || kind === 'close')) return;
  showPanel(content.id); // a link may have opened it
  patch(panel, [
    h('header', { role: 'none' },
      h('h2', { id: 'atlas-panel-title' }, content.title),
      h('span', { class: 'atlas-note', role: 'status', 'data-said': content.id }),
      h('button', { class: 'atlas-link', 'data-do': 'link' }, content.link),
      h('button', { class: 'atlas-close', 'data-do': 'close', 'aria-label': content.close, title: content.close }, '×')),
    h('div', { class: 'atlas-panel-body', html: content.html }),
    content.csv && h('button', { class: 'atlas-chip', 'data-do': 'save' }, content.save),
  ]);
  markForeign(panel.querySelector('.atlas-panel-body'));
}

function save({ csv, file }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv' }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Copies the address of the panel that is open, with all that is chosen on the page. */
async function copyLink() {
  const { id, linked } = state.answer.panel, address = new URL(location.href);
  address.searchParams.set('open', id);
  if (!await copied(String(address))) return;
  panel.querySelector('[data-said]').textContent = linked;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no clipboard without a secure connection, as in an office network
    const box = document.createElement('textarea');
    box.value = text;
    panel.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

const acts = {
  link: copyLink,
  reset: () => post('reset'),
  unfilter: () => post('unfilter'),
  illustrative: () => post('evidence', 'all'),
  options: ({ dataset }) => dataset.options.split(' ').forEach(option => post('option', option)),
  search: clearSearch,
  dismiss: dismissHint,
  close: closePanel,
  save: () => save(state.answer.panel),
};

document.addEventListener('click', event => {
  const button = event.target.closest('[data-pick],[data-open],[data-switch],[data-option],[data-asof],[data-do]');
  if (event.target === panel) closePanel();
  if (!button) return;
  const { pick, open, option, asof, do: act } = button.dataset;
  if (pick) post(...pick.split(':'));
  else if (asof) post('asof', asof);
  else if (open) openPanel(open);
  else if (option) post('option', option);
  else if (act) acts[act](button);
  else post('evidence', chosen().evidence === 'published' ? 'all' : 'published');
});

// The key "i" opens where the number in focus comes from, whatever a click on it does.
document.addEventListener('keydown', event => {
  if (event.key !== 'i' || event.ctrlKey || event.metaKey || event.altKey || panel.open) return;
  if (event.target.matches('input, textarea, select')) return;
  const place = event.target.closest('.atlas-bar-row, .atlas-stack-row, .atlas-card, .atlas-event, [data-open]');
  const { open } = place?.dataset ?? {};
  const wanted = open ?? place?.querySelector('[data-open]')?.dataset.open;
  if (wanted) openPanel(wanted);
});

const range = event => event.target.closest?.('.atlas-asof input');

document.addEventListener('input', event => {
  if (event.target.dataset?.search) search(event.target);
  if (event.target.dataset?.slider) {
    const { value, dataset } = event.target;
    event.target.closest('label').querySelector('output').textContent = value + dataset.unit;
  }
  const slider = range(event);
  if (!slider) return;
  const [, name] = JSON.parse(slider.dataset.values)[slider.value];
  slider.closest('label').querySelector('output').textContent = name;
  slider.setAttribute('aria-valuetext', name);
});

document.addEventListener('change', event => {
  const { slider: number, field } = event.target.dataset ?? {};
  if (number ?? field) post('option', `${number ?? field}:${event.target.value}`);
  if (event.target.dataset?.file) readText(event.target);
  const slider = range(event);
  if (slider) post('asof', JSON.parse(slider.dataset.values)[slider.value][0]);
});

/** Posts the text of a small file; of a large one, enough for the server to refuse it. */
async function readText(input) {
  const text = await input.files[0]?.slice(0, 300_000).text();
  input.value = '';
  if (text) post('option', `${input.dataset.file}:${text}`);
}

// A map that was drawn asks for the state; its clicks and its place come the same way.
document.addEventListener('atlas:hello', () => { mark(); place(); nameMap(); });
document.addEventListener('atlas:post', event => post(...event.detail));
document.addEventListener('atlas:open', event => openPanel(event.detail));
document.addEventListener('atlas:view', event => { state.view = event.detail; });
document.addEventListener('atlas:layers', event => { state.layers = event.detail; });

/** Says in the reader's language what Streamlit says in English to who does not see the page,
 * and in which language each name of a language is. */
function nameOwn({ skip, menu, langs }) {
  document.querySelectorAll(LANGUAGES).forEach((button, n) => { button.lang = langs[n]; });
  document.querySelector(SKIP_LINK)?.replaceChildren(skip);
  document.querySelector(MENU)?.setAttribute('aria-label', menu);
}

/** Called by Streamlit with each answer. */
export function receive({ data, setStateValue }) {
  const first = !state.deliver;
  state.deliver = value => setStateValue('log', value);
  const ack = data.mount === MOUNT ? data.ack : 0;
  state.log = state.log.filter(([number]) => number > ack);
  state.answer = data;
  document.documentElement.lang = data.lang;
  nameOwn(data.own);
  import('./own.js').then(({ learn }) => learn());
  if (first) {
    send();
    import('./theme.js');
  }
  if (!state.log.length) clearTimeout(state.retry);
  if (!panel.isConnected) document.body.append(panel);
  draw();
  place();
  nameMap();
  drawPanel();
  // Work goes on at the server; look again how far it is.
  clearTimeout(state.look);
  const { poll } = data.blocks.tray ?? {};
  if (poll) state.look = setTimeout(() => post('option', 'handout.look:'), poll);
  if (data.blocks.filters) import('./drawer.js'); // which only a narrow screen shows
  if (data.blocks.stage) import('./present.js'); // which only the presentation needs
  document.dispatchEvent(new CustomEvent('atlas:answer'));
}

new MutationObserver(() => {
  if (document.querySelector('[data-slot]:empty')) draw();
}).observe(document.body, { childList: true, subtree: true });

window.atlas = {
  post, chosen, closePanel, hasPlaces: () => Boolean(state.answer?.blocks['map-places']?.key),
  answer: () => state.answer, log: () => state.log, view: () => state.view,
};
