import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, place } from './page.js';
import { h, patch } from '../../components/browser/patch.js';

test('texts and elements are drawn in order, empty ones left out', () => {
  const box = place();
  patch(box, [h('p', { class: 'a' }, 'one ', h('b', {}, 'two'), null, false, ''), [h('i')], undefined]);
  assert.equal(box.innerHTML, '<p class="a">one <b>two</b></p><i></i>');
});

test('markup in a text is a text', () => {
  const box = place();
  patch(box, [h('p', { title: '"><b>' }, '<b>bold</b>')]);
  assert.equal(box.querySelector('b'), null);
  assert.equal(box.textContent, '<b>bold</b>');
  assert.equal(box.firstChild.title, '"><b>');
});

test('what stays keeps its element; what is no longer wanted goes', () => {
  const box = place();
  patch(box, [h('p', { class: 'a', title: 'old' }, 'one'), h('p', {}, 'two')]);
  const [first] = box.children;
  patch(box, [h('p', { class: 'b' }, 'three')]);
  assert.equal(box.children.length, 1);
  assert.equal(box.firstChild, first);
  assert.equal(box.innerHTML, '<p class="b">three</p>');
});

test('another key or tag is another element', () => {
  const box = place();
  patch(box, [h('p', { 'data-key': 'a' }), h('p')]);
  const [first, second] = box.children;
  patch(box, [h('p', { 'data-key': 'b' }), h('div')]);
  assert.notEqual(box.children[0], first);
  assert.notEqual(box.children[1], second);
});

test('a text that is being written is not written over', () => {
  const box = place();
  patch(box, [h('input', { type: 'text', value: 'server' })]);
  const [field] = box.children;
  assert.equal(field.value, 'server');
  field.focus();
  field.value = 'reader';
  patch(box, [h('input', { type: 'text', value: 'server' })]);
  assert.equal(field.value, 'reader');
  field.blur();
  patch(box, [h('input', { type: 'text', value: 'server' })]);
  assert.equal(field.value, 'server');
});

test('a list stands at its value once its options are there', () => {
  const box = place();
  patch(box, [h('select', { value: 'b' }, ['a', 'b'].map(one => h('option', { value: one }, one)))]);
  assert.equal(box.firstChild.value, 'b');
});

test('whether a fold stands open is the reader\'s own', () => {
  const box = place();
  patch(box, [h('details', {}, h('summary', {}, 'more'))]);
  box.firstChild.setAttribute('open', '');
  patch(box, [h('details', { class: 'x' }, h('summary', {}, 'more'))]);
  assert.ok(box.firstChild.hasAttribute('open'));
});

test('markup is set once, and cleared by other content', () => {
  const box = place();
  patch(box, [h('div', { html: '<b>one</b>' })]);
  const bold = box.querySelector('b');
  patch(box, [h('div', { html: '<b>one</b>' })]);
  assert.equal(box.querySelector('b'), bold);
  patch(box, [h('div', { html: '' })]);
  assert.equal(box.textContent, '');
  patch(box, [h('div', {}, 'text')]);
  assert.equal(box.innerHTML, '<div>text</div>');
});

test('focus survives an update', () => {
  const box = place();
  patch(box, [h('button', { 'aria-pressed': 'false' }, 'one')]);
  box.firstChild.focus();
  patch(box, [h('button', { 'aria-pressed': 'true' }, 'one')]);
  assert.equal(document.activeElement, box.firstChild);
  assert.equal(box.firstChild.getAttribute('aria-pressed'), 'true');
});

test('what changes its place keeps its element and the focus', () => {
  const box = place(), row = key => h('button', { 'data-key': key }, key);
  patch(box, ['a', 'b', 'c'].map(row));
  const c = box.children[2];
  c.focus();
  patch(box, ['c', 'a', 'b'].map(row));
  assert.equal(box.children[0], c);
  assert.equal(document.activeElement, c);
  assert.deepEqual([...box.children].map(one => one.textContent), ['c', 'a', 'b']);
});
