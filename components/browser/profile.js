// A profile: a panel that stands beside the page on a wide screen, so that the map stays in sight.

import { STAGE } from './insides.js';
import { h } from './patch.js';

/** @import { Crest, Opener, Wanted } from './types' */

const wide = matchMedia('(min-width: 1000px)');

/** @param {string} id */
export const isProfile = id => id.startsWith('profile-');

/**
 * On the stage it stands over the scene, large enough to be read from afar.
 * @param {string} id
 */
export const isBeside = id => isProfile(id) && wide.matches && !document.querySelector(STAGE);

/** @param {() => void} act  Called when there is room beside the page now, or no more. */
export const whenWidth = act => wide.addEventListener('change', act);

/**
 * The profile of the zone that a button chooses, if it chooses one.
 * @param {Element} target
 */
export function zoneProfile(target) {
  /** @type {HTMLElement | null} */
  const button = target.closest('[data-pick^="zone:"]');
  const zone = button?.dataset.pick?.slice('zone:'.length);
  return zone ? `profile-zone-${encodeURIComponent(zone)}` : null;
}

/**
 * The sign of a profile, what it is, its title, and the way to the ones beside it.
 * @param {Crest} crest
 * @param {Wanted} title
 */
export function crest({ kind, mark, tint, earlier, later }, title) {
  /**
   * @param {string} sign
   * @param {Opener | undefined} other
   */
  const step = (sign, other) => h('button', {
    class: 'atlas-step', 'data-open': other?.open, 'aria-label': other?.text, title: other?.text,
    disabled: !other && 'disabled', 'aria-haspopup': other && 'dialog',
  }, sign);
  return h('div', { class: 'atlas-crest' },
    h('span', { class: tint ? 'atlas-mark-tint' : 'atlas-mark-plain', style: tint && `--tint:${tint}`, 'aria-hidden': 'true' }, mark),
    h('div', {}, h('p', { class: 'atlas-note' }, kind), title),
    (earlier ?? later) && [step('‹', earlier), step('›', later)]);
}
