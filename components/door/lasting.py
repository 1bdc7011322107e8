"""From the start of the server to its end: logs, memory, and a stop that cuts nothing off."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Any

from components.door.logs import write_logs
from components.door.tidy import tidied
from components.handout.job import WORKSHOP
from data import settings
from data.stopping import go_on, is_stopping, stop_soon

_LOOK_S = 0.1
_NOTICE_S = 5  # within which a load balancer looks whether the server is ready


@asynccontextmanager
async def lasting(app: Any) -> AsyncIterator[None]:
    """Do what is to be done as long as the server runs."""
    write_logs()
    async with tidied(app):
        with _stops_gently(), _shared():
            yield


@contextmanager
def _shared() -> Iterator[None]:
    """Where the store is a database: take up what is edited in QGIS, and what others have begun."""
    if not (url := settings.store_url()):
        yield
        return
    from components.handout.board import posted  # noqa: PLC0415 -- not without the setting
    from data.layers.collect import collecting  # noqa: PLC0415

    end = collecting(url)
    try:
        with posted(url):
            yield
    finally:
        end()


@contextmanager
def _stops_gently() -> Iterator[None]:
    """Let a request to stop (SIGTERM) wait for what has begun.

    A second one ends it at once, as does Ctrl+C.
    """
    if current_thread() is not main_thread():  # a test's server: nobody signals it
        yield
        return
    loop, ends = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)
    waits = set[asyncio.Task[None]]()

    def stop(number: int, frame: FrameType | None) -> None:
        if is_stopping():
            _end(number, frame)
        else:
            stop_soon()
            loop.call_soon_threadsafe(begin)

    def begin() -> None:
        waits.add(asyncio.create_task(_wait()))

    async def _wait() -> None:
        await _over()
        _end(signal.SIGTERM, None)

    def _end(number: int, frame: FrameType | None) -> None:
        if callable(ends):
            ends(number, frame)
        else:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.raise_signal(signal.SIGTERM)

    go_on()
    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, ends)


async def _over() -> None:
    """Wait until whoever hands out readers had time to look, and no file is being made."""
    most = settings.drain_seconds()
    ends = monotonic() + most
    await asyncio.sleep(min(most, _NOTICE_S))
    while any(WORKSHOP.busy()) and monotonic() < ends:  # noqa: ASYNC110 -- threads make them
        await asyncio.sleep(_LOOK_S)
