"""Whether this server is about to stop: then nothing new begins, and what was begun ends."""

from __future__ import annotations

from threading import Event

_STOPPING = Event()


def stop_soon() -> None:
    """Say that this server is about to stop.

    >>> stop_soon()
    >>> is_stopping()
    True
    >>> go_on()
    """
    _STOPPING.set()


def go_on() -> None:
    """Take that back: for a server that starts, in a process that had another one before.

    >>> go_on()
    >>> is_stopping()
    False
    """
    _STOPPING.clear()


def is_stopping() -> bool:
    """Whether this server is about to stop.

    >>> is_stopping()
    False
    """
    return _STOPPING.is_set()
