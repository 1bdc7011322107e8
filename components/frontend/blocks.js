// What each kind of block looks like. A block is data; all texts come from the server in
// the reader's language and are set as text, but for tables, which the server escapes.

import { h } from './patch.js';

const paint = ({ fill, hatched, dashed, stroke }) =>
  `--fill:${fill};--stroke:${stroke}` + (hatched ? ';--hatch:1' : '') + (dashed ? ';--dash:1' : '');

const heading = (text, small) => h('h3', { class: 'atlas-h3' }, text, ' ', h('small', {}, small));

const opens = (id, label) =>
  h('button', { class: 'atlas-open', 'data-open': id, 'aria-haspopup': 'dialog' }, label);

function chips({ dimension, label, options }) {
  return h('div', { class: 'atlas-chips', role: 'group', 'aria-label': label, id: `filter-${dimension}` },
    h('span', { class: 'atlas-label' }, label),
    options.map(([value, name]) =>
      h('button', { class: 'atlas-chip', 'data-pick': `${dimension}:${value}`, 'aria-pressed': 'false' }, name)));
}

function asOf({ label, options, at }) {
  return h('label', { class: 'atlas-asof', id: 'filter-asof' },
    h('span', { class: 'atlas-label' }, label, ' ', h('output', {}, options[at][1])),
    h('input', {
      type: 'range', min: 0, max: options.length - 1, step: 1, value: at,
      'data-values': JSON.stringify(options), 'aria-valuetext': options[at][1],
    }));
}

function card({ id, label, value, lines, source }) {
  return h('div', { class: 'atlas-card', id: `card-${id}`, 'data-key': id },
    h('p', { class: 'atlas-card-label' }, label),
    source && opens(`source-${id}`, source),
    h('p', { class: 'atlas-card-value' }, value),
    lines.map(({ text, flag, forecast }) =>
      h('p', { class: forecast ? 'atlas-line atlas-forecast' : 'atlas-line', title: text }, text,
        flag && h('span', { class: 'atlas-flag' }, ' ' + flag))));
}

function bar(row, top) {
  const share = top ? row.value / top : 0;
  const classes = ['atlas-bar', row.selected ? '' : 'atlas-dim', row.hatched ? 'atlas-hatched' : '',
    row.dashed ? 'atlas-dashed' : ''];
  const attributes = { class: classes.filter(Boolean).join(' '), title: row.tip, 'data-key': row.key };
  const parts = [
    h('span', { class: 'atlas-bar-label' }, row.label),
    h('span', { class: 'atlas-bar-track' },
      h('i', { class: row.value ? 'atlas-bar-fill' : '', style: `--share:${share};${paint(row)}` }),
      h('span', { class: 'atlas-bar-text' },
        row.bracket && h('b', { class: 'atlas-bracket' }, row.bracket), row.text)),
  ];
  if (!row.pick) return h('div', { ...attributes, role: 'listitem' }, parts);
  return h('button', {
    ...attributes, 'aria-label': row.tip, 'aria-pressed': 'false', 'data-pick': row.pick,
  }, parts);
}

const draw = {
  title: ({ text }) => [h('h1', { class: 'atlas-title' }, text)],
  heading: ({ text, small }) => [heading(text, small)],
  note: ({ text, alt }) => [h('p', { class: 'atlas-note', role: alt && 'note', 'aria-label': alt }, text)],
  empty: ({ text }) => [h('p', { class: 'atlas-empty', role: 'status' }, text)],
  warnings: ({ texts }) => texts.map(text => h('p', { class: 'atlas-warning', role: 'alert' }, text)),
  html: ({ html }) => [h('div', { html })],
  filters: ({ groups, asof, evidence, reset }) => [
    ...groups.map(chips),
    asOf(asof),
    h('button', {
      class: 'atlas-switch', id: 'filter-evidence', role: 'switch', title: evidence.help,
      'aria-checked': 'false', 'data-switch': 'evidence',
    }, evidence.label),
    h('button', { class: 'atlas-reset', id: 'filter-reset', 'data-do': 'reset' }, reset),
  ],
  options: ({ name, label, options, chosen }) => [
    h('div', { class: 'atlas-chips', role: 'group', 'aria-label': label, id: `option-${name}` },
      options.map(([value, text]) => h('button', {
        class: 'atlas-chip', 'data-option': `${name}:${value}`, 'aria-pressed': String(value === chosen),
      }, text)))],
  cards: ({ cards }) => cards.map(card),
  bars: ({ id, title, small, alt, rows, top, empty, notes, table, wide }) => [
    heading(title, small),
    empty ? h('p', { class: 'atlas-empty', role: 'status' }, empty)
      : h('div', {
          class: wide ? 'atlas-bars atlas-wide' : 'atlas-bars', id: `chart-${id}`,
          role: wide ? 'list' : 'group', 'aria-label': alt,
        }, rows.map(row => bar(row, top))),
    !empty && h('p', { class: 'atlas-note' }, ...notes.map(note => note + ' '), opens(`table-${id}`, table)),
  ],
};

/** Describes the elements of a block. */
export const describe = ({ kind, ...data }) => draw[kind](data);
