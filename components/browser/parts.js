// What charts, tables and texts are put together from.

import { h } from './patch.js';

/** @import * as contract from './types' */

/**
 * The button that changes what is shown.
 * @param {contract.Remedy | null | undefined} remedy
 * @param {string} css
 */
export const mend = (remedy, css) => remedy && h('button', {
  class: css, 'data-asof': remedy.asof, 'data-do': remedy.do, 'data-options': remedy.options,
}, remedy.text);

/**
 * What stands where nothing is shown: why, and a button that changes it.
 * @param {string} text
 * @param {contract.Remedy} [remedy]
 */
export const blank = (text, remedy) => h('div', { class: 'atlas-empty' },
  h('p', {}, text), mend(remedy, 'atlas-chip'));

/**
 * What a part says, with its topic, unit and filters below; or its topic, with them beside it.
 * @param {string} text
 * @param {string} [small]
 * @param {string} [finding]
 */
export const heading = (text, small, finding) => finding
  ? h('h2', { class: 'atlas-heading atlas-finding' }, finding, ' ',
      h('small', {}, [text, small].filter(Boolean).join(' · ')))
  : h('h2', { class: 'atlas-heading' }, text, ' ', h('small', {}, small));

/**
 * @param {string} id
 * @param {string} label
 */
export const opens = (id, label) =>
  h('button', { class: 'atlas-open', 'data-open': id, 'aria-haspopup': 'dialog' }, label);

/**
 * What stands below a chart: its notes, its sources in a few words, and the button to its table.
 * @param {string[]} notes
 * @param {string} [credit]
 * @param {string} [id]
 * @param {string} [label]
 */
export const foot = (notes, credit, id, label) => h('p', { class: 'atlas-note' }, notes.map(note => note + ' '),
  h('span', { class: 'atlas-credit' }, credit && h('span', {}, credit, ' '), label && opens(`table-${id}`, label)));
