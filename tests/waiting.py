"""Waiting for what a test waits for, and for no seconds."""

import time
from collections.abc import Callable

WAIT_S = 30


def until(
    condition: Callable[[], object],
    what: str = "",
    *,
    most_s: float = WAIT_S,
    every_s: float = 0.005,
) -> None:
    """Wait until something holds; fail, and say what, if it never does."""
    deadline = time.monotonic() + most_s
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(every_s)
