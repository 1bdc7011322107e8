// A list of things that have buttons: stories, scenes, files that are being made.

import { h } from './patch.js';

/** @import { Button, FileButton, Link, Rows } from './types' */

/** @param {Button} button */
const button = ({ act, text, label, main, disabled, pressed }) => h('button', {
  class: main ? 'atlas-chip atlas-chip-main' : 'atlas-chip', 'data-option': act, 'data-key': act.split('@')[0],
  'aria-label': label, title: label, 'aria-pressed': pressed, disabled: disabled && 'disabled',
}, text);

/**
 * @param {number} done
 * @param {string} label
 */
const share = (done, label) => h('progress', { max: 1, value: done, 'aria-label': label });

/** @param {Link} link */
const link = ({ href, text, target }) => h('a', { href, target, 'data-key': href }, text);

/**
 * The browser names its own file button in its own language, so a label stands for it.
 * @param {FileButton} file
 */
const upload = ({ name, text, accept }) => h('label', { class: 'atlas-chip atlas-upload' }, text,
  h('input', { type: 'file', 'data-file': name, accept }));

/**
 * A title that does something, or a text.
 * @param {import('./types').Row} row
 */
const name = ({ act, title }) => act
  ? h('button', { class: 'atlas-row-open', 'data-option': act }, h('b', {}, title)) : h('b', {}, title);

/** @param {Omit<Rows, 'kind' | 'poll'>} block */
export const rows = ({ id, title, small, rows: items, buttons, file, css, sorts }) => [
  title && h('h2', { class: 'atlas-heading' }, title, ' ', h('small', {}, small)),
  items.length > 0 && h('ol', {
    class: `atlas-rows ${css}`, id: `rows-${id}`, 'aria-label': title, 'data-sorts': sorts?.option,
  }, items.map(row =>
    h('li', { 'data-key': row.key, 'aria-current': row.current && 'true', class: row.alert && 'atlas-row-alert' },
      sorts && h('button', {
        class: 'atlas-grip', 'data-grip': row.key, 'aria-label': `${sorts.label}: ${row.title}`, title: sorts.label,
      }, '⠿'),
      h('span', { class: 'atlas-row-text', role: row.status && 'status' },
        name(row), row.small && h('small', {}, row.small)),
      row.strip.length > 0 && h('ol', { class: 'atlas-scenes', tabindex: 0, 'aria-label': row.title },
        row.strip.map(one => h('li', {}, h('span', {}, one)))),
      row.done !== undefined && share(row.done, row.title),
      h('span', { class: 'atlas-row-do' }, row.links.map(link), row.buttons.map(button))))),
  (buttons.length > 0 || file) && h('div', { class: 'atlas-row-do', id: `rows-do-${id}` },
    buttons.map(button), file && upload(file)),
];
