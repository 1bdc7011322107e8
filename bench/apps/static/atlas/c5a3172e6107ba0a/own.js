// Says in the reader's language what Streamlit says in English. Its parts come and go without
// asking us, so they are looked through, when the browser is idle, after the page has changed.

import { SPEAKING } from './insides.js';

const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];

/**
 * By node and attribute: what Streamlit said and what we made of it.
 * @type {WeakMap<Node, Record<string, {theirs: string, made: string}>>}
 */
const ours = new WeakMap();
/** @type {Record<string, string>} */
let words = {};
/** @type {string[]} */
let begins = [];
let learned = '', waits = false;

/** @param {string} text */
function translated(text) {
  const whole = words[text.trim()];
  if (whole !== undefined) return whole;
  const start = begins.find(one => text.startsWith(one));
  return start ? words[`${start}*`] + text.slice(start.length) : text;
}

/**
 * @param {Node} node
 * @param {string} name
 * @param {string} now
 * @param {(made: string) => void} write
 */
function replace(node, name, now, write) {
  const known = ours.get(node) ?? {};
  ours.set(node, known);
  const theirs = known[name]?.made === now ? known[name].theirs : now;
  const made = translated(theirs);
  known[name] = { theirs, made };
  if (made !== now) write(made);
}

/** @param {Text} text */
const replaceText = text => replace(text, 'text', text.data, made => { text.data = made; });

/** @param {Element} element */
function replaceAttributes(element) {
  for (const name of ATTRIBUTES) {
    const now = element.getAttribute(name);
    if (now !== null) replace(element, name, now, made => element.setAttribute(name, made));
  }
}

function rename() {
  waits = false;
  for (const part of document.querySelectorAll(SPEAKING)) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = /** @type {Node | null} */ (walker.currentNode); node; node = walker.nextNode()) {
      if (node instanceof Text) replaceText(node);
      else replaceAttributes(/** @type {Element} */ (node));
    }
  }
}

function look() {
  if (waits) return;
  waits = true;
  if (typeof requestIdleCallback === 'function') requestIdleCallback(rename, { timeout: 200 });
  else setTimeout(rename);
}

/** Takes the words of the page's language. */
export function learn() {
  /** @type {HTMLElement | null} */
  const holder = document.querySelector('[data-own]');
  const told = holder?.dataset.own;
  if (!told || told === learned) return;
  learned = told;
  words = JSON.parse(told);
  begins = Object.keys(words).filter(one => one.endsWith('*')).map(one => one.slice(0, -1));
  look();
}

new MutationObserver(look).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES,
});
