"""Work that takes seconds: in a process of its own, with progress, and it can be cancelled."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, count
from typing import Literal

from components.handout.limits import A_READER, KEPT, KEPT_BYTES
from components.handout.process import NotMadeError, Process, Why
from components.handout.worker import Work
from components.handout.workshop import Workshop
from components.session.measures import count_error

State = Literal["waiting", "running", "ready", "failed", "cancelled"]

WORKSHOP = Workshop()
_IDS = count(1)
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Job:
    """One file that is being made.

    Attributes
    ----------
    kind, title, file : str
        What was asked for, of what, and the name of the file.
    work : callable
        Makes the bytes, in another process, so that it has to be one that can be pickled; given
        a function to tell the share that is done, 0-1.
    state : {"waiting", "running", "ready", "failed", "cancelled"}
    done : float
    why : {"slow", "memory", "large", "full", "broke"}
        Once it has failed.
    result : bytes
        Once it is ready.
    reader : object
        Who asked for it.
    """

    kind: str
    title: str
    file: str
    work: Work
    state: State = "waiting"
    done: float = 0.0
    why: Why = "broke"
    result: bytes = b""
    reader: object = None
    job_id: str = field(default_factory=lambda: str(next(_IDS)))
    _process: Process | None = None
    _stops: bool = False

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {"waiting", "running"}

    def start(self) -> bool:
        """Queue it; return whether there was room for it."""
        return WORKSHOP.add(self)

    def cancel(self) -> None:
        """End it, and the process that makes it."""
        # Without a lock, since a collected tray calls it wherever the collector happens to run.
        if self.is_active:
            self._stops, self.state = True, "cancelled"
            if process := self._process:
                process.stop()

    def be_made(self, take: Callable[[], Process]) -> Process | None:
        """Be made by a process; return it if it can go on with the next one."""
        self.state, process = "running", None
        try:
            self._process = process = take()
            if not self._stops:
                self.result = process.make(self.work, self._tick)
        except NotMadeError as error:
            self.why = error.why
            if not self._stops:
                _log.warning("%s: %s %s", self.file, error.why, error)
        except Exception:  # noqa: BLE001 -- the page says that it failed; the log says why
            _log.exception("%s", self.file)
        finally:
            self._process = None
            made: State = "ready" if self.result else "failed"
            self.state = "cancelled" if self._stops else made
            if self.state == "failed":
                count_error("file")
        if process and self.state != "ready":
            process.close()
            return None
        return process

    def _tick(self, done: float) -> None:
        self.done = min(max(done, 0.0), 1.0)


@dataclass
class Tray:
    """The jobs of one session, and what the reader is told.

    Attributes
    ----------
    jobs : list of Job
    key : object
        The selection, language, theme and rights for which the finished ones were made.
    menu : str
        Which menu stands open: ``"pictures"``, ``"keep"``, ``"embed"`` or none.
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
    _reader: object = field(default_factory=object, repr=False)

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
        """Start a job, unless the same file is being made or is there, or it would be too much."""
        if any(one.file == job.file and one.state in _GOING for one in self.jobs):
            return
        job.reader = self._reader
        if sum(one.is_active for one in self.jobs) >= A_READER:
            self.said = "handout.too_many", {"limit": A_READER}
        elif not job.start():
            self.said = "handout.busy", {}
        else:
            self.jobs = [one for one in self.jobs if one.file != job.file] + [job]
            self.forget_most()

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
        self.forget_most()

    def forget_most(self) -> None:
        """Forget finished jobs but the last few: a session holds no more."""
        finished = [job for job in reversed(self.jobs) if not job.is_active]
        held = accumulate(len(job.result) for job in finished)
        gone = [
            job
            for place, (job, size) in enumerate(zip(finished, held, strict=True))
            if place >= KEPT or (place and size > KEPT_BYTES)
        ]
        self.jobs = [job for job in self.jobs if job not in gone]

    def __del__(self) -> None:
        """Cancel what is being made: the session has ended."""
        for job in self.jobs:
            job.cancel()


_GOING = frozenset({"waiting", "running", "ready"})
