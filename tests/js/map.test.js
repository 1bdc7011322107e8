import assert from 'node:assert/strict';
import { test } from 'node:test';

import { corner, isClear, sides } from '../../components/browser/map/apart.js';
import { cuts } from '../../components/browser/map/cuts.js';
import { next } from '../../components/browser/map/keys.js';
import { depths, ring } from '../../components/browser/map/rings.js';
import { dragged } from '../../components/browser/map/shift.js';
import { spread } from '../../components/browser/map/spread.js';
import { nearest } from '../../components/browser/map/near.js';
import { framed, jumps } from '../../components/browser/map/view.js';
import { between, stepped } from '../../components/browser/map/widen.js';

test('a ring is the sum of its steps', () => {
  assert.deepEqual(ring([10, 20, 1, 0, 0, -2], 0.5), [[5, 10], [5.5, 10], [5.5, 9]]);
  assert.deepEqual(ring([], 0.5), []);
});

test('points are full or not there; a cell is the deeper the more it stands for', () => {
  assert.deepEqual(depths([0, 1, 7], false), [0, 1, 1]);
  const [none, few, many] = depths([0, 1, 7], true);
  assert.equal(none, 0);
  assert.equal(few, 0.15 + 0.75 / 3); // log 2 of log 8
  assert.equal(many, 0.9);
  assert.deepEqual(depths([0, 0], true), [0, 0]);
});

test('arrow keys go round', () => {
  assert.equal(next('ArrowRight', 0, 3), 1);
  assert.equal(next('ArrowDown', 2, 3), 0);
  assert.equal(next('ArrowLeft', 0, 3), 2);
  assert.equal(next('ArrowUp', 1, 3), 0);
  assert.equal(next('Enter', 0, 3), null);
  assert.equal(next('ArrowRight', -1, 0), null);
});

test('a place is clear if it touches no other', () => {
  const place = { left: 0, right: 10, top: 0, bottom: 10 };
  assert.ok(isClear(place, []));
  assert.ok(isClear(place, [{ left: 11, right: 12, top: 0, bottom: 10 }]));
  assert.ok(!isClear(place, [{ left: 10, right: 12, top: 0, bottom: 10 }]));
  assert.ok(!isClear(place, [{ left: 20, right: 30, top: 0, bottom: 1 }, { left: 2, right: 3, top: 2, bottom: 3 }]));
});

test('a text stands right, left, above or below its point', () => {
  assert.deepEqual(sides({ wide: 40, high: 10, gap: 6 }), [[0, 0], [-52, 0], [-26, -11], [-26, 11]]);
});

test('a map is cut into two halves that meet at the line', () => {
  assert.deepEqual(cuts({ x: 5, y: -2 }, { x: 105, y: 48 }, 30), [
    'polygon(5px -2px,35px -2px,35px 48px,5px 48px)',
    'polygon(35px -2px,105px -2px,105px 48px,35px 48px)',
  ]);
});

test('a drag ends at a whole step within the limit', () => {
  const shape = { centre: [0, 0], east: 1, north: -1, limit: 5, step: 0.5 };
  assert.deepEqual(dragged(shape, [0, 0]), { east: '1.0', north: '-1.0' });
  assert.deepEqual(dragged(shape, [1 / 110.85, 1.2 / 111.32]), { east: '2.0', north: '0.0' });
  assert.deepEqual(dragged(shape, [-1, 1]), { east: '5.0', north: '-5.0' });
  // At 60° a degree of longitude is half as long.
  assert.equal(dragged({ ...shape, centre: [60, 0], east: 0 }, [0, 2 / 111.32]).east, '1.0');
});

test('a scene shows the same part of the world on a map of another size', () => {
  const whole = /** @type {[number, number]} */ ([0, 0]), meant = /** @type {[number, number]} */ ([560, 560]);
  assert.deepEqual(framed({ x: 560, y: 560 }, whole, meant), { by: 0, x: 0, y: 0 });
  assert.equal(framed({ x: 1120, y: 1120 }, whole, meant).by, 1);
  // A quarter from above is covered: 560 of 1120 x 746.67 are free in height, its middle lies lower.
  const { by, y } = framed({ x: 1120, y: 560 / 0.75 }, [0, 0.25], meant);
  assert.ok(Math.abs(by) < 1e-9 && Math.abs(y - 560 / 6) < 1e-9);
  assert.deepEqual(framed({ x: 1120, y: 560 }, [0.5, 0], meant), { by: 0, x: 280, y: 0 });
});

test('an outline opens from one ring to another, wherever each begins and whichever way it runs', () => {
  /** @param {number} half @returns {[number, number][]} */
  const square = half => [[half, -half], [half, half], [-half, half], [-half, -half]];
  const small = stepped(square(1), 8), large = stepped([...square(3)].reverse(), 8);
  assert.deepEqual(small.slice(0, 3), [[1, -1], [1, 0], [1, 1]]);
  const half = between(small, large, 0.5);
  for (const [y, x] of half) assert.equal(Math.max(Math.abs(y), Math.abs(x)), 2);
  assert.deepEqual(between(small, large, 1), large);
});

test('the sign of a zone covers the middle of none; it goes where there is no room', () => {
  const own = { x: 100, y: 100 };
  const [x, y] = corner(own, [own]) ?? [0, 0];
  assert.ok(x >= 12 && y + 24 <= 0); // to the right, and above
  // A neighbour stands where the sign would be: another corner is free.
  assert.deepEqual(corner(own, [own, { x: 120, y: 90 }]), [-36, -26]);
  const around = [[-24, -14], [24, -14], [-24, 14], [24, 14]].map(([dx, dy]) => ({ x: 100 + dx, y: 100 + dy }));
  assert.equal(corner(own, [own, ...around]), null);
});

test('signs give way to the middles of zones and to each other, by few pixels', () => {
  const middles = [{ x: 100, y: 100 }];
  const points = [{ x: 100, y: 100 }, { x: 104, y: 100 }, { x: 103, y: 97 }, { x: 300, y: 300 }];
  const moved = spread(points, middles).map(({ x, y }, n) => ({ x: points[n].x + x, y: points[n].y + y }));
  const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  for (const one of moved) assert.ok(far(one, middles[0]) >= 17.9);
  assert.deepEqual(moved[3], points[3]);
  moved.forEach((one, n) => assert.ok(far(one, points[n]) <= 34));
  assert.ok(far(moved[0], moved[1]) > 5 && far(moved[1], moved[2]) > 5 && far(moved[0], moved[2]) > 5);
  assert.deepEqual(spread([], middles), []);
});

test('the nearest point within reach', () => {
  const points = [{ x: 0, y: 0 }, null, { x: 10, y: 0 }];
  assert.equal(nearest({ x: 8, y: 0 }, points, 9), 2);
  assert.equal(nearest({ x: 2, y: 2 }, points, 9), 0);
  assert.equal(nearest({ x: 50, y: 0 }, points, 9), -1);
});

test('who wants no motion sees no pan, whatever asks for one', () => {
  const asked = [], map = { panBy(by, options) { asked.push([this, by, options]); return this; } };
  jumps(map);
  map.panBy([3, 4], { animate: true, duration: 1 });
  map.panBy([1, 0]);
  assert.deepEqual(asked.map(([own, ...told]) => [own === map, ...told]), [
    [true, [3, 4], { animate: false, duration: 1 }], [true, [1, 0], { animate: false }],
  ]);
});
