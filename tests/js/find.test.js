import assert from 'node:assert/strict';
import test from 'node:test';

import { document, place, window } from './page.js';

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

test('a cell that is being filled in, and a key that somebody has taken, open nothing', () => {
  const target = document.createElement('canvas');
  document.body.append(target);
  assert.ok(!opensSearch({ key: '/', target }));
  assert.ok(!opensSearch(key('/', { defaultPrevented: true })));
});

test('the button that closes the search closes it, by Enter as well, and chooses nothing', async () => {
  place();
  const item = { title: 'Overview', small: '', href: './', open: '' };
  globalThis.location = new URL('http://localhost/');
  globalThis.fetch = async () => ({ json: async () => ({ label: 'l', placeholder: '', close: 'c', said: '', groups: [{ label: 'g', items: [item] }] }) });
  const { openSearch } = await import('../../components/browser/find.js');
  const posted = [];
  window.atlas = { post: (...one) => posted.push(one) };
  openSearch();
  await new Promise(done => setTimeout(done));
  const enter = target => target.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  assert.ok(enter(document.querySelector('.atlas-find [data-shut]')), 'the key is the button\'s own');
  document.querySelector('.atlas-find [data-shut]').click();
  assert.equal(document.querySelector('.atlas-find[open]'), null);
  assert.deepEqual(posted, []);
  enter(document.querySelector('.atlas-find input'));
  assert.deepEqual(posted, [['go', '']]);
});

test('Enter before the answer has come chooses the best of what was typed, not of what stood there', async () => {
  place();
  const answers = [];
  const item = open => ({ title: open, small: '', href: '', open });
  globalThis.location = new URL('http://localhost/');
  globalThis.fetch = () => new Promise(done => answers.push(open => done({
    json: async () => ({ label: 'l', placeholder: '', close: 'c', said: '', groups: [{ label: 'g', items: [item(open)] }] }),
  })));
  const { openSearch } = await import('../../components/browser/find.js');
  const opened = [];
  document.addEventListener('atlas:open', ({ detail }) => opened.push(detail));
  openSearch();
  answers[0]('first-zone');
  await new Promise(done => setTimeout(done));
  const field = document.querySelector('.atlas-find input');
  field.value = 'ali';
  field.dispatchEvent(new window.Event('input', { bubbles: true }));
  field.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  assert.deepEqual(opened, []);
  answers[1]('alibaba');
  await new Promise(done => setTimeout(done));
  assert.deepEqual(opened, ['alibaba']);
});
