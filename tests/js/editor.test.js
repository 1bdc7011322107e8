// The story editor: how wide a text is, and where a dragged row falls.

import assert from 'node:assert/strict';
import test from 'node:test';

import { document, window } from './page.js';

const posted = [];
window.atlas = { post: (...entry) => posted.push(entry) };
const { placeAt } = await import('../../components/browser/editor.js');
const { widthOf } = await import('../../components/browser/width.js');

test('a Chinese character counts two, as where the story is checked', () => {
  assert.equal(widthOf('20平方公里'), 10);
  assert.equal(widthOf('Open in August'), 14);
  assert.equal(widthOf('“云谷”，'), 8); // curly marks count one, as in Python
  assert.equal(widthOf('𠮷'), 2);
});

test('a row falls behind those whose middle is above the pointer', () => {
  const rows = [0, 40, 80].map(top => ({ getBoundingClientRect: () => ({ top, height: 40 }) }));
  assert.deepEqual([-5, 25, 65, 200].map(y => placeAt(rows, y)), [0, 1, 2, 3]);
});

test('Alt and an arrow move a row by one, and never beyond the ends', () => {
  document.body.innerHTML = '<ol data-sorts="scene.place"><li data-key="a"><button></button></li><li data-key="b"></li></ol>';
  const key = name => document.querySelector('button').dispatchEvent(
    new window.KeyboardEvent('keydown', { key: name, altKey: true, bubbles: true, cancelable: true }));
  key('ArrowUp');
  key('ArrowDown');
  assert.deepEqual(posted, [['option', 'scene.place:a@1']]);
});
