// The keys that open the search, on the page and on its map.

/** Where a key is written: a table that is filled in (st.data_editor) is painted. */
export const WRITTEN = 'input, textarea, select, canvas, [contenteditable]';

/**
 * Whether a key opens the search.
 * @param {KeyboardEvent} event
 */
export function opensSearch(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return event.key.toLowerCase() === 'k';
  if (event.key !== '/' || event.altKey) return false;
  const target = /** @type {Element | null} */ (event.target);
  return !event.defaultPrevented && !target?.closest?.(`:is(${WRITTEN}):not([type=range], [type=checkbox], [type=radio]), dialog`);
}
