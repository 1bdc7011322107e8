"""Every open page follows what comes into force, untouched: by whomever it was changed.

Few at a time are made anew, so that whoever clicks meanwhile is answered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

from components.browser.streamlit_insides import (
    has_run,
    is_idle,
    open_sessions,
    run_fragment,
    wake,
)
from components.session.following import PAGES, Pages, at_rest
from components.session.state import catalog_in_force
from data.stores import News, store

AT_ONCE = 3
_LOOK_S, _STEP_S = 0.1, 0.02
_SILENT_S = 0.3  # a browser that comes for the first time asks at once
_log = logging.getLogger(__name__)


async def follow(pages: Pages = PAGES) -> None:
    """Look after the open pages as long as the server runs, whenever they are stirred."""
    loop, stirred, silent = asyncio.get_running_loop(), asyncio.Event(), dict[str, float]()
    pages.stir = lambda: loop.call_soon_threadsafe(stirred.set)
    end = store().listen(lambda news: _heard(news, pages))
    try:
        while True:
            stirred.clear()
            there = open_sessions()
            is_silent = _wake(there, silent)
            is_done = _bring_on(pages, there)
            if is_done and not is_silent:
                await stirred.wait()
            else:
                await asyncio.sleep(_LOOK_S if is_done else _STEP_S)
    finally:
        end()
        pages.stir = at_rest


def _heard(news: News, pages: Pages) -> None:
    """Read what has come, once, before all pages ask for it."""
    try:
        if news.area == "pack":
            catalog_in_force()
    except Exception:  # noqa: BLE001 -- a reader who asks finds out by himself
        _log.exception("reading what is in force")
    if news.area != "access":  # who may come in, no page shows
        pages.turn()


def _wake(there: Mapping[str, Any], silent: dict[str, float]) -> bool:
    """Have browsers ask for their pages that came from a server that is gone.

    Returns whether any has still time to ask by itself.

    Parameters
    ----------
    silent : dict of str to float
        Since when each session says nothing; infinite once it was woken.
    """
    mute = [one for one, session in there.items() if not has_run(session)]
    for gone in silent.keys() - set(mute):
        del silent[gone]
    for one in mute:
        if monotonic() - silent.setdefault(one, monotonic()) > _SILENT_S:
            silent[one] = float("inf")
            wake(there[one])
    return any(since < float("inf") for since in silent.values())


def _bring_on(pages: Pages, there: Mapping[str, Any]) -> bool:
    """Have a few pages that are behind made anew; return whether none is.

    One that is just answering its reader is left in peace until it has.
    """
    behind = pages.behind(there)
    running = sum(not is_idle(there[one]) for one in pages.told & there.keys())
    for one in [one for one in behind if is_idle(there[one])][: max(AT_ONCE - running, 0)]:
        pages.tell(one)
        try:
            run_fragment(there[one], behind[one])
        except Exception:  # noqa: BLE001 -- one page that cannot be made keeps no other from it
            _log.exception("making a page anew")
    return not behind
