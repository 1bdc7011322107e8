import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, place } from './page.js';
import { patch } from '../../components/browser/patch.js';

const { describe } = await import('../../components/browser/blocks.js');

const BAR = {
  key: 'C', label: 'Zone C', text: '30', tip: { head: 'Zone C', value: '30 firms', lines: ['as of 2020'] }, value: 30, most: 30, target: 0, bracket: '', fill: 'red',
  stroke: 'black', hatched: false, dashed: false, selected: true, open: 'zone-C', pick: 'zone:C', fold: '',
  exact: true,
};
const BARS = {
  kind: 'bars', id: 'zone', title: 'Zones', small: '', finding: 'C has most', credit: 'Daily', alt: 'Zones: C 30',
  rows: [BAR], top: 60, notes: ['A note.'], source: 'Table', wide: false, origin: 'Source',
  folds: {}, counted: true,
};
const TABLE = {
  kind: 'table', id: 't', title: 'T', small: '', finding: '', columns: [{ name: 'A', numeric: false }, { name: 'B', numeric: true }],
  rows: [['one', { text: '2', open: 'o' }]], empty: '', notes: [], source: 'Table',
};

function drawn(block) {
  const box = place();
  patch(box, describe(block));
  return box;
}

test('a bar is a button that toggles, with one beside it that opens its origin', () => {
  const box = drawn(BARS);
  const [bar, info] = box.querySelectorAll('.atlas-bar-row > button');
  assert.equal(bar.dataset.pick, 'zone:C');
  assert.equal(info.dataset.open, 'zone-C');
  assert.equal(info.getAttribute('aria-label'), 'Source: Zone C');
  assert.match(bar.querySelector('.atlas-bar-fill').getAttribute('style'), /--share:0.5;/);
  assert.equal(box.querySelector('h2').textContent, 'C has most Zones');
  assert.equal(box.querySelector('[data-open=table-zone]').textContent, 'Table');
});

test('a range has a band, a forecast a hatch, a target its mark', () => {
  const box = drawn({ ...BARS, rows: [{ ...BAR, most: 45, target: 60, hatched: true, bracket: '≥', selected: false }] });
  assert.match(box.querySelector('.atlas-band').getAttribute('style'), /--from:0.5;--to:0.75;/);
  assert.match(box.querySelector('.atlas-target').getAttribute('style'), /--share:1/);
  assert.ok(box.querySelector('.atlas-bar.atlas-dim.atlas-hatched'));
  assert.equal(box.querySelector('.atlas-bracket').textContent, '≥');
});

test('a bar answers with its tip, and is named by it; a part of a stack has its own', () => {
  const bar = drawn(BARS).querySelector('.atlas-bar');
  assert.deepEqual(JSON.parse(bar.dataset.tip), BAR.tip);
  assert.equal(bar.getAttribute('aria-label'), 'Zone C: 30 firms');
  assert.equal(bar.title, '');
});

test('bars of nothing stand folded, zero apart from what is not published', () => {
  const rows = [BAR, { ...BAR, key: 'D', value: 0, text: '0', fold: 'zero' }, { ...BAR, key: 'E', value: 0, text: '-', fold: 'unpublished' }];
  const box = drawn({ ...BARS, rows, folds: { zero: 'At 0: D', unpublished: 'Not published: E' } });
  const [zero, unpublished] = box.querySelectorAll('details');
  assert.equal(box.querySelectorAll('.atlas-bars > .atlas-bar-row').length, 1);
  assert.equal(zero.querySelector('summary').textContent, 'At 0: D');
  assert.equal(zero.querySelector('.atlas-bar-row').dataset.key, 'D');
  assert.equal(unpublished.querySelector('.atlas-bar-row').dataset.key, 'E');
  assert.ok(!zero.hasAttribute('open'));
});

test('a bar without choice opens its origin; without origin it is no button', () => {
  assert.equal(drawn({ ...BARS, wide: true, rows: [{ ...BAR, pick: '' }] }).querySelector('button.atlas-bar').dataset.open, 'zone-C');
  assert.equal(drawn({ ...BARS, rows: [{ ...BAR, pick: '', open: '' }] }).querySelector('.atlas-bars button'), null);
});

test('an empty chart says why and offers what fills it', () => {
  const remedy = { text: 'Clear filters', do: 'unfilter' };
  const box = drawn({ kind: 'bars', id: 'zone', title: 'Zones', small: '', empty: 'Nothing by then', remedy });
  assert.equal(box.querySelector('.atlas-empty p').textContent, 'Nothing by then');
  assert.equal(box.querySelector('[data-do=unfilter]').textContent, 'Clear filters');
  assert.equal(box.querySelector('.atlas-bars'), null);
});

test('a table has heads, numbers at the right, and cells that open', () => {
  const box = drawn(TABLE);
  assert.deepEqual([...box.querySelectorAll('th')].map(one => one.className), ['', 'num']);
  assert.equal(box.querySelector('td.num button').dataset.open, 'o');
  assert.equal(box.querySelector('caption').textContent, 'T');
  assert.equal(box.querySelector('[data-search]'), null);
});

test('a table with a search has its box and what is said if nothing is found', () => {
  const box = drawn({ ...TABLE, search: 'Search', none: 'None', clear: 'Clear' });
  assert.equal(box.querySelector('[data-search=t]').placeholder, 'Search');
  assert.ok(box.querySelector('[data-none=t]').hasAttribute('hidden'));
});

test('Chinese cells of an English page say so', () => {
  document.documentElement.lang = 'en';
  assert.equal(drawn({ ...TABLE, rows: [['永川', '2']] }).querySelector('td').lang, 'zh');
  document.documentElement.lang = 'zh';
  assert.equal(drawn({ ...TABLE, rows: [['永川', '2']] }).querySelector('td').hasAttribute('lang'), false);
});

test('texts of the server are no markup', () => {
  const box = drawn({ kind: 'note', text: '<img src=x onerror=fail()>' });
  assert.equal(box.querySelector('img'), null);
  assert.match(box.textContent, /<img/);
});

test('a card shows what it covers, its value, its flags and forecast, the rest and its origin', () => {
  const box = drawn({
    kind: 'cards',
    cards: [{ id: 'n', label: 'Number', value: '≥ 290', source: 'Source', lines: [
      { text: 'of all', flag: '▨' }, { text: 'as of 2020' }, { text: '6 years old' }, { text: 'forecast 300', forecast: true }] }],
  });
  assert.equal(box.querySelector('#card-n .atlas-card-value').textContent, '≥ 290');
  assert.equal(box.querySelector('.atlas-covers').textContent, 'of all');
  assert.equal(box.querySelector('.atlas-flag').textContent, '▨');
  assert.equal(box.querySelector('.atlas-rest').textContent, 'forecast 300 · as of 2020 · 6 years old');
  assert.equal(box.querySelector('.atlas-forecast').textContent, 'forecast 300');
  assert.equal(box.querySelector('[data-open=source-n]').textContent, 'Source');
});

test('an open question waits; a list without an answer asks for one', () => {
  const field = { name: 'crs', label: 'CRS', small: '', value: '', choices: [['a', 'A']], is_list: true, free: '', is_open: true, several: [], rows: 1 };
  const box = drawn({ kind: 'form', id: 'f', title: 'F', small: '', fields: [field], folded: [], fold: '', accept: '', choose: 'Choose' });
  assert.ok(box.querySelector('.atlas-waits[data-key=crs]'));
  assert.equal(box.querySelector('option').textContent, 'Choose');
});

test('a row shows how much is done and its buttons', () => {
  const button = { act: 'drop:1', text: 'Cancel', label: '', main: false, disabled: true, pressed: '' };
  const row = { key: '1', title: 'PDF', act: '', small: '', strip: [], buttons: [button], links: [], done: 0.25, current: false, alert: false, status: false };
  const box = drawn({ kind: 'rows', id: 'tray', title: 'Files', small: '', rows: [row], buttons: [], file: null, css: '' });
  assert.equal(box.querySelector('progress').getAttribute('value') ?? String(box.querySelector('progress').value), '0.25');
  assert.ok(box.querySelector('[data-option="drop:1"]').hasAttribute('disabled'));
});
