// What each kind of block looks like. A block is data; all texts come from the server in
// the reader's language and are set as text, but for tables, which the server escapes.

import { hint } from './hint.js';
import { isForeign } from './foreign.js';
import { bars, board, bullets, changeMark, events, gantt, matrix, number, stack } from './charts.js';
import { h } from './patch.js';
import { blank, foot, heading, mend, opens } from './parts.js';
import { live } from './playing.js';
import { dots, wall } from './pitch.js';
import { rows } from './rows.js';
import { tabs } from './tabs.js';
import { widthOf } from './width.js';

/**
 * @import * as contract from './types'
 * @import { Nodes } from './types'
 */

/** What begins with a sign, such as a status: its words stay beside it. */
const SIGNED = /^\S /;

/** Letters of a value and its flag that stand in one line of a narrow card. */
const ONE_LINE = 32;

/**
 * The chips of a dimension, and the button that opens them where the line has no room (fold.js).
 * @param {contract.Chips} block
 */
function chips({ dimension, label, options }) {
  const id = `filter-${dimension}`;
  return h('div', { class: 'atlas-group', 'data-fold': dimension },
    h('button', { class: 'atlas-chip atlas-fold', popovertarget: id }, label, h('b', {})),
    h('div', { class: 'atlas-chips', role: 'group', 'aria-label': label, id, popover: 'auto' },
      h('span', { class: 'atlas-label' }, label),
      options.map(([value, name]) =>
        h('button', { class: 'atlas-chip', 'data-pick': `${dimension}:${value}`, 'aria-pressed': 'false' }, name))));
}

/** @param {contract.AsOf} block */
function asOf({ label, options, at }) {
  return h('label', { class: 'atlas-asof', id: 'filter-asof' },
    h('span', { class: 'atlas-label' }, label, ' ', h('output', { 'aria-live': 'off' }, options[at][1])),
    h('input', {
      type: 'range', min: 0, max: options.length - 1, step: 1, value: at,
      'data-values': JSON.stringify(options), 'aria-valuetext': options[at][1],
    }));
}

/**
 * A number with what it covers beside its label and what is to be said of it beside its value;
 * in a strip the rest stands in one line, and whole under a pointer or the focus.
 * @param {contract.Changed<contract.Card>} block
 */
function card({ id, label, value, lines, source, remedy, change }) {
  const [covers, ...others] = lines.filter(({ forecast }) => !forecast);
  const flags = lines.filter(({ flag }) => flag), ahead = lines.filter(({ forecast }) => forecast);
  const forecast = ahead.map(({ text }) => h('span', { class: 'atlas-forecast' }, text));
  const rest = others.map(({ text }) => text).filter(Boolean).join(' · ');
  // Beside the value is room for one of both.
  const below = flags.length ? forecast : [];
  const beside = flags.map(({ flag }) => flag).join('');
  const isRoomy = !forecast.length && value.length + beside.length <= ONE_LINE;
  const row = (/** @type {Nodes} */ ...parts) => h('div', { class: 'atlas-card-row' }, ...parts);
  return h('div', { class: 'atlas-card', id: `card-${id}`, 'data-key': id }, h('div', { class: 'atlas-card-in' },
    row(h('p', { class: 'atlas-card-label' }, label),
      covers?.text && h('p', { class: 'atlas-line atlas-covers' }, covers.text)),
    source && opens(`source-${id}`, source),
    row(h('p', { class: 'atlas-card-value' }, number(value, change)), changeMark(change, true),
      flags.map(({ flag }) => h('p', { class: 'atlas-line atlas-flag' }, flag)),
      !flags.length && forecast.length > 0 && h('p', { class: 'atlas-line' }, ...forecast)),
    (rest || below.length > 0) && h('p', { class: `atlas-line atlas-rest${isRoomy ? ' atlas-roomy' : ''}` },
      ...below, below.length > 0 && rest && ' · ', rest),
    mend(remedy, 'atlas-mend')));
}

/**
 * A table with a search box; a cell is a text, or a text that opens a panel.
 * @param {Omit<contract.Table, 'kind'>} block
 */
function table({
  id, title, name = title, small, finding, columns, rows, search, none, clear, whole, less, empty, remedy, notes, source,
}) {
  /**
   * @param {string | contract.Opener} value
   * @param {contract.Column} column
   */
  const cell = (value, { numeric }) => h('td', {
    class: numeric && 'num', lang: isForeign(typeof value === 'string' ? value : value.text) && 'zh',
  },
    typeof value === 'string' ? value : h('button', {
      class: `atlas-open${SIGNED.test(value.text) ? ' atlas-signed' : ''}`, 'data-open': value.open, 'aria-haspopup': 'dialog',
    }, value.text));
  return [
    title && heading(title, small, finding),
    search && h('input', {
      class: 'atlas-search', type: 'search', placeholder: search, 'aria-label': search, 'data-search': id,
    }),
    search && h('div', { class: 'atlas-empty', 'data-none': id, hidden: 'hidden' },
      h('p', { role: 'status' }, none), h('button', { class: 'atlas-chip', 'data-do': 'search' }, clear)),
    empty ? blank(empty, remedy) : h('div', {
      class: 'atlas-scroll atlas-tall', tabindex: 0, role: 'region', 'aria-labelledby': `caption-${id}`,
    },
      h('table', { class: 'atlas-table', id: `table-${id}` },
        h('caption', { id: `caption-${id}` }, name),
        h('thead', {}, h('tr', {}, columns.map(column =>
          h('th', { scope: 'col', class: column.numeric && 'num' }, column.name)))),
        h('tbody', {}, rows.map(row => h('tr', {}, row.map((value, n) => cell(value, columns[n]))))))),
    !empty && h('button', {
      class: 'atlas-chip atlas-more', 'data-do': 'whole', 'data-whole': whole, 'data-less': less, hidden: 'hidden',
    }, whole),
    foot(notes, '', id, source),
  ];
}

/**
 * Numbers that the reader sets; each is an option of the page.
 * @param {Omit<contract.Sliders, 'kind'>} block
 */
const sliders = ({ title, small, sliders }) => [
  title && heading(title, small),
  h('div', { class: 'atlas-sliders' }, sliders.map(one =>
    h('label', { class: 'atlas-slider', 'data-key': one.name, id: `slider-${one.name}` },
      h('span', { class: 'atlas-label' }, one.label, ' ', h('output', { 'aria-live': 'off' }, one.text)),
      h('input', {
        type: 'range', min: one.min, max: one.max, step: one.step, value: one.value,
        'data-slider': one.name, 'data-unit': one.unit, 'aria-valuetext': one.text,
      })))),
];

/**
 * One question: a few choices side by side, many in a list, or a text to fill in.
 * @param {contract.Field} field
 * @param {string} choose
 */
function field({ name, label, small, value, choices, is_list, free, is_open, several, rows, problem, limit }, choose) {
  const id = `field-${name}`;
  // What is wrong is read out with the field, and at once.
  const said = {
    'aria-describedby': [problem && `${id}-problem`, small && `${id}-small`].filter(Boolean).join(' '),
    'aria-invalid': problem && 'true',
  };
  const chosen = choices.some(([one]) => one === value);
  const list = () => h('select', { class: 'atlas-input', 'data-field': name, 'aria-labelledby': id, value, ...said },
    !chosen && h('option', { value: '', disabled: 'disabled' }, choose),
    choices.map(([one, text]) => h('option', { value: one }, text)));
  const row = () => h('span', { class: 'atlas-chips', role: 'group', 'aria-labelledby': id, ...said },
    choices.map(([one, text]) => h('button', {
      class: 'atlas-chip', 'data-option': `${name}:${one}`,
      'aria-pressed': String(one === value || several.includes(one)),
    }, text)));
  const text = (/** @type {Record<string, unknown>} */ attributes) => h('input', {
    type: 'text', class: 'atlas-input', 'data-field': name, value: chosen ? '' : value, maxlength: 2000,
    autocomplete: 'off', ...attributes,
  });
  const lines = () => h('textarea', {
    class: 'atlas-input', 'data-field': name, value, rows, maxlength: 2000, 'aria-labelledby': id, ...said,
  });
  return h('div', { class: is_open ? 'atlas-field atlas-waits' : 'atlas-field', 'data-key': name },
    h('span', { class: 'atlas-field-label', id }, label,
      limit > 0 && h('output', { class: 'atlas-count', 'data-limit': limit, 'data-over': widthOf(value) > limit && 'true' },
        `${widthOf(value)} / ${limit}`)),
    rows > 1 ? lines() : !choices.length ? text({ 'aria-label': label, ...said })
      : is_list ? list() : row(),
    free && text({ placeholder: free, 'aria-label': free }),
    problem && h('strong', { class: 'atlas-wrong', id: `${id}-problem`, role: 'alert' }, problem),
    small && h('small', { id: `${id}-small` }, small));
}

/**
 * Questions that the reader answers one by one; those that need no look are folded.
 * @param {Omit<contract.Form, 'kind'>} block
 */
const form = ({ id, title, small, fields, folded, fold, accept, choose }) => [
  title && heading(title, small),
  h('div', { class: 'atlas-form', id: `form-${id}` },
    accept && h('button', { class: 'atlas-chip', 'data-option': 'import-do:accept' }, accept),
    fields.map(one => field(one, choose)),
    folded.length > 0 && h('details', { 'data-key': 'folded' }, h('summary', {}, fold),
      folded.map(one => field(one, choose)))),
];

/**
 * Buttons that do something on the server.
 * @param {Omit<contract.Actions, 'kind'>} block
 */
function actions({ id, title, fold, buttons, notes }) {
  const row = h('div', { class: 'atlas-actions', id: `actions-${id}` }, buttons.map(one => h('button', {
    class: one.main ? 'atlas-action atlas-action-main' : 'atlas-action', 'data-key': one.act.split('@')[0],
    'data-option': `import-do:${one.act}`, disabled: one.disabled && 'disabled',
    'aria-describedby': one.disabled && `actions-${id}-notes`,
  }, one.text)));
  return [
    title && heading(title),
    buttons.length > 0 && (fold ? h('details', {}, h('summary', {}, fold), row) : row),
    h('div', { id: `actions-${id}-notes` }, notes.map(note => h('p', { class: 'atlas-note' }, note))),
  ];
}

/** @type {{[Kind in contract.Drawn['kind']]: (block: Extract<contract.Drawn, {kind: Kind}>) => Nodes}} */
const draw = {
  title: ({ text, hint: said }) => [
    h('h1', { class: 'atlas-title', 'aria-live': live() }, text), hint(said)],
  heading: ({ text, small, finding }) => [heading(text, small, finding)],
  note: ({ id, text, credit, source }) => [foot([text], credit, id, source)],
  empty: ({ text, remedy }) => [blank(text, remedy)],
  warnings: ({ texts }) => texts.map(text => h('p', { class: 'atlas-warning', role: 'alert' }, text)),
  html: ({ html }) => [h('div', { html })],
  filters: ({ groups, asof, evidence, reset, drawer, area }) => [
    h('h2', { class: 'atlas-heading', id: 'filter-title' }, drawer.title),
    ...groups.map(chips),
    area && h('button', {
      class: 'atlas-chip', id: 'filter-area', 'data-do': 'undraw', 'aria-label': `${area.remove}: ${area.label}`,
    }, area.label, ' ×'),
    asOf(asof),
    evidence && h('button', {
      class: 'atlas-switch', id: 'filter-evidence', role: 'switch', title: evidence.help,
      'aria-checked': 'false', 'data-switch': 'evidence',
    }, evidence.label),
    h('button', { class: 'atlas-reset', id: 'filter-reset', 'data-do': 'reset' }, reset),
    h('button', { class: 'atlas-show', 'data-shut': 'filters' }, drawer.show),
  ],
  options: ({ name, label, options, chosen }) => [
    h('div', { class: 'atlas-chips', role: 'group', 'aria-label': label, id: `option-${name}` },
      options.map(([value, text]) => h('button', {
        class: 'atlas-chip', 'data-option': `${name}:${value}`, 'aria-pressed': String(value === chosen),
      }, text)))],
  area: ({ title, facts, details, remove, save, save_at: saveAt }) => (title ? [
    h('section', { class: 'atlas-area', role: 'status' },
      h('b', {}, title),
      h('dl', {}, facts.map(({ label, value, note, grade }) => h('div', {},
        h('dt', {}, label),
        h('dd', {}, grade === 'illustrative' && '▨ ', value, note && h('small', {}, ' ', note))))),
      h('div', { class: 'atlas-chips' },
        h('button', { class: 'atlas-chip', 'data-open': 'area', 'aria-haspopup': 'dialog' }, details),
        h('a', { class: 'atlas-chip', href: saveAt }, save),
        h('button', { class: 'atlas-chip', 'data-do': 'undraw' }, remove))),
  ] : []),
  cards: ({ cards }) => cards.map(card),
  table,
  tabs,
  gantt,
  board,
  bullets,
  sliders,
  stack,
  events,
  form,
  actions,
  rows,
  matrix,
  bars,
  dots,
  wall,
};

/**
 * Describes the elements of a block.
 * @param {contract.Drawn} block
 * @returns {Nodes}
 */
export const describe = block => /** @type {(block: contract.Drawn) => Nodes} */ (draw[block.kind])(block);
