// Brings the children of an element to a wanted state in place, so that focus, scroll
// position and transitions survive an update.

/** @import { Nodes, Wanted } from './types' */

const isVoid = (/** @type {unknown} */ value) => value === null || value === undefined || value === false || value === '';

/**
 * Describes an element; children may be nested, and empty ones are left out.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {Nodes} children
 * @returns {Wanted}
 */
export const h = (tag, attributes = {}, ...children) => ({ tag, attributes, children });

/**
 * Makes `nodes` (descriptions and texts) the children of `parent`.
 * @param {Element} parent
 * @param {Nodes} nodes
 */
export function patch(parent, nodes) {
  const wanted = /** @type {(Wanted | string)[]} */ (
    /** @type {unknown[]} */ (nodes).flat().filter(node => !isVoid(node)));
  wanted.forEach((node, place) => {
    const there = parent.childNodes[place];
    if (typeof node === 'string') {
      const text = /** @type {Text} */ (there);
      if (text?.nodeType !== Node.TEXT_NODE) put(parent, there, document.createTextNode(node));
      else if (text.data !== node) text.data = node;
      return;
    }
    const old = /** @type {HTMLElement} */ (there);
    const same = old?.localName === node.tag && old.dataset.key === node.attributes['data-key'];
    const element = same ? old : moved(parent, place, node) ?? put(parent, old, document.createElement(node.tag));
    setAttributes(element, node.attributes);
    if (!('html' in node.attributes)) patch(element, node.children);
    // Only now are the options there among which it stands.
    if (node.tag === 'select') /** @type {any} */ (element).value = node.attributes.value;
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild?.remove();
}

/**
 * Brings an element that stands further on to its new place, with the focus that it has: bars change
 * their order with their values.
 * @param {Element} parent
 * @param {number} place
 * @param {Wanted} node
 * @returns {HTMLElement | null}
 */
function moved(parent, place, node) {
  const key = node.attributes['data-key'];
  const later = /** @type {HTMLElement[]} */ ([...parent.childNodes].slice(place + 1));
  const found = later.find(one => key && one.localName === node.tag && one.dataset.key === key);
  if (!found) return null;
  const focused = /** @type {HTMLElement | null} */ (found.contains(document.activeElement) ? document.activeElement : null);
  parent.insertBefore(found, parent.childNodes[place]);
  focused?.focus({ preventScroll: true });
  return found;
}

/**
 * @template {HTMLElement | Text} Made
 * @param {Element} parent
 * @param {ChildNode | undefined} old
 * @param {Made} made
 */
function put(parent, old, made) {
  if (old) old.replaceWith(made);
  else parent.append(made);
  return made;
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, unknown>} wanted
 */
function setAttributes(element, wanted) {
  for (const { name } of [...element.attributes]) {
    // Whether a fold stands open is the reader's own.
    if (isVoid(wanted[name]) && name !== 'open') element.removeAttribute(name);
  }
  if (!('html' in wanted)) delete element.atlasHtml;
  for (const [name, value] of Object.entries(wanted)) {
    if (name === 'html') { // empty markup clears an element that held something else
      if (element.atlasHtml !== value) element.innerHTML = element.atlasHtml = String(value);
    } else if (name === 'value') {
      const field = /** @type {HTMLInputElement} */ (element);
      // A text that is just being written is not written over.
      const isWritten = ['text', 'textarea'].includes(field.type) && field === document.activeElement;
      const isSet = field.value === String(value) && field.localName !== 'option';
      if (!isSet && !isWritten) field.value = /** @type {string} */ (value);
    } else if (isVoid(value)) {
      continue;
    } else if (element.getAttribute(name) !== String(value)) {
      element.setAttribute(name, String(value));
    }
  }
}
