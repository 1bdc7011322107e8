"""Work that takes seconds: in a thread of its own, with progress, and it can be cancelled."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

Tick = Callable[[float], None]
State = Literal["waiting", "running", "ready", "failed", "cancelled"]

AT_ONCE = 2
_POOL = ThreadPoolExecutor(AT_ONCE, "handout")
_IDS = count(1)
_log = logging.getLogger(__name__)


class CancelledError(Exception):
    """Raised inside the work, at its next tick."""


@dataclass(eq=False)
class Job:
    """One file that is being made.

    Attributes
    ----------
    kind, title, file : str
        What was asked for, of what, and the name of the file.
    make : callable
        Makes the bytes; given a function to tell the share that is done, 0-1.
    state : {"waiting", "running", "ready", "failed", "cancelled"}
    done : float
    result : bytes
        Once it is ready.
    """

    kind: str
    title: str
    file: str
    make: Callable[[Tick], bytes]
    state: State = "waiting"
    done: float = 0.0
    result: bytes = b""
    job_id: str = field(default_factory=lambda: str(next(_IDS)))
    _stops: bool = False

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {"waiting", "running"}

    def start(self) -> None:
        """Queue it; two run at once on a server."""
        _POOL.submit(self._run)

    def cancel(self) -> None:
        """Stop it at its next tick, or before it began."""
        self._stops = True
        if self.is_active:
            self.state = "cancelled"

    def _tick(self, done: float) -> None:
        if self._stops:
            raise CancelledError
        self.done = min(max(done, 0.0), 1.0)

    def _run(self) -> None:
        if self._stops:
            return
        self.state = "running"
        try:
            made = self.make(self._tick)
            self._tick(1.0)
        except CancelledError:
            self.state = "cancelled"
        except Exception:  # noqa: BLE001 -- the page says that it failed; the log says why
            _log.exception("%s", self.file)
            self.state = "cancelled" if self._stops else "failed"
        else:
            self.result, self.state = made, "ready"


@dataclass
class Tray:
    """The jobs of one session, and what the reader is told.

    Attributes
    ----------
    jobs : list of Job
    key : object
        The selection, language and theme for which the finished ones were made.
    menu : str
        Which menu stands open: ``"pictures"``, ``"keep"`` or none.
    said : tuple of (str, dict), optional
        Message id and values of what was done last.
    is_folded : bool
        Whether the reader has put it away; asking for anything brings it back.
    """

    jobs: list[Job] = field(default_factory=list)
    key: object = None
    menu: str = ""
    said: tuple[str, dict[str, object]] | None = None
    is_folded: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return not self.is_folded and bool(self.jobs or self.menu or self.said)

    @property
    def is_active(self) -> bool:
        """Whether anything is being made."""
        return any(job.is_active for job in self.jobs)

    def ask(self) -> None:
        """Clear the tray for another thing that the reader asks for."""
        self.menu, self.said, self.is_folded = "", None, False

    def close(self) -> None:
        """Put it away, but for what is being made."""
        self.ask()
        self.is_folded = not self.is_active

    def add(self, job: Job) -> None:
        """Start a job, unless the same file is being made or is there."""
        if any(one.file == job.file and one.state in _GOING for one in self.jobs):
            return
        self.jobs = [one for one in self.jobs if one.file != job.file] + [job]
        job.start()

    def drop(self, job_id: str) -> None:
        """Cancel a job, and forget it if it had come to an end."""
        for job in [one for one in self.jobs if one.job_id == job_id]:
            if job.is_active:
                job.cancel()
            else:
                self.jobs.remove(job)

    def keep_for(self, key: object) -> None:
        """Forget what was finished for another view; what still runs goes on."""
        if key != self.key:
            self.jobs = [job for job in self.jobs if job.is_active]
            self.key, self.menu, self.said = key, "", None


_GOING = frozenset({"waiting", "running", "ready"})
