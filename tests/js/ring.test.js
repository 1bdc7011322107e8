import assert from 'node:assert/strict';
import { test } from 'node:test';

import { circled, crosses, encoded } from '../../components/browser/map/ring.js';

const places = (/** @type {[number, number][]} */ ...all) => all.map(([lat, lng]) => ({ lat, lng }));

test('corners are written as other readers of the format write them', () => {
  // The example of https://github.com/heremaps/flexible-polyline
  assert.equal(encoded(places([50.1022829, 8.6982122], [50.1020076, 8.6956695], [50.1006313, 8.6914960],
    [50.0987800, 8.6875156])), 'BFoz5xJ67i1B1B7PzIhaxL7Y');
  assert.equal(circled({ lat: 29.35, lng: 105.93 }, 1500.4), 'c:29.35000,105.93000,1500');
});

test('a line that crosses itself is told from one that does not', () => {
  const square = places([0, 0], [0, 2], [2, 2], [2, 0]);
  assert.equal(crosses(square), false);
  assert.equal(crosses(places([0, 0], [2, 2], [0, 2], [2, 0])), true);
  assert.equal(crosses(square.slice(0, 3)), false);
  // A bay is no crossing; a loop is.
  assert.equal(crosses(places([0, 0], [0, 4], [4, 4], [1, 2], [4, 0])), false);
  assert.equal(crosses(places([0, 0], [0, 4], [4, 4], [-1, 2], [4, 0])), true);
});
