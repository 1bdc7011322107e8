// A rehearsal on the stage: begun and ended by one key. The time that passes is told in the
// speaker's window; only while there is none it stands small in the bar of buttons.

import { behind, clock, createTiming } from './timing.js';
import { hasSpeaker } from './speaker.js';

/** @import { Plan, StageWords } from './types' */

const SOON_MS = 500, EVEN_S = 5;
const timing = createTiming(() => performance.now());
/** The scene that is shown, and what is planned. @type {{place: number, plan: Plan, words: StageWords} | null} */
let now = null;

export const isTimed = timing.isOn;

/** @param {string} text @param {Record<string, string>} values */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/**
 * What is said of the time: of the scene, of the whole, and how that compares with the plan.
 * @returns {{scene: string, whole: string, pace: string, isLate: boolean} | null}
 */
export function timeSaid() {
  if (!now || !timing.isOn()) return null;
  const { place, plan, words } = now, { scene, whole } = timing.times();
  const planned = plan.seconds.filter((_, at) => !plan.out.includes(at)).reduce((all, one) => all + one, 0);
  const late = Math.round(behind(whole, place, plan));
  const isLate = late >= EVEN_S, { pace_ahead: ahead, pace_behind: behindText, pace_even: even } = words;
  return {
    scene: filled(words.pace_scene, { spent: clock(scene), planned: clock(plan.seconds[place]) }),
    whole: filled(words.pace_whole, { spent: clock(whole), planned: clock(plan.target || planned) }),
    pace: filled(isLate ? behindText : late > -EVEN_S ? even : ahead, { time: clock(late) }),
    isLate,
  };
}

/** Shows the time in the bar; called as it passes. */
function show() {
  const place = document.querySelector('[data-part="timing"]'), said = timeSaid();
  document.querySelector('[data-act="rehearse"]')?.setAttribute('aria-pressed', String(Boolean(said)));
  if (place) place.textContent = said && !hasSpeaker() ? [said.scene, said.whole, said.pace].join(' · ') : '';
}

/**
 * Takes over which scene is shown.
 * @param {string} scene
 * @param {number} place
 * @param {Plan} plan
 * @param {StageWords} words
 */
export function enterScene(scene, place, plan, words) {
  now = { place, plan, words };
  timing.enter(scene);
  show();
}

/** @param {string} scene */
export function begin(scene) {
  timing.begin(scene);
  show();
}

/** Ends the rehearsal; the seconds by scene, as an option of the page holds them. */
export function end() {
  const spoken = new URLSearchParams(Object.entries(timing.end()).map(([name, time]) => [name, String(time)]));
  show();
  return String(spoken);
}

setInterval(show, SOON_MS);
