// Whether the timeline is being played: what would be read out at every step keeps quiet meanwhile.

let isOn = false;

/** @param {boolean} on */
export function setPlaying(on) { isOn = on; }

/** What a live region says of itself. */
export const live = () => (isOn ? 'off' : 'polite');
