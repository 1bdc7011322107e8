import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createMemory } from '../../components/browser/standing.js';

const nowhere = { basemap: '', window: '', scene: '', options: {} };
const answer = (session, stands = {}) => ({ session, stands: { ...nowhere, ...stands } });

test('the session that knows the page is told nothing', () => {
  const memory = createMemory();
  for (const path of ['/', '/', '/overlay']) {
    assert.deepEqual(memory.untold(answer('a', { options: { measure: 'share' } }), path), []);
  }
});

test('a new session is told where the page stands, once', () => {
  const memory = createMemory();
  const stands = { basemap: 'gaode', window: '1,2,3,4,5', scene: 'park?zones=A', options: { measure: 'share' } };
  memory.untold(answer('a', stands), '/overlay');
  assert.deepEqual(memory.untold(answer('b'), '/overlay', 'table-zone'), [
    ['option', 'measure:share'], ['stands', 'gaode'], ['window', '1,2,3,4,5'], ['scene', 'park?zones=A'],
    ['open', 'table-zone'],
  ]);
  assert.deepEqual(memory.untold(answer('b', stands), '/overlay'), []);
});

test('options of another page wait until it is shown', () => {
  const memory = createMemory();
  memory.untold(answer('a', { options: { measure: 'share' } }), '/');
  memory.untold(answer('b'), '/');
  assert.deepEqual(memory.untold(answer('b'), '/overlay'), [['option', 'measure:share']]);
  assert.deepEqual(memory.untold(answer('b'), '/overlay'), []);
});

test('a second new session is told all of it', () => {
  const memory = createMemory();
  memory.untold(answer('a', { options: { measure: 'share' } }), '/');
  memory.untold(answer('b'), '/');
  assert.deepEqual(memory.untold(answer('c'), '/overlay'), [['option', 'measure:share']]);
});
