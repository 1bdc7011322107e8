// Chinese words among English ones, such as a name that has no English one: a screen reader
// reads them with a Chinese voice if it is told.

const HAN = /(\p{Script=Han}+)/u;

/**
 * Whether a text holds Chinese words on a page in another language.
 * @param {string} text
 */
export const isForeign = text => document.documentElement.lang !== 'zh' && HAN.test(text);

/**
 * Marks the Chinese words in an element that the server wrote.
 * @param {Element} element
 */
export function markForeign(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  while (texts.nextNode()) found.push(/** @type {Text} */ (texts.currentNode));
  for (const text of found) {
    if (!isForeign(text.data) || text.parentElement?.closest('[lang=zh]')) continue;
    text.replaceWith(...text.data.split(HAN).map((part, n) => {
      if (n % 2 === 0) return part;
      const marked = document.createElement('span');
      marked.lang = 'zh';
      marked.textContent = part;
      return marked;
    }));
  }
}
