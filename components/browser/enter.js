// How the visual of a scene comes: bars grow, dots fill, names and steps appear one after the other.
// The number and the title stand from the start, and all is there within 1.2 seconds.

const GROW_MS = 700, FILL_MS = 900, ONE_MS = 240;
const EASE = 'cubic-bezier(.2, .7, .2, 1)';
const GROWING = '.atlas-bar-fill, .atlas-band, .atlas-seg, .atlas-bullet-fill';
const COMING = '.atlas-dot-on, .atlas-event, .atlas-wall > section';

export function enter() {
  const chart = document.querySelector('[data-part="chart"]');
  if (!chart || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const bar of /** @type {NodeListOf<HTMLElement>} */ (chart.querySelectorAll(GROWING))) {
    bar.style.transformOrigin = 'left';
    bar.animate([{ transform: 'scaleX(0)' }, { transform: 'none' }], { duration: GROW_MS, easing: EASE });
  }
  chart.querySelectorAll(COMING).forEach((one, n, all) => one.animate([{ opacity: 0 }, {}], {
    duration: ONE_MS, delay: FILL_MS * n / all.length, fill: 'backwards', easing: EASE,
  }));
}
