// The pen that draws an area: by mouse, finger or keys. While it is held, nothing else on the map
// hears a click.

import { circled, crosses, encoded } from './ring.js';

/**
 * @typedef {import('../types').Begun} Begun
 * @typedef {Begun['form']} Form
 * @typedef {Record<'polygon' | 'circle' | 'corner' | 'radius' | 'crossing' | 'few' | 'many' | 'done' | 'undo' |
 *   'cancel', string>} PenWords
 * @typedef {import('leaflet').LatLng} LatLng
 */

const NEAR = 12; // pixels within which a click is on a corner
const STEP = 12, LEAP = 72; // pixels of an arrow key, without and with Shift
const EDGE = 24;
const MOST = 200; // corners
const FEWEST = 3, LEAST = 10, FARTHEST = 50_000; // metres of a radius
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {import('leaflet').Map} map
 * @param {{words: PenWords, style: import('leaflet').PathOptions}} told
 * @param {(area: string) => void} finish
 * @param {(begun: Begun | null) => void} tells  What is drawn so far; nothing when it is put away.
 */
export function pen(map, { words, style }, finish, tells) {
  const box = map.getContainer(), layer = L.layerGroup();
  const bar = L.DomUtil.create('div', 'atlas-pen leaflet-control'), said = L.DomUtil.create('span', '', bar);
  said.setAttribute('role', 'status');
  const cross = L.DomUtil.create('div', 'atlas-cross');
  /** @type {Form | null} */
  let form = null;
  /** @type {LatLng[]} */
  let corners = [];
  /** Where the keys are, in pixels. @type {import('leaflet').Point | null} */
  let at = null;

  /** @type {[string, () => void][]} */
  const buttons = [[words.done, end], [words.undo, undo], [words.cancel, leave]];
  for (const [text, act] of buttons) {
    const button = L.DomUtil.create('button', '', bar);
    button.textContent = text;
    button.onclick = act;
  }

  /** @param {string} [text] */
  function say(text) {
    const count = String(corners.length);
    const now = form === 'circle' ? words.radius : words.corner;
    said.textContent = text ?? (corners.length ? now.replace('{n}', count) : form && words[form]);
  }

  const plain = (/** @type {LatLng} */ { lat, lng }) => /** @type {[number, number]} */ ([lat, lng]);
  const note = () => tells(form && { form, corners: corners.map(plain), at: at && plain(map.containerPointToLatLng(at)) });

  /** @param {LatLng} [cursor] */
  function sketch(cursor) {
    layer.clearLayers();
    const all = cursor ? [...corners, cursor] : corners;
    const look = { ...style, interactive: false };
    if (form === 'circle' && corners.length && cursor) {
      L.circle(corners[0], { ...look, radius: map.distance(corners[0], cursor) }).addTo(layer);
    } else if (all.length > 1) {
      L.polygon(all, look).addTo(layer);
    }
    for (const corner of corners) {
      L.circleMarker(corner, { ...look, radius: 5, weight: 2, dashArray: '', fillOpacity: 1 }).addTo(layer);
    }
  }

  /** @param {LatLng} place @param {LatLng | undefined} other */
  const isNear = (place, other) => Boolean(other)
    && map.latLngToContainerPoint(place).distanceTo(map.latLngToContainerPoint(/** @type {LatLng} */ (other))) < NEAR;

  /** @param {LatLng} place */
  function set(place) {
    const again = isNear(place, corners[0]) || isNear(place, corners.at(-1));
    if (form === 'circle' && corners.length) {
      corners.push(place);
      end();
    } else if (again) {
      if (corners.length >= FEWEST) end();
    } else if (corners.length === MOST) {
      say(words.many);
    } else {
      corners.push(place);
      say();
      sketch(at ? place : undefined);
      note();
    }
  }

  function undo() {
    corners.pop();
    say();
    sketch();
    note();
  }

  function end() {
    if (form === 'circle') {
      const metres = corners.length > 1 ? map.distance(corners[0], corners[1]) : 0;
      corners = corners.slice(0, 1);
      if (metres < LEAST || metres > FARTHEST) say(words.few);
      else done(circled(corners[0], metres));
    } else if (corners.length < FEWEST) {
      say(words.few);
    } else if (crosses(corners)) {
      say(words.crossing);
    } else {
      done(encoded(corners));
    }
  }

  /** @param {string} area */
  function done(area) {
    leave();
    finish(area);
  }

  function leave() {
    if (!form) return;
    form = at = null;
    corners = [];
    layer.remove();
    layer.clearLayers();
    if (bar.contains(document.activeElement)) box.focus(); // else the keyboard would begin anew
    bar.remove();
    cross.remove();
    box.classList.remove('atlas-drawing');
    for (const [kind, act] of heard) box.removeEventListener(kind, act, true);
    map.doubleClickZoom.enable();
    note();
  }

  /** @param {Event} event */
  const isOnControl = ({ target }) => Boolean(/** @type {Element} */ (target).closest('.leaflet-control'));

  /** @param {Event} event */
  function click(event) {
    if (isOnControl(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== 'click' || /** @type {any} */ (map.dragging).moved()) return;
    at = null;
    cross.remove();
    set(map.mouseEventToLatLng(/** @type {MouseEvent} */ (event)));
  }

  /** @param {Event} event */
  function move(event) {
    if (!at && corners.length && !isOnControl(event)) sketch(map.mouseEventToLatLng(/** @type {MouseEvent} */ (event)));
  }

  /** Moves the cross, and the map where it would leave it. @param {[number, number]} by */
  function step([x, y]) {
    const size = map.getSize(), now = (at ?? size.divideBy(2)).add([x, y]);
    const kept = L.point(
      Math.min(Math.max(now.x, EDGE), size.x - EDGE), Math.min(Math.max(now.y, EDGE), size.y - EDGE));
    if (!kept.equals(now)) map.panBy(now.subtract(kept), { animate: false });
    place(kept);
  }

  /** @param {import('leaflet').Point} point */
  function place(point) {
    at = point;
    Object.assign(cross.style, { left: `${point.x}px`, top: `${point.y}px` });
    box.append(cross);
    if (corners.length) sketch(map.containerPointToLatLng(point));
    note();
  }

  /** @param {Event} event */
  function key(event) {
    const { key: name, shiftKey, ctrlKey, metaKey, altKey } = /** @type {KeyboardEvent} */ (event);
    if (ctrlKey || metaKey || altKey) return;
    const arrow = ARROWS[name], length = shiftKey ? LEAP : STEP;
    /** @type {Record<string, () => void>} */
    const acts = { Backspace: undo, Delete: undo, Escape: leave };
    if (!isOnControl(event)) {
      acts.Enter = acts[' '] = () => {
        if (at) set(map.containerPointToLatLng(at));
        else step([0, 0]);
      };
    }
    const act = arrow ? () => step([arrow[0] * length, arrow[1] * length]) : acts[name];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  /** @type {[string, (event: Event) => void][]} */
  const heard = [['click', click], ['dblclick', click], ['pointermove', move], ['keydown', key]];

  return {
    leave,
    /** @param {Form} wanted @param {boolean} byKey @param {Begun | null} [begun]  What is drawn of it already. */
    take(wanted, byKey, begun) {
      leave();
      form = wanted;
      corners = begun?.corners.map(([lat, lng]) => L.latLng(lat, lng)) ?? [];
      map.doubleClickZoom.disable();
      layer.addTo(map);
      box.classList.add('atlas-drawing');
      bar.classList.toggle('atlas-pen-circle', form === 'circle'); // which ends by itself
      box.append(bar);
      for (const [kind, act] of heard) box.addEventListener(kind, act, true);
      // Who has begun and does something else by now goes on with that.
      const { activeElement, body } = window.parent.document;
      if (!begun || activeElement === body) box.focus();
      say();
      sketch();
      if (begun?.at) place(map.latLngToContainerPoint(begun.at));
      else if (byKey) place(map.getSize().divideBy(2));
      note();
    },
  };
}
