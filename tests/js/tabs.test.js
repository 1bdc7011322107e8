import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, place, window } from './page.js';
import { patch } from '../../components/browser/patch.js';

const { chosenTab, fold, tabs } = await import('../../components/browser/tabs.js');
const { search } = await import('../../components/browser/lists.js');

const BLOCK = {
  kind: 'tabs', name: 'p-tab', label: 'Views', chosen: 'board', search: 'Search', none: 'None', clear: 'Clear',
  tabs: [
    { key: 'board', text: 'Board', slots: ['board'] },
    { key: 'table', text: 'Table', slots: ['heading', 'table'] },
  ],
};

function drawn() {
  const box = place();
  box.className = 'atlas-slot';
  patch(box, tabs(BLOCK));
  box.insertAdjacentHTML('afterend', ['board', 'heading', 'table'].map(slot => `<div id="slot-${slot}"></div>`).join(''));
  document.getElementById('slot-board').innerHTML = '<button class="atlas-tile">Data centre</button><button class="atlas-tile">Studio</button>';
  document.getElementById('slot-table').innerHTML = '<table><tbody><tr><td>Data centre</td></tr></tbody></table>';
  fold(BLOCK, []);
  return box;
}

const folded = () => ['board', 'heading', 'table'].filter(slot => document.getElementById(`slot-${slot}`).hasAttribute('data-folded'));

test('one view is shown, and what the server does not know yet counts', () => {
  drawn();
  assert.deepEqual(folded(), ['heading', 'table']);
  assert.equal(chosenTab(BLOCK, [[1, 'option', 'p-tab:table'], [2, 'option', 'other:x']]), 'table');
  assert.equal(chosenTab(BLOCK, [[1, 'option', 'p-tab:nothing']]), 'board');
  fold(BLOCK, [[1, 'option', 'p-tab:table']]);
  assert.deepEqual(folded(), ['board']);
});

test('a tab names its panels, a panel its tab, and one is a Tab stop', () => {
  drawn();
  const [board, table] = document.querySelectorAll('[role=tab]');
  assert.equal(table.getAttribute('aria-controls'), 'slot-heading slot-table');
  assert.equal(document.getElementById('slot-table').getAttribute('aria-labelledby'), table.id);
  assert.deepEqual([board, table].map(tab => tab.getAttribute('tabindex')), ['0', '-1']);
  assert.deepEqual([board, table].map(tab => tab.getAttribute('aria-selected')), ['true', 'false']);
});

test('arrow keys go round, Home and End to the ends', () => {
  drawn();
  const tabs = [...document.querySelectorAll('[role=tab]')], pressed = [];
  tabs.forEach(tab => tab.addEventListener('click', () => pressed.push(tab.textContent)));
  const press = (tab, key) => tab.dispatchEvent(new document.defaultView.KeyboardEvent('keydown', { key, bubbles: true }));
  press(tabs[0], 'ArrowRight');
  press(tabs[1], 'ArrowRight');
  press(tabs[0], 'ArrowLeft');
  press(tabs[1], 'Home');
  press(tabs[0], 'End');
  press(tabs[0], 'x');
  assert.deepEqual(pressed, ['Table', 'Board', 'Table', 'Board', 'Table']);
});

test('one box searches all views, and says if nothing in view is found', () => {
  const box = drawn(), input = box.querySelector('input'), none = box.querySelector('[data-none]');
  input.value = 'STUDIO';
  search(input);
  assert.deepEqual([...document.querySelectorAll('.atlas-tile')].map(tile => tile.hidden), [true, false]);
  assert.equal(none.hasAttribute('hidden'), true);
  assert.equal(document.querySelector('tbody tr').hidden, true);
  fold(BLOCK, [[1, 'option', 'p-tab:table']]);
  search(input);
  assert.equal(none.hasAttribute('hidden'), false);
  input.value = '';
  search(input);
  assert.equal(document.querySelector('tbody tr').hidden, false);
  assert.equal(none.hasAttribute('hidden'), true);
});

test('the arrow that leads back in the browser is not for the tabs', () => {
  drawn();
  const tab = document.querySelector('[role="tab"]');
  const press = more => tab.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true, ...more }));
  assert.ok(press({ altKey: true }));
  assert.ok(!press({}));
});
