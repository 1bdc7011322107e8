// Which of many points lies under the pointer, where they are drawn on a canvas.

/**
 * The place of the nearest of some points within a reach, or -1.
 * @param {{x: number, y: number}} to
 * @param {({x: number, y: number} | null)[]} points  `null` where none is drawn.
 * @param {number} reach  In pixels.
 */
export function nearest(to, points, reach) {
  let best = -1, least = reach * reach;
  points.forEach((point, n) => {
    if (!point) return;
    const far = (point.x - to.x) ** 2 + (point.y - to.y) ** 2;
    if (far <= least) [best, least] = [n, far];
  });
  return best;
}

/**
 * @typedef {{at: import('leaflet').LatLngExpression, lines: () => HTMLElement, press?: () => void}} Near
 */

/** What tells the points of each layer. @type {(() => Near[])[]} */
const layers = [];

/**
 * Lets the points of a layer show their lines on hover, and a click reach them.
 * @param {import('leaflet').Map} map
 * @param {() => Near[]} told
 */
export function hovers(map, told) {
  if (layers.push(told) > 1) return;
  const sign = L.tooltip({ className: 'atlas-tip atlas-tip-point', offset: [8, 0] }), box = map.getContainer();
  const under = (/** @type {MouseEvent} */ event) => {
    const all = layers.flatMap(one => one()), to = map.mouseEventToContainerPoint(event);
    return all[nearest(to, all.map(({ at }) => map.latLngToContainerPoint(at)), 9)];
  };
  map.on('mousemove', ({ originalEvent }) => {
    const found = under(originalEvent);
    box.classList.toggle('atlas-over', Boolean(found));
    box.classList.toggle('atlas-presses', Boolean(found?.press));
    if (found) sign.setLatLng(found.at).setContent(found.lines()).openOn(map);
    else map.closeTooltip(sign);
  });
  map.on('mouseout movestart', () => map.closeTooltip(sign));
  box.addEventListener('click', event => {
    // A pen that is held (pen.js) has the click for itself.
    if (/** @type {Element} */ (event.target).closest('.leaflet-control, .atlas-drawing')) return;
    const press = under(event)?.press;
    if (!press) return;
    event.stopPropagation();
    press();
  }, true);
}
