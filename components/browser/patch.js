// Brings the children of an element to a wanted state in place, so that focus, scroll
// position and transitions survive an update.

const VOID = [null, undefined, false, ''];

/** Describes an element; children may be nested, and empty ones are left out. */
export const h = (tag, attributes = {}, ...children) => ({ tag, attributes, children });

/** Makes `nodes` (descriptions and texts) the children of `parent`. */
export function patch(parent, nodes) {
  const wanted = nodes.flat().filter(node => !VOID.includes(node));
  wanted.forEach((node, place) => {
    const old = parent.childNodes[place];
    if (typeof node === 'string') {
      if (old?.nodeType !== Node.TEXT_NODE) put(parent, old, document.createTextNode(node));
      else if (old.data !== node) old.data = node;
      return;
    }
    const same = old?.localName === node.tag && old.dataset.key === node.attributes['data-key'];
    const element = same ? old : put(parent, old, document.createElement(node.tag));
    setAttributes(element, node.attributes);
    if (!('html' in node.attributes)) patch(element, node.children);
    // Only now are the options there among which it stands.
    if (node.tag === 'select') element.value = node.attributes.value;
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

function put(parent, old, made) {
  if (old) old.replaceWith(made);
  else parent.append(made);
  return made;
}

function setAttributes(element, wanted) {
  for (const { name } of [...element.attributes]) {
    // Whether a fold stands open is the reader's own.
    if (VOID.includes(wanted[name]) && name !== 'open') element.removeAttribute(name);
  }
  if (!('html' in wanted)) delete element.atlasHtml;
  for (const [name, value] of Object.entries(wanted)) {
    if (name === 'html') { // empty markup clears an element that held something else
      if (element.atlasHtml !== value) element.innerHTML = element.atlasHtml = value;
    } else if (name === 'value') {
      // A text that is just being written is not written over.
      const isWritten = ['text', 'textarea'].includes(element.type) && element === document.activeElement;
      const isSet = element.value === String(value) && element.localName !== 'option';
      if (!isSet && !isWritten) element.value = value;
    } else if (VOID.includes(value)) {
      continue;
    } else if (element.getAttribute(name) !== String(value)) {
      element.setAttribute(name, value);
    }
  }
}
