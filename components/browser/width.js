// How wide a text is: a Chinese character counts two, as where a story is checked.

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** @param {string} text */
export const widthOf = text => [...text].reduce((width, sign) => width + (WIDE.test(sign) ? 2 : 1), 0);
