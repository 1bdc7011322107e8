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
from typing import Any

from components.browser.streamlit_insides import empty_session, sessions
from components.intake.shelf import SHELF

EVERY_S = 10.0


@asynccontextmanager
async def tidied(_: Any) -> AsyncIterator[None]:
    """Look after memory as long as the server runs."""
    task = asyncio.create_task(_tidy())
    try:
        yield
    finally:
        task.cancel()


async def _tidy() -> None:
    before, give_back = sessions(), _giver()
    while True:
        await asyncio.sleep(EVERY_S)
        SHELF.tidy()
        now = sessions()
        over = [before[one] for one in before.keys() - now.keys()]
        before = now
        for session in over:
            empty_session(session)
        if over:
            over.clear()
            gc.collect()
            give_back()


def _giver() -> Callable[[], object]:
    """Return what gives free memory back to the system, where it can be asked to."""
    if sys.platform != "linux":
        return lambda: None
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return (lambda: trim(0)) if trim else lambda: None
