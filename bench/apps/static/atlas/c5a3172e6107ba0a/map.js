(() => {
'use strict';
const stateModule = (() => {
// What the parts of the map share, and how they talk to the page that the map stands on.

/**
 * @typedef {import('leaflet').Layer & {getElement(): HTMLElement | undefined}} Shape
 * @typedef {'plain' | 'chosen' | 'other'} State
 */

const atlas = {
  /** @type {import('leaflet').Map | null} */
  map: null,
  /** The zones that are chosen. @type {Set<string>} */
  now: new Set(),
  /** The zones, by id. @type {Record<string, import('leaflet').Path>} */
  layers: {},
  /** The layers of the control, by a name that no language changes.
   * @type {Record<string, {layer: import('leaflet').Layer, label: string}>} */
  groups: {},
  /** How a zone looks. @type {Partial<Record<State, import('leaflet').PathOptions>>} */
  styles: {},
  /** What opened the panel; it gets the focus back. @type {HTMLElement | null | undefined} */
  opener: null,
};

/** The page; a hand-out has the map in its own. */
const page = () => window.parent.document;

/**
 * Tells the page something; its script may still be on its way.
 * @template {keyof AtlasEvents} Name
 * @param {Name} name
 * @param {AtlasEvents[Name]} [detail]
 */
function tell(name, detail) {
  if (!window.parent.atlas) setTimeout(() => tell(name, detail), 50);
  else page().dispatchEvent(new CustomEvent(`atlas:${name}`, { detail }));
}

/**
 * Hears the page, until the frame of the map goes.
 * @template {keyof AtlasEvents} Name
 * @param {Name} name
 * @param {(detail: AtlasEvents[Name]) => void} act
 */
function hear(name, act) {
  /** @param {Event} event */
  const listen = event => act(/** @type {CustomEvent} */ (event).detail);
  const heard = page();
  heard.addEventListener(`atlas:${name}`, listen);
  window.addEventListener('pagehide', () => heard.removeEventListener(`atlas:${name}`, listen));
}

/**
 * Opens a panel of the page, which cannot give the focus back to what stands in a frame.
 * @param {string} id
 * @param {HTMLElement | undefined} opener
 */
function open(id, opener) {
  atlas.opener = opener;
  tell('open', id);
}
return { atlas, page, tell, hear, open };
})();
const viewModule = (() => {
// What part of the world a scene shows, on a map of any size.

/**
 * How much a zoom grows from the map that it is meant for to this one, whose lower edge is covered.
 * @param {{x: number, y: number}} size
 * @param {number} under  Pixels that are covered.
 * @param {[number, number]} meantFor  Width and height.
 */
const zoomBy = ({ x, y }, under, [wide, high]) => Math.log2(Math.min(x / wide, (y - under) / high));
return { zoomBy };
})();
const sceneModule = (() => {
// What the presentation adds to the map: it flies from scene to scene and never stands alone.
// Keys that the map is given belong to the presentation.

const { atlas, hear, page, tell } = stateModule;
const { zoomBy } = viewModule;

/**
 * @param {import('leaflet').Map} map
 * @param {{css: string, park: string, meantFor: [number, number]}} told  `meantFor`: the size
 *   of the map for which the zoom of a scene is meant.
 */
function scene(map, { css, park, meantFor }) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  L.DomUtil.create('style', '', document.head).textContent = css;
  map.keyboard.disable();
  // A step of the zoom that is still on its way would end over the next scene.
  /** @type {any} */ (map)._zoomAnimated = false;
  Object.assign(map.options, { zoomSnap: 0, minZoom: 7 });
  map.invalidateSize({ animate: false });
  const box = legendOn(map);
  namePark(map, park);
  /** @type {AtlasEvents['scene'] | null} */
  let shown = null;
  const look = () => {
    if (!shown) return;
    let [lat, lon, zoom] = shown.view, place = L.latLng(lat, lon);
    if (!shown.left) {
      // The legend lies over the lower edge; the scene is shown above it.
      const size = map.getSize(), sign = box.getBoundingClientRect();
      const under = sign.height && size.y - sign.top;
      zoom += zoomBy(size, under, meantFor);
      place = map.unproject(map.project(place, zoom).add([0, under / 2]), zoom);
    }
    if (shown.still || calm.matches) map.setView(place, zoom, { animate: false });
    else map.flyTo(place, zoom, { duration: 1.2 });
  };
  hear('scene', told => {
    shown = told;
    switchLayers(map, told.layers);
    box.innerHTML = Object.entries(atlas.groups).filter(([name]) => told.layers.includes(name))
      .map(([, { label }]) => `<div>${label}</div>`).join('');
    look();
  });
  map.on('resize', look);
  window.addEventListener('keydown', passOn);
  tell('hello');
}

/**
 * Shows the layers that are wanted, and no other.
 * @param {import('leaflet').Map} map
 * @param {string[]} wanted
 */
function switchLayers(map, wanted) {
  for (const [name, { layer }] of Object.entries(atlas.groups)) {
    if (wanted.includes(name)) map.addLayer(layer);
    else map.removeLayer(layer);
  }
}

/** @param {import('leaflet').Map} map */
function legendOn(map) {
  const legend = new L.Control({ position: 'bottomleft' });
  const box = L.DomUtil.create('div', 'atlas-scene-legend');
  legend.onAdd = () => box;
  legend.addTo(map);
  return box;
}

/**
 * Where the zones are too small for their letters, the park has one name.
 * @param {import('leaflet').Map} map
 * @param {string} html
 */
function namePark(map, html) {
  const zones = L.featureGroup(Object.values(atlas.layers)), box = map.getContainer();
  const icon = L.divIcon({ className: 'atlas-scene-park', iconSize: [0, 0], html });
  const sign = zones.getLayers().length
    ? L.marker(zones.getBounds().getCenter(), { icon, interactive: false, keyboard: false }) : null;
  const nameFar = () => {
    const isTiny = map.getZoom() < 11.3;
    box.classList.toggle('atlas-tiny', isTiny);
    if (!sign) return;
    if (isTiny && map.hasLayer(atlas.groups.zones.layer)) sign.addTo(map);
    else sign.remove();
  };
  map.on('zoomend', nameFar);
  map.on('layeradd layerremove', event => {
    if (/** @type {import('leaflet').LayerEvent} */ (event).layer !== sign) nameFar();
  });
}

/** @param {KeyboardEvent} event */
function passOn(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  const told = new KeyboardEvent('keydown', {
    key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, bubbles: true, cancelable: true,
  });
  if (!page().body.dispatchEvent(told)) event.preventDefault();
}
return { scene, switchLayers };
})();
const deckModule = (() => {
// The slides of a hand-out lead its map: the one in view decides its place, its layers and its
// zones. A click on a shape shows where it comes from; the next slide goes on.

const { switchLayers } = sceneModule;

/**
 * @param {import('leaflet').Map | null} map
 * @param {({layers: string[], zones: string[], view: [number, number, number] | null} | null)[]} scenes
 */
function deck(map, scenes) {
  const slides = [...document.querySelectorAll('article')];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let current = -1;

  /** @param {number} at */
  function lead(at) {
    if (at === current) return;
    current = at;
    const told = scenes[at];
    if (!map || !told) return;
    switchLayers(map, told.layers);
    choose(told.zones);
    if (!told.view) return;
    const [lat, lon, zoom] = told.view;
    map.flyTo([lat, lon], zoom, { animate: !still, duration: 0.8 });
  }

  /** @param {number} step */
  function go(step) {
    const at = Math.min(Math.max(current + step, 0), slides.length - 1);
    slides[at].scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
    slides[at].focus({ preventScroll: true });
    lead(at);
  }

  /** @type {Record<string, () => void>} */
  const keys = { ArrowRight: () => go(1), ArrowLeft: () => go(-1), n: toggleNotes, N: toggleNotes };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {Element} */ (event.target).closest('#map_div, input, select')) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener('atlas:post', event => {
    const [what, value] = /** @type {CustomEvent<AtlasEvents['post']>} */ (event).detail;
    if (what !== 'zone') return;
    choose([value]);
    show(`origin-${value}`);
  });
  document.addEventListener('atlas:open', event => show(/** @type {CustomEvent<string>} */ (event).detail));
  document.getElementById('notes')?.addEventListener('click', toggleNotes);
  document.getElementById('print')?.addEventListener('click', () => window.print());
  window.addEventListener('beforeprint', () => map?.invalidateSize({ animate: false }));
  // The slide that holds the line a third below the top of the window.
  const watcher = new IntersectionObserver(entries => entries
    .filter(({ isIntersecting }) => isIntersecting)
    .forEach(({ target }) => lead(slides.indexOf(/** @type {HTMLElement} */ (target)))), { rootMargin: '-33% 0px -66% 0px' });
  slides.forEach(slide => watcher.observe(slide));
  lead(0);
}

/** @param {string[]} zones */
const choose = zones => document.dispatchEvent(new CustomEvent('atlas:chosen', { detail: zones }));

/** @param {string} id */
function show(id) {
  const panel = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-panel="${CSS.escape(id)}"]`));
  if (panel) document.getElementById('said')?.replaceChildren(panel.content.cloneNode(true));
}

function toggleNotes() {
  const notes = document.getElementById('notes');
  if (!notes) return;
  const shown = notes.getAttribute('aria-pressed') !== 'true';
  notes.setAttribute('aria-pressed', String(shown));
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.notes'))) note.hidden = !shown;
}
return { deck };
})();
const keysModule = (() => {
// Which of several shapes an arrow key goes to.

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * The place of the next one, from either end to the other; `null` if the key goes nowhere.
 * @param {string} key
 * @param {number} place
 * @param {number} count
 */
function next(key, place, count) {
  const step = STEPS[key];
  return step && count ? (place + step + count) % count : null;
}
return { next };
})();
const shapesModule = (() => {
// Shapes that are buttons: zones that a click chooses, and all that opens where it comes from.

const { atlas, open, tell } = stateModule;
const { next } = keysModule;

/**
 * @typedef {import('./state.js').Shape} Shape
 * @typedef {'zone' | 'sign' | 'dot' | 'line'} Kind
 */

/** Shows on the zones what is chosen. */
function paint() {
  for (const [zone, layer] of Object.entries(atlas.layers)) {
    const state = atlas.now.size === 0 ? 'plain' : atlas.now.has(zone) ? 'chosen' : 'other';
    layer.setStyle(atlas.styles[state] ?? {});
    layer.getElement()?.setAttribute('aria-pressed', String(atlas.now.has(zone)));
  }
}

/**
 * Makes each zone a button that chooses it.
 * @param {import('leaflet').GeoJSON} layer  Its features have an id and a label.
 */
function zones(layer) {
  layer.eachLayer(one => {
    const zone = /** @type {import('leaflet').Path} */ (one);
    const { feature_id: id, label } = /** @type {any} */ (zone).feature.properties;
    atlas.layers[id] = zone;
    button(/** @type {Shape} */ (zone), label, () => tell('post', ['zone', id]), `origin-${id}`, 'zone');
    zone.on('add', paint);
  });
}

/**
 * Makes a layer known by a name.
 * @param {import('leaflet').Layer} layer
 * @param {{key: string, label: string}} told
 */
function named(layer, { key, label }) {
  atlas.groups[key] = { layer, label };
}

/**
 * Makes a click on a layer open where it comes from.
 * @param {import('leaflet').Layer} layer
 * @param {{panel: string, label: string}} told
 */
function opens(layer, { panel, label }) {
  if (layer instanceof L.GeoJSON) {
    layer.eachLayer(one => opens(one, { panel, label }));
    return;
  }
  const shape = /** @type {Shape} */ (layer);
  const show = () => open(panel, shape.getElement());
  const kind = layer instanceof L.Marker ? 'sign' : layer instanceof L.CircleMarker ? 'dot' : 'line';
  button(shape, label, show, panel, kind);
  if (layer instanceof L.Path) widen(layer, show);
}

/**
 * Lines and dots are too thin to be hit: an unseen wider one lies over them.
 * @param {import('leaflet').Path} layer
 * @param {() => void} show
 */
function widen(layer, show) {
  const unseen = { opacity: 0, fillOpacity: 0, weight: 16 }, line = /** @type {any} */ (layer);
  const wide = layer instanceof L.CircleMarker
    ? L.circleMarker(layer.getLatLng(), { ...unseen, radius: 12, weight: 0 })
    : new line.constructor(line.getLatLngs(), { ...unseen, fill: false });
  wide.on('click', (/** @type {import('leaflet').LeafletMouseEvent} */ event) => {
    L.DomEvent.stop(event);
    show();
  });
  const lay = () => {
    const tip = layer.getTooltip();
    if (tip) wide.bindTooltip(tip.getContent(), { sticky: true });
    wide.addTo(line._map);
    wide.getElement().setAttribute('tabindex', -1); // its tooltip would make it a stop
  };
  layer.on('add', lay);
  layer.on('remove', () => wide.remove());
  if (line._map) lay();
}

/**
 * The shapes of a kind that are to be seen.
 * @param {Kind} kind
 */
const kin = kind => [.../** @type {NodeListOf<HTMLElement>} */ (
  document.querySelectorAll(`[data-kind=${kind}]`))].filter(shape => shape.getClientRects().length);

/**
 * Makes the shapes of a kind one Tab stop; arrow keys go from one to the next.
 * @param {Kind} kind
 * @param {HTMLElement} [shape]
 */
function stop(kind, shape) {
  const all = kin(kind), kept = all.find(one => one.getAttribute('tabindex') === '0');
  const first = shape ?? kept ?? all[0];
  for (const one of all) one.setAttribute('tabindex', one === first ? '0' : '-1');
}

/**
 * @param {KeyboardEvent} event
 * @param {Kind} kind
 * @param {HTMLElement} shape
 */
function walk(event, kind, shape) {
  const all = kin(kind), place = next(event.key, all.indexOf(shape), all.length);
  if (place === null) return;
  all[place].focus({ preventScroll: true });
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {Shape} layer
 * @param {string} label
 * @param {() => void} press
 * @param {string} origin
 * @param {Kind} kind
 */
function button(layer, label, press, origin, kind) {
  layer.on('click', event => {
    L.DomEvent.stop(event);
    press();
  });
  const dress = () => {
    const path = layer.getElement();
    if (!path) return;
    path.setAttribute('role', 'button');
    path.setAttribute('aria-label', label);
    path.setAttribute('aria-describedby', 'atlas-keys');
    path.dataset.kind = kind;
    stop(kind);
    let isByKey = false;
    path.onfocus = () => {
      isByKey = path.matches(':focus-visible');
      stop(kind, path);
      if (isByKey) bringIntoView(layer);
    };
    path.onkeydown = event => {
      // After a click, arrow keys are the presentation's.
      if (isByKey) walk(event, kind, path);
      if (event.key === 'i') open(origin, path);
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press();
    };
  };
  layer.on('add', dress);
  layer.on('remove', () => stop(kind));
  dress();
}

/** @param {any} layer */
function bringIntoView(layer) {
  const place = layer.getLatLng?.() ?? layer.getCenter();
  const own = layer.getBounds?.() ?? L.latLngBounds([place]);
  if (!layer._map.getBounds().intersects(own)) layer._map.panTo(place);
}
return { paint, zones, named, opens, stop };
})();
const linkModule = (() => {
// The link between the map and the page that it stands on: clicks out, the selection in.
//
// streamlit-folium holds back every event of a map for 250 ms and sends a map again with each
// rerun. So the map talks to the page by events of the browser, and the page's link (../link.js)
// to the server; the map itself stays as it is.

const { paint, stop } = shapesModule;
const { atlas, hear, page, tell } = stateModule;

/**
 * @param {import('leaflet').Map} map
 * @param {import('../types').MapTold} told
 */
function link(map, { styles, basemaps, words, tileError, narrowView }) {
  Object.assign(atlas, { map, styles });
  hear('chosen', zones => {
    atlas.now = new Set(zones);
    paint();
  });
  hear('closed', () => {
    atlas.opener?.focus({ preventScroll: true });
    atlas.opener = null;
  });
  const place = () => {
    const { lat, lng } = map.getCenter();
    tell('view', [lat, lng, map.getZoom()]);
  };
  const shown = () => tell('layers', Object.keys(atlas.groups).filter(name => map.hasLayer(atlas.groups[name].layer)));
  map.on('moveend', place);
  map.on('overlayadd overlayremove', shown);
  tell('hello');
  // Once the whole script of the map has run, and so all layers are there.
  setTimeout(() => {
    place();
    shown();
    nameControls(words.controls);
  });
  speak(map, words);
  map.attributionControl.setPrefix('Leaflet');
  followZoom(map);
  if (narrowView && window.innerWidth < 480) {
    const [lat, lon, zoom] = narrowView;
    map.setView([lat, lon], zoom, { animate: false });
  }
  L.control.scale({ imperial: false }).addTo(map);
  map.on('baselayerchange', ({ name }) => {
    place();
    if (basemaps[name]) tell('post', ['basemap', basemaps[name]]);
  });
  map.eachLayer(layer => {
    if (layer instanceof L.TileLayer) layer.once('tileerror', () => say(map, tileError));
  });
}

/** @param {Record<string, string>} controls */
function nameControls(controls) {
  for (const [css, text] of Object.entries(controls)) {
    const control = document.querySelector(`.leaflet-control-${css}`);
    for (const name of ['title', 'aria-label']) control?.setAttribute(name, text);
  }
}

/**
 * Says to who uses the keyboard what the map is, what its keys do, and how to pass it.
 * @param {import('leaflet').Map} map
 * @param {import('../types').MapWords} words
 */
function speak(map, words) {
  const box = map.getContainer(), frame = window.frameElement;
  const keys = L.DomUtil.create('p', 'atlas-keys', box);
  keys.id = 'atlas-keys';
  keys.textContent = words.keys;
  box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
  if (!frame) return; // a hand-out has the map in its own page
  document.documentElement.lang = words.lang;
  frame.setAttribute('aria-label', words.map);
  const skip = document.createElement('button');
  skip.className = 'atlas-skip';
  skip.textContent = words.skip;
  document.body.prepend(skip);
  const stops = 'a[href], button:enabled, input, select, [tabindex="0"]';
  skip.onclick = () => [.../** @type {NodeListOf<HTMLElement>} */ (page().querySelectorAll(stops))].find(one => (
    one.offsetParent && frame.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING))?.focus();
}

/** @param {import('leaflet').Map} map */
function followZoom(map) {
  const far = () => {
    const zoom = map.getZoom();
    map.getContainer().classList.toggle('atlas-far', zoom < 12);
    map.getContainer().classList.toggle('atlas-small', zoom < 13);
    stop('sign'); // which are hidden when the zoom is small
  };
  map.on('zoomend', far);
  far();
}

/**
 * @param {import('leaflet').Map} map
 * @param {string} text
 */
function say(map, text) {
  const notice = new L.Control({ position: 'bottomleft' });
  notice.onAdd = () => {
    const message = L.DomUtil.create('div', 'atlas-tile-error');
    message.textContent = text;
    return message;
  };
  notice.addTo(map);
}
return { link };
})();
const shiftModule = (() => {
// How far an outline was dragged: degrees as kilometres, in whole steps and within a limit.

const KM_A_DEGREE = { lat: 110.85, lon: 111.32 }; // at the latitude of the park; at the equator

/**
 * Where the outline lies after a drag, in km east and north, as an option of the page writes it.
 * @param {{centre: number[], east: number, north: number, limit: number, step: number}} shape
 * @param {number[]} by  Degrees of latitude and longitude.
 */
function dragged({ centre, east, north, limit, step }, [lat, lon]) {
  const degree = KM_A_DEGREE.lon * Math.cos(centre[0] * Math.PI / 180);
  const snap = (/** @type {number} */ km) => (Math.round(Math.max(-limit, Math.min(limit, km)) / step) * step).toFixed(1);
  return { east: snap(east + lon * degree), north: snap(north + lat * KM_A_DEGREE.lat) };
}
return { dragged };
})();
const outlineModule = (() => {
// Draws the outline that the page sends; its handle can be dragged. A drag ends in two options
// of the page, the same that its sliders set.

const { dragged } = shiftModule;
const { hear, tell } = stateModule;

/**
 * @param {import('leaflet').Map} map
 * @param {{names: {east: string, north: string}, home: [string, string][], reset: string, colour: string,
 *   handle: string}} told
 */
function outline(map, { names, home, reset, colour, handle }) {
  const layer = L.layerGroup().addTo(map);
  const post = (/** @type {string} */ name, /** @type {string} */ value) => tell('post', ['option', `${name}:${value}`]);
  const control = resetControl(reset, () => home.forEach(([name, value]) => post(name, value)));
  const style = { color: colour, weight: 3, dashArray: '6 5', fillColor: colour, fillOpacity: 0.12, interactive: false };
  hear('shape', told => {
    layer.clearLayers();
    control.remove();
    const { rings, centre, east = 0, north = 0, limit = 0, step = 1, text } = told;
    if (!rings.length || !centre) return;
    control.addTo(map);
    const shape = L.polygon(rings, style).addTo(layer);
    const icon = L.divIcon({ className: '', iconSize: [34, 34], iconAnchor: [17, 17], html: handle });
    const grip = L.marker(centre, {
      icon, draggable: true, title: text, alt: text, keyboard: false, zIndexOffset: 2000,
    }).addTo(layer);
    const by = () => {
      const { lat, lng } = grip.getLatLng();
      return [lat - centre[0], lng - centre[1]];
    };
    grip.on('drag', () => {
      const [lat, lng] = by();
      shape.setLatLngs(rings.map(ring => ring.map(([y, x]) => L.latLng(y + lat, x + lng))));
    });
    grip.on('dragend', () => {
      const now = dragged({ centre, east, north, limit, step }, by());
      post(names.east, now.east);
      post(names.north, now.north);
    });
  });
  tell('hello');
}

/**
 * @param {string} title
 * @param {() => void} act
 */
function resetControl(title, act) {
  const control = new L.Control({ position: 'topleft' });
  control.onAdd = () => {
    const bar = L.DomUtil.create('div', 'leaflet-bar'), back = L.DomUtil.create('a', '', bar);
    back.href = '#';
    back.textContent = '↺';
    back.title = title;
    back.setAttribute('role', 'button');
    back.setAttribute('aria-label', title);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.on(back, 'click', event => {
      L.DomEvent.preventDefault(event);
      act();
    });
    return bar;
  };
  return control;
}
return { outline };
})();
const cutsModule = (() => {
// The two halves of a map that is cut at a line.

/** @typedef {{x: number, y: number}} Point */

/**
 * Clip paths of what lies left and right of a line.
 * @param {Point} start  The upper left corner of the map, in pixels of its layers.
 * @param {Point} end  The lower right one.
 * @param {number} x  Of the line, from the left edge.
 */
function cuts(start, end, x) {
  const side = (/** @type {number} */ left, /** @type {number} */ right) =>
    `polygon(${left}px ${start.y}px,${right}px ${start.y}px,${right}px ${end.y}px,${left}px ${end.y}px)`;
  return [side(start.x, start.x + x), side(start.x + x, end.x)];
}
return { cuts };
})();
const swipeModule = (() => {
// A slider across the map: the first outline is shown left of it, the second right of it. Each is
// filled in a pane of its own, which the slider clips; it is a range input, so mouse, finger and
// keyboard move it. Without outlines there is nothing to swipe.

const { cuts } = cutsModule;

const THUMB_PX = 30;

/**
 * @param {import('leaflet').Map} map
 * @param {{phases: [string, import('leaflet').PathOptions][], labels: string[], label: string, css: string}} told
 */
function swipe(map, { phases, labels, label, css }) {
  const found = phases.map(([id, paint]) => ({ outline: find(map, id), paint }));
  if (!found.every(({ outline }) => outline)) return;
  L.DomUtil.create('style', '', document.head).textContent = css;
  const panes = found.map(({ outline, paint }, n) => fill(map, outline, paint, `atlas-phase-${n}`));
  const line = L.DomUtil.create('div', 'atlas-swipe-line', map.getContainer());
  for (const text of labels) L.DomUtil.create('span', '', line).textContent = text;
  const range = L.DomUtil.create('input', 'atlas-swipe', map.getContainer());
  Object.assign(range, { type: 'range', min: 0, max: 100, step: 1, value: 50 });
  range.setAttribute('aria-label', label);
  L.DomEvent.disableClickPropagation(range);
  L.DomEvent.on(range, 'keydown', L.DomEvent.stopPropagation);
  const cut = () => {
    const size = map.getSize();
    const x = THUMB_PX / 2 + (size.x - THUMB_PX) * Number(range.value) / 100;
    const [start, end] = [L.point(0, 0), size].map(point => map.containerPointToLayerPoint(point));
    line.style.left = `${x}px`;
    cuts(start, end, x).forEach((clip, n) => { panes[n].style.clipPath = clip; });
  };
  range.addEventListener('input', cut);
  map.on('move zoom zoomend moveend resize viewreset', cut);
  cut();
}

/**
 * @param {import('leaflet').Map} map
 * @param {string} id
 */
function find(map, id) {
  /** @type {any} */
  let found = null;
  map.eachLayer(layer => {
    const one = /** @type {any} */ (layer);
    if (one.feature?.properties?.feature_id === id && one.getLatLngs) found = one;
  });
  return found;
}

/**
 * @param {import('leaflet').Map} map
 * @param {any} outline
 * @param {import('leaflet').PathOptions} paint
 * @param {string} name
 */
function fill(map, outline, paint, name) {
  const pane = map.createPane(name);
  pane.style.zIndex = '405';
  pane.style.pointerEvents = 'none';
  const renderer = L.svg({ pane: name, padding: 1 });
  L.geoJSON(outline.toGeoJSON(), { pane: name, interactive: false, style: { ...paint, renderer } }).addTo(map);
  return pane;
}
return { swipe };
})();
const ringsModule = (() => {
// The enterprises on the map, as the server writes them: rings as steps of whole numbers, and
// how deep the colour is that stands for a number.

/**
 * Points of a ring, from steps of latitude and longitude.
 * @param {number[]} steps
 * @param {number} step  In degrees.
 */
function ring(steps, step) {
  /** @type {[number, number][]} */
  const points = [];
  let lat = 0, lon = 0;
  for (let n = 0; n < steps.length; n += 2) {
    lat += steps[n];
    lon += steps[n + 1];
    points.push([lat * step, lon * step]);
  }
  return points;
}

/**
 * How each shape is filled: not at all for none; a cell the deeper, the more it stands for.
 * @param {number[]} values
 * @param {boolean} areCells
 */
function depths(values, areCells) {
  const top = Math.log1p(Math.max(1, ...values));
  return values.map(value => (value === 0 ? 0 : areCells ? 0.15 + 0.75 * Math.log1p(value) / top : 1));
}
return { ring, depths };
})();
const tenantsModule = (() => {
// The enterprises on the map: asks the page for those in view, and draws the answer as points or
// cells, whenever the map is moved or the selection changes.

const { depths, ring } = ringsModule;
const { atlas, hear, open, tell } = stateModule;

/**
 * @param {import('leaflet').FeatureGroup} layer  Empty.
 * @param {{step: number, colour: string, outline: string, origin: string}} told
 */
function tenants(layer, { step, colour, outline, origin }) {
  const map = /** @type {import('leaflet').Map} */ (atlas.map);
  map.createPane('atlas-tenants');
  const renderer = L.canvas({ pane: 'atlas-tenants', padding: 0.2 });
  const [legend, said] = legendOf(origin);
  let drawn = '';
  /** @type {import('leaflet').Path[]} */
  let shapes = [];
  const ask = () => {
    if (!map.hasLayer(layer)) return;
    const box = map.getBounds();
    tell('post', ['window', [box.getSouth(), box.getWest(), box.getNorth(), box.getEast(), map.getZoom()].join(',')]);
  };
  /** @param {import('../types').Places} places */
  const draw = ({ key, form, text, values = [], shapes: rings = [] }) => {
    const areCells = form === 'cells';
    if (key !== drawn) {
      layer.clearLayers();
      shapes = rings.map(steps => areCells
        ? L.polygon(ring(steps, step), { renderer, interactive: false, stroke: false })
        : L.circleMarker(ring(steps, step)[0], { renderer, interactive: false, radius: 2.5, weight: 0.7, color: outline }));
      for (const shape of shapes) layer.addLayer(shape);
      drawn = key;
    }
    depths(values, areCells).forEach((fillOpacity, n) => {
      shapes[n]?.setStyle({ fillColor: colour, fillOpacity, opacity: fillOpacity && 1 });
    });
    if (!map.hasLayer(layer)) return;
    legend.addTo(map);
    said.textContent = text ?? '';
  };
  hear('places', draw);
  map.on('moveend', ask);
  layer.on('add', ask);
  layer.on('remove', () => {
    legend.remove();
    tell('post', ['window', '']);
  });
  // Drawn anew, as for another basemap, the map keeps the layer that was on.
  if (window.parent.atlas?.hasPlaces()) map.addLayer(layer);
  tell('hello');
  ask();
}

/**
 * The legend, and the text in it.
 * @param {string} origin  Name of the button that opens where they come from.
 * @returns {[import('leaflet').Control, HTMLElement]}
 */
function legendOf(origin) {
  const box = L.DomUtil.create('div', 'atlas-places'), said = L.DomUtil.create('span', '', box);
  said.setAttribute('role', 'status');
  const button = L.DomUtil.create('button', 'atlas-info', box);
  button.textContent = 'ⓘ';
  button.setAttribute('aria-label', origin);
  button.onclick = () => open('origin-tenants', button);
  L.DomEvent.disableClickPropagation(box);
  const legend = new L.Control({ position: 'bottomleft' });
  legend.onAdd = () => box;
  return [legend, said];
}
return { tenants };
})();
const apartModule = (() => {
// Where a text on the map may stand so that it covers no other.

/** @typedef {{left: number, right: number, top: number, bottom: number}} Place */

/**
 * Whether a place touches none of the others.
 * @param {Place} place
 * @param {Place[]} others
 */
const isClear = (place, others) => others.every(other => place.right < other.left
  || other.right < place.left || place.bottom < other.top || other.bottom < place.top);

/**
 * How far a text moves to stand right of its point, left of it, above or below.
 * @param {{wide: number, high: number, gap: number}} text
 */
function sides({ wide, high, gap }) {
  const half = wide / 2 + gap, below = high / 2 + gap;
  return [[0, 0], [-wide - 2 * gap, 0], [-half, -below], [-half, below]];
}
return { isClear, sides };
})();
const touchModule = (() => {
// The map under a thumb: it lets the page scroll, and keeps its texts apart.

const { isClear, sides } = apartModule;
const { stop } = shapesModule;
const { atlas, hear } = stateModule;

/**
 * Fits a map to a small screen. To be called last, when all its layers are there.
 *
 * On a narrow touch screen one finger scrolls the page and two move the map. A text that would
 * cover another stands on another side of its point; it is hidden where no side is free, and that
 * of a landmark also where it would lie on a zone or a dot. The button of a zone's origin, which
 * needs room, shows for a chosen zone at any zoom.
 * @param {import('leaflet').Map} map
 * @param {{twoFingers: string}} told  Shown while one finger moves over the map.
 */
function touch(map, { twoFingers }) {
  const frame = map.getContainer();
  if (matchMedia('(pointer: coarse) and (max-width: 640px)').matches) {
    map.dragging.disable(); // Leaflet then leaves one finger to the browser
    frame.dataset.twoFingers = twoFingers;
    const finger = (/** @type {TouchEvent} */ { type, touches }) =>
      frame.classList.toggle('atlas-one-finger', type === 'touchmove' && touches.length === 1);
    for (const type of /** @type {const} */ (['touchmove', 'touchend', 'touchcancel'])) {
      frame.addEventListener(type, finger, { passive: true });
    }
  }
  const apart = () => spread(frame);
  map.on('moveend zoomend resize overlayadd overlayremove', apart);
  setTimeout(apart);
  document.addEventListener('load', apart, true); // a style sheet that comes late
  /** @param {string[]} zones */
  const infos = zones => {
    for (const info of frame.querySelectorAll('[class*=atlas-info-zone-]')) {
      info.classList.toggle('atlas-info-on', zones.some(zone => info.matches(`.atlas-info-zone-${zone}`)));
    }
    stop('sign');
  };
  infos([...atlas.now]); // which the page may have told by now
  hear('chosen', infos);
}

/** @param {HTMLElement} frame */
function spread(frame) {
  const edge = frame.getBoundingClientRect();
  const places = (/** @type {string} */ css) => [...frame.querySelectorAll(css)].map(one => one.getBoundingClientRect());
  const taken = places('.atlas-letter, .atlas-info, .leaflet-control');
  const avoided = places('[data-kind=zone], [data-kind=dot]');
  for (const text of /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll('.atlas-label'))) {
    const gap = parseFloat(text.parentElement?.style.marginLeft ?? '');
    const move = (/** @type {number[]} */ [x, y]) => {
      text.style.transform = `translate(${x}px, ${y}px)`;
      return text.getBoundingClientRect();
    };
    const free = sides({ wide: text.offsetWidth, high: text.offsetHeight, gap }).filter(side => {
      const place = move(side);
      return place.left >= edge.left && place.right <= edge.right && isClear(place, taken);
    });
    const best = free.find(side => isClear(move(side), avoided)) ?? (text.matches('.atlas-near') ? null : free[0]);
    text.style.visibility = best ? '' : 'hidden';
    if (best) taken.push(move(best));
  }
}
return { touch };
})();
const mainModule = (() => {
// What a map's script may call. Served as one script, since the frame of streamlit-folium loads
// no modules, and put into the HTML hand-out as it is.

const { deck } = deckModule;
const { link } = linkModule;
const { outline } = outlineModule;
const { scene } = sceneModule;
const { named, opens, zones } = shapesModule;
const { atlas } = stateModule;
const { swipe } = swipeModule;
const { tenants } = tenantsModule;
const { touch } = touchModule;

/** @typedef {import('leaflet').Map} LeafletMap */

const functions = {
  deck, link, named, opens, outline, scene, swipe, tenants, touch, zones,
  /** Whether a map may move by itself. */
  moves: () => !matchMedia('(prefers-reduced-motion: reduce)').matches,
  /** Whether the legend is folded at first. */
  isNarrow: () => window.innerWidth < 640,
  /** @param {LeafletMap} map @param {[number, number, number]} view */
  look: (map, [lat, lon, zoom]) => map.setView([lat, lon], zoom),
  /** Tells Leaflet where its icons lie; its style sheet, which says so, comes too late.
   * @param {LeafletMap} _ @param {string} url */
  icons: (_, url) => { L.Icon.Default.imagePath = url; },
  /** Buttons that zoom, named in the reader's language.
   * @param {LeafletMap} map @param {import('leaflet').Control.ZoomOptions} titles */
  zoom: (map, titles) => L.control.zoom(titles).addTo(map),
};

Object.assign(window, { atlas, atlasMap: functions });
return {  };
})();
})();
