// The numbered log of what the reader did and the server has not answered; and what is chosen by
// it. Nothing here knows of the page, the connection or time.

/**
 * @import { Answer, Dimension, Entry, LogKind, Picked } from './types'
 * @typedef {Pick<Answer, 'chosen' | 'evidence'> | null} Chosen
 */

/** @type {Dimension[]} */
export const DIMENSIONS = ['zone', 'sector', 'status'];
const IN_QUERY = { zone: 'zones', sector: 'sectors', status: 'status' };

const isDimension = (/** @type {LogKind} */ kind) => /** @type {LogKind[]} */ (DIMENSIONS).includes(kind);

/** @param {string} mount  Names this page: the server may still answer another's log. */
export function createLog(mount) {
  let last = 0;
  /** @type {Entry[]} */
  let entries = [];
  return {
    mount,
    entries: () => entries,

    /**
     * Adds an entry under the next number.
     * @param {LogKind} kind
     * @param {string} value
     */
    add(kind, value) {
      // Of the windows that a map shows while it is moved, only the last one matters.
      if (kind === 'window') entries = entries.filter(([, earlier]) => earlier !== kind);
      entries = [...entries, [++last, kind, value]];
    },

    /**
     * Begins anew for a session that knows nothing of what came before: first what brings it to
     * where the page stands, then what waits. The address, which it has read, may know some of what
     * waits: so what is to be chosen is told as what it lacks.
     * @param {[LogKind, string][]} standing
     * @param {Chosen} was  The last answer of the session before.
     * @param {Chosen} now  The answer of this one.
     */
    renew(standing, was, now) {
      const waiting = entries, wanted = chosenBy(was, waiting);
      entries = [];
      for (const [kind, value] of standing) this.add(kind, value);
      for (const [, kind, value] of waiting) if (!isDimension(kind)) this.add(kind, value);
      const got = chosenBy(now, entries);
      for (const d of DIMENSIONS) {
        for (const value of new Set([...wanted[d], ...got[d]])) {
          if (wanted[d].has(value) !== got[d].has(value)) this.add(d, value);
        }
      }
    },

    /**
     * Drops what an answer knows: it names the log that it answers, and its last entry.
     * @param {Pick<Answer, 'mount' | 'ack'>} answer
     */
    acknowledge(answer) {
      const ack = answer.mount === mount ? answer.ack : 0;
      entries = entries.filter(([number]) => number > ack);
    },

    /**
     * Whether there is an entry of one of these kinds.
     * @param {LogKind[]} kinds
     */
    has: (...kinds) => entries.some(([, kind]) => kinds.includes(kind)),
  };
}

/**
 * What is chosen: an answer, changed by the entries that it does not know.
 * @param {Chosen} answer
 * @param {Entry[]} entries
 * @returns {Picked}
 */
export function chosenBy(answer, entries) {
  const now = /** @type {Record<Dimension, Set<string>>} */ (
    Object.fromEntries(DIMENSIONS.map(d => [d, new Set(answer?.chosen[d])])));
  let evidence = answer?.evidence ?? 'all';
  for (const [, kind, value] of entries) {
    if (isDimension(kind)) toggle(now[/** @type {Dimension} */ (kind)], value);
    if (kind === 'evidence') evidence = value === 'published' ? value : 'all';
    if (kind === 'scene') {
      const query = new URLSearchParams(value.split('?')[1]);
      for (const d of DIMENSIONS) now[d] = new Set(query.get(IN_QUERY[d])?.split(','));
    }
    if (kind === 'reset' || kind === 'unfilter') {
      for (const values of Object.values(now)) values.clear();
    }
    if (kind === 'reset') evidence = 'all';
  }
  return { ...now, evidence };
}

/**
 * @param {Set<string>} values
 * @param {string} value
 */
function toggle(values, value) {
  if (!values.delete(value)) values.add(value);
}
