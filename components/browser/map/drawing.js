// Areas on the map: the tools that draw one, and the one that the page's answer has.

import { pen } from './pen.js';
import { circled, encoded } from './ring.js';
import { opens } from './shapes.js';
import { atlas, hear, tell } from './state.js';

/**
 * @typedef {import('../types').Area} Area
 * @typedef {'draw' | 'polygon' | 'circle' | 'file' | 'edit' | 'clear'} Tool
 */

const MOST_BYTES = 280_000; // of a file, which the log takes as text
const MANY = 5; // times of the map's size within which an area is not worth a look

/** @type {Record<Tool, string>} */
const SIGNS = {
  draw: '<path d="M4 20l1-5L16 4l4 4L9 19z"/>',
  polygon: '<path d="M5 9l7-5 7 4-2 11-10 1z"/>',
  circle: '<circle cx="12" cy="12" r="8"/>',
  edit: '<path d="M12 3v18M3 12h18M12 3l-3 3m3-3l3 3M12 21l-3-3m3 3l3-3M3 12l3-3m-3 3l3 3M21 12l-3-3m3 3l-3 3"/>',
  file: '<path d="M6 3h8l4 4v14H6zM12 18v-7m-3 3l3-3 3 3"/>',
  clear: '<path d="M5 5l14 14M19 5L5 19"/>',
};

/**
 * @param {import('leaflet').Map} map
 * @param {{tools: Record<Tool, string>, words: import('./pen.js').PenWords & {large: string, reading: string}, style: import('leaflet').PathOptions,
 *   accept: string, file: string}} told
 */
export function drawing(map, { tools: names, words, style, accept, file }) {
  const shown = L.layerGroup().addTo(map), grips = L.layerGroup();
  /** @type {Area | null} */
  let drawn = null;
  const draws = (/** @type {string} */ area) => tell('post', ['area', area]);
  const tools = toolbar(map, names);
  const held = pen(map, { words, style }, draws, begun => {
    tools.press(begun?.form ?? null);
    tell('pen', begun);
  });
  const input = L.DomUtil.create('input');
  Object.assign(input, { type: 'file', accept });
  input.onchange = () => {
    if (input.files?.[0]) send(input.files[0]);
    input.value = '';
  };

  /** @param {File} given */
  async function send(given) {
    if (given.size > MOST_BYTES) {
      tools.say(words.large);
      return;
    }
    tools.say(words.reading);
    const bytes = new Uint8Array(await given.arrayBuffer());
    const text = btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ''));
    tell('post', ['file', `${file}:${given.name}:${text}`]);
  }

  tools.add({
    polygon: byKey => held.take('polygon', byKey),
    circle: byKey => held.take('circle', byKey),
    file: () => input.click(),
    edit: () => {
      if (map.hasLayer(grips)) grips.remove();
      else grips.addTo(map);
    },
    clear: () => draws(''),
  }, held.leave);
  grips.on('add remove', () => tools.edits(map.hasLayer(grips)));
  tools.edits(false);
  // The map may take the place of one on which somebody draws: what is in force has changed meanwhile.
  const begun = window.frameElement && window.parent.atlas?.begun();
  if (begun) {
    tools.unfold(true);
    held.take(begun.form, false, begun);
  }

  hear('area', told => {
    if (JSON.stringify(told) === JSON.stringify(drawn)) return;
    const isNew = told.area !== drawn?.area;
    drawn = told;
    tools.offer(told.named, draws);
    if (isNew) tools.say('');
    show(isNew);
  });

  /** @param {boolean} isNew */
  function show(isNew) {
    shown.clearLayers();
    grips.clearLayers();
    const { rings, circle, title } = /** @type {Area} */ (drawn);
    tools.has(Boolean(title));
    if (!title) {
      grips.remove();
      return;
    }
    const shape = circle
      ? L.circle([circle[0], circle[1]], { ...style, interactive: false, radius: circle[2] })
      : L.polygon(rings.map(ring => [ring]), { ...style, interactive: false });
    shape.addTo(shown);
    const bounds = shape.getBounds();
    const top = rings.flat().find(([lat]) => lat === bounds.getNorth()) ?? [bounds.getNorth(), bounds.getCenter().lng];
    const icon = L.divIcon({ className: 'atlas-drawn', iconSize: [0, 0], html: '<span></span>' });
    const label = L.marker(top, { icon, title, alt: title, zIndexOffset: 900 }).addTo(shown);
    label.getElement()?.querySelector('span')?.replaceChildren(title);
    opens(label, { panel: 'area', label: title });
    if (isNew && atlas.scrolls && !seen(bounds)) map.fitBounds(bounds.pad(0.4));
    if (circle) gripCircle(/** @type {import('leaflet').Circle} */ (shape));
    else rings.forEach((ring, n) => ring.forEach((_, m) => grip(/** @type {import('leaflet').Polygon} */ (shape), n, m)));
    map.fire('atlas:apart');
  }

  /** Whether an area is to be seen as it is. @param {import('leaflet').LatLngBounds} bounds */
  function seen(bounds) {
    const view = map.getBounds();
    return view.intersects(bounds) && !bounds.contains(view.pad(MANY));
  }

  /** @param {import('leaflet').LatLngExpression} place @param {(place: import('leaflet').LatLng) => void} drag
   * @param {() => string} area */
  function handle(place, drag, area) {
    const icon = L.divIcon({ className: 'atlas-handle', iconSize: [22, 22], iconAnchor: [11, 11] });
    const marker = L.marker(place, { icon, draggable: true, keyboard: false, zIndexOffset: 2000 }).addTo(grips);
    marker.on('drag', () => drag(marker.getLatLng()));
    marker.on('dragend', () => draws(area()));
    return marker;
  }

  /** @param {import('leaflet').Polygon} shape @param {number} ring @param {number} corner */
  function grip(shape, ring, corner) {
    const rings = /** @type {import('leaflet').LatLng[][][]} */ (shape.getLatLngs()).map(([one]) => one);
    handle(rings[ring][corner], place => {
      rings[ring][corner] = place;
      shape.setLatLngs(rings.map(one => [one]));
    }, () => rings.map(encoded).join('.'));
  }

  /** @param {import('leaflet').Circle} shape */
  function gripCircle(shape) {
    const edge = () => L.latLng(shape.getLatLng().lat, shape.getBounds().getEast());
    const area = () => circled(shape.getLatLng(), shape.getRadius());
    const side = handle(edge(), place => shape.setRadius(map.distance(shape.getLatLng(), place)), area);
    handle(shape.getLatLng(), place => {
      shape.setLatLng(place);
      side.setLatLng(edge());
    }, area);
  }

  const box = map.getContainer();
  box.addEventListener('dragover', event => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  box.addEventListener('drop', event => {
    const given = event.dataTransfer?.files[0];
    if (!given) return;
    event.preventDefault();
    send(given);
  });
  tell('hello');
}

/**
 * A button that opens the tools; of those for a drawn area, only where there is one.
 * @param {import('leaflet').Map} map
 * @param {Record<Tool, string>} names
 */
function toolbar(map, names) {
  const bar = L.DomUtil.create('div', 'leaflet-bar atlas-tools'), said = L.DomUtil.create('p', 'atlas-tool-note');
  const list = L.DomUtil.create('div', 'atlas-named');
  said.setAttribute('role', 'status');
  const control = new L.Control({ position: 'topleft' });
  L.DomEvent.disableClickPropagation(bar);
  control.onAdd = () => bar;
  control.addTo(map);

  /** @param {Tool} name @param {(byKey: boolean) => void} act */
  function button(name, act) {
    const made = L.DomUtil.create('button', `atlas-tool-${name}`, bar);
    made.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${SIGNS[name]}</svg>`;
    made.title = names[name];
    made.setAttribute('aria-label', names[name]);
    made.onclick = event => {
      said.textContent = '';
      act(event.detail === 0);
    };
    return made;
  }

  return {
    /** @param {string} text */
    say: text => { said.textContent = text; },
    /** Shows which tool is held. @param {Tool | null} name */
    press(name) {
      for (const one of ['polygon', 'circle']) {
        bar.querySelector(`.atlas-tool-${one}`)?.setAttribute('aria-pressed', String(one === name));
      }
    },
    /** @param {boolean} isOpen */
    unfold(isOpen) {
      bar.classList.toggle('atlas-tools-open', isOpen);
      bar.querySelector('.atlas-tool-draw')?.setAttribute('aria-expanded', String(isOpen));
    },
    /** Shows whether the corners can be moved. @param {boolean} isOn */
    edits: isOn => bar.querySelector('.atlas-tool-edit')?.setAttribute('aria-pressed', String(isOn)),
    /** The areas that were kept under a name. @param {[string, string][]} named @param {(area: string) => void} draws */
    offer(named, draws) {
      list.replaceChildren(...named.map(([name, area]) => {
        const made = document.createElement('button');
        made.textContent = name;
        made.onclick = () => draws(area);
        return made;
      }));
    },
    /** @param {boolean} isDrawn */
    has: isDrawn => bar.classList.toggle('atlas-tools-drawn', isDrawn),
    /** @param {Partial<Record<Tool, (byKey: boolean) => void>>} acts @param {() => void} shut */
    add(acts, shut) {
      button('draw', () => {
        const isOpen = !bar.classList.contains('atlas-tools-open');
        this.unfold(isOpen);
        if (!isOpen) shut();
      });
      this.unfold(false);
      for (const [name, act] of Object.entries(acts)) button(/** @type {Tool} */ (name), act);
      bar.append(list, said);
      this.press(null);
    },
  };
}
