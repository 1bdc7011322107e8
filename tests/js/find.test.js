import assert from 'node:assert/strict';
import test from 'node:test';

import { document, place } from './page.js';

const { opensSearch } = await import('../../components/browser/find_keys.js');

const key = (name, more = {}) => ({ key: name, target: place(), ...more });

test('a slash, and K with Ctrl or Cmd, open the search', () => {
  assert.ok(opensSearch(key('/')));
  assert.ok(opensSearch(key('k', { ctrlKey: true })));
  assert.ok(opensSearch(key('K', { metaKey: true })));
});

test('what is typed into a field stays there', () => {
  place();
  for (const [tag, opens] of [['input', false], ['textarea', false], ['button', true]]) {
    const target = document.createElement(tag);
    document.body.append(target);
    assert.equal(opensSearch({ key: '/', target }), opens, tag);
  }
  assert.ok(!opensSearch(key('k')));
  assert.ok(!opensSearch(key('/', { ctrlKey: true })));
});
