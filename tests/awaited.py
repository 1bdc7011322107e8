"""Waiting for a coroutine wherever a test runs: Playwright keeps the main thread's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def awaited(coroutine: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, coroutine).result()
