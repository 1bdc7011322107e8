// The keys that open the search, on the page and on its map.

/**
 * Whether a key opens the search.
 * @param {KeyboardEvent} event
 */
export function opensSearch(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return event.key.toLowerCase() === 'k';
  if (event.key !== '/' || event.altKey) return false;
  const target = /** @type {Element | null} */ (event.target);
  return !target?.closest?.('input:not([type=range]), textarea, select, [contenteditable], dialog');
}
