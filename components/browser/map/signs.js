// Signs of marks: how far something is, told by shape; any other sign stands in a ring.

/** @type {Record<string, (fill: string) => string>} */
const STAGES = {
  '●': fill => `<circle r="7" fill="${fill}"/>`,
  '◐': fill => `<circle r="7" class="atlas-sign-bare"/><path d="M0-7A7 7 0 0 0 0 7Z" fill="${fill}" stroke="none"/>`,
  '▨': fill => `<circle r="7" class="atlas-sign-bare"/><path d="M-5 4.6 4.6-5M-2.4 6.4 6.4-2.4M-6.4.6.6-6.4" stroke="${fill}" stroke-width="2"/>`,
  '◌': () => '<circle r="7" class="atlas-sign-bare" stroke-dasharray="2.6 2.9"/>',
};
STAGES['？'] = STAGES['?'] = () => `<circle r="7" class="atlas-sign-bare"/>${letter('?')}`;

/** @param {string} text */
const letter = text => `<text y="4" text-anchor="middle">${text.replace(/[<&]/g, '')}</text>`;

/**
 * The sign as SVG, 18 pixels wide; of what is assumed it is drawn paler.
 * @param {import('../types').Mark | import('../types').KeySign} mark
 */
export function signOf(mark) {
  const { sign, colour } = mark, hatched = 'hatched' in mark && mark.hatched;
  const fill = /^#[0-9a-f]{6}$/i.test(colour) ? colour : 'currentColor';
  const drawn = STAGES[sign]?.(fill)
    ?? (sign ? `<circle r="8" class="atlas-sign-bare" style="stroke:${fill};stroke-width:2.5"/>${letter(sign)}`
      : `<circle r="4" fill="${fill}"/>`);
  return `<svg class="atlas-sign${hatched ? ' atlas-sign-assumed' : ''}" viewBox="-9.5 -9.5 19 19" aria-hidden="true">${drawn}</svg>`;
}
