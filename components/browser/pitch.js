// What a story shows: a number as dots, some of them filled, and names by group.

import { h } from './patch.js';
import { foot, heading, opens } from './parts.js';

/** @import * as contract from './types' */

/**
 * A number as dots. Those of the part are full; what is not yet is dashed.
 * @param {Omit<contract.Dots, 'kind'>} block
 */
export function dots({
  id, title, small, finding, credit, alt, whole, part, each, dots: count, filled, across, fill, stroke, dashed, notes, source,
}) {
  /** @param {number} n */
  const dot = n => h('i', {
    class: n < filled ? 'atlas-dot-on' : dashed ? 'atlas-dot-ahead' : '', style: `--n:${n / count}`,
  });
  const told = part ? [part, whole] : [whole];
  return [
    heading(title, small, finding),
    h('div', {
      class: 'atlas-dots', id: `dots-${id}`, 'data-key': id, role: 'img', 'aria-label': alt,
      style: `--across:${across};--down:${Math.ceil(count / across)};--fill:${fill};--stroke:${stroke}`,
    }, Array.from({ length: count }, (_, n) => dot(n))),
    h('p', { class: 'atlas-dots-told' },
      told.map((one, n) => h('span', { class: n === 0 ? 'atlas-dots-full' : dashed ? 'atlas-dots-ahead' : '', style: `--fill:${fill};--stroke:${stroke}` },
        one.label, ' ', opens(one.open, one.text))),
      each && h('small', {}, each)),
    foot(notes, credit, id, source),
  ];
}

/**
 * Names by group; each opens what is known of it.
 * @param {Omit<contract.Wall, 'kind'>} block
 */
export const wall = ({ id, title, small, finding, credit, alt, groups, notes, source }) => [
  heading(title, small, finding),
  h('div', { class: 'atlas-wall', id: `wall-${id}`, role: 'group', 'aria-label': alt }, groups.map(group =>
    h('section', { 'data-key': group.key, 'aria-label': group.label, style: `--hue:${group.colour}` },
      h('h3', {}, group.label, ' ', h('small', {}, group.text)),
      h('p', {}, group.names.map(one => h('button', {
        class: 'atlas-wall-name', 'data-key': one.open, 'data-open': one.open, 'aria-haspopup': 'dialog',
      }, one.text)))))),
  foot(notes, credit, id, source),
];
