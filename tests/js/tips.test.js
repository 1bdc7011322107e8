import assert from 'node:assert/strict';
import { test } from 'node:test';

import './page.js';

const { placed, said } = await import('../../components/browser/tips.js');

const VIEW = { width: 1000, height: 600 };
const SIZE = { width: 200, height: 100 };
const row = (left, top) => ({ left, right: left + 300, top, bottom: top + 20 });

test('a tip stands above its mark, right of the pointer', () => {
  assert.deepEqual(placed(row(100, 300), SIZE, VIEW, 150), { left: 164, top: 192 });
});

test('it stands below where there is no room above, and left where there is none at the right', () => {
  assert.deepEqual(placed(row(100, 40), SIZE, VIEW, 150), { left: 164, top: 68 });
  assert.deepEqual(placed(row(690, 300), SIZE, VIEW, 900), { left: 686, top: 192 });
});

test('it is never cut, on a telephone neither', () => {
  const phone = { width: 390, height: 700 };
  for (const [left, top, at] of [[0, 0, 2], [80, 690, 388], [300, 350, null], [-200, 10, null]]) {
    const found = placed(row(left, top), { width: 320, height: 140 }, phone, at);
    assert.ok(found.left >= 8 && found.left + 320 <= 382, `left ${found.left}`);
    assert.ok(found.top >= 8 && found.top + 140 <= 692, `top ${found.top}`);
  }
});

test('for the keyboard it stands at the middle of what is short, near the begin of what is long', () => {
  assert.equal(placed({ left: 100, right: 140, top: 300, bottom: 320 }, SIZE, VIEW, null).left, 120);
  assert.equal(placed({ left: 100, right: 900, top: 300, bottom: 320 }, SIZE, VIEW, null).left, 200);
});

test('what has a tip is named by what it is and its number', () => {
  assert.equal(said({ head: 'C', value: '', lines: [] })['aria-label'], 'C');
  assert.equal(said({ head: 'C', value: '80', lines: ['x'] })['aria-label'], 'C: 80');
});
