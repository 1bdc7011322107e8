// Charts. Every mark answers to pointer, focus and tap with its tip (tips.js); what changed with the
// date carries the change (changes.js).

import { h } from './patch.js';
import { blank, foot, heading, opens } from './parts.js';
import { said } from './tips.js';

/**
 * @import * as contract from './types'
 * @import { Change, Changed } from './types'
 */

/** @param {Pick<contract.Bar, 'fill' | 'hatched' | 'dashed' | 'stroke'>} bar */
const paint = ({ fill, hatched, dashed, stroke }) =>
  `--fill:${fill};--stroke:${stroke}` + (hatched ? ';--hatch:1' : '') + (dashed ? ';--dash:1' : '');

/** @param {Change} change */
const passage = ({ was, now }) => (was ? `${was} → ${now}` : '');

/**
 * The mark of a change: its direction stays, what it was leaves again.
 * @param {Change | undefined} change
 * @param {boolean} [isShort]  Beside a number that stands alone, only what it was.
 */
export const changeMark = (change, isShort) => change && h('span', { class: 'atlas-change', 'aria-hidden': 'true' },
  h('b', {}, change.sign), isShort ? h('s', {}, change.was) : h('small', {}, passage(change)));

/**
 * A number, which rolls from what it was.
 * @param {string} text
 * @param {Change | undefined} change
 */
export const number = (text, change) => (change?.was
  ? h('span', { class: 'atlas-number' },
      h('span', { class: 'atlas-roll', 'data-key': passage(change), 'data-was': change.was }, text))
  : text);

/**
 * How much room the longest text beside the bars needs, in rem.
 * @param {Changed<contract.Bar>[]} rows
 */
const roomFor = rows => 1.2 + Math.max(...rows.map(({ text, bracket, change }) =>
  [...text, ...(change ? `${change.sign}${passage(change)}` : '')]
    .reduce((sum, letter) => sum + (letter > '\u2e7f' ? 0.8 : 0.46), (bracket ? 0.8 : 0) + (change ? 1 : 0))));

/**
 * The small button beside what a click chooses; it opens its origin.
 * @param {string} id
 * @param {string} name
 * @param {string} label
 */
const info = (id, name, label) => h('button', {
  class: 'atlas-info', 'data-open': id, 'aria-haspopup': 'dialog', 'aria-label': `${label}: ${name}`,
}, 'ⓘ');

/**
 * @param {Changed<contract.Bar>} row
 * @param {number} top
 * @param {string} label
 * @param {boolean} wide
 */
function bar(row, top, label, wide) {
  const share = top ? row.value / top : 0, { change } = row;
  const classes = ['atlas-bar', row.selected ? '' : 'atlas-dim', row.hatched ? 'atlas-hatched' : '',
    row.dashed ? 'atlas-dashed' : ''];
  const tip = change ? { ...row.tip, lines: [[change.sign, passage(change)].filter(Boolean).join(' · '), ...row.tip.lines] } : row.tip;
  const key = { 'data-key': row.key };
  const button = { class: classes.filter(Boolean).join(' '), ...said(tip) };
  const parts = [
    h('span', { class: 'atlas-bar-label' }, row.label),
    row.span && h('span', { class: 'atlas-lane' },
      h('i', { style: `left:${100 * row.span[0]}%;width:${100 * (row.span[1] - row.span[0])}%` })),
    h('span', { class: 'atlas-bar-track' },
      h('i', { class: row.value ? 'atlas-bar-fill' : '', style: `--share:${share};${paint(row)}` }),
      row.most > row.value && h('i', {
        class: 'atlas-band', style: `--from:${share};--to:${row.most / top};${paint(row)}`,
      }),
      row.target > 0 && h('i', { class: 'atlas-target', style: `--share:${row.target / top}` }),
      h('span', {
        class: 'atlas-bar-text', style: row.most > row.value && `--shift:${row.most / top - share}`,
      },
        row.bracket && h('b', { class: 'atlas-bracket' }, row.bracket),
        number(row.text, change), changeMark(change))),
  ];
  const opener = { ...button, 'data-open': row.open, 'aria-haspopup': 'dialog' };
  if (row.pick) {
    return h('div', { class: 'atlas-bar-row', ...key },
      h('button', { ...button, 'aria-pressed': 'false', 'data-pick': row.pick }, parts),
      info(row.open, row.label, label));
  }
  if (!row.open) return h('div', { ...button, 'aria-label': '', ...key }, parts);
  // Among bars with a button beside them it keeps their width.
  return wide ? h('button', { ...opener, ...key }, parts)
    : h('div', { class: 'atlas-bar-row', ...key }, h('button', opener, parts));
}

/**
 * Bars; those of nothing are folded into a line that says so, and opens.
 * @param {Omit<contract.Bars, 'kind' | 'counted'>} block
 */
export function bars({
  id, title, small, finding, credit, alt, rows = [], top = 0, empty, remedy, notes = [], source, wide = false,
  origin = '', folds = {}, ticks = [],
}) {
  /** @param {string} fold */
  const those = fold => rows.filter(row => row.fold === fold).map(row => bar(row, top, origin, wide));
  return [
    heading(title, small, finding),
    empty ? blank(empty, remedy)
      : h('div', {
          class: ['atlas-bars', wide && 'atlas-wide', ticks.length > 0 && 'atlas-timed'].filter(Boolean).join(' '), id: `chart-${id}`,
          role: 'group', 'aria-label': alt, style: `--room:${roomFor(rows)}rem`,
        },
          ticks.length > 0 && h('div', { class: 'atlas-lane-axis', 'aria-hidden': 'true' },
            h('span', { class: 'atlas-lane' }, ticks.map(tick => h('small', {}, tick.label)))),
          those(''),
          Object.entries(folds).map(([fold, text]) =>
            h('details', { class: 'atlas-nothing', 'data-key': fold }, h('summary', {}, text), those(fold)))),
    !empty && foot(notes, credit, id, source),
  ];
}

/**
 * A table of numbers shaded by value; heads and cells open their origin.
 * @param {Omit<contract.Matrix, 'kind'>} block
 */
export const matrix = ({ id, alt, corner, heads, rows, shade, notes, credit, source }) => [
  h('div', { class: 'atlas-scroll' }, h('table', { class: 'atlas-table atlas-matrix', 'aria-label': alt },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, corner),
      heads.map(head => h('th', { scope: 'col', class: 'num' }, opens(head.open, head.text))))),
    h('tbody', {}, rows.map(row => h('tr', { 'data-key': row.key, class: row.pale && 'atlas-pale' },
      h('th', { scope: 'row' }, opens(row.name.open, row.name.text)),
      row.cells.map(cell => h('td', {
        class: 'num', 'data-tip': JSON.stringify(cell.tip),
        style: `background:color-mix(in srgb, ${shade} ${cell.weight}%, transparent)`,
      }, opens(cell.open, cell.text)))))))),
  foot(notes, credit, id, source),
];

/**
 * Spans of time by row; a span is drawn as sharply as its dates are known.
 * @param {Omit<contract.Gantt, 'kind'>} block
 */
export function gantt({ id, title, small, finding, credit, alt, ticks, rows, now, notes, source }) {
  const at = (/** @type {number} */ share) => `left:${100 * share}%`;
  return [
    heading(title, small, finding),
    h('div', { class: 'atlas-gantt atlas-tall', id: `gantt-${id}`, role: 'group', 'aria-label': alt },
      h('div', { class: 'atlas-gantt-row atlas-gantt-axis', 'aria-hidden': 'true' }, h('span', {}),
        h('span', { class: 'atlas-gantt-track' }, ticks.map(tick => h('i', { style: at(tick.at) }, tick.label)))),
      rows.map(row => h('button', {
        class: 'atlas-gantt-row', 'data-key': row.key, 'data-open': row.open, ...said(row.tip),
        'aria-haspopup': 'dialog',
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
export const board = ({ id, title, small, finding, credit, alt, columns, notes, source }) => [
  heading(title, small, finding),
  h('div', { class: 'atlas-board', id: `board-${id}`, role: 'group', 'aria-label': alt }, columns.map(column =>
    h('section', {
      'data-key': column.key, 'aria-label': column.label, style: `--wide:${Math.ceil(column.items.length / 7) || 1}`,
    },
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
export const bullets = ({ id, title, small, finding, credit, alt, rows, notes, source }) => [
  heading(title, small, finding),
  h('div', { class: 'atlas-bullets', id: `bullets-${id}`, role: 'group', 'aria-label': alt }, rows.map(row =>
    h('button', {
      class: 'atlas-bullet', 'data-key': row.key, 'data-open': row.open, ...said(row.tip),
      'aria-haspopup': 'dialog',
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

/** @param {contract.LegendPart | contract.StackPart | contract.StackRow} part */
const segment = ({ hatched }) => (hatched ? 'atlas-seg atlas-seg-hatched' : 'atlas-seg');

/**
 * Bars of several parts: the bar toggles its zone or leads to a page, the button beside it opens its numbers.
 * @param {Omit<contract.Stack, 'kind'>} block
 */
export const stack = ({ id, title, small, finding, credit, alt, legend, rows, button, notes, source }) => [
  heading(title, small, finding),
  h('p', { class: 'atlas-legend' }, legend.map((part, n) => h('span', { 'data-key': part.key },
    h('i', { class: segment(part), style: `--fill:${part.fill}` }, h('b', {}, String(n + 1))), part.label))),
  h('div', { class: 'atlas-bars atlas-stack', id: `chart-${id}`, role: 'group', 'aria-label': alt }, rows.map(row =>
    h('div', { class: 'atlas-stack-row', 'data-key': row.key },
      h(row.href ? 'a' : 'button', {
        class: row.selected ? 'atlas-bar' : 'atlas-bar atlas-dim', ...said(row.tip),
        ...(row.href ? { href: row.href } : { 'aria-pressed': 'false', 'data-pick': row.pick }),
      },
        h('span', { class: 'atlas-bar-label' }, row.label),
        h('span', { class: 'atlas-bar-track' },
          row.parts.map((part, n) => part.share > 0 && h('i', {
            class: segment(row.hatched ? row : part), 'data-tip': JSON.stringify(part.tip),
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
export const events = ({ id, title, small, finding, credit, alt, items, empty, remedy, notes, source }) => [
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
