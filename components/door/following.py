"""Every open page follows what comes into force, untouched: by whomever it was changed.

Few at a time are made anew, so that whoever clicks meanwhile is answered.
"""

from __future__ import annotations

import asyncio
import logging

from components.browser.streamlit_insides import is_idle, open_sessions, run_fragment
from components.session.following import PAGES, Pages
from components.session.state import catalog_in_force
from data.stores import News, store

AT_ONCE = 3
LOOK_S, _STEP_S = 0.1, 0.02
_log = logging.getLogger(__name__)


async def follow(pages: Pages = PAGES) -> None:
    """Look after the open pages as long as the server runs."""
    end = store().listen(lambda news: _heard(news, pages))
    try:
        while True:
            is_done = _bring_on(pages)
            await asyncio.sleep(LOOK_S if is_done else _STEP_S)
    finally:
        end()


def _heard(news: News, pages: Pages) -> None:
    """Read what has come, once, before all pages ask for it."""
    try:
        if news.area == "pack":
            catalog_in_force()
    except Exception:  # noqa: BLE001 -- a reader who asks finds out by himself
        _log.exception("reading what is in force")
    pages.turn()


def _bring_on(pages: Pages) -> bool:
    """Have a few pages that are behind made anew; return whether none is.

    One that is just answering its reader is left in peace until it has.
    """
    there = open_sessions()
    behind = pages.behind(there)
    running = sum(not is_idle(there[one]) for one in pages.told & there.keys())
    for one in [one for one in behind if is_idle(there[one])][: max(AT_ONCE - running, 0)]:
        pages.tell(one)
        run_fragment(there[one], behind[one])
    return not behind
