"""Work that takes seconds: in a process of its own, with progress, and it can be cancelled."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate
from secrets import token_urlsafe
from typing import Literal, Protocol
from uuid import uuid4

from components.handout.limits import A_READER, KEPT, KEPT_BYTES
from components.handout.process import NotMadeError, Process, Why
from components.handout.worker import Work
from components.handout.workshop import Workshop
from components.session.measures import count_error
from data.people import HOME, Person

State = Literal["waiting", "running", "ready", "failed", "cancelled"]

WORKSHOP = Workshop()
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
    is_here : bool
        Whether this server makes it.
    is_shared : bool
        Whether another server goes on with it if the one that makes it is gone.
    over : callable, optional
        Told of it when it has come to an end here.
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
    job_id: str = field(default_factory=lambda: str(uuid4()))
    is_here: bool = True
    is_shared: bool = False
    over: Callable[[Job], object] | None = None
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
            if self.over:
                self.over(self)
        if process and self.state != "ready":
            process.close()
            return None
        return process

    def _tick(self, done: float) -> None:
        self.done = min(max(done, 0.0), 1.0)


class Board(Protocol):
    """Where orders stand that any server can go on with; there is none without a shared store.

    A tray is named by its mark, and a session by its holder. Nothing is raised: what cannot be
    reached is as it was.
    """

    def put(self, job: Job, mark: str, holder: str) -> None:
        """Write a job down before it starts, if another server could make it."""

    def take_up(self, mark: str, holder: str, person: Person, mine: Sequence[Job]) -> list[Job]:
        """Return what lies in a tray and is not `mine`, for who may have it; mine go there too."""

    def look(self, jobs: Sequence[Job], mark: str) -> None:
        """Bring up to date what other servers make."""

    def forget(self, jobs: Collection[Job], holder: str, *, unmade: bool = False) -> None:
        """Take away, soon, what nobody wants: all, or what is unmade, that the session has still.

        It waits for nothing, so that it may be called from anywhere.
        """


@dataclass
class Boards:
    """The board of this server, if there is one."""

    now: Board | None = None


BOARDS = Boards()


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
    person : Person, optional
        For whom it was looked at last.
    mark : str
        A secret that names it: who brings it along to another server finds the jobs there.
    """

    jobs: list[Job] = field(default_factory=list)
    key: object = None
    menu: str = ""
    said: tuple[str, dict[str, object]] | None = None
    is_folded: bool = False
    person: Person | None = None
    mark: str = field(default_factory=token_urlsafe, repr=False)
    _holder: str = field(default_factory=token_urlsafe, repr=False)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return not self.is_folded and bool(self.jobs or self.menu or self.said)

    @property
    def is_active(self) -> bool:
        """Whether anything is being made."""
        return any(job.is_active for job in self.jobs)

    @property
    def is_shared(self) -> bool:
        """Whether another server could go on with any of it."""
        return any(job.is_shared for job in self.jobs)

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
        job.reader = self._holder
        if sum(one.is_active for one in self.jobs) >= A_READER:
            self.said = "handout.too_many", {"limit": A_READER}
            return
        if BOARDS.now:
            BOARDS.now.put(job, self.mark, self._holder)
        if job.start():
            self._keep([*(one for one in self.jobs if one.file != job.file), job])
            self.forget_most()
        else:
            self.said = "handout.busy", {}
            self._let_go([job])

    def take_up(self, mark: str, person: Person) -> None:
        """Go on with the tray of a mark, which a server that is gone has had."""
        if BOARDS.now:
            self.jobs += BOARDS.now.take_up(mark, self._holder, person, self.jobs)
            self.mark = mark

    def look(self) -> None:
        """Bring up to date what other servers make."""
        jobs = [job for job in self.jobs if job.is_active and not job.is_here]
        if jobs and BOARDS.now:
            BOARDS.now.look(jobs, self.mark)

    def drop(self, job_id: str) -> None:
        """Cancel a job, and forget it if it had come to an end."""
        for job in [one for one in self.jobs if one.job_id == job_id]:
            if job.is_active:
                job.cancel()
                self._let_go([job])
            else:
                self._keep([one for one in self.jobs if one is not job])

    def keep_for(self, key: object, person: Person = HOME) -> None:
        """Forget what was finished for another view; what still runs goes on.

        Nothing is left, and nothing goes on, of what was asked for by who might see more.
        """
        if self.person and not person.may_have(self.person):
            for job in self.jobs:
                job.cancel()
            self._keep([])
        self.person = person
        if key != self.key:
            self._keep([job for job in self.jobs if job.is_active])
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
        self._keep([job for job in self.jobs if job not in gone])

    def _keep(self, jobs: list[Job]) -> None:
        before, self.jobs = self.jobs, jobs
        self._let_go([job for job in before if job not in jobs])

    def _let_go(self, jobs: list[Job], *, unmade: bool = False) -> None:
        shared = [job for job in jobs if job.is_shared]
        if shared and BOARDS.now:
            BOARDS.now.forget(shared, self._holder, unmade=unmade)

    def __del__(self) -> None:
        """Cancel what is being made: the session has ended, or goes on at another server."""
        going = [job for job in self.jobs if job.is_active]
        for job in going:
            if not (job.is_shared and BOARDS.now):
                job.cancel()
        self._let_go(going, unmade=True)


def tray_id(mark: str) -> str:
    """Return what is written down of the mark of a tray, which does not give it away.

    >>> len(tray_id("secret"))
    64
    """
    return sha256(mark.encode()).hexdigest()


_GOING = frozenset({"waiting", "running", "ready"})
