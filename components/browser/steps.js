// A player of steps in time. It knows neither the page nor its clock: both are handed to it.

/**
 * @typedef {object} Clock
 * @property {(fn: () => void, ms: number) => unknown} later
 * @property {(timer: any) => void} cancel
 */

const DWELL_MS = 1600; // at speed 1, from the answer to the next step
export const SPEEDS = [1, 2, 4];

/**
 * The step beside where the date stands; none beyond the ends.
 * @param {number} now  The last step that is not later than the date.
 * @param {number} count
 * @param {number} by
 * @param {boolean} isBetween  Whether the date lies after that step: then going back leads to it.
 */
export function beside(now, count, by, isBetween) {
  const to = by < 0 && isBetween ? now : now + by;
  return to >= 0 && to < count ? to : null;
}

/**
 * @param {(step: number) => void} go  Asks for a step.
 * @param {() => void} changed  Called whenever it begins or ends to play.
 * @param {Clock} clock
 */
export function createPlayer(go, changed, clock) {
  let isPlaying = false, isWaiting = false, speed = SPEEDS[0], now = -1, count = 0, isBetween = false;
  /** @type {unknown} */
  let timer;

  /** @param {boolean} on */
  function turn(on) {
    clock.cancel(timer);
    isPlaying = on;
    changed();
  }

  /** @param {number | null} to */
  function ask(to) {
    if (to === null) return turn(false);
    isWaiting = true;
    go(to);
  }

  const next = () => ask(beside(now, count, 1, isBetween));

  return {
    isPlaying: () => isPlaying,
    speed: () => speed,
    isAtEnd: () => now >= count - 1,

    /** Begins, anew from the first step where it has come to the last; or pauses, at once. */
    toggle() {
      if (isPlaying) return turn(false);
      turn(true);
      if (isWaiting) return;
      if (now >= count - 1) ask(0);
      else next();
    },

    /**
     * Goes one step and pauses there.
     * @param {number} by
     */
    step(by) {
      if (isPlaying) turn(false);
      const to = beside(now, count, by, isBetween);
      if (to !== null && !isWaiting) ask(to);
    },

    /** @param {number} to */
    setSpeed(to) {
      speed = to;
      changed();
    },

    pause() { if (isPlaying) turn(false); },

    /**
     * Takes an answer: where the date stands. Only now the next step may be asked for.
     * @param {{now: number, count: number, isBetween: boolean}} told
     */
    heard(told) {
      ({ now, count, isBetween } = told);
      isWaiting = false;
      if (!isPlaying) return;
      clock.cancel(timer);
      if (now >= count - 1) turn(false);
      else timer = clock.later(next, DWELL_MS / speed);
    },
  };
}
