// Keys, style sheets and tiles of the map, without a map.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, place, window } from './page.js';

globalThis.matchMedia = () => ({ matches: false });
window.atlas = {};
const { button } = await import('../../components/browser/map/shapes.js');
const { whenStyled } = await import('../../components/browser/map/state.js');
const { watchTiles } = await import('../../components/browser/map/tiles.js');

test('Ctrl+P on a zone prints the page and opens no profile', () => {
  place();
  const path = document.createElement('b'), opened = [];
  document.body.append(path);
  document.addEventListener('atlas:open', ({ detail }) => opened.push(detail));
  const layer = { on() {}, getElement: () => path, getTooltip() {} };
  button(layer, 'Zone C', { press() {}, origin: 'origin-C', profile: 'profile-zone-C' }, 'zone');
  const press = (key, more) => path.onkeydown(new window.KeyboardEvent('keydown', { key, ...more }));
  press('p', { ctrlKey: true });
  press('i', { metaKey: true });
  assert.deepEqual(opened, []);
  press('p');
  press('i');
  assert.deepEqual(opened, ['profile-zone-C', 'origin-C']);
});

test('a style sheet that comes late counts, a tile of a basemap does not', () => {
  place();
  let count = 0;
  whenStyled(() => { count += 1; });
  for (const tag of ['img', 'link']) {
    const element = document.createElement(tag);
    document.body.append(element);
    element.dispatchEvent(new window.Event('load'));
  }
  assert.equal(count, 1);
});

test('tiles of a basemap that was put away are not missed', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  /** What Leaflet's objects have of events. */
  class Heard {
    acts = {};

    on(names, act) { for (const name of names.split(' ')) (this.acts[name] ??= []).push(act); }

    fire(name, event) { this.acts[name]?.forEach(act => act(event)); }

    isLoading() { return true; }
  }
  const notices = [];
  globalThis.L = { TileLayer: Heard, DomUtil: { create: tag => document.createElement(tag) }, Control: class {
    addTo() { notices.push(this); return this; }
  } };
  const map = new Heard(), gone = new Heard(), stays = new Heard();
  map.hasLayer = () => true;
  watchTiles(map, 'No tiles');
  map.fire('layeradd', { layer: gone });
  gone.fire('remove');
  t.mock.timers.tick(7000);
  assert.equal(notices.length, 0);
  map.fire('layeradd', { layer: stays });
  t.mock.timers.tick(7000);
  assert.equal(notices.length, 1);
});
