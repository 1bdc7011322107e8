// What the move of the date has changed: old and new of every number that stood and stands.

/** @import { Answer, Bar, Block, Card, Change } from './types' */

/** @typedef {{key: string, text: string, value: number | null, exact: boolean}} Told */

/** @param {Bar} bar @returns {Told} */
const ofBar = ({ key, text, value, exact, fold }) =>
  ({ key, text, exact, value: fold === 'unpublished' ? null : value });

/** @param {Card} card @returns {Told} */
const ofCard = ({ id, value, amount }) => ({ key: id, text: value, value: amount ?? null, exact: false });

/** @param {Block | undefined} block @returns {Told[]} */
function numbers(block) {
  if (block?.kind === 'bars') return (block.rows ?? []).map(ofBar);
  // A card whose value is a word, such as a date, tells itself what is new.
  return block?.kind === 'cards' ? block.cards.map(ofCard) : [];
}

/**
 * The sign of a change, and by how much where plain numbers say that exactly.
 * @param {Told | undefined} before
 * @param {Told} after
 * @param {boolean} counted
 * @param {string} fresh  What stands where there was nothing.
 */
function sign(before, after, counted, fresh) {
  if (!before) return fresh;
  if (before.value === null || after.value === null || before.value === after.value) return '◇';
  const more = after.value - before.value, arrow = more > 0 ? '▲' : '▼';
  if (!counted || !before.exact || !after.exact) return arrow;
  return `${arrow} ${more > 0 ? '+' : '−'}${Math.abs(more).toLocaleString('en')}`;
}

/**
 * The changes of one block, by the key of a row or the id of a card.
 * @param {Block | undefined} before
 * @param {Block} after
 * @param {string} fresh
 * @returns {Record<string, Change>}
 */
function inBlock(before, after, fresh) {
  const old = new Map(numbers(before).map(one => [one.key, one]));
  if (!before || before.kind !== after.kind || !old.size) return {};
  const counted = after.kind === 'bars' && after.counted;
  return Object.fromEntries(numbers(after).flatMap(now => {
    const was = old.get(now.key);
    // A word, a zero that was not there before, or no change at all.
    if (was ? was.text === now.text || (was.value ?? now.value) === null : !now.value) return [];
    if (!was && after.kind === 'cards') return [];
    return [[now.key, { was: was?.text ?? '', now: now.text, sign: sign(was, now, counted, fresh) }]];
  }));
}

/** @param {Answer | null} answer */
export function dateOf(answer) {
  const filters = answer?.blocks.filters;
  return filters?.kind === 'filters' ? filters.asof.options[filters.asof.at][0] : '';
}

/** @param {Answer} answer */
function areaOf({ blocks: { filters } }) {
  return filters?.kind === 'filters' ? filters.area?.label : undefined;
}

/**
 * What an answer changed of the one before, by slot, if only the date has moved; null if nothing has.
 * @param {Answer | null} before
 * @param {Answer} after
 * @returns {Record<string, Record<string, Change>> | null}
 */
export function changes(before, after) {
  const here = dateOf(before), there = dateOf(after);
  const same = (/** @type {Answer} */ one) =>
    JSON.stringify([one.chosen, areaOf(one), one.evidence, one.lang, Object.keys(one.blocks)]);
  if (!before || !here || !there || same(before) !== same(after)) return {};
  if (here === there) return null;
  return Object.fromEntries(Object.entries(after.blocks).map(([slot, block]) =>
    [slot, inBlock(before.blocks[slot], block, after.own.new)]));
}

/**
 * A block with what has changed in it.
 * @template {Block} Kind
 * @param {Kind} block
 * @param {Record<string, Change> | undefined} found
 * @returns {Kind}
 */
export function changed(block, found) {
  if (!found || !Object.keys(found).length) return block;
  if (block.kind === 'bars') return { ...block, rows: block.rows.map(row => ({ ...row, change: found[row.key] })) };
  if (block.kind === 'cards') return { ...block, cards: block.cards.map(card => ({ ...card, change: found[card.id] })) };
  return block;
}
