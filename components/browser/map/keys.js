// Which of several shapes an arrow key goes to.

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * The place of the next one, from either end to the other; `null` if the key goes nowhere.
 * @param {string} key
 * @param {number} place
 * @param {number} count
 */
export function next(key, place, count) {
  const step = STEPS[key];
  return step && count ? (place + step + count) % count : null;
}
