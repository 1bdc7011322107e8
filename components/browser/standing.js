// Where a page stands. A session of the server that knows nothing of it, since the server was
// started anew, is told.

/**
 * @import { Answer, LogKind, Stands } from './types'
 */

/**
 * What brings a session to where a page stands.
 * @param {Stands} stands
 * @param {string | undefined} opened  The panel that is open.
 * @returns {[LogKind, string][]}
 */
function standing({ basemap, window, scene, options }, opened) {
  /** @type {[LogKind, string][]} */
  const entries = Object.entries(options).map(([name, value]) => ['option', `${name}:${value}`]);
  if (basemap) entries.push(['stands', basemap]);
  if (window) entries.push(['window', window]);
  if (scene) entries.push(['scene', scene]);
  if (opened) entries.push(['open', opened]);
  return entries;
}

export function createMemory() {
  /** @type {Answer | null} */
  let last = null;
  /** Options of pages that the new session has not shown yet. @type {Record<string, string>} */
  let owed = {};
  /** @type {Set<string>} */
  let told = new Set();
  return {
    /**
     * What the session that answers does not know and has to be told; nothing if it is the same.
     * @param {Answer} answer
     * @param {string} path  Of the page: each takes no options but its own.
     * @param {string | undefined} opened
     * @returns {[LogKind, string][]}
     */
    untold(answer, path, opened) {
      const before = last;
      last = answer;
      if (before && before.session !== answer.session) {
        owed = { ...owed, ...before.stands.options };
        told = new Set([path]);
        return standing({ ...before.stands, options: owed }, opened);
      }
      if (told.has(path) || !told.size) return [];
      told.add(path);
      return standing({ basemap: '', window: '', scene: '', options: owed }, undefined);
    },
  };
}
