"""Memory ends with the session: looked after while the server runs.

Streamlit lets go of a session only when another one ends, and what a session held points to
itself, so that it waits for Python's collector, which comes late where much is loaded.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any

from components.browser.streamlit_insides import empty_session, sessions
from components.door.following import follow
from components.intake.shelf import SHELF
from components.session.following import PAGES

EVERY_S = 10.0
_LOOK_S = 1.0
_SOON_S, _LATE_S = 20.0, 60.0  # between two collections
_NEVER = 2**31 - 1


@asynccontextmanager
async def tidied(_: Any) -> AsyncIterator[None]:
    """Look after memory and open pages, and make what readers ask for first, while it runs."""
    # A whole collection stops all readers for half a second. Python does one after the other while
    # the pages are new to it; here there is one when sessions have ended, and now and then.
    gc.set_threshold(*gc.get_threshold()[:2], _NEVER)
    tasks, ended = [asyncio.create_task(_tidy()), asyncio.create_task(follow())], Event()
    Thread(target=_warm, args=(ended,), daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        for task in tasks:
            task.cancel()


def _warm(ended: Event) -> None:
    # Streamlit serves a component only if the script of a reader was the first to import it.
    while "streamlit_folium" not in sys.modules:
        if ended.wait(_LOOK_S):
            return
    # Brings all pages, for which the server does not wait to answer.
    from components.frame.warm import keep_warm  # noqa: PLC0415

    keep_warm(ended, _set_apart)


def _set_apart() -> None:
    """Spare each collection what stays as long as the catalog in force."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def _tidy() -> None:
    before, give_back, collected, is_owed = sessions(), _giver(), monotonic(), False
    while True:
        await asyncio.sleep(EVERY_S)
        SHELF.tidy()
        now = sessions()
        over = [before[one] for one in before.keys() - now.keys()]
        before = now
        PAGES.keep(now)
        for session in over:
            empty_session(session)
        is_owed |= bool(over)
        over.clear()
        if monotonic() - collected >= (_SOON_S if is_owed else _LATE_S):
            gc.collect()
            give_back()
            collected, is_owed = monotonic(), False


def _giver() -> Callable[[], object]:
    """Return what gives free memory back to the system, as far as it can be asked to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None

    def give_back() -> None:
        if arrow := sys.modules.get("pyarrow"):  # where pandas keeps texts
            arrow.default_memory_pool().release_unused()
        if trim:
            trim(0)

    return give_back
