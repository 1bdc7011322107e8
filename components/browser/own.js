// Says in the reader's language what Streamlit says in English. Its parts come and go without
// asking us, so they are looked through, when the browser is idle, after the page has changed.

import { SPEAKING } from './insides.js';

const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];

const ours = new WeakMap(); // by node and attribute: what Streamlit said and what we made of it
let known = '', words = {}, begins = [], waits = false;

function translated(text) {
  const whole = words[text.trim()];
  if (whole !== undefined) return whole;
  const start = begins.find(one => text.startsWith(one));
  return start ? words[`${start}*`] + text.slice(start.length) : text;
}

function replace(node, name, now, write) {
  const known = ours.get(node) ?? ours.set(node, {}).get(node);
  const theirs = known[name]?.made === now ? known[name].theirs : now;
  const made = translated(theirs);
  known[name] = { theirs, made };
  if (made !== now) write(made);
}

function rename() {
  waits = false;
  for (const part of document.querySelectorAll(SPEAKING)) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) replace(node, 'text', node.data, made => { node.data = made; });
      else for (const name of ATTRIBUTES) {
        if (node.hasAttribute(name)) replace(node, name, node.getAttribute(name), made => node.setAttribute(name, made));
      }
    }
  }
}

function look() {
  if (waits) return;
  waits = true;
  if (window.requestIdleCallback) requestIdleCallback(rename, { timeout: 200 });
  else setTimeout(rename);
}

/** Takes the words of the page's language. */
export function learn() {
  const told = document.querySelector('[data-own]')?.dataset.own;
  if (!told || told === known) return;
  known = told;
  words = JSON.parse(told);
  begins = Object.keys(words).filter(one => one.endsWith('*')).map(one => one.slice(0, -1));
  look();
}

new MutationObserver(look).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES,
});
