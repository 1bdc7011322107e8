"""Where files are made: a few processes at once, which stay warm for a while; others wait."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from threading import Lock, Thread, Timer
from typing import Protocol

from components.handout.limits import AT_ONCE, IDLE_SECONDS, WAITING
from components.handout.process import Process


class Order(Protocol):
    """What waits to be made."""

    @property
    def is_active(self) -> bool:
        """Whether it is still wanted."""

    @property
    def reader(self) -> object:
        """Who wants it."""

    def be_made(self, take: Callable[[], Process]) -> Process | None:
        """Be made by a process; return it if it can go on with the next one."""


class Workshop:
    """Makes what is ordered, in order, but nobody's second file while others wait for their first.

    Processes are kept for a while, since starting one takes longer than most files.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting = list[Order]()
        self._made = list[Order]()
        self._benches = 0  # threads that make, or are about to
        self._idle = dict[Process, Timer]()
        atexit.register(self.close)

    def add(self, order: Order) -> bool:
        """Take an order; return whether there was room for it."""
        with self._lock:
            self._waiting = [one for one in self._waiting if one.is_active]
            if len(self._waiting) >= WAITING:
                return False
            self._waiting.append(order)
            if self._benches < AT_ONCE:
                self._benches += 1
                Thread(target=self._work, name="handout", daemon=True).start()
        return True

    def busy(self) -> tuple[int, int]:
        """Return how many orders wait, and how many are being made."""
        with self._lock:
            return sum(one.is_active for one in self._waiting), len(self._made)

    def _work(self) -> None:
        """Make what waits until nothing does."""
        order = self._next()
        while order is not None:
            if process := order.be_made(self._process):
                self._put_by(process)
            order = self._next(order)

    def _next(self, before: Order | None = None) -> Order | None:
        with self._lock:
            if before:
                self._made.remove(before)
            waiting = [one for one in self._waiting if one.is_active]
            served = [one.reader for one in self._made]
            order = next((one for one in waiting if one.reader not in served), None)
            order = order or next(iter(waiting), None)
            self._waiting = [one for one in waiting if one is not order]
            if order:
                self._made.append(order)
            else:
                self._benches -= 1
            return order

    def _process(self) -> Process:
        """Return an idle process, else a new one."""
        while True:
            with self._lock:
                if not self._idle:
                    break
                process, clock = self._idle.popitem()
            clock.cancel()
            if process.is_usable:
                return process
            process.close()
        return Process()

    def _put_by(self, process: Process) -> None:
        clock = Timer(IDLE_SECONDS, self._end, [process])
        clock.daemon = True
        with self._lock:
            self._idle[process] = clock
        clock.start()

    def _end(self, process: Process) -> None:
        with self._lock:
            is_idle = self._idle.pop(process, None) is not None
        if is_idle:
            process.close()

    def close(self) -> None:
        """End the idle processes; those at work end when they hear the server's pipes close."""
        with self._lock:
            idle, self._idle = self._idle, {}
        for process, clock in idle.items():
            clock.cancel()
            process.close()
