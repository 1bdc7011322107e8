// The one number of a scene, as large as the stage lets it be.

import { changeMark } from './charts.js';
import { h } from './patch.js';
import { mend, opens } from './parts.js';

/** @import * as contract from './types' */

// Up to the last digit and the sign of its order; the unit after it is set smaller.
const NUMBER = /^(.*\d(?:\s?[万亿])?)\s*(.*)$/s;

/**
 * The number and its unit; a text without a number is set as a whole.
 * @param {string} value
 * @returns {[string, string]}
 */
export function parted(value) {
  const [, number, unit] = NUMBER.exec(value) ?? ['', value, ''];
  return [number, unit];
}

/** @param {Omit<contract.Cards, 'kind'>} block */
export const figure = ({ cards }) => cards.map(card);

/** @param {contract.Changed<contract.Card>} block */
function card({ id, label, value, lines, source, remedy, change }) {
  const [number, unit] = parted(value);
  const said = lines.flatMap(({ text, flag }, n) => [
    n > 0 && ' · ', text, text && flag && ' · ', flag && h('span', { class: 'atlas-flag' }, flag)]);
  return h('div', { class: 'atlas-figure', id: `card-${id}`, 'data-key': id },
    h('p', { class: 'atlas-figure-label' }, label),
    h('p', { class: 'atlas-figure-value' }, number, unit && [' ', h('small', {}, unit)], changeMark(change, true)),
    h('p', { class: 'atlas-figure-said' }, said),
    source && opens(`source-${id}`, source),
    mend(remedy, 'atlas-mend'));
}
