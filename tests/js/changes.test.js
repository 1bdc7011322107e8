import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changed, changes } from '../../components/browser/changes.js';

const bar = (key, value, more = {}) => ({ key, value, text: String(value), exact: true, fold: '', ...more });
const answer = (date, rows, cards = [], chosen = []) => ({
  chosen: { zone: chosen, sector: [], status: [] }, evidence: 'all', lang: 'en', own: { new: 'new' },
  blocks: {
    filters: { kind: 'filters', asof: { options: [['2017', ''], ['2022-10', '']], at: date === '2017' ? 0 : 1 } },
    status: { kind: 'bars', counted: true, rows },
    cards: { kind: 'cards', cards },
  },
});

test('a bar that changed with the date tells what it was, and by how much', () => {
  const found = changes(answer('2017', [bar('operating', 4), bar('planned', 2)]),
    answer('2022-10', [bar('operating', 14), bar('planned', 2), bar('partial', 4)]));
  assert.deepEqual(found.status, {
    operating: { was: '4', now: '14', sign: '▲ +10' }, partial: { was: '', now: '4', sign: 'new' },
  });
  const back = changes(answer('2022-10', [bar('operating', 1400)]), answer('2017', [bar('operating', 4)]));
  assert.equal(back.status.operating.sign, '▼ −1,396');
});

test('a bound is no difference, and what was not published was not zero', () => {
  const least = { exact: false, text: '≥ 50' }, none = { exact: false, fold: 'unpublished', text: 'not published' };
  const found = changes(answer('2017', [bar('data', 30, { ...least, text: '≥ 30' }), bar('content', 0, none)]),
    answer('2022-10', [bar('data', 50, least), bar('content', 40)]));
  assert.equal(found.status.data.sign, '▲');
  assert.deepEqual(found.status.content, { was: 'not published', now: '40', sign: '◇' });
});

test('only a move of the date marks anything; an answer to the same date leaves the marks', () => {
  assert.deepEqual(changes(null, answer('2017', [])), {});
  assert.deepEqual(changes(answer('2017', [bar('a', 1)]), answer('2022-10', [bar('a', 2)], [], ['C'])), {});
  assert.equal(changes(answer('2017', [bar('a', 1)]), answer('2017', [bar('a', 1)])), null);
});

test('cards tell it where they hold numbers; a date of an event is none', () => {
  const cards = (amount, value) => [{ id: 'n', value, amount }, { id: 'latest', value, amount: null }];
  const found = changes(answer('2017', [], cards(274, '274')), answer('2022-10', [], cards(300, '300–330')));
  assert.deepEqual(found.cards, { n: { was: '274', now: '300–330', sign: '▲' } });
});

test('a block carries its changes; one without any is left as it is', () => {
  const block = { kind: 'bars', rows: [bar('a', 1), bar('b', 2)] };
  assert.equal(changed(block, undefined), block);
  assert.deepEqual(changed(block, { a: { was: '0', now: '1', sign: '▲' } }).rows[0].change.sign, '▲');
  assert.equal(changed(block, { a: { was: '0', now: '1', sign: '▲' } }).rows[1].change, undefined);
});

test('an area that was drawn meanwhile changes the numbers too: nothing is marked', () => {
  const after = answer('2022-10', [bar('a', 2)]);
  after.blocks.filters.area = { label: '3 km²', remove: '' };
  assert.deepEqual(changes(answer('2017', [bar('a', 1)]), after), {});
  assert.deepEqual(changes(answer('2022-10', [bar('a', 1)]), after), {}); // and old marks go
});
