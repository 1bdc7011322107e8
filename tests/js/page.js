// A page for tests of scripts that need one. To be imported before them.

import { Window } from 'happy-dom';

export const window = new Window({ url: 'http://localhost/' });
Object.assign(globalThis, {
  window, document: window.document, Node: window.Node, NodeFilter: window.NodeFilter, CustomEvent: window.CustomEvent,
});
globalThis.localStorage ??= window.localStorage;

export const { document } = window;

/** An element to draw into. */
export function place() {
  document.body.innerHTML = '<div></div>';
  return document.body.firstChild;
}
