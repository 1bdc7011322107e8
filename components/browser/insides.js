// What our scripts lean on that Streamlit does not promise. No other script names it;
// streamlit_insides.py says of each name what breaks without it, and a browser test looks for all.

const part = (/** @type {string} */ name) => `[data-testid="${name}"]`;

/** The frame of the map, and the boxes of the stage, of what is embedded, and of the switch of languages. */
export const MAP_FRAME = '.st-key-map iframe';
export const EMBEDDED = '.st-key-embed';
export const STAGE = '.st-key-stage';
export const LANGUAGES = '.st-key-language button';

/** What Streamlit calls in English for who does not see the page. */
export const SKIP_LINK = part('stSkipToContent');
export const MENU = part('stTopNav');

/** The menu of a narrow screen, what opens and closes it, its links; and what scrolls. */
export const MENU_DRAWER = part('stSidebar');
export const MENU_OPEN = part('stExpandSidebarButton');
export const MENU_CLOSE = `${part('stSidebarCollapseButton')} button`;
export const MENU_LINK = part('stSidebarNavLink');
export const SCROLLED = '.stMain';

/** Where Streamlit speaks English. */
export const SPEAKING = [
  ...['stHeader', 'stSidebar', 'stExpandSidebarButton', 'stFileUploader', 'stElementToolbar', 'stStatusWidget',
    'stException', 'stDialog', 'stTooltipContent', 'stTooltipErrorContent', 'stPopoverBody', 'stDataFrame',
    'stDataFrameColumnMenu', 'stDataFrameColumnVisibilityMenu'].map(part),
  'iframe[title]', '[role=dialog]:not(.atlas-panel)',
].join();

/** Where Streamlit keeps the theme of a page, and what it writes there. */
export const themeKey = (/** @type {string} */ path) => `stActiveTheme-${path}-v2`;
/** @type {Record<string, string>} */
export const THEME_NAMES = { light: '"Light"', dark: '"Dark"' };
