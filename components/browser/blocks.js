// What each kind of block looks like. A block is data; all texts come from the server in
// the reader's language and are set as text, but for tables, which the server escapes.

import { hint } from './hint.js';
import { isForeign } from './foreign.js';
import { h } from './patch.js';
import { rows } from './rows.js';
import { tabs } from './tabs.js';

/**
 * @import * as contract from './types'
 * @import { Nodes } from './types'
 */

/** @param {Pick<contract.Bar, 'fill' | 'hatched' | 'dashed' | 'stroke'>} bar */
const paint = ({ fill, hatched, dashed, stroke }) =>
  `--fill:${fill};--stroke:${stroke}` + (hatched ? ';--hatch:1' : '') + (dashed ? ';--dash:1' : '');

/**
 * The button that changes what is shown.
 * @param {contract.Remedy | null | undefined} remedy
 * @param {string} css
 */
const mend = (remedy, css) => remedy && h('button', {
  class: css, 'data-asof': remedy.asof, 'data-do': remedy.do, 'data-options': remedy.options,
}, remedy.text);

/**
 * What stands where nothing is shown: why, and a button that changes it.
 * @param {string} text
 * @param {contract.Remedy} [remedy]
 */
const blank = (text, remedy) => h('div', { class: 'atlas-empty' },
  h('p', {}, text), mend(remedy, 'atlas-chip'));

/**
 * What a part says, with its topic, unit and filters below; or its topic, with them beside it.
 * @param {string} text
 * @param {string} [small]
 * @param {string} [finding]
 */
const heading = (text, small, finding) => finding
  ? h('h2', { class: 'atlas-heading atlas-finding' }, finding, ' ',
      h('small', {}, [text, small].filter(Boolean).join(' · ')))
  : h('h2', { class: 'atlas-heading' }, text, ' ', h('small', {}, small));

/**
 * @param {string} id
 * @param {string} label
 */
const opens = (id, label) =>
  h('button', { class: 'atlas-open', 'data-open': id, 'aria-haspopup': 'dialog' }, label);

/**
 * What stands below a chart: its notes, its sources in a few words, and the button to its table.
 * @param {string[]} notes
 * @param {string} [credit]
 * @param {string} [id]
 * @param {string} [label]
 */
const foot = (notes, credit, id, label) => h('p', { class: 'atlas-note' }, notes.map(note => note + ' '),
  h('span', { class: 'atlas-credit' }, credit && h('span', {}, credit, ' '), label && opens(`table-${id}`, label)));

/** @param {contract.Chips} block */
function chips({ dimension, label, options }) {
  return h('div', { class: 'atlas-chips', role: 'group', 'aria-label': label, id: `filter-${dimension}` },
    h('span', { class: 'atlas-label' }, label),
    options.map(([value, name]) =>
      h('button', { class: 'atlas-chip', 'data-pick': `${dimension}:${value}`, 'aria-pressed': 'false' }, name)));
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

/** @param {contract.Card} block */
function card({ id, label, value, lines, source, remedy }) {
  return h('div', { class: 'atlas-card', id: `card-${id}`, 'data-key': id },
    h('p', { class: 'atlas-card-label' }, label),
    source && opens(`source-${id}`, source),
    h('p', { class: 'atlas-card-value' }, value),
    lines.map(({ text, flag, forecast }) =>
      h('p', { class: forecast ? 'atlas-line atlas-forecast' : 'atlas-line', title: text }, text,
        flag && h('span', { class: 'atlas-flag' }, ' ' + flag))),
    mend(remedy, 'atlas-mend'));
}

/**
 * How much room the longest text beside the bars needs, in rem.
 * @param {contract.Bar[]} rows
 */
const roomFor = rows => 1.2 + Math.max(...rows.map(({ text, bracket }) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 0.8 : 0.46), bracket ? 0.8 : 0)));

/**
 * The small button beside what a click chooses; it opens its origin.
 * @param {string} id
 * @param {string} name
 * @param {string} label
 */
const info = (id, name, label) => h('button', {
  class: 'atlas-info', 'data-open': id, 'aria-haspopup': 'dialog', 'aria-label': `${label}: ${name}`, title: label,
}, 'ⓘ');

/**
 * @param {contract.Bar} row
 * @param {number} top
 * @param {string} label
 * @param {boolean} wide
 */
function bar(row, top, label, wide) {
  const share = top ? row.value / top : 0;
  const classes = ['atlas-bar', row.selected ? '' : 'atlas-dim', row.hatched ? 'atlas-hatched' : '',
    row.dashed ? 'atlas-dashed' : ''];
  const attributes = { class: classes.filter(Boolean).join(' '), title: row.tip };
  const key = { 'data-key': row.key };
  const parts = [
    h('span', { class: 'atlas-bar-label' }, row.label),
    h('span', { class: 'atlas-bar-track' },
      h('i', { class: row.value ? 'atlas-bar-fill' : '', style: `--share:${share};${paint(row)}` }),
      row.most > row.value && h('i', {
        class: 'atlas-band', style: `--from:${share};--to:${row.most / top};${paint(row)}`,
      }),
      row.target > 0 && h('i', { class: 'atlas-target', style: `--share:${row.target / top}` }),
      h('span', {
        class: 'atlas-bar-text', style: row.most > row.value && `--shift:${row.most / top - share}`,
      },
        row.bracket && h('b', { class: 'atlas-bracket' }, row.bracket), row.text)),
  ];
  const button = { ...attributes, 'aria-label': row.tip };
  const opener = { ...button, 'data-open': row.open, 'aria-haspopup': 'dialog' };
  if (row.pick) {
    return h('div', { class: 'atlas-bar-row', ...key },
      h('button', { ...button, 'aria-pressed': 'false', 'data-pick': row.pick }, parts),
      info(row.open, row.label, label));
  }
  if (!row.open) return h('div', { ...attributes, ...key }, parts);
  // Among bars with a button beside them it keeps their width.
  return wide ? h('button', { ...opener, ...key }, parts)
    : h('div', { class: 'atlas-bar-row', ...key }, h('button', opener, parts));
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
    typeof value === 'string' ? value
      : h('button', { class: 'atlas-open', 'data-open': value.open, 'aria-haspopup': 'dialog' }, value.text));
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
 * A table of numbers shaded by value; heads and cells open their origin.
 * @param {Omit<contract.Matrix, 'kind'>} block
 */
const matrix = ({ id, alt, corner, heads, rows, shade, notes, credit, source }) => [
  h('div', { class: 'atlas-scroll' }, h('table', { class: 'atlas-table atlas-matrix', 'aria-label': alt },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, corner),
      heads.map(head => h('th', { scope: 'col', class: 'num' }, opens(head.open, head.text))))),
    h('tbody', {}, rows.map(row => h('tr', { 'data-key': row.key, class: row.pale && 'atlas-pale' },
      h('th', { scope: 'row' }, opens(row.name.open, row.name.text)),
      row.cells.map(cell => h('td', {
        class: 'num', style: `background:color-mix(in srgb, ${shade} ${cell.weight}%, transparent)`,
      }, opens(cell.open, cell.text)))))))),
  foot(notes, credit, id, source),
];

/**
 * Spans of time by row; a span is drawn as sharply as its dates are known.
 * @param {Omit<contract.Gantt, 'kind'>} block
 */
function gantt({ id, title, small, finding, credit, alt, ticks, rows, now, notes, source }) {
  const at = (/** @type {number} */ share) => `left:${100 * share}%`;
  return [
    heading(title, small, finding),
    h('div', { class: 'atlas-gantt atlas-tall', id: `gantt-${id}`, role: 'group', 'aria-label': alt },
      h('div', { class: 'atlas-gantt-row atlas-gantt-axis', 'aria-hidden': 'true' }, h('span', {}),
        h('span', { class: 'atlas-gantt-track' }, ticks.map(tick => h('i', { style: at(tick.at) }, tick.label)))),
      rows.map(row => h('button', {
        class: 'atlas-gantt-row', 'data-key': row.key, 'data-open': row.open, title: row.tip,
        'aria-label': row.tip, 'aria-haspopup': 'dialog',
      },
        h('span', { class: 'atlas-bar-label' }, row.label),
        h('span', { class: 'atlas-gantt-track' },
          h('i', { class: 'atlas-gantt-now', style: at(now) }),
          row.spans.map(span => h('i', {
            class: `atlas-span atlas-span-${span.kind}`,
            style: `${at(span.from)};width:${100 * (span.to - span.from)}%`,
          })),
          row.marks.map(mark => h('i', { class: 'atlas-mark', style: at(mark.at) }, mark.sign)))))),
    foot(notes, credit, id, source),
  ];
}

/**
 * Columns of small cards, such as projects by status.
 * @param {Omit<contract.Board, 'kind'>} block
 */
const board = ({ id, title, small, finding, credit, alt, columns, notes, source }) => [
  heading(title, small, finding),
  h('div', { class: 'atlas-board', id: `board-${id}`, role: 'group', 'aria-label': alt }, columns.map(column =>
    h('section', { 'data-key': column.key, 'aria-label': column.label, style: `--wide:${Math.ceil(column.items.length / 7) || 1}` },
      h('h3', {}, column.label, ' ', h('small', {}, column.count)),
      column.items.map(item => h('button', {
        class: 'atlas-tile', 'data-key': item.key, 'data-open': item.open, 'aria-haspopup': 'dialog',
        title: item.small,
      }, item.text, h('small', {}, item.small)))))),
  foot(notes, credit, id, source),
];

/**
 * How much of each target is reached, each row on its own axis that ends at the target.
 * @param {Omit<contract.Bullets, 'kind'>} block
 */
const bullets = ({ id, title, small, finding, credit, alt, rows, notes, source }) => [
  heading(title, small, finding),
  h('div', { class: 'atlas-bullets', id: `bullets-${id}`, role: 'group', 'aria-label': alt }, rows.map(row =>
    h('button', {
      class: 'atlas-bullet', 'data-key': row.key, 'data-open': row.open, title: row.tip,
      'aria-label': row.tip, 'aria-haspopup': 'dialog',
    },
      h('span', { class: 'atlas-bullet-head' },
        h('span', {}, row.label), h('span', { class: 'atlas-bullet-text' }, row.text)),
      h('span', { class: 'atlas-bullet-track' },
        row.share > 0 && h('i', { class: `atlas-bullet-fill atlas-bullet-${row.kind}`, style: `--share:${row.share}` }),
        row.most > row.share && h('i', {
          class: 'atlas-bullet-band', style: `--from:${row.share};--to:${row.most}`,
        }),
        row.marks.map(mark => h('i', {
          class: `atlas-bullet-mark atlas-bullet-mark-${mark.kind}`, style: `--at:${mark.at}`,
        }, mark.sign))),
      h('small', {}, row.small)))),
  foot(notes, credit, id, source),
];

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

/** @param {contract.LegendPart | contract.StackPart | contract.StackRow} part */
const segment = ({ hatched }) => (hatched ? 'atlas-seg atlas-seg-hatched' : 'atlas-seg');

/**
 * Bars of several parts: the bar toggles its zone or leads to a page, the button beside it opens its numbers.
 * @param {Omit<contract.Stack, 'kind'>} block
 */
const stack = ({ id, title, small, finding, credit, alt, legend, rows, button, notes, source }) => [
  heading(title, small, finding),
  h('p', { class: 'atlas-legend' }, legend.map((part, n) => h('span', { 'data-key': part.key },
    h('i', { class: segment(part), style: `--fill:${part.fill}` }, h('b', {}, String(n + 1))), part.label))),
  h('div', { class: 'atlas-bars atlas-stack', id: `chart-${id}`, role: 'group', 'aria-label': alt }, rows.map(row =>
    h('div', { class: 'atlas-stack-row', 'data-key': row.key },
      h(row.href ? 'a' : 'button', {
        class: row.selected ? 'atlas-bar' : 'atlas-bar atlas-dim', title: row.tip, 'aria-label': row.tip,
        ...(row.href ? { href: row.href } : { 'aria-pressed': 'false', 'data-pick': row.pick }),
      },
        h('span', { class: 'atlas-bar-label' }, row.label),
        h('span', { class: 'atlas-bar-track' },
          row.parts.map((part, n) => part.share > 0 && h('i', {
            class: segment(row.hatched ? row : part), title: part.tip,
            style: `--share:${part.share};--fill:${part.fill}`,
          }, part.share > 0.035 && h('b', {}, String(n + 1)))),
          h('span', { class: 'atlas-bar-text' }, row.text))),
      opens(row.open, button)))),
  foot(notes, credit, id, source),
];

/**
 * Events in order of time; a click moves the as-of date to the event.
 * @param {Omit<contract.Moments, 'kind'>} block
 */
const events = ({ id, title, small, finding, credit, alt, items, empty, remedy, notes, source }) => [
  heading(title, small, finding),
  empty ? blank(empty, remedy) : h('ol', { class: 'atlas-events atlas-tall', id: `events-${id}`, 'aria-label': alt }, items.map(item =>
    h('li', { 'data-key': item.key, class: `atlas-event atlas-event-${item.kind}` },
      h('button', {
        class: 'atlas-event-date', 'data-asof': item.asof, 'aria-current': item.current && 'date',
        disabled: !item.asof && 'disabled',
      }, item.date),
      h('span', { class: 'atlas-event-text' }, item.text, ' ', h('small', {}, item.small)),
      item.open && opens(item.open, item.opens)))),
  foot(notes, credit, id, source),
];

/**
 * One question: a few choices side by side, many in a list, or a text to fill in.
 * @param {contract.Field} field
 * @param {string} choose
 */
function field({ name, label, small, value, choices, is_list, free, is_open, several, rows, problem }, choose) {
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
    h('span', { class: 'atlas-field-label', id }, label),
    rows > 1 ? lines() : !choices.length ? text({ 'aria-labelledby': id, ...said })
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
  heading(title, small),
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
    h('h1', { class: 'atlas-title', 'aria-live': 'polite' }, text), hint(said)],
  heading: ({ text, small, finding }) => [heading(text, small, finding)],
  note: ({ id, text, credit, source }) => [foot([text], credit, id, source)],
  empty: ({ text, remedy }) => [blank(text, remedy)],
  warnings: ({ texts }) => texts.map(text => h('p', { class: 'atlas-warning', role: 'alert' }, text)),
  html: ({ html }) => [h('div', { html })],
  filters: ({ groups, asof, evidence, reset, drawer }) => [
    h('h2', { class: 'atlas-heading', id: 'filter-title' }, drawer.title),
    ...groups.map(chips),
    asOf(asof),
    h('button', {
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
  bars: ({
    id, title, small, finding, credit, alt, rows = [], top = 0, empty, remedy, notes = [], source, wide = false, origin = '',
  }) => [
    heading(title, small, finding),
    empty ? blank(empty, remedy)
      : h('div', {
          class: wide ? 'atlas-bars atlas-wide' : 'atlas-bars', id: `chart-${id}`,
          role: 'group', 'aria-label': alt, style: `--room:${roomFor(rows)}rem`,
        }, rows.map(row => bar(row, top, origin, wide))),
    !empty && foot(notes, credit, id, source),
  ],
};

/**
 * Describes the elements of a block.
 * @param {contract.Drawn} block
 * @returns {Nodes}
 */
export const describe = block => /** @type {(block: contract.Drawn) => Nodes} */ (draw[block.kind])(block);
