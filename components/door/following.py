"""Every open page follows what comes into force, untouched: by whomever it was changed.

Few at a time are made anew, so that whoever clicks meanwhile is answered.
"""

from __future__ import annotations

import asyncio
import logging

from components.browser.streamlit_insides import is_idle, open_sessions, run_fragment
from components.session.following import PAGES, Pages
from components.session.state import catalog_in_force
from data.in_force import in_force

LOOK_S = 0.25
_STEP_S = 0.02
AT_ONCE = 3
_log = logging.getLogger(__name__)


async def follow(pages: Pages = PAGES) -> None:
    """Look after the open pages as long as the server runs."""
    before = None
    while True:
        try:
            now = await asyncio.to_thread(in_force)
            if before is not None and now != before:
                await asyncio.to_thread(catalog_in_force)  # once, before all ask for it
                pages.turn()
            before = now
            await _bring_on(pages)
        except Exception:  # noqa: BLE001 -- a reader who asks finds out by himself
            _log.exception("following")
        await asyncio.sleep(LOOK_S)


async def _bring_on(pages: Pages) -> None:
    """Have the pages that are behind made anew, unless they answer their readers just now."""
    told = set[str]()  # once each: what broke is not tried again before the next change
    while True:
        there = open_sessions()
        behind = {one: fragment for one, fragment in pages.behind(there).items() if one in there}
        running = sum(not is_idle(there[one]) for one in told & there.keys())
        waiting = [one for one in behind if one not in told]
        if not waiting:
            return
        for one in [one for one in waiting if is_idle(there[one])][: AT_ONCE - running]:
            told.add(one)
            run_fragment(there[one], behind[one])
        await asyncio.sleep(_STEP_S)
