import assert from 'node:assert/strict';
import test from 'node:test';

import { behind, clock, createTiming } from '../../components/browser/timing.js';

// Three scenes of 60, 30 and 90 s; the second is left out in `short`.
const plan = { seconds: [60, 30, 90], out: [], target: 0, fit: '' };
const short = { ...plan, out: [1] };

test('each scene has the time that one spoke on it, whenever one came back to it', () => {
  let ms = 1000;
  const timing = createTiming(() => ms);
  timing.enter('one'); // nothing is timed yet
  timing.begin('one');
  ms += 40_000;
  timing.enter('two');
  ms += 400; // gone past
  timing.enter('three');
  ms += 20_000;
  timing.enter('one');
  ms += 5_600;
  assert.deepEqual(timing.times(), { scene: 45.6, whole: 66 });
  assert.deepEqual(timing.end(), { one: 46, three: 20 });
  assert.equal(timing.isOn(), false);
});

test('within the time of a scene one is in time', () => {
  assert.deepEqual([0, 59, 60].map(now => behind(now, 0, plan)), [0, 0, 0]);
  assert.equal(behind(75, 0, plan), 15);
  assert.equal(behind(40, 1, plan), -20);
  assert.equal(behind(200, 2, plan), 20);
});

test('a scene that is left out has no time', () => {
  assert.equal(behind(60, 2, short), 0);
  assert.equal(behind(70, 1, short), 10);
});

test('where there is twice the time, each scene has twice of it', () => {
  const long = { ...plan, target: 360 };
  assert.equal(behind(110, 0, long), 0);
  assert.equal(behind(110, 1, long), -10);
});

test('time is told in minutes and seconds', () => {
  assert.deepEqual([0, 59.6, 95, -95, 3725].map(clock), ['0:00', '1:00', '1:35', '1:35', '62:05']);
});
