import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { opened } from '../../components/browser/map/ground.js';
import { along, boxOf, roomy } from '../../components/browser/map/names.js';
import { paint } from '../../components/browser/map/painter.js';
import { across, down, unpacked, within } from '../../components/browser/map/unpack.js';

const near = (one, other, by = 1e-9) => assert.ok(Math.abs(one - other) < by, `${one} is not ${other}`);

test('the square of the web map: its middle is where equator and first meridian meet', () => {
  assert.equal(across(0), 0.5);
  assert.equal(across(180), 1);
  near(down(0), 0.5);
  near(down(85.0511287798), 0, 1e-9); // where the square ends
  // 45° north: (1 - ln(1 + √2) / π) / 2
  near(down(45), (1 - Math.log(1 + Math.SQRT2) / Math.PI) / 2);
});

const PACKED = {
  step: 0.5,
  groups: [
    { layer: 'road', kind: 'primary', from: 8, to: 99, area: false, shapes: [[0, 0, 180, 0], [-360, 0, 0, 2]], names: [0, -1] },
    { layer: 'water', kind: 'lake', from: 8, to: 99, area: true, shapes: [[[0, 0, 2, 0, 0, 2], [1, 1, 1, 0]], [[10, 0, 2, 0]]] },
  ],
  labels: [{ layer: 'place', kind: 'town', from: 9, to: 99, at: [180, 0], name: 0 }],
  names: [['永川', 'Yongchuan']],
};

test('what is packed as steps comes out as places', () => {
  const { groups: [roads, lakes], labels: [label] } = unpacked(PACKED);
  assert.equal(roads.count, 2);
  assert.deepEqual([...roads.starts], [0, 4, 8]);
  // 0° to 90° along the equator; then -180°.
  assert.deepEqual([...roads.points].map(one => +one.toFixed(6)), [0.5, 0.5, 0.75, 0.5, 0, 0.5, 0, +down(1).toFixed(6)]);
  assert.deepEqual([...roads.boxes.subarray(0, 4)].map(one => +one.toFixed(6)), [0.5, 0.5, 0.75, 0.5]);
  assert.deepEqual([...lakes.firsts], [0, 2, 3]); // the first has a hole
  assert.equal(lakes.names, null);
  assert.equal(label.x, 0.75);
});

test('only what a window may show is looked at', () => {
  const [roads] = unpacked(PACKED).groups;
  assert.deepEqual(within(roads, [0.6, 0.4, 0.7, 0.6]), [0]);
  assert.deepEqual(within(roads, [0, 0, 1, 1]), [0, 1]);
  assert.deepEqual(within(roads, [0.8, 0.4, 0.9, 0.6]), []);
});

test('the file is read wherever it comes from', async () => {
  const data = gzipSync(JSON.stringify(PACKED)).toString('base64');
  assert.deepEqual(await opened({ url: '', data }), PACKED);
});

const name = (text, rank, x, y, more = {}) => ({ text, rank, x, y, wide: 40, high: 10, ...more });
const SIZE = { x: 400, y: 300 };

test('of two names in one place the more important one is written', () => {
  const kept = roomy([name('镇', 5, 100, 100), name('市', 0, 110, 104)], [], SIZE);
  assert.deepEqual(kept.map(one => one.text), ['市']);
  // Beside each other both have room: 40 wide, so 41 apart.
  assert.equal(roomy([name('镇', 5, 100, 100), name('市', 0, 141, 100)], [], SIZE).length, 2);
});

test('a name gives way to what the park has there, and none hangs over the edge', () => {
  assert.equal(roomy([name('镇', 5, 100, 100)], [{ left: 110, right: 130, top: 90, bottom: 110 }], SIZE).length, 0);
  assert.equal(roomy([name('镇', 5, 15, 100)], [], SIZE).length, 0);
});

test('the same name is not written twice close by', () => {
  assert.equal(roomy([name('红河大道', 9, 100, 100), name('红河大道', 9, 200, 100)], [], SIZE).length, 1);
  assert.equal(roomy([name('红河大道', 9, 50, 100), name('红河大道', 9, 350, 100)], [], SIZE).length, 2);
});

test('a turned text takes the room of its corners', () => {
  const box = boxOf(name('路', 9, 100, 100, { angle: Math.PI / 2 }));
  near(box.right - box.left, 10);
  near(box.bottom - box.top, 40);
});

test('a text follows its line where that is straight, and is never upside down', () => {
  const straight = along([[0, 0], [100, 0]], 40);
  assert.deepEqual(straight, { x: 50, y: 0, angle: 0 });
  assert.equal(along([[100, 0], [0, 0]], 40)?.angle, 0);
  assert.equal(along([[0, 0], [30, 0]], 40), null); // too short
  assert.equal(along([[0, 0], [50, 0], [50, 50]], 60), null); // round a corner
});

/** A pen that notes what it is asked to do. */
function pen() {
  const done = [];
  const note = what => (...with_) => done.push([what, ...with_]);
  return { done, clearRect() {}, fillRect: note('rect'), beginPath: note('begin'), moveTo: note('move'), lineTo: note('line'),
    closePath: note('close'), fill: note('fill'), stroke() { done.push(['stroke', this.strokeStyle, this.lineWidth]); }, setLineDash() {} };
}

const LINE = { colour: 'red', edge: 'brown', widths: [1, 1, 1, 1, 4], dash: [] };
const LOOK = { around: '', shore: 'navy', fills: { water: 'blue' }, cased: 2, lines: { 'road primary': LINE, 'water lake': LINE } };

test('a thin road is a hair of its edge, a broad one has an edge below it', () => {
  const { groups } = unpacked({ ...PACKED, groups: [{ ...PACKED.groups[0], from: 0 }] });
  const far = pen(), close = pen();
  paint(far, { zoom: 2, left: 512, top: 500, side: 256 }, groups, LOOK);
  assert.deepEqual(far.done.filter(([what]) => what === 'stroke'), [['stroke', 'brown', 1]]);
  paint(close, { zoom: 4, left: 2048, top: 2000, side: 256 }, groups, LOOK);
  assert.deepEqual(close.done.filter(([what]) => what === 'stroke'), [['stroke', 'brown', 5.6], ['stroke', 'red', 4]]);
});

test('nothing is drawn at a zoom that a class is not drawn at', () => {
  const { groups } = unpacked(PACKED), one = pen();
  paint(one, { zoom: 4, left: 2048, top: 2000, side: 256 }, groups, LOOK);
  assert.equal(one.done.length, 0);
});
