// How long one speaks on each scene, and how that compares with what is planned. It knows neither
// the page nor its clock: that is handed to it.

/** @import { Plan } from './types' */

/** @param {() => number} now  Milliseconds. */
export function createTiming(now) {
  /** Milliseconds by scene. @type {Record<string, number>} */
  let spent = {};
  let begun = 0, entered = 0, scene = '', isOn = false;

  function settle() {
    const time = now();
    spent[scene] = (spent[scene] ?? 0) + time - entered;
    entered = time;
  }

  return {
    isOn: () => isOn,

    /** @param {string} first  The scene that is shown. */
    begin(first) {
      spent = {};
      begun = entered = now();
      scene = first;
      isOn = true;
    },

    /** @param {string} next */
    enter(next) {
      if (!isOn || next === scene) return;
      settle();
      scene = next;
    },

    /** Ends it. @returns {Record<string, number>}  Whole seconds by scene, without those of none. */
    end() {
      settle();
      isOn = false;
      const seconds = Object.entries(spent).map(([name, ms]) => /** @type {const} */ ([name, Math.round(ms / 1000)]));
      return Object.fromEntries(seconds.filter(([, time]) => time > 0));
    },

    /** Seconds since the scene was entered for the first time that it was shown, and in all. */
    times() {
      const time = now();
      return { scene: ((spent[scene] ?? 0) + time - entered) / 1000, whole: (time - begun) / 1000 };
    },
  };
}

/**
 * By how many seconds one is behind the plan; ahead of it if below 0. Within the time of the scene
 * one is neither. Where there is more or less time than planned, each scene has its share of it.
 * @param {number} whole  Seconds since the beginning.
 * @param {number} at  The place of the scene that is shown.
 * @param {Plan} plan
 */
export function behind(whole, at, plan) {
  const takes = plan.seconds.map((one, place) => (plan.out.includes(place) ? 0 : one));
  const sum = (/** @type {number[]} */ some) => some.reduce((all, one) => all + one, 0);
  const pace = plan.target && sum(takes) ? plan.target / sum(takes) : 1;
  const due = pace * sum(takes.slice(0, at)), over = due + pace * takes[at];
  return whole < due ? whole - due : Math.max(0, whole - over);
}

/**
 * Seconds as minutes and seconds.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.round(Math.abs(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
