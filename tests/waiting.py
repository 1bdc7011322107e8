"""Waiting for what a test waits for, and for no seconds."""

import time
from collections.abc import Callable

WAIT_S = 30


def until(condition: Callable[[], object], what: str = "") -> None:
    """Wait until something holds; fail, and say what, if it never does."""
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)
