// What shapes say on hover: lines, of which the first is the name.

/**
 * @param {string} text
 */
export function linesOf(text) {
  const box = document.createElement('div');
  const [name, ...rest] = text.split('\n');
  box.append(Object.assign(document.createElement('b'), { textContent: name }));
  for (const line of rest) box.append(Object.assign(document.createElement('div'), { textContent: line }));
  return box;
}

/**
 * Lets a layer say its lines on hover and on focus.
 * @param {import('leaflet').Layer} layer
 * @param {string} text
 * @param {import('leaflet').TooltipOptions} [more]
 */
export function tip(layer, text, more) {
  if (layer.getTooltip()) layer.setTooltipContent(linesOf(text));
  else layer.bindTooltip(linesOf(text), { className: 'atlas-tip', ...more });
  layer.fire('atlas:tip');
}

/**
 * Whether a finger asks for the lines first: what opens something then opens with the next tap.
 * @param {import('leaflet').Layer} layer
 * @returns {() => boolean}
 */
export function asksFirst(layer) {
  let since = -Infinity;
  layer.on('tooltipopen', () => { since = performance.now(); });
  const isFinger = matchMedia('(hover: none)');
  return () => isFinger.matches && layer.getTooltip() !== undefined && performance.now() - since < 700;
}
