import assert from 'node:assert/strict';
import { test } from 'node:test';

import { beside, createPlayer } from '../../components/browser/steps.js';

/** A player of four dates on a clock that the test turns. */
function played(now = 3) {
  const asked = [], timers = [];
  const player = createPlayer(step => asked.push(step), () => {}, {
    later: (fn, ms) => timers.push({ fn, ms, isOn: true }),
    cancel: timer => { if (timer) timers[timer - 1].isOn = false; },
  });
  const hear = (to, isBetween = false) => player.heard({ now: to, count: 4, isBetween });
  /** Lets the time come that the player waits for. */
  const pass = () => {
    const due = timers.filter(one => one.isOn);
    due.forEach(one => { one.isOn = false; one.fn(); });
    return due.map(one => one.ms);
  };
  hear(now);
  return { player, asked, hear, pass };
}

test('it plays from the first date to the last, and ends there', () => {
  const { player, asked, hear, pass } = played();
  player.toggle();
  assert.deepEqual(asked, [0]);
  for (const step of [0, 1, 2]) {
    hear(step);
    pass();
  }
  assert.deepEqual(asked, [0, 1, 2, 3]);
  hear(3);
  assert.equal(player.isPlaying(), false);
  assert.deepEqual(pass(), []);
});

test('it goes on from where the date stands', () => {
  const { player, asked } = played(1);
  player.toggle();
  assert.deepEqual(asked, [2]);
});

test('it asks for no step before the answer to the last one has come', () => {
  const { player, asked, pass } = played(0);
  player.toggle();
  assert.deepEqual(pass(), []);
  player.toggle();
  player.toggle();
  player.step(1);
  assert.deepEqual(asked, [1]);
});

test('a pause is at once: an answer that comes later starts nothing', () => {
  const { player, asked, hear, pass } = played(0);
  player.toggle();
  hear(1);
  player.toggle();
  assert.equal(player.isPlaying(), false);
  assert.deepEqual(pass(), []);
  hear(1);
  assert.deepEqual(pass(), []);
  assert.deepEqual(asked, [1]);
});

test('twice and four times as fast', () => {
  const { player, hear, pass } = played(0);
  player.toggle();
  hear(1);
  const [whole] = pass();
  player.setSpeed(2);
  hear(2);
  assert.deepEqual(pass(), [whole / 2]);
  assert.equal(player.speed(), 2);
});

test('a step pauses; there is none beyond the ends', () => {
  const { player, asked, hear } = played(0);
  player.step(-1);
  assert.deepEqual(asked, []);
  player.toggle();
  hear(1);
  player.step(1);
  assert.equal(player.isPlaying(), false);
  assert.deepEqual(asked, [1, 2]);
});

test('from between two dates, back leads to the one before, on to the one after', () => {
  assert.equal(beside(1, 4, -1, true), 1);
  assert.equal(beside(1, 4, -1, false), 0);
  assert.equal(beside(1, 4, 1, true), 2);
  assert.equal(beside(-1, 4, 1, true), 0);
  assert.equal(beside(-1, 4, -1, true), null);
});
